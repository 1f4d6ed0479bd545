"""The bar of a clerk's own desk, for pages opened from it: `{% desk_bar %}`."""

from typing import Any

from django.template import Context, Library

from caunoi.counter.permissions import can_serve
from caunoi.counter.queries import lines

register = Library()


@register.inclusion_tag("counter/desk_bar.html", takes_context=True)
def desk_bar(context: Context) -> dict[str, Any]:
    """The number at the desk of whoever looks, with its keys; nothing for who sits nowhere.

    The keys are those of the page of the desk, kept in the browser while there is no connection.
    """
    request = context.get("request")
    user = getattr(request, "user", None)
    mine = lines.desk_of(user) if user is not None and can_serve(user) else None
    return {
        "desk": mine,
        "ticket": lines.current_at(mine) if mine else None,
        "user": user,
        "csrf_token": context.get("csrf_token"),
    }

"""Tags for the frame of a page and the ways about: head, foot, links, pages, folds, dialogs."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.template import Context, Library

from caunoi_kit.ui import cards, paging
from caunoi_kit.ui.templatetags.ui.parts import part

register = Library()


@register.inclusion_tag("ui/parts/skip.html")
def skip() -> dict[str, Any]:
    """The first link of a page, for those who use no mouse: `{% skip %}`."""
    return {}


@register.inclusion_tag("ui/parts/mast.html", takes_context=True)
def mast(context: Context, kind: str = "public") -> dict[str, Any]:
    """The head of the page on its arches: `{% mast %}`, `{% mast "work" %}` for staff.

    The menu comes from the context ("nav" in the row, "nav_more" behind «Thêm»); an error page
    may have none.
    """
    user = context.get("user")
    more = context.get("nav_more") or ()
    return {
        "work": kind == "work",
        "nav": context.get("nav") or (),
        "nav_more": more,
        "more_here": any(item["current"] for group in more for item in group["links"]),
        "unit_name": getattr(settings, "CAUNOI_UNIT_NAME", ""),
        "who": user if user is not None and user.is_authenticated else None,
        "stranger": user is not None and not user.is_authenticated,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ui/parts/foot.html")
def foot() -> dict[str, Any]:
    """Who runs the site, where to get help, and whether its people are made up: `{% foot %}`."""
    return {
        "unit_name": getattr(settings, "CAUNOI_UNIT_NAME", ""),
        "help_line": getattr(settings, "CAUNOI_HELP_LINE", ""),
        "demo": getattr(settings, "CAUNOI_DEMO", False),
    }


@register.inclusion_tag("ui/parts/button.html")
def button(label: str, url: str = "", **options: Any) -> dict[str, Any]:
    """A button, or a link that looks like one when `url` is given.

    `{% button "Nộp hồ sơ" %}`, `{% button "In" url kind="second" icon="print" %}`. Options: kind
    (second, quiet, danger), icon, key (shown keyboard key), small, wide, name, value, form,
    disabled, opens (id of a dialog), closes (id of a dialog).
    """
    known = dict.fromkeys(
        (
            "kind",
            "icon",
            "key",
            "small",
            "wide",
            "name",
            "value",
            "form",
            "disabled",
            "opens",
            "closes",
        ),
        "",
    )
    if strange := options.keys() - known.keys():
        raise TypeError(f"button has no option {', '.join(sorted(strange))}")
    return {**known, **options, "label": label, "url": url}


@register.inclusion_tag("ui/parts/crumbs.html")
def crumbs(links: Sequence[cards.Link]) -> dict[str, Any]:
    """The way to this page, which comes last: `{% crumbs links %}`."""
    return {"links": links[:-1], "here": links[-1]}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(links: Sequence[cards.Link], label: str) -> dict[str, Any]:
    """Sister pages as tabs: `{% tabs links "Ba danh sách" %}`."""
    return {"links": links, "label": label}


@register.inclusion_tag("ui/parts/chips.html")
def chips(links: Sequence[cards.Link], label: str, scroll: bool = False) -> dict[str, Any]:
    """Quick filters, each a link; a chosen one is `current`: `{% chips links "Lọc nhanh" %}`."""
    return {"links": links, "label": label, "scroll": scroll}


@register.inclusion_tag("ui/parts/pager.html", takes_context=True)
def pager(context: Context, page: paging.Page) -> dict[str, Any]:
    """Page numbers that keep the rest of the address: `{% pager page %}`."""
    request = context.get("request")
    asked = request.GET if request is not None else QueryDict()

    def address(number: int) -> str:
        query = asked.copy()
        query[paging.PARAMETER] = str(number)
        return f"?{query.urlencode()}"

    return {
        "many": page.last > 1,
        "before": address(page.number - 1) if page.number > 1 else "",
        "after": address(page.number + 1) if page.number < page.last else "",
        "offers": [
            {"number": n, "url": address(n), "current": n == page.number} if n else None
            for n in page.numbers
        ],
    }


@register.simple_block_tag
def bar(content: str, label: str) -> str:
    """The main action within reach of the thumb: `{% bar "Ứng tuyển" %}…{% endbar %}`."""
    return part("bar", content=content, label=label)


@register.simple_block_tag
def fold(content: str, label: str, open: bool = False) -> str:
    """What only some want to read: `{% fold "Xem bằng bảng số" %}…{% endfold %}`."""
    return part("fold", content=content, label=label, open=open)


@register.simple_block_tag
def dialog(content: str, title: str, id: str, still: bool = False, level: int = 2) -> str:
    """A question over the page, opened by `{% button "Gửi" opens="hoi-gui" %}` without script.

    `still=True` puts it in the page instead: the confirming page of a two-step form.
    """
    return part("dialog", content=content, title=title, id=id, still=still, level=level)

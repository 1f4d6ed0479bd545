"""Tags for forms: a field with its label, hint, error and echo; the summary of errors; the key
that makes sending twice harmless."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from caunoi_kit.ui import editing as editing_module
from caunoi_kit.ui import once as once_module

register = Library()


@register.inclusion_tag("ui/parts/field.html")
def field(
    bound: forms.BoundField,
    hint: str = "",
    echo: str = "",
    short: bool = False,
    counts: Mapping[Any, str] | None = None,
) -> dict[str, Any]:
    """One field, whatever its widget: `{% field form.pay %}`, `{% field form.pay short=True %}`.

    `echo` says back how the value was understood; the fields of `caunoi_kit.ui.fields` do it by
    themselves. `counts` stand beside choices: a mapping from value to text. A form with
    `optional_said` leaves "không bắt buộc" out: its page says it once.
    """
    base = bound.auto_id or bound.html_name
    said = echo or _echo(bound)
    ids = {
        "hint": f"{base}_helptext" if (hint or bound.help_text) else "",
        "error": f"{base}_error" if bound.errors else "",
        "echo": f"{base}_echo" if said else "",
    }
    described = " ".join(i for i in ids.values() if i)
    context = {
        "bound": bound,
        "base": base,
        "hint": hint or bound.help_text,
        "echo": said,
        "ids": ids,
        "described": described,
        "optional": not (
            bound.field.required or _is_tick(bound) or getattr(bound.form, "optional_said", False)
        ),
        "shape": _shape(bound),
        "control": "",
        "options": [],
    }
    if context["shape"] == "choices":
        context["options"] = _options(bound, counts or {})
    else:
        context["control"] = bound.as_widget(attrs=_attributes(bound, described, short=short))
    return context


@register.inclusion_tag("ui/parts/field.html")
def choices(
    bound: forms.BoundField, counts: Mapping[Any, str] | None = None, hint: str = ""
) -> dict[str, Any]:
    """Radio buttons or ticks with their counts: `{% choices form.shift counts=shift_counts %}`."""
    return field(bound, hint=hint, counts=counts)


@register.inclusion_tag("ui/parts/fields.html")
def fields(form: forms.BaseForm) -> dict[str, Any]:
    """All fields of a form, one below the other: `{% fields form %}`."""
    return {"form": form}


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(form: forms.BaseForm, level: int = 2) -> dict[str, Any]:
    """What has to be put right, above the form, each line leading to its field."""
    lines = [("", "", text) for text in form.non_field_errors()]
    for bound in form:
        for text in bound.errors:
            lines.append((_anchor(bound), str(bound.label), text))
    return {"lines": lines, "level": level, "prefix": form.prefix or "form"}


@register.simple_tag
def once() -> SafeString:
    """The hidden number of this form, for views under `@once`: inside `<form>`, `{% once %}`."""
    return format_html(
        '<input type="hidden" name="{}" value="{}">', once_module.FIELD, once_module.fresh_key()
    )


@register.simple_tag
def editing(form_state: str) -> SafeString:
    """What the record held when this form was opened: inside `<form>`, `{% editing form_state %}`.

    `form_state` is `caunoi_kit.ui.editing.state_of(values)`.
    """
    return format_html(
        '<input type="hidden" name="{}" value="{}">', editing_module.FIELD, form_state
    )


@register.inclusion_tag("ui/parts/edited_meanwhile.html")
def edited_meanwhile(
    form: forms.BaseForm, conflicts: Iterable[editing_module.Conflict] = (), level: int = 2
) -> dict[str, Any]:
    """What a colleague saved first, beside what was typed: `{% edited_meanwhile form conflicts %}`.

    Without conflicts it prints nothing.
    """
    found = list(conflicts or ())
    return {
        "differences": editing_module.differences(form, found),
        "summary": editing_module.summary(found),
        "level": level,
    }


def _is_tick(bound: forms.BoundField) -> bool:
    return isinstance(bound.field.widget, forms.CheckboxInput)


def _shape(bound: forms.BoundField) -> str:
    if bound.is_hidden:
        return "hidden"
    if isinstance(bound.field.widget, forms.RadioSelect):  # ticks of several are one too
        return "choices"
    return "tick" if _is_tick(bound) else "box"


def _attributes(bound: forms.BoundField, described: str, *, short: bool) -> dict[str, str | bool]:
    attributes: dict[str, str | bool] = {}
    if isinstance(bound.field.widget, forms.Textarea):
        attributes |= {"rows": "4"}
    if described:
        attributes["aria-describedby"] = described
    if _shape(bound) == "box":
        own = bound.field.widget.attrs.get("class", "")
        attributes["class"] = " ".join(
            name for name in ("input", "input--short" if short else "", own) if name
        )
    return attributes


def _options(bound: forms.BoundField, counts: Mapping[Any, str]) -> list[dict[str, Any]]:
    return [
        {
            "tag": option.tag(),
            "label": option.choice_label,
            "count": counts.get(option.data["value"], ""),
        }
        for option in bound
    ]


def _echo(bound: forms.BoundField) -> str:
    """How a typed value was understood, when it was typed differently from how it is written."""
    say = getattr(bound.field, "echo", None)
    if say is None or not bound.form.is_bound or bound.errors or not bound.data:
        return ""
    try:
        value = bound.field.to_python(bound.data)
    except ValidationError:
        return ""
    return f"= {say(value)}" if value is not None and say(value) != bound.data else ""


def _anchor(bound: forms.BoundField) -> str:
    """The id of the control the reader has to come to."""
    base = bound.auto_id or bound.html_name
    return f"{base}_0" if _shape(bound) == "choices" else base

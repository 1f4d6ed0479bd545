"""The form of a policy of the match: every option with its range, and why."""

from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any, Final

from django import forms

from caunoi.placement.queries.policy import (
    FACTOR_NAMES,
    GROUPS,
    LABELS,
    RANKED,
    WHOLE,
    Policy,
    ReferralRules,
    option_range,
)
from caunoi_kit.ui.fields import DateField
from caunoi_kit.ui.formats import number

LONGEST_WHY: Final = 500
LONGEST_ARTICLE: Final = 500
TEXTS: Final = ("priority_article",)


class PolicyForm(forms.Form):
    """All options of the match and of its lists, as numbers; filled with what holds today."""

    starts_on = DateField(label="Dùng từ ngày")
    why = forms.CharField(
        label="Vì sao đề nghị",
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi vì sao đề nghị, để người duyệt cân nhắc."},
    )

    def __init__(self, *args: Any, policy: Policy, rules: ReferralRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in {**asdict(policy), **asdict(rules)}.items():
            self.fields[name] = _field(name, value)

    def clean(self) -> dict[str, Any]:
        """What two options say against each other, told at the option that can mend it."""
        said = super().clean() or {}
        if all(isinstance(said.get(name), int) for name in FACTOR_NAMES):
            total = sum(said[name] for name in FACTOR_NAMES)
            if total != WHOLE:
                self.add_error(
                    "wage",
                    f"Sáu phần điểm cộng lại là {number(total)}, cần đúng {number(WHOLE)}. "
                    "Sửa một hay vài phần cho đủ.",
                )
        if said.get("priority_points") and not (said.get("priority_article") or "").strip():
            self.add_error(
                "priority_article", "Điểm ưu tiên phải kèm điều luật. Ghi điều luật, hoặc để 0."
            )
        firms, most = said.get("firms_at_least"), said.get("per_worker")
        if isinstance(firms, int) and isinstance(most, int) and firms > most:
            self.add_error("firms_at_least", f"Không nhiều hơn số việc của danh sách ({most}).")
        return said

    def policy(self) -> Policy:
        """The options, once the form is valid."""
        return Policy(**{one.name: self.cleaned_data[one.name] for one in fields(Policy)})

    def rules(self) -> ReferralRules:
        """The rules of lists, once the form is valid."""
        return ReferralRules(
            **{one.name: self.cleaned_data[one.name] for one in fields(ReferralRules)}
        )

    def groups(self) -> Iterator[tuple[str, str, list[forms.BoundField]]]:
        """Fields by what they are about: title, words, fields."""
        for title, words, names in GROUPS:
            yield title, words, [self[name] for name in names]


def _field(name: str, value: Any) -> forms.Field:
    if name == "rank_by":
        return forms.ChoiceField(label=LABELS[name], choices=RANKED, initial=value)
    if name in TEXTS:
        return forms.CharField(
            label=LABELS[name], max_length=LONGEST_ARTICLE, required=False, initial=value
        )
    least, most = option_range(name)
    between = f"Ghi số nguyên từ {number(least)} đến {number(most)}."
    return forms.IntegerField(
        label=LABELS[name],
        min_value=least,
        max_value=most,
        initial=value,
        help_text=f"Từ {number(least)} đến {number(most)}.",
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), between),
    )


class DecisionForm(forms.Form):
    """What the other hand says."""

    note = forms.CharField(label="Ý kiến", max_length=LONGEST_WHY, required=False)


class LessonForm(forms.Form):
    """From which day what was learnt should hold, and a word to whoever decides."""

    starts_on = DateField(label="Dùng từ ngày")
    why = forms.CharField(
        label="Ghi cho người duyệt",
        max_length=LONGEST_WHY,
        error_messages={"required": "Ghi một câu cho người duyệt."},
    )

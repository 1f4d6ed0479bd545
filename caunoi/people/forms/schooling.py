"""What somebody learnt, can do and can bear."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django import forms

from caunoi.classifications.choices import (
    GeneralEducation,
    HandUse,
    Hearing,
    LiftWeight,
    PriorityGroup,
    Qualification,
    Sight,
    Standing,
    TwoHands,
    Workplace,
)
from caunoi.classifications.models import Certificate, Skill
from caunoi.people.queries.find import suggested_skills
from caunoi_kit.ui import fields

SHOWN_SKILLS: Final = 12

Choice = tuple[str, str]


@dataclass(frozen=True)
class Paper:
    """A certificate in the form: its name and the boxes of its days."""

    name: str
    issued: forms.BoundField
    expires: forms.BoundField


class SchoolingForm(forms.Form):
    """What somebody learnt and can do."""

    general_education = forms.ChoiceField(
        label="Học hết lớp mấy?",
        choices=[
            (GeneralEducation.BELOW_PRIMARY, "Chưa hết tiểu học"),
            (GeneralEducation.PRIMARY, "Hết tiểu học (lớp 5)"),
            (GeneralEducation.LOWER_SECONDARY, "Hết cấp 2 (lớp 9)"),
            (GeneralEducation.UPPER_SECONDARY, "Hết cấp 3 (lớp 12)"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn lớp cao nhất đã học hết."},
    )
    qualification = forms.ChoiceField(
        label="Bằng nghề cao nhất", choices=Qualification.choices, initial=Qualification.NONE
    )
    major = forms.CharField(label="Ngành đã học", max_length=200, required=False)
    skills = forms.MultipleChoiceField(
        label="Anh/chị làm được những gì?", required=False, widget=forms.CheckboxSelectMultiple
    )
    certificates = forms.MultipleChoiceField(
        label="Chứng chỉ, giấy phép đang có", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, occupation: str, dated: bool = False, **kwargs: Any) -> None:
        """`dated` asks for the days of the certificates already in the profile."""
        super().__init__(*args, **kwargs)
        held = list(self.initial.get("skills") or [])
        usual = list(suggested_skills(occupation).values_list("code", "name")[:SHOWN_SKILLS])
        known = {code for code, _ in usual}
        others = Skill.objects.filter(code__in=set(held) - known).order_by("search_key", "code")
        self.fields["skills"].choices = [*usual, *others.values_list("code", "name")]  # type: ignore[attr-defined]
        papers = Certificate.objects.order_by("search_key", "code").values_list("code", "name")
        self.fields["certificates"].choices = list(papers)  # type: ignore[attr-defined]
        self._dated = list(self.initial.get("certificates") or []) if dated else []
        for code in self._dated:
            self.fields[f"issued_{code}"] = fields.DateField(label="Ngày cấp", required=False)
            self.fields[f"expires_{code}"] = fields.DateField(label="Hết hạn", required=False)

    def papers(self) -> list[Paper]:
        """The certificates held, each with the boxes of its days."""
        names = dict(self.fields["certificates"].choices)  # type: ignore[attr-defined]
        return [
            Paper(names.get(code, code), self[f"issued_{code}"], self[f"expires_{code}"])
            for code in self._dated
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for code in self._dated:
            issued, expires = found.get(f"issued_{code}"), found.get(f"expires_{code}")
            if issued and expires and expires < issued:
                self.add_error(
                    f"expires_{code}", "Ngày hết hạn trước ngày cấp. Xem lại hai ngày trên giấy."
                )
        return found

    def clean_skills(self) -> list[str]:
        return sorted(self.cleaned_data["skills"])

    def clean_certificates(self) -> list[str]:
        return sorted(self.cleaned_data["certificates"])


def _optional(choices: Iterable[Choice]) -> list[Choice]:
    return [("", "Chưa hỏi"), *choices]


class AbilitiesForm(forms.Form):
    """Seven abilities of form 01a, and groups that law names for help. All may be left unsaid."""

    workplace = forms.ChoiceField(
        label="Nơi làm", choices=_optional(Workplace.choices), required=False
    )
    lift_weight = forms.ChoiceField(
        label="Nâng được", choices=_optional(LiftWeight.choices), required=False
    )
    standing = forms.ChoiceField(
        label="Đứng, đi lại", choices=_optional(Standing.choices), required=False
    )
    hearing = forms.ChoiceField(
        label="Nghe, nói", choices=_optional(Hearing.choices), required=False
    )
    sight = forms.ChoiceField(label="Nhìn", choices=_optional(Sight.choices), required=False)
    hand_use = forms.ChoiceField(
        label="Thao tác tay", choices=_optional(HandUse.choices), required=False
    )
    two_hands = forms.ChoiceField(
        label="Dùng hai tay", choices=_optional(TwoHands.choices), required=False
    )
    priority_groups = forms.MultipleChoiceField(
        label="Thuộc diện ưu tiên",
        choices=PriorityGroup.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def abilities(self) -> list[forms.BoundField]:
        """The seven questions of form 01a."""
        return [bound for bound in self if bound.name != "priority_groups"]

    def clean_priority_groups(self) -> list[str]:
        return sorted(self.cleaned_data["priority_groups"])

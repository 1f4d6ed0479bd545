"""The one page of an advert: eight things to fill in, the rest is offered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict

from caunoi.classifications.choices import (
    EXPERIENCE_FLOORS,
    ExperienceBand,
    Qualification,
    Shift,
)
from caunoi.classifications.models import Occupation
from caunoi.classifications.queries import isco_units
from caunoi.employers.models import Employer
from caunoi.places.models import Place
from caunoi.vacancies.actions.drafts import DAYS_OPEN
from caunoi.vacancies.choices import PayPeriod
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries.checks import Remark
from caunoi.vacancies.queries.spots import Spot, spot_for
from caunoi.vacancies.queries.suggestions import (
    Suggestion,
    offered_certificates,
    offered_skills,
    suggest_codes,
)
from caunoi.vacancies.queries.terms import WORDS, Terms, terms_of
from caunoi_kit.ui import formats
from caunoi_kit.ui.fields import DateField, MoneyField, PhoneField

NOT_ASKED, PREFERRED, REQUIRED = "", "uu-tien", "bat-buoc"
WEIGHTS: Final = ((NOT_ASKED, "Không cần"), (PREFERRED, "Ưu tiên"), (REQUIRED, "Bắt buộc"))
SKILL: Final = "ky-nang-"  # then the primary key
MOST_POSITIONS: Final = 100_000
MOST_WAGE: Final = 1_000_000_000
MOST_CHIPS: Final = 30
OURS: Final = (
    "csrfmiddlewaretoken",
    "_once",
    "_before",
    "viec",
    "codes_for",
    "skills_for",
)  # not typed by anybody

_QUALIFICATIONS: Final = [
    (value, "Không yêu cầu" if value == Qualification.NONE else label)
    for value, label in Qualification.choices
]


@dataclass(frozen=True)
class SkillChip:
    """A skill with how much it is asked for: a row of three buttons."""

    pk: int
    name: str
    weight: str

    @property
    def box(self) -> str:
        return f"{SKILL}{self.pk}"


class PostingForm(forms.Form):
    """An advert as it is typed; `rough_terms` reads what it can, all of it when it is valid."""

    public_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label="Cần người làm gì",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
        error_messages={
            "required": "Ghi chức danh theo cách nơi mình gọi, ví dụ: công nhân may.",
            "max_length": "Chức danh dài quá 300 chữ. Phần dài ghi vào mô tả.",
        },
    )
    occupation = forms.ChoiceField(label="Nghề", required=False, widget=forms.RadioSelect)
    positions = forms.IntegerField(
        label="Số lượng",
        min_value=1,
        max_value=MOST_POSITIONS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": "Ghi số người cần tuyển, ví dụ 20.",
            "invalid": "Ghi một số nguyên, ví dụ 20.",
            "min_value": "Ghi ít nhất 1 người.",
            "max_value": "Nhiều nhất 100.000 người. Kiểm tra số chữ số 0.",
        },
    )
    wage_min = MoneyField(
        label="Lương từ",
        least=1_000,
        most=MOST_WAGE,
        error_messages={"required": "Ghi lương, ví dụ 8 triệu. Người tìm việc xem lương trước."},
    )
    wage_max = MoneyField(label="đến", least=1_000, most=MOST_WAGE, required=False)
    pay_period = forms.ChoiceField(label="Trả theo", choices=PayPeriod, initial=PayPeriod.MONTH)
    address = forms.CharField(
        label="Nơi làm",
        max_length=300,
        widget=forms.TextInput(attrs={"list": "cac-xa", "autocomplete": "off"}),
        error_messages={"required": "Ghi xã hoặc phường nơi làm, ví dụ: Xã Tiền Hải."},
    )
    shifts = forms.MultipleChoiceField(
        label="Ca làm",
        choices=Shift,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một ca làm."},
    )
    hours = forms.CharField(label="Giờ làm", max_length=120, required=False)
    qualification = forms.ChoiceField(label="Trình độ thấp nhất", choices=_QUALIFICATIONS)
    experience = forms.ChoiceField(label="Kinh nghiệm", choices=ExperienceBand)
    certificates = forms.MultipleChoiceField(
        label="Giấy tờ phải có mới được làm",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    closes_on = DateField(label="Hạn tuyển")
    contact_name = forms.CharField(label="Người liên hệ", max_length=200, required=False)
    contact_phone = PhoneField(label="Điện thoại liên hệ")
    housing = forms.BooleanField(label="Có chỗ ở", required=False)
    description = forms.CharField(
        label="Mô tả công việc", required=False, max_length=10_000, widget=forms.Textarea
    )
    requirements = forms.CharField(
        label="Yêu cầu khác", required=False, max_length=10_000, widget=forms.Textarea
    )
    benefits = forms.CharField(
        label="Quyền lợi", required=False, max_length=10_000, widget=forms.Textarea
    )

    def __init__(
        self, data: QueryDict | None = None, *, employer: Employer, on: date, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.sent = data if data is not None else QueryDict()
        self.employer, self.on = employer, on
        self.suggestions: tuple[Suggestion, ...] = suggest_codes(self._now("title"))
        self.trade = self._occupation()
        asked = self._asked()
        self.skills = [
            SkillChip(one.pk, one.name, asked.get(one.pk, NOT_ASKED))
            for one in offered_skills(self.trade, asked=frozenset(asked))
        ]
        papers = offered_certificates(self.trade, asked=frozenset(self._papers()))
        self._offer("certificates", [(str(one.pk), one.name) for one in papers])
        self._offer("occupation", self._codes())
        if self.trade is not None:
            self.fields["occupation"].required = True
            self.initial["occupation"] = self.trade.code
            if self.is_bound:  # the first one offered is chosen until somebody chooses another
                self.data = self.sent = self.sent.copy()
                self.sent["occupation"] = self.trade.code

    @property
    def offers_are_old(self) -> bool:
        """Whether the page still offers codes and skills of an earlier title or code."""
        code = self.trade.code if self.trade else ""
        shown = (self._now("codes_for"), self._now("skills_for"))
        return shown != (self._now("title"), code)

    @property
    def offered_for(self) -> tuple[str, str]:
        """The title and the code that codes and skills are offered for."""
        return self._now("title"), self.trade.code if self.trade else ""

    @property
    def number(self) -> UUID:
        """The number under which this advert is kept, from its first letter on."""
        try:
            return UUID(self._now("public_id"))
        except ValueError:
            return uuid4()

    def typed(self) -> dict[str, list[str]]:
        """Every word typed, for the draft."""
        return {name: some for name, some in self.sent.lists() if name not in OURS}

    def clean_occupation(self) -> Occupation | None:
        return self.trade

    def clean_experience(self) -> int:
        band = self.cleaned_data["experience"] or ExperienceBand.NONE
        return EXPERIENCE_FLOORS[ExperienceBand(band)]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        low, high = found.get("wage_min"), found.get("wage_max")
        if low and high and low > high:
            self.add_error("wage_max", "Lương «đến» nhỏ hơn lương «từ». Đổi lại hai số.")
        spot = Spot()
        if found.get("address"):
            spot = spot_for(found["address"], employer=self.employer, on=self.on)
            if spot.place is None:
                self.add_error(
                    "address",
                    "Chưa nhận ra nơi này. Ghi tên xã hoặc phường, ví dụ: Xã Tiền Hải, Hưng Yên.",
                )
        found["spot"] = spot
        return found

    @cached_property
    def rough_terms(self) -> Terms:
        """What can be read of a form that need not be complete; refusals later change nothing."""
        self.is_valid()
        found = self.cleaned_data
        low, high = found.get("wage_min"), found.get("wage_max")
        if low and high and low > high:
            high = None
        spot = found.get("spot") or Spot()
        words = {
            name: found.get(name) or ""
            for name in (
                "title",
                "address",
                "hours",
                "contact_name",
                "contact_phone",
                "description",
                "requirements",
                "benefits",
            )
        }
        return Terms(
            **words,
            occupation=self.trade,
            positions=found.get("positions") or 1,
            wage_min=low,
            wage_max=high,
            pay_period=found.get("pay_period") or PayPeriod.MONTH,
            place=Place.objects.filter(pk=spot.place).first() if spot.place else None,
            lat=spot.lat,
            lon=spot.lon,
            shifts=tuple(found.get("shifts") or ()),
            qualification=found.get("qualification") or Qualification.NONE,
            experience_months=found.get("experience") or 0,
            required_skills=self._chosen(REQUIRED),
            preferred_skills=self._chosen(PREFERRED),
            certificates=frozenset(int(pk) for pk in found.get("certificates") or ()),
            closes_on=found.get("closes_on") or self.on + timedelta(days=DAYS_OPEN),
            housing=bool(found.get("housing")),
        )

    def refuse(self, why: str, remarks: Iterable[Remark]) -> None:
        """Say why the advert is not shown: each remark at the box whose words it is about."""
        self.add_error(None, why)
        for remark in remarks:
            self._note(remark)

    def _note(self, remark: Remark) -> None:
        words = remark.words.casefold()
        boxes = (
            ["wage_min"]
            if not words
            else [name for name in WORDS if words in self._now(name).casefold()]
        )
        said = f"«{remark.words}»: {remark.why}" if remark.words else remark.why
        self.add_error(boxes[0] if boxes else None, f"{said} {remark.law}")

    def _now(self, name: str) -> str:
        """What stands in a box: typed, or given at the start."""
        value = self.sent.get(name) if self.is_bound else self.initial.get(name)
        return str(value or "").replace("\0", "")

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for mypy
        field.choices = choices

    def _many(self, name: str) -> Sequence[str]:
        if self.is_bound:
            return self.sent.getlist(name)
        return self.initial.get(name) or ()

    def _occupation(self) -> Occupation | None:
        """The code chosen, if the title still stands for it or somebody set it; else the first."""
        chosen = self._now("occupation")
        offered = {one.occupation.code: one.occupation for one in self.suggestions}
        if chosen in offered:
            return offered[chosen]
        # Beyond those offered somebody chose it before, and the title is still the same.
        same = not self.is_bound or self._now("codes_for") == self._now("title")
        if chosen.isdigit() and same:
            return isco_units().filter(code=chosen).first()
        return self.suggestions[0].occupation if self.suggestions else None

    def _codes(self) -> list[tuple[str, str]]:
        shown = [(one.occupation.code, _with_examples(one)) for one in self.suggestions]
        if self.trade and self.trade.code not in dict(shown):
            shown.insert(0, (self.trade.code, self.trade.name))
        return shown

    def _asked(self) -> dict[int, str]:
        """Skill -> how much it is asked for."""
        given: Iterable[tuple[str, Any]] = self.sent.items() if self.is_bound else ()
        boxes = dict(given) or self.initial
        found = {
            int(name.removeprefix(SKILL)): str(value)
            for name, value in boxes.items()
            if name.startswith(SKILL)
            and _is_key(name.removeprefix(SKILL))
            and value in {PREFERRED, REQUIRED}
        }
        return dict(list(found.items())[:MOST_CHIPS])

    def _papers(self) -> list[int]:
        some = [int(value) for value in self._many("certificates") if _is_key(str(value))]
        return some[:MOST_CHIPS]

    def _chosen(self, weight: str) -> frozenset[int]:
        return frozenset(chip.pk for chip in self.skills if chip.weight == weight)


def blank(*, employer: Employer, contact: tuple[str, str], on: date) -> dict[str, Any]:
    """What a new advert begins with: the firm's place and contact, a month from now."""
    place = employer.place
    address = employer.address or (place.name if place else "")
    return {
        "public_id": str(uuid4()),
        "address": address,
        "shifts": [Shift.DAY.value],
        "closes_on": formats.day(on + timedelta(days=DAYS_OPEN)),
        "contact_name": contact[0],
        "contact_phone": contact[1],
        "experience": ExperienceBand.NONE.value,
        "qualification": Qualification.NONE.value,
        "pay_period": PayPeriod.MONTH.value,
    }


def as_typed(vacancy: Vacancy) -> dict[str, Any]:
    """The boxes of a form opened on a vacancy: a draft's own words, else its terms."""
    if vacancy.typed:
        several = {"shifts", "certificates"}
        return {
            name: some if name in several else some[-1]
            for name, some in vacancy.typed.items()
            if some
        } | {"public_id": str(vacancy.public_id)}
    return _boxes(terms_of(vacancy)) | {"public_id": str(vacancy.public_id)}


def _boxes(terms: Terms) -> dict[str, Any]:
    weights = {
        **dict.fromkeys(terms.preferred_skills, PREFERRED),
        **dict.fromkeys(terms.required_skills, REQUIRED),
    }
    bands = [one for one in ExperienceBand if one.min_months <= terms.experience_months]
    return {
        **terms.stated(),
        "occupation": terms.occupation.code if terms.occupation else "",
        "wage_min": formats.number(terms.wage_min) if terms.wage_min else "",
        "wage_max": formats.number(terms.wage_max) if terms.wage_max else "",
        "closes_on": formats.day(terms.closes_on),
        "experience": max(bands, key=lambda band: band.min_months).value,
        "certificates": [str(pk) for pk in sorted(terms.certificates)],
        **{f"{SKILL}{pk}": weight for pk, weight in sorted(weights.items())},
    }


def _with_examples(one: Suggestion) -> str:
    examples = ", ".join(one.examples)
    return f"{one.occupation.name} ({examples})" if examples else one.occupation.name


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004  fits a bigint

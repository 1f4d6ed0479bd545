"""The demand of firms for six months: per firm, per occupation, for the whole province."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Max, QuerySet, Sum

from caunoi.classifications.choices import Scheme
from caunoi.classifications.models import Occupation
from caunoi.employers.models import Employer
from caunoi.vacancies.models import NeedReceipt, RecruitmentNeed

# The level-2 groups the form prints (TT 01/2022, Mẫu 02).
FORM_GROUPS: Final = (
    "17", "21", "22", "23", "24", "25", "26", "31", "32", "33", "34", "35", "36", "41", "42", "43",
    "44", "51", "52", "53", "54", "61", "62", "63", "71", "72", "73", "74", "75", "81", "82", "83",
    "91", "92", "93", "94", "95", "96",
)  # fmt: skip
SECOND_HALF: Final = 7  # the month it begins
GROUP_LEVEL: Final = 2


def half_year_of(day: date) -> date:
    """The first day of the half-year a day lies in."""
    return date(day.year, SECOND_HALF if day.month >= SECOND_HALF else 1, 1)


def next_half_year(day: date) -> date:
    """The first day of the half-year after the one a day lies in: what firms are asked about."""
    if day.month >= SECOND_HALF:
        return date(day.year + 1, 1, 1)
    return date(day.year, SECOND_HALF, 1)


def half_year_words(begins: date) -> str:
    """ "6 tháng đầu năm 2027", "6 tháng cuối năm 2026"."""
    half = "đầu" if begins.month == 1 else "cuối"
    return f"6 tháng {half} năm {begins.year}"


def form_groups() -> QuerySet[Occupation]:
    """The lines of the form, by code."""
    return Occupation.objects.filter(
        scheme=Scheme.VSCO2020, level=GROUP_LEVEL, code__in=FORM_GROUPS
    ).order_by("code")


def needs_of(employer: Employer, *, half_year: date) -> QuerySet[RecruitmentNeed]:
    """What a firm stated for one half-year, in the order of the form."""
    return (
        RecruitmentNeed.objects.filter(employer=employer, half_year=half_year)
        .select_related("occupation")
        .order_by("occupation__code")
    )


def stated(needs: Iterable[RecruitmentNeed]) -> dict[str, str]:
    """Every group of the form -> what is stated, in words: what two editors may change.

    Groups nobody stated are there too, empty: one that a colleague adds is seen as a change.
    """
    words = {
        need.occupation.code: need_words(need.quantity, need.women, need.months) for need in needs
    }
    return dict.fromkeys(FORM_GROUPS, "") | words


def need_words(quantity: int, women: int, months: Sequence[int]) -> str:
    """ "12 người, trong đó 5 nữ, theo tháng: 2, 2, 2, 2, 2, 2"; "" for nobody.

    >>> need_words(12, 0, [])
    '12 người'
    """
    if not quantity:
        return ""
    of_women = f", trong đó {women} nữ" if women else ""
    by_month = f", theo tháng: {', '.join(map(str, months))}" if months else ""
    return f"{quantity} người{of_women}{by_month}"


@dataclass(frozen=True)
class Totals:
    """Sums of stated needs."""

    firms: int
    people: int
    women: int


@dataclass(frozen=True)
class ProvinceNeeds:
    """What all firms of the register stated for one half-year, and the year it lies in."""

    half_year: date
    totals: Totals
    year: Totals
    groups: Sequence[Mapping[str, Any]]  # code, name, firms, people, women
    firms: QuerySet[RecruitmentNeed, Any]  # employer, name, people, women, groups, at


def province_needs(*, half_year: date) -> ProvinceNeeds:
    """Sums per group, per firm and altogether. Three queries and the page of firms."""
    here = RecruitmentNeed.objects.filter(half_year=half_year)
    both = RecruitmentNeed.objects.filter(half_year__year=half_year.year)
    groups = (
        here.values("occupation__code", "occupation__name")
        .annotate(firms=Count("employer"), people=Sum("quantity"), of_women=Sum("women"))
        .order_by("occupation__code")
    )
    firms = (
        here.values("employer", "employer__name", "employer__tax_code")
        .annotate(
            people=Sum("quantity"),
            of_women=Sum("women"),
            groups=Count("occupation"),
            sent_at=Max("receipt__at"),
        )
        .order_by("-people", "employer")
    )
    return ProvinceNeeds(half_year, _totals(here), _totals(both), list(groups), firms)


def find_receipt(public_id: UUID) -> NeedReceipt | None:
    """A receipt by its address."""
    return NeedReceipt.objects.select_related("employer", "by").filter(public_id=public_id).first()


def receipts_of(employer: Employer) -> list[NeedReceipt]:
    """The latest sendings of a firm."""
    return list(NeedReceipt.objects.filter(employer=employer).order_by("-at", "-id")[:5])


def as_answer(receipt: NeedReceipt) -> Mapping[str, Any]:
    """A receipt as a program gets it."""
    return {
        "versionId": receipt.pk,
        "status": receipt.status,
        "md5": receipt.md5,
        "items": receipt.items,
        "created": receipt.at.isoformat(),
    }


def _totals(needs: QuerySet[RecruitmentNeed]) -> Totals:
    sums = needs.aggregate(
        firms=Count("employer", distinct=True), people=Sum("quantity"), women=Sum("women")
    )
    return Totals(sums["firms"], sums["people"] or 0, sums["women"] or 0)

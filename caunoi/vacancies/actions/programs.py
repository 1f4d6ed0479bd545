"""Adverts sent and closed by the programs of firms: each item is answered, right ones are kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.classifications.models import Occupation
from caunoi.classifications.queries import isco_units
from caunoi.employers.models import Employer
from caunoi.places.models import Place
from caunoi.vacancies.actions.closing import CannotClose, close_vacancy
from caunoi.vacancies.actions.posting import CannotPost, change_vacancy, post_vacancy
from caunoi.vacancies.choices import HiredFrom, ItemStatus, VacancyState
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries.spots import spot_for
from caunoi.vacancies.queries.terms import Terms, editable, terms_of
from caunoi_kit.ui import editing, typed

BY_PROGRAM: Final = "Phần mềm của nơi tuyển"  # named on the advert's page as its source
# Fields of an item that are terms of the advert as they are.
_AS_SENT: Final = (
    "title", "positions", "wage_min", "wage_max", "pay_period", "address", "hours",
    "qualification", "experience_months", "contact_name", "description", "requirements",
    "benefits", "housing",
)  # fmt: skip


class _Wrong(Exception):
    """An item that cannot be used."""


@dataclass(frozen=True)
class ItemAnswer:
    """What became of one item; `vacancy` is the advert it is about."""

    reference: str
    status: ItemStatus
    message: str = ""
    vacancy: Vacancy | None = None


@transaction.atomic
def receive_postings(
    *,
    items: Sequence[Mapping[str, Any]],
    allowed: Callable[[Employer], bool],
    by: User,
    on: date,
    at: datetime,
) -> list[ItemAnswer]:
    """Post or change the adverts of firms, by the references of their programs.

    The same reference is the same advert: sent again unchanged nothing happens. Skills and
    certificates chosen on the page stay. A wrong item is answered with why; the others are kept.
    """
    firms = _firms(items, allowed)
    units = {one.code: one for one in isco_units().filter(code__in=_texts(items, "occupation"))}

    def post(item: Mapping[str, Any]) -> ItemAnswer:
        employer = _firm(item, firms)
        terms = _terms(item, employer, units, on)
        return _post(item["reference"], employer, terms, by=by, on=on, at=at)

    return [_answer(item, post) for item in items]


@transaction.atomic
def close_postings(
    *,
    items: Sequence[Mapping[str, Any]],
    allowed: Callable[[Employer], bool],
    by: User,
    on: date,
) -> list[ItemAnswer]:
    """Close adverts that programs posted, with the number hired and from where."""
    firms = _firms(items, allowed)

    def close(item: Mapping[str, Any]) -> ItemAnswer:
        vacancy = _of_reference(_firm(item, firms), item["reference"])
        if vacancy is None:
            raise _Wrong("Chưa có tin nào gửi với reference này. Kiểm tra lại reference.")
        was_closed = vacancy.state == VacancyState.CLOSED
        closed = close_vacancy(
            vacancy=vacancy,
            hired=item["hired"],
            hired_from=HiredFrom(item["hired_from"]),
            by=by,
            on=on,
        )
        status = ItemStatus.UNCHANGED if was_closed else ItemStatus.REMOVED
        return ItemAnswer(item["reference"], status, vacancy=closed)

    return [_answer(item, close) for item in items]


def _answer(item: Mapping[str, Any], do: Callable[[Mapping[str, Any]], ItemAnswer]) -> ItemAnswer:
    try:
        with transaction.atomic():
            return do(item)
    except CannotPost as refusal:
        said = [str(refusal), *(f"«{one.words}»: {one.why} {one.law}" for one in refusal.remarks)]
        return ItemAnswer(item["reference"], ItemStatus.ERROR, " ".join(said))
    except (CannotClose, _Wrong) as refusal:
        return ItemAnswer(item["reference"], ItemStatus.ERROR, str(refusal))


def _firms(
    items: Sequence[Mapping[str, Any]], allowed: Callable[[Employer], bool]
) -> Mapping[str, Employer]:
    # Locked: two sendings of one firm are stored one after the other.
    named = Employer.objects.filter(tax_code__in=_texts(items, "tax_code"))
    locked = named.select_for_update().order_by("pk")
    return {firm.tax_code or "": firm for firm in locked if allowed(firm)}


def _firm(item: Mapping[str, Any], firms: Mapping[str, Employer]) -> Employer:
    if (firm := firms.get(item["tax_code"])) is None:
        raise _Wrong(
            "Mã số thuế này chưa có trong danh sách nơi tuyển của tài khoản. Kiểm tra lại mã."
        )
    return firm


def _terms(
    item: Mapping[str, Any], employer: Employer, units: Mapping[str, Occupation], on: date
) -> Terms:
    code = item["occupation"]
    if code and code not in units:
        raise _Wrong(f"Không có mã nghề {code} trong ISCO-08. Xem /api/v1/occupations.")
    low, high = item["wage_min"], item["wage_max"]
    if low is not None and high is not None and low > high:
        raise _Wrong("wage_max nhỏ hơn wage_min. Đổi lại hai số.")
    spot = spot_for(item["address"], employer=employer, on=on)
    if spot.place is None:
        raise _Wrong("Chưa nhận ra nơi làm. Ghi tên xã hoặc phường và tỉnh ở address.")
    return Terms(
        **{name: item[name] for name in _AS_SENT},
        occupation=units.get(code),
        place=Place.objects.get(pk=spot.place),
        lat=spot.lat,
        lon=spot.lon,
        shifts=tuple(dict.fromkeys(item["shifts"])),
        contact_phone=_phone(item["contact_phone"]),
        closes_on=_day(item["closes_on"]),
    )


def _phone(written: str) -> str:
    try:
        return typed.read_phone(written)
    except typed.CannotRead as fault:
        raise _Wrong(f"contact_phone: {fault}") from fault


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise _Wrong("closes_on: không có ngày này. Ghi như 2027-01-31.") from None


def _post(
    reference: str, employer: Employer, terms: Terms, *, by: User, on: date, at: datetime
) -> ItemAnswer:
    vacancy = _of_reference(employer, reference)
    if vacancy is None or vacancy.state == VacancyState.DRAFT:
        number = vacancy.public_id if vacancy else uuid4()
        posted = post_vacancy(employer=employer, public_id=number, terms=terms, by=by, on=on, at=at)
        posted.source_name, posted.source_id = BY_PROGRAM, _source_id(employer, reference)
        posted.save(update_fields=["source_name", "source_id", "updated_at"])
        status = ItemStatus.CHANGED if vacancy else ItemStatus.ADDED
        return ItemAnswer(reference, status, vacancy=posted)
    old = terms_of(vacancy)
    kept = replace(
        terms,
        required_skills=old.required_skills,
        preferred_skills=old.preferred_skills,
        certificates=old.certificates,
    )
    seen = editing.state_of(editable(old))
    changed = change_vacancy(vacancy=vacancy, terms=kept, before=seen, by=by, on=on, at=at)
    same = changed.updated_at == vacancy.updated_at
    return ItemAnswer(
        reference, ItemStatus.UNCHANGED if same else ItemStatus.CHANGED, vacancy=changed
    )


def _of_reference(employer: Employer, reference: str) -> Vacancy | None:
    return (
        Vacancy.objects.select_related("occupation", "place", "employer")
        .filter(source_name=BY_PROGRAM, source_id=_source_id(employer, reference))
        .first()
    )


def _source_id(employer: Employer, reference: str) -> str:
    return f"{employer.pk}:{reference}"


def _texts(items: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    return sorted({str(item[name]) for item in items if item.get(name)})

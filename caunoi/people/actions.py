from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction

from caunoi.accounts.models import User
from caunoi.classifications.choices import Sex
from caunoi.people.choices import Purpose
from caunoi.people.models import Consent, Person
from caunoi.people.queries import identity_digest
from caunoi.places.models import Place
from caunoi_engine.text import folding, identity, names
from caunoi_kit.journal.actions import record

OLDEST = 120  # years


class CannotRegister(Exception):
    """The person cannot be registered; the message is Vietnamese and may be shown."""


@dataclass(frozen=True)
class Registered:
    """A new person, and what does not fit but does not forbid the registration."""

    person: Person
    warnings: list[str] = field(default_factory=list)


@transaction.atomic
def register_person(
    *,
    full_name: str,
    birth_date: date,
    sex: Sex,
    place: Place,
    by: User | None,
    on: date,
    identity_number: str = "",
    phone: str = "",
    permanent_place: Place | None = None,
) -> Registered:
    """Enter a person in the register.

    Raises CannotRegister when the name is empty, the birth date impossible, the identity number no
    number, or already held by somebody registered.
    """
    name = names.proper_case(folding.tidy(full_name))
    if not name:
        raise CannotRegister("Chưa có họ và tên. Nhập như trên thẻ căn cước.")
    if not on.year - OLDEST <= birth_date.year or birth_date > on:
        raise CannotRegister(
            f"Ngày sinh {birth_date:%d/%m/%Y} không thể đúng. Nhập lại theo thẻ căn cước."
        )
    number, warnings = _checked_number(identity_number, birth_date, sex)
    try:
        with transaction.atomic():
            person = Person.objects.create(
                full_name=name,
                search_key=folding.fold(name),
                sort_key=names.name_sort_key(name),
                birth_date=birth_date,
                sex=sex,
                identity_number=number or None,
                identity_digest=identity_digest(number) if number else None,
                phone=phone,
                place=place,
                permanent_place=permanent_place or place,
            )
    except IntegrityError as error:
        raise CannotRegister(
            f"Số định danh ••••{number[-4:]} đã có người đăng ký. Tìm hồ sơ đó thay vì tạo mới."
        ) from error
    record("people.person.registered", by=by, about=person)
    return Registered(person, warnings)


def _checked_number(typed: str, birth_date: date, sex: Sex) -> tuple[str, list[str]]:
    """The number without blanks, and where it disagrees with the other fields.

    Numbers with a wrong year or sex were really issued, so that only warns.
    """
    if not typed.strip():
        return "", []
    try:
        read = identity.read_identity_number(typed)
    except identity.BadIdentityNumber as refusal:
        raise CannotRegister(str(refusal)) from refusal
    warnings = []
    if not read.born_in_vietnam:
        warnings.append(
            f"Ba số đầu ({read.birth_place}) không phải mã tỉnh: hỏi lại nếu sinh trong nước."
        )
    if read.birth_year != birth_date.year:
        warnings.append(
            f"Số định danh ghi năm sinh {read.birth_year}, ngày sinh nhập là năm {birth_date.year}."
        )
    if read.male != (sex == Sex.MALE):
        warnings.append("Số định danh ghi giới tính khác với giới tính đã nhập.")
    return read.number, warnings


@transaction.atomic
def give_consent(
    *, person: Person, purposes: Iterable[Purpose], by: User | None, at: datetime
) -> list[Consent]:
    """Keep what the person allowed; a purpose already allowed stays as it is."""
    in_force = set(
        Consent.objects.filter(person=person, withdrawn_at__isnull=True).values_list(
            "purpose", flat=True
        )
    )
    new = [purpose for purpose in purposes if purpose not in in_force]
    consents = Consent.objects.bulk_create(
        Consent(person=person, purpose=purpose, given_at=at) for purpose in new
    )
    record("people.consent.given", by=by, about=person, detail={"purposes": sorted(new)})
    return consents


@transaction.atomic
def withdraw_consent(*, person: Person, purpose: Purpose, by: User | None, at: datetime) -> None:
    """Take a consent back: from now on the purpose is closed."""
    Consent.objects.filter(person=person, purpose=purpose, withdrawn_at__isnull=True).update(
        withdrawn_at=at
    )
    record("people.consent.withdrawn", by=by, about=person, detail={"purpose": purpose})

"""Entering people in the register: whole, or for a start with a name and a telephone number."""

from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction

from caunoi.accounts.models import User
from caunoi.classifications.choices import Sex
from caunoi.people.models import Person
from caunoi.people.queries.register import identity_digest
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
    place: Place | None,
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
    name = checked_name(full_name)
    check_birth_date(birth_date, on=on)
    number, warnings = checked_number(identity_number, birth_date, sex)
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
                made=by is not None and by.made,  # on a demo site nobody entered is real
            )
    except IntegrityError as error:
        raise CannotRegister(held_already(number)) from error
    record("people.person.registered", by=by, about=person)
    return Registered(person, warnings)


@transaction.atomic
def register_contact(
    *, full_name: str, phone: str, account: User | None, by: User | None, on: date
) -> Person:
    """Enter somebody of whom only the name and the telephone number are known (hồ sơ sơ bộ).

    Whoever has an account is entered once: their record is given back. Raises CannotRegister when
    the name is empty.
    """
    name = checked_name(full_name)
    if account is not None:
        User.objects.select_for_update().get(pk=account.pk)  # two taps at once: one record
        known = Person.objects.filter(account=account).first()
        if known is not None:
            return known
    person = Person.objects.create(
        full_name=name,
        search_key=folding.fold(name),
        sort_key=names.name_sort_key(name),
        phone=phone,
        account=account,
        made=any(user is not None and user.made for user in (account, by)),
    )
    record("people.contact.registered", by=by, about=person)
    return person


def checked_name(full_name: str) -> str:
    """The name as it is kept; raises CannotRegister when there is none."""
    name = names.proper_case(folding.tidy(full_name))
    if not name:
        raise CannotRegister("Chưa có họ và tên. Nhập như trên thẻ căn cước.")
    return name


def check_birth_date(birth_date: date, *, on: date) -> None:
    """Raises CannotRegister for a day on which nobody alive was born."""
    if not on.year - OLDEST <= birth_date.year or birth_date > on:
        raise CannotRegister(
            f"Ngày sinh {birth_date:%d/%m/%Y} không thể đúng. Nhập lại theo thẻ căn cước."
        )


def held_already(number: str) -> str:
    """What is said when somebody else holds the identity number."""
    return f"Số định danh ••••{number[-4:]} đã có người đăng ký. Tìm hồ sơ đó thay vì tạo mới."


def checked_number(typed: str, birth_date: date, sex: str) -> tuple[str, list[str]]:
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

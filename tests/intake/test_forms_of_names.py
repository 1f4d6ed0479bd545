"""Names in every form they are typed in: stored composed, found and matched by one key (C5)."""

import unicodedata
from datetime import date

import pytest

from caunoi.intake.choices.files import RowState
from caunoi.intake.queries.files.uploads import content_of, counts_of
from caunoi.people.models import Person
from caunoi.people.queries.find import search_people
from caunoi_engine.text.folding import fold
from tests.intake.factories import OfficerFactory
from tests.intake.lists import Made
from tests.intake.test_files import saved, sent

pytestmark = pytest.mark.django_db

# The marks that can move, a letter that folding has to know, and a name of another people.
NAMES = (
    "Đặng Thị Hòa", "Nguyễn Thúy Khỏe", "Lê Thị Quý", "Đỗ Hoài Loan", "Trần Nguyệt Ánh", "Y Bih",
    "Phạm Uyển Nhi", "Hoàng Đức Huỳnh", "Vũ Thị Tuệ", "Lý Thùy Duyên",
)  # fmt: skip
ELSEWHERE = {"òa": "oà", "úy": "uý", "ỏe": "oẻ", "ùy": "uỳ"}


def moved(name: str) -> str:
    """The tone on the other vowel, where that is written too."""
    for one, other in ELSEWHERE.items():
        name = name.replace(one, other)
    return name


FORMS = {
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "capitals": str.upper,
    "decomposed capitals": lambda name: unicodedata.normalize("NFD", name.upper()),
    "double blanks": lambda name: f"  {name.replace(' ', '   ')} ",
    "other blanks": lambda name: name.replace(" ", "\u00a0\u2003") + "\u200b",
    "eth for Đ": lambda name: name.replace("Đ", "Ð"),
    "the tone elsewhere": moved,
}


def listed(form, *, numbers: bool) -> bytes:
    """All the names in one form, in a commune's list."""
    rows = [
        [
            at + 1, form(name), date(1970 + at, 5, 20), "Nữ",
            f"0331{70 + at}{at:06}" if numbers else "", f"09{20_000_000 + at}", f"Thôn {at + 1}",
            f"{at + 1}", "Sơ cấp", "Thất nghiệp", "",
        ]
        for at, name in enumerate(NAMES)
    ]  # fmt: skip
    return Made(rows=rows).xlsx()


@pytest.mark.parametrize("numbers", [True, False])
def test_a_name_in_another_form_is_nobody_new_and_no_change(numbers):
    officer = OfficerFactory()
    first = saved(sent(officer, listed(str, numbers=numbers)), officer)
    kept = list(Person.objects.order_by("birth_date").values_list("full_name", flat=True))
    assert kept == list(NAMES)
    assert counts_of(first) == {RowState.SAVED: len(NAMES)}

    for form in FORMS.values():
        again = sent(officer, listed(form, numbers=numbers))
        assert counts_of(again) == {RowState.SAME: len(NAMES)}, [form("Đặng Thị Hòa")]


@pytest.mark.parametrize("form", ["decomposed capitals", "other blanks", "the tone elsewhere"])
def test_what_is_stored_is_composed_and_what_was_sent_is_kept(form):
    officer = OfficerFactory()
    content = listed(FORMS[form], numbers=True)
    upload = saved(sent(officer, content), officer)

    people = list(Person.objects.order_by("birth_date"))
    for person, name in zip(people, NAMES, strict=True):
        assert unicodedata.is_normalized("NFC", person.full_name)
        assert person.search_key == fold(name)
        assert person.full_name.split() == person.full_name.split(" ")
        assert person in search_people(FORMS[form](name)) and person in search_people(fold(name))
    assert content_of(upload) == content  # as it came, for 30 days

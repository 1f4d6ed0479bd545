"""The catalogue of the 35 forms and the wording of each."""

from datetime import date

import pytest

from caunoi_rules.agencies import agency
from caunoi_rules.forms import PARTIES, NoForm, form, forms
from caunoi_rules.forms.text import Missing, Wording, fill, wording
from caunoi_rules.parameters import NoParameter

CODES = [f"N374-M{number:02}" for number in range(1, 36)]


def plain(value, kind):
    return f"<{kind or 'text'}:{value}>"


def read(lines, head="centre", **facts):
    return fill(Wording({"head": head}, tuple(lines)), facts, plain)[1]


def test_the_decree_has_35_forms_in_order():
    assert list(forms()) == CODES


@pytest.mark.parametrize("code", CODES)
def test_every_form_says_who_issues_it_to_whom_and_by_which_article(code):
    one = form(code)

    assert one.by in PARTIES
    assert one.to
    assert set(one.to) <= set(PARTIES)
    assert "Điều" in one.article
    assert one.law.startswith("Nghị định 374/2025/NĐ-CP")


@pytest.mark.parametrize("code", CODES)
def test_every_form_has_a_wording_that_can_be_printed_empty(code):
    head, blocks = fill(wording(code), {}, plain)

    assert head["head"] in {"centre", "department", "insurance", "firm", "nation"}
    assert head["sign"]
    assert not any("{" in text or "}" in text for block in blocks for text in block.texts)


def test_the_procedures_are_those_of_the_portal():
    codes = {code for one in forms().values() for code in one.procedures}

    assert codes == {f"1.0147{number}" for number in range(46, 55)}


def test_a_form_that_is_none():
    with pytest.raises(NoForm, match="N352-M01"):
        form("N352-M01")


def test_a_filled_form_lacks_nothing_it_needs():
    lines = ["{name!} {amount:money!} {note}"]

    with pytest.raises(Missing) as lack:
        read(lines, name="A")

    assert lack.value.names == ("amount",)
    assert read(lines, head="nation", name="A")[0].texts == ("<text:A> …………… …………………",)
    assert read(lines, name="A", amount=0)[0].texts == ("<text:A> <money:0> …………………",)


def test_a_blank_form_leaves_room_for_the_pen():
    assert read(["{name!} {day:day} {months:count} {scheme|một trong hai}"])[0].texts == (
        "………………… … / … / …… …… một trong hai",
    )


def test_a_line_stands_only_when_its_fact_is_known():
    lines = ["{name!}", "?bank Ngân hàng {bank}"]

    assert len(read(lines, name="A")) == 1
    assert len(read(lines, name="A", bank="B")) == 2
    assert len(read(lines)) == 2  # a blank form shows every line


def test_kinds_of_lines():
    blocks = read(
        [
            "^a",
            "#b",
            "##c",
            "!d",
            "- e",
            "f || g",
            "[tick] h",
            "%page",
            "@t 2 | A ~0 | B",
            "*l {x}",
        ],
        tick=True,
        l=[{"x": 1}, {"x": 2}],
    )

    assert [block.kind for block in blocks] == [
        "ground", "centred", "heading", "to", "item", "pair", "box", "page", "table",
        "para", "para",
    ]  # fmt: skip
    assert blocks[5].texts == ("f", "g")
    assert blocks[6].ticked
    assert (blocks[8].texts, blocks[8].weights) == (("A", "B"), (0, 1))
    assert blocks[8].rows == (("", ""), ("", ""))
    assert [block.texts for block in blocks[9:]] == [("<text:1>",), ("<text:2>",)]


def test_what_people_wrote_is_never_read_as_a_slot():
    assert read(["{name!}"], name="{amount:money!} || %page")[0].kind == "para"


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2021, 6, 1), "Sở Lao động - Thương binh và Xã hội"),
        (date(2025, 2, 28), "Sở Lao động - Thương binh và Xã hội"),
        (date(2025, 3, 1), "Sở Nội vụ"),
        (date(2026, 11, 28), "Sở Nội vụ"),
    ],
)
def test_the_department_bears_the_name_of_its_day(on, name):
    assert agency("employment", on=on).name == name


def test_a_day_before_all_we_know():
    with pytest.raises(NoParameter):
        agency("employment", on=date(2000, 1, 1))

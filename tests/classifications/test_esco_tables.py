"""The lists made from ESCO: what `build-esco-tables` writes, and what the shipped ones promise."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command

from caunoi.classifications.queries import reference_rows, related_occupations
from caunoi.classifications.queries.esco import our_pairs, unit_codes

FILES = {
    "esco_occupations.csv": [
        ("oid", "iscoGroup", "preferredLabel", "alt"),
        ("o1", "8153", "sewing machinist", "garment sewer"),
        ("o2", "7533", "hand sewer", ""),
        ("o3", "2411", "cost analyst", "cost controller|"),
        ("o4", "9999", "ghost", ""),
    ],
    "esco_skills.csv": [
        ("sid", "reuseLevel", "key"),
        ("s1", "sector-specific", "sew"),
        ("s2", "transversal", "team"),
        ("s3", "cross-sector", "count"),
    ],
    "esco_occ_skill.csv": [
        ("oid", "sid", "e"),
        ("o1", "s1", "1"),
        ("o2", "s1", "1"),
        ("o1", "s2", "1"),
        ("o3", "s2", "1"),
        ("o3", "s3", "1"),
        ("o4", "s3", "1"),
    ],
    "esco_skill_broader.csv": [("c", "p"), ("sew", "textile")],
}
OURS = [("isco08_a", "isco08_b", "permille", "note")]


def write(folder: Path, name: str, rows) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)


@pytest.fixture
def esco(tmp_path) -> Path:
    """A folder with four small files of ESCO."""
    folder = tmp_path / "esco"
    folder.mkdir()
    for name, rows in FILES.items():
        write(folder, name, rows)
    return folder


@pytest.fixture
def reference(tmp_path, settings) -> Path:
    """A reference folder of our own, with the shipped occupations and no pair of ours."""
    folder = tmp_path / "reference"
    folder.mkdir()
    shutil.copy(project.REFERENCE / "occupations.csv", folder)
    write(folder, "title_lexicon.csv", [("phrase", "isco08"), ("cost analyst", "2411")])
    write(folder, "related_occupations_ours.csv", OURS)
    settings.REFERENCE = folder
    return folder


def build(folder: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("build_esco_tables", str(folder), *options, stdout=out)
    return out.getvalue()


def refused(folder: Path, *options: str) -> str:
    with pytest.raises(CommandError) as refusal:
        build(folder, *options)
    return str(refusal.value)


# --- The command -----------------------------------------------------------------------------


def test_the_same_skills_make_units_near_and_skills_of_any_work_do_not(esco, reference):
    build(esco)
    assert list(reference_rows("related_occupations.csv")) == [
        {"isco08_a": "7533", "isco08_b": "8153", "permille": "950", "source": "esco"}
    ]


def test_titles_are_those_that_our_lexicon_has_not(esco, reference):
    build(esco)
    assert [row["phrase"] for row in reference_rows("title_lexicon_esco.csv")] == [
        "cost controller",
        "hand sewer",
        "sewing machinist",
    ]


def test_our_pairs_go_before_those_of_esco_and_may_name_several_units_at_once(esco, reference):
    rows = [*OURS, ("8153", "7533|9321", "300", ""), ("9321|9329", "9321|9329", "800", "")]
    write(reference, "related_occupations_ours.csv", rows)
    build(esco)
    assert [tuple(row.values()) for row in reference_rows("related_occupations.csv")] == [
        ("7533", "8153", "300", "ours"),
        ("8153", "9321", "300", "ours"),
        ("9321", "9329", "800", "ours"),
    ]


def test_what_was_just_written_passes_the_check_and_a_change_does_not(esco, reference):
    assert "related_occupations.csv" in refused(esco, "--check")  # nothing is there yet
    build(esco)
    assert "Khớp" in build(esco, "--check")
    with (reference / "related_occupations.csv").open("a", encoding="utf-8") as file:
        file.write("7531,8153,500,esco\n")
    message = refused(esco, "--check")
    assert "related_occupations.csv" in message
    assert "title_lexicon_esco.csv" not in message


def test_an_unknown_unit_and_a_pair_written_twice_are_refused_with_their_line(esco, reference):
    write(reference, "related_occupations_ours.csv", [*OURS, ("8153", "0000", "300", "")])
    assert "dòng 2: không có mã nghề 0000" in refused(esco)
    twice = [("8153", "7533", "300", ""), ("7533", "8153", "400", "")]
    write(reference, "related_occupations_ours.csv", [*OURS, *twice])
    assert "dòng 3: cặp 7533 và 8153" in refused(esco)


def test_a_missing_file_and_a_missing_column_are_told_by_name(esco, reference):
    write(esco, "esco_skills.csv", [("sid", "key"), ("s1", "sew")])
    assert "esco_skills.csv thiếu cột «reuseLevel»" in refused(esco)
    (esco / "esco_occ_skill.csv").unlink()
    write(esco, "esco_skills.csv", FILES["esco_skills.csv"])
    assert "esco_occ_skill.csv" in refused(esco)


# --- The shipped list ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> list[dict[str, str]]:
    return list(reference_rows("related_occupations.csv"))


def test_every_pair_is_of_two_known_units_stands_once_and_in_order(shipped):
    units = {row["code"] for row in reference_rows("occupations.csv") if row["level"] == "4"}
    pairs = [(row["isco08_a"], row["isco08_b"]) for row in shipped]
    assert pairs == sorted(set(pairs))
    assert all(a < b and {a, b} <= units for a, b in pairs)
    assert {row["source"] for row in shipped} == {"esco", "ours"}
    assert all(int(row["permille"]) in range(0, 1001, 50) for row in shipped)


def test_every_pair_of_ours_is_in_the_shipped_list_as_we_wrote_it(shipped):
    pairs = our_pairs(unit_codes())
    assert pairs == {
        (row["isco08_a"], row["isco08_b"]): int(row["permille"])
        for row in shipped
        if row["source"] == "ours"
    }


def test_relatedness_is_read_both_ways_round(shipped):
    related = related_occupations()
    assert len(related) == 2 * len(shipped)
    assert all(related[b, a] == permille for (a, b), permille in related.items())


NEAR = "8153-7533 8153-8156 8212-7543 9321-9329 7212-7214 8322-8332 5120-9412 3322-5244 2411-3313 \
2423-4416 2512-2514 2142-3112 9313-9312 2221-3221 8344-9333 4120-3343"
FAR = "2353-2423 2341-2431 5141-5222 2411-2431 2262-2221 2166-2512 2142-2151 5414-9112 8153-8160 \
1211-1212 8332-8311 2642-2342"


@pytest.mark.parametrize("pair", NEAR.split())
def test_units_a_counsellor_would_propose_for_each_other_are_near(pair):
    a, b = pair.split("-")
    tree = 750 if a[:3] == b[:3] else 0
    assert related_occupations().get((a, b), tree) >= 600


@pytest.mark.parametrize("pair", FAR.split())
def test_units_that_only_stand_beside_each_other_in_the_tree_are_far(pair):
    a, b = pair.split("-")
    assert related_occupations()[a, b] < 400


def test_across_major_groups_a_pair_that_is_not_told_is_not_near():
    assert ("5120", "4120") not in related_occupations()  # a cook is no secretary

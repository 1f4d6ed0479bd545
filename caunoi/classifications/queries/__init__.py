"""Questions about code lists, and the two readers of free text built from `reference/`."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Final

from django.conf import settings
from django.db.models import Q, QuerySet

from caunoi.classifications.choices import Scheme, SkillKind
from caunoi.classifications.models import (
    Certificate,
    FormCode,
    Industry,
    Occupation,
    OccupationLink,
    OccupationSkill,
    Skill,
)
from caunoi_engine.text.folding import fold, tidy
from caunoi_engine.text.occupations import Coded, OccupationCoder
from caunoi_engine.text.postings import PostingReader, Reading

UNIT_LEVEL: Final = 4
ETHNIC_GROUPS: Final = ("QD121", "ETHNIC_GROUP")
ETHNIC_ALIASES: Final = ("TEN_KHAC", "ETHNIC_GROUP")


def reference_rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of one file in `reference/`, every cell as text."""
    with (settings.REFERENCE / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@cache
def occupation_coder() -> OccupationCoder:
    """The coder of free job titles, built once from `reference/`; needs no database."""
    return OccupationCoder.from_rows(
        occupations=reference_rows("occupations.csv"),
        links=reference_rows("occupation_links.csv"),
        # The order matters to the coder: our words go before those of ESCO.
        lexicon=chain(
            reference_rows("title_lexicon.csv"), reference_rows("title_lexicon_esco.csv")
        ),
    )


@cache
def related_occupations() -> Mapping[tuple[str, str], int]:
    """Nearness of ISCO-08 units in permille where it differs from the tree, both ways round.

    From `reference/`; needs no database.
    """
    rows = list(reference_rows("related_occupations.csv"))
    one_way = {(row["isco08_a"], row["isco08_b"]): int(row["permille"]) for row in rows}
    return {**one_way, **{(b, a): permille for (a, b), permille in one_way.items()}}


@cache
def posting_reader() -> PostingReader:
    """The reader of free vacancy texts, built once from `reference/`; needs no database."""
    return PostingReader.from_rows(
        provinces=reference_rows("provinces.csv"),
        districts=reference_rows("districts_before.csv"),
        coder=occupation_coder(),
    )


def code_titles(titles: Iterable[str], *, top: int) -> Iterator[tuple[str, list[Coded]]]:
    """Each title with its likeliest occupations, best first, in the order given."""
    coder = occupation_coder()
    for title in titles:
        yield title, coder.code_title(title, top=top)


def read_posting(text: str) -> Reading:
    """What a free vacancy text says, with where it says so."""
    return posting_reader().read(text)


def isco_unit(code: str) -> Occupation:
    """The ISCO-08 unit group of a four-digit code. Raises `Occupation.DoesNotExist`."""
    return Occupation.objects.get(scheme=Scheme.ISCO08, level=UNIT_LEVEL, code=code)


def isco_units() -> QuerySet[Occupation]:
    """All ISCO-08 unit groups, by code."""
    return Occupation.objects.filter(scheme=Scheme.ISCO08, level=UNIT_LEVEL).order_by("code")


def vsco_of(isco: Occupation) -> Occupation | None:
    """The VSCO 2020 unit to write on a form for an ISCO-08 unit; None where none is known."""
    link = (
        OccupationLink.objects.filter(isco=isco).select_related("vsco").order_by("position").first()
    )
    return link.vsco if link else None


def isco_of(vsco: Occupation) -> Occupation | None:
    """The ISCO-08 unit that stands for a VSCO 2020 unit; None where none is known."""
    links = OccupationLink.objects.filter(vsco=vsco).select_related("isco")
    link = links.order_by("-same_code", "position").first()
    return link.isco if link else None


def industry_sections(scheme: Scheme = Scheme.VSIC2007) -> QuerySet[Industry]:
    """The sections (level 1) of an edition, A first."""
    return Industry.objects.filter(scheme=scheme, level=1).order_by("code")


def find_skills(text: str, *, kind: SkillKind | None = None) -> QuerySet[Skill]:
    """Skills whose name holds the words typed, with or without marks, a to z."""
    skills = Skill.objects.filter(_words_of(text))
    return (skills.filter(kind=kind) if kind else skills).order_by("search_key", "code")


def find_certificates(text: str) -> QuerySet[Certificate]:
    """Certificates whose name holds the words typed, with or without marks, a to z."""
    return Certificate.objects.filter(_words_of(text)).order_by("search_key", "code")


def skills_of(occupation: Occupation) -> QuerySet[Skill]:
    """Skills usual in the work of an ISCO-08 unit group, a to z."""
    lines = OccupationSkill.objects.filter(occupation=occupation)
    return Skill.objects.filter(pk__in=lines.values("skill")).order_by("search_key", "code")


def form_codes(form: str, field: str) -> QuerySet[FormCode]:
    """The lines an official form offers in one field, in its order."""
    return FormCode.objects.filter(form=form, field=field).order_by("position", "form_code")


def code_from_form(form: str, field: str, written: str) -> str | None:
    """Our code for what is written in a field of a form: its number or its words.

    Letter case and blanks are forgiven, and missing marks in words. None when the form has no
    such line.
    """
    lines = list(form_codes(form, field))
    number, words = tidy(written).casefold(), fold(written)
    for line in lines:
        if number == line.form_code.casefold():  # with its marks: 8d and 8đ are two lines
            return line.code
    return next((line.code for line in lines if words == fold(line.label)), None)


def code_on_form(form: str, field: str, code: str) -> FormCode | None:
    """The line of a form to tick for one of our codes; None when the form has none."""
    return form_codes(form, field).filter(code=code).first()


def ethnic_code(written: str) -> str | None:
    """Code 01 to 54 of an ethnic group by its name, another name in use, or its code.

    None when the name is unknown: ask, never guess.
    """
    for form, field in (ETHNIC_GROUPS, ETHNIC_ALIASES):
        if code := code_from_form(form, field, written):
            return code
    return None


def _words_of(text: str) -> Q:
    condition = Q()
    for word in fold(text).split():
        condition &= Q(search_key__contains=word)
    return condition

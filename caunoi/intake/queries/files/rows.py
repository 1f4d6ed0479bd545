"""Rows of one file: those of a state or a kind of fault, and how many of each."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from django.db.models import QuerySet

from caunoi.intake.choices.files import REPORTS, UNDECIDED, RowState
from caunoi.intake.models import Upload, UploadRow
from caunoi.intake.queries.files.kept import Judged, from_said
from caunoi.places.models import Place
from caunoi_engine.sheets.rows import Fault

AT_A_TIME: Final = 1_000


def rows_of(upload: Upload, state: str, kind: str = "") -> QuerySet[UploadRow]:
    """Rows in a state, by number; of those to be mended only those with a kind of fault."""
    found = UploadRow.objects.filter(upload=upload, state=state)
    if kind:
        found = found.filter(kinds__contains=f"|{kind}|")
    return found.order_by("number")


def judged_of(rows: Iterable[UploadRow]) -> list[Judged]:
    """Rows with what they say, decrypted."""
    return [from_said(row.number, row.state, row.said, row.person_id) for row in rows]


def every_row(upload: Upload) -> Iterator[Judged]:
    """All rows of a file in their order, however many: one after the other, none held."""
    rows = UploadRow.objects.filter(upload=upload).order_by("number")
    told = rows.values_list("number", "state", "kept", "person_id").iterator(chunk_size=AT_A_TIME)
    for number, state, kept, person in told:
        yield from_said(number, state, json.loads(kept or "{}"), person)


def kinds_of(upload: Upload) -> Counter[str]:
    """How many rows to be mended have each kind of fault."""
    kinds = UploadRow.objects.filter(upload=upload, state=RowState.TO_MEND).values_list(
        "kinds", flat=True
    )
    return Counter(kind for text in kinds for kind in text.strip("|").split("|") if kind)


def with_proposal(upload: Upload, kind: str) -> list[tuple[Judged, Fault]]:
    """Rows whose fault of a kind has a proposal, to be taken all at once."""
    return [
        (each, fault)
        for each in judged_of(rows_of(upload, RowState.TO_MEND, kind))
        for fault in each.faults
        if fault.kind == kind and fault.proposal is not None
    ]


def numbers_taken(upload: Upload, *, without: Iterable[int]) -> dict[str, int]:
    """Identity numbers of the other rows of a file, by digest: the first row that has each.

    Saved rows are none of them: by now the register holds their people. Rows of a report enter no
    register, so there they count.
    """
    gone = [RowState.LEFT_OUT, RowState.UNDONE, RowState.DUPLICATE]
    if upload.schema not in REPORTS:
        gone += [RowState.SAVED, RowState.SAME]
    rows = (
        UploadRow.objects.filter(upload=upload)
        .exclude(identity_digest="")
        .exclude(state__in=gone)
        .exclude(number__in=list(without))
    )
    return {str(d): n for d, n in rows.order_by("-number").values_list("identity_digest", "number")}


def undecided_of(upload: Upload) -> QuerySet[UploadRow]:
    """Rows that wait for an officer, by number."""
    return UploadRow.objects.filter(upload=upload, state__in=UNDECIDED).order_by("number")


def place_names(rows: Iterable[Judged]) -> dict[int, str]:
    """Names of the places that rows lead to, by key."""
    keys = {key for row in rows for key in row.places.values()}
    return dict(Place.objects.filter(pk__in=keys).values_list("pk", "name"))


def stays_of(upload: Upload) -> list[tuple[int, str]]:
    """Rows that an undo could not take back, and why."""
    rows = UploadRow.objects.filter(upload=upload, state=RowState.SAVED).exclude(note="")
    return list(rows.order_by("number").values_list("number", "note"))

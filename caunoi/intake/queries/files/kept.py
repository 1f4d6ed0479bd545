"""Rows as they are kept: values, faults and what was found out, as JSON that is encrypted."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings

from caunoi.intake.choices.files import RowState
from caunoi_engine.sheets.rows import Fault, Value

LONGEST_KINDS = 400


@dataclass(slots=True)
class Judged:
    """A row and what was found out about it: its state, whom it means, where it differs."""

    number: int
    values: dict[str, Value]
    faults: tuple[Fault, ...] = ()
    state: RowState = RowState.GOOD
    places: dict[str, int] = field(default_factory=dict)  # column of the person → place
    person: int | None = None
    identity_digest: str = ""
    why: str = ""
    differences: list[tuple[str, str, str]] = field(default_factory=list)  # words: what, old, new
    verdict: str = ""
    probable: bool = False  # whom it means was found without the identity number

    @property
    def stops(self) -> bool:
        """Whether a fault keeps it from being stored."""
        return any(fault.stops for fault in self.faults)


def to_text(row: Judged) -> str:
    """What is kept of a row, before it is encrypted."""
    return json.dumps(
        {
            "values": {name: _plain(value) for name, value in row.values.items()},
            "faults": [
                [f.cell, f.field, f.value, f.kind, f.message, _plain(f.proposal), f.stops]
                for f in row.faults
            ],
            "places": row.places,
            "why": row.why,
            "differences": row.differences,
            "verdict": row.verdict,
            "probable": row.probable,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_said(
    number: int, state: str, said: Mapping[str, Any], person: int | None = None
) -> Judged:
    """A row as it was kept (`UploadRow.said`)."""
    return Judged(
        number=number,
        values={name: value_of(value) for name, value in said.get("values", {}).items()},
        faults=tuple(
            Fault(cell, name, value, kind, message, value_of(proposal), stops)
            for cell, name, value, kind, message, proposal, stops in said.get("faults", ())
        ),
        state=RowState(state),
        places=dict(said.get("places", {})),
        person=person,
        why=said.get("why", ""),
        differences=[tuple(each) for each in said.get("differences", ())],
        verdict=said.get("verdict", ""),
        probable=bool(said.get("probable")),
    )


def digest_of(values: Mapping[str, Value]) -> str:
    """A keyed hash of what a row says, wherever it stands in its file."""
    plain = {name: _plain(value) for name, value in values.items() if value not in (None, "")}
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return hmac.new(settings.LOOKUP_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def kinds_of(faults: Iterable[Fault]) -> str:
    """The kinds of faults of a row, to be searched: "|NAME_MISSING|SEX_UNKNOWN|"."""
    kinds = sorted({fault.kind for fault in faults})
    text = "|" + "|".join(kinds) + "|" if kinds else ""
    return text if len(text) <= LONGEST_KINDS else text[:LONGEST_KINDS].rpartition("|")[0] + "|"


def value_of(plain: Any) -> Value:
    """A value as it was before JSON."""
    return date.fromisoformat(plain["day"]) if isinstance(plain, dict) else plain


def _plain(value: Value) -> Any:
    return {"day": value.isoformat()} if isinstance(value, date) else value

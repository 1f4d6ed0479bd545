"""Files of new employment that social insurance was told of, kept to be compared with payees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.people.queries import identity_digest
from caunoi.unemployment.models import Declaration, DeclarationFile
from caunoi_engine.text.folding import fold_yi
from caunoi_kit.journal.actions import record

AT_A_TIME: Final = 1_000


@dataclass(frozen=True)
class Declared:
    """One line of such a file: somebody works there from that day."""

    row: int
    full_name: str
    birth_date: date | None
    birth_year: int | None
    number: str  # twelve digits, nine of an old card, or ""
    insurance_number: str
    employer: str
    from_date: date


@transaction.atomic
def keep_declarations(
    *,
    name: str,
    digest: str,
    lines: Sequence[Declared],
    refused: int,
    by: User,
    at: datetime,
) -> tuple[DeclarationFile, bool]:
    """Keep the lines of a file; whether it is new. The same file is kept once."""
    before = DeclarationFile.objects.filter(digest=digest).first()
    if before is not None:
        return before, False
    file = DeclarationFile.objects.create(
        name=name[:200],
        digest=digest,
        lines=len(lines),
        refused=refused,
        read_at=at,
        read_by=by,
        made=by.made,
    )
    Declaration.objects.bulk_create([_stored(file, line) for line in lines], batch_size=AT_A_TIME)
    record(
        "unemployment.declarations.kept",
        by=by,
        about=file,
        detail={"lines": len(lines), "refused": refused},
        at=at,
    )
    return file, True


def _stored(file: DeclarationFile, line: Declared) -> Declaration:
    return Declaration(
        file=file,
        row=line.row,
        full_name=line.full_name[:200],
        name_key=fold_yi(line.full_name)[:200],
        birth_date=line.birth_date,
        birth_year=line.birth_year,
        identity_number=line.number,
        identity_digest=identity_digest(line.number) if line.number else "",
        insurance_number=line.insurance_number[:10],
        employer_name=line.employer[:200],
        from_date=line.from_date,
    )

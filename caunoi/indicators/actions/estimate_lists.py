"""A list of estimates: each waits to be approved like one that was typed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.indicators.actions.estimates import CannotEstimate, Said, enter_estimate
from caunoi.indicators.actions.values import ValueRow


@transaction.atomic
def enter_list(*, rows: Sequence[ValueRow], by: User | None, at: datetime) -> int:
    """Note the estimates of a list: all of them, or none and why, with the cell."""
    for row in rows:
        said = Said(
            entry=row.entry,
            method=row.method,
            low=row.low.value if row.low else None,
            high=row.high.value if row.high else None,
            source=row.source,
        )
        try:
            enter_estimate(
                indicator=row.indicator, unit=row.unit, first=row.first, last=row.last, said=said,
                by=by, at=at,
            )  # fmt: skip
        except CannotEstimate as refusal:
            raise CannotEstimate(f"Ô {row.where}: {refusal}") from refusal
    return len(rows)

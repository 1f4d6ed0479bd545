"""What firms say they will need in the half-year to come."""

import hashlib
from typing import Final

from caunoi.employers.models import Employer
from caunoi.portal.actions.demo.stage import Stage
from caunoi.vacancies.choices import ItemStatus, NeedChannel, ReceiptStatus
from caunoi.vacancies.models import NeedReceipt, RecruitmentNeed, Vacancy
from caunoi.vacancies.queries.needs import form_groups, half_year_of, next_half_year
from caunoi_engine.province.chance import share_out

MONTHS: Final = 6
SILENT_ONE_IN: Final = 3


def store_needs(stage: Stage) -> None:
    """Two firms in three have stated their needs; the visitor's own did for both half-years."""
    groups = {group.code: group.pk for group in form_groups()}
    chance = stage.chance("needs")
    wanted = _wanted(groups)
    receipts, needs = [], []
    for number, employer in enumerate(stage.employers):
        own = employer.pk == stage.firm.pk
        if not own and (number % SILENT_ONE_IN == 0 or employer.pk not in wanted):
            continue
        for half_year in (half_year_of(stage.on), next_half_year(stage.on))[not own :]:
            lines = wanted.get(employer.pk) or {code: 4 for code in sorted(groups)[-2:]}
            if not lines:
                continue
            receipt = _receipt(stage, employer, lines, days=1 + number % 20)
            receipts.append(receipt)
            for code, people in sorted(lines.items()):
                count = people + chance.randrange(1, 12)
                needs.append(
                    RecruitmentNeed(
                        employer=employer,
                        half_year=half_year,
                        occupation_id=groups[code],
                        quantity=count,
                        women=chance.randrange(count + 1),
                        months=share_out(count, [1] * MONTHS, least=0),
                        receipt=receipt,
                    )
                )
    NeedReceipt.objects.bulk_create(receipts)
    RecruitmentNeed.objects.bulk_create(needs)


def _wanted(groups: dict[str, int]) -> dict[int, dict[str, int]]:
    """Positions by firm and by the group of the form their occupation belongs to."""
    found: dict[int, dict[str, int]] = {}
    rows = Vacancy.objects.filter(made=True, occupation__isnull=False).order_by("id")
    for employer, code, positions in rows.values_list("employer", "occupation__code", "positions"):
        group = code[:2]
        if group in groups:
            lines = found.setdefault(employer, {})
            lines[group] = lines.get(group, 0) + positions
    return found


def _receipt(stage: Stage, employer: Employer, lines: dict[str, int], *, days: int) -> NeedReceipt:
    items = [
        {"reference": str(number), "status": ItemStatus.ADDED, "message": ""}
        for number in range(1, len(lines) + 1)
    ]
    sent = f"{employer.pk}/{sorted(lines.items())}".encode()
    return NeedReceipt(
        employer=employer,
        channel=NeedChannel.GRID,
        status=ReceiptStatus.DONE,
        md5=hashlib.md5(sent, usedforsecurity=False).hexdigest(),
        items=items,
        by=stage.recruiter,
        at=stage.ago(days),
    )

"""`caunoi check-registers`: what must hold in the registers, asked of the database."""

import json
from argparse import ArgumentParser
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from caunoi.home.actions.integrity import check_registers
from caunoi.home.choices import Severity
from caunoi.home.queries.integrity import as_dhis2, catalogue, last_run, rows_of

FIRST_ROWS = 5
FROM_HOUR, TO_HOUR = 1, 5
ONE_NIGHT = timedelta(hours=6)


class Command(BaseCommand):
    help = "Rà soát dữ liệu theo danh mục; lỗi nếu có điều không bao giờ được có."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--section", metavar="PHẦN", help="chỉ một phần: «Người dân», …")
        parser.add_argument(
            "--catalogue",
            type=Path,
            metavar="TỆP.json",
            help="chỉ ghi danh mục ra tệp, theo khuôn của DHIS2",
        )
        parser.add_argument(
            "--nightly",
            action="store_true",
            help="chỉ làm từ 1 đến 5 giờ sáng, mỗi đêm một lần; không coi dòng sai là lỗi",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["catalogue"]:
            checks = [as_dhis2(check) for check in catalogue()]
            options["catalogue"].write_text(
                json.dumps(checks, ensure_ascii=False, indent=1), encoding="utf-8"
            )
            self.stdout.write(f"Đã ghi {len(checks)} điều vào {options['catalogue']}.")
            return
        section, at = options["section"], timezone.now()
        if options["nightly"] and not _is_tonight_due(at):
            return
        sections = {check.section for check in catalogue()}
        if section and section not in sections:
            known = ", ".join(sorted(sections))
            raise CommandError(f"Không có phần «{section}». Chọn một trong: {known}.")
        on = timezone.localdate(at)
        found = check_registers(
            on=on,
            at=at,
            clock=timezone.now,
            wanted=lambda check: not section or check.section == section,
        )
        broken = [each for each in found if each.value]
        for each in broken:
            first = "; ".join(
                f"{row.name} {row.comment}".strip()
                for row in rows_of(each.check, on=on, most=FIRST_ROWS)
            )
            self.stdout.write(
                f"{each.check.severity.value:<8} {each.check.name}: {each.value} dòng. "
                f"{each.check.description}. Đầu tiên: {first}"
            )
        critical = sum(1 for each in broken if each.check.severity == Severity.CRITICAL)
        if critical and not options["nightly"]:
            raise CommandError(f"{critical} điều không bao giờ được có, trong {len(found)} điều.")
        self.stdout.write(f"Rà soát {len(found)} điều: {len(broken)} điều có dòng cần xem.")


def _is_tonight_due(at: datetime) -> bool:
    """Whether it is night and tonight's run is still to be made."""
    run = last_run()
    is_night = FROM_HOUR <= timezone.localtime(at).hour < TO_HOUR
    return is_night and (run is None or at - run.started_at > ONE_NIGHT)

"""`caunoi remind-reports`: reminders to firms that are late with their reports."""

from argparse import ArgumentParser
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import timezone

from caunoi.employers.models import Employer
from caunoi.intake.actions.reminders import Reminded, remind_firms
from caunoi.intake.queries.reminders import late_firms, late_period, unreminded
from caunoi_kit.ui import formats

FROM, UNTIL = 8, 17  # o'clock
EVERY: Final = timedelta(days=7)  # the machine does not remind a firm more often
AT_A_TIME: Final = 200


class Command(BaseCommand):
    help = (
        "Nhắc các đơn vị trễ báo cáo 01/PLI hoặc có danh sách lao động nước ngoài đã hết hạn: "
        "mỗi đơn vị một lần mỗi tuần, trong 60 ngày sau hạn."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--daytime", action="store_true", help="Chỉ nhắc trong giờ làm việc.")

    def handle(self, *args: Any, daytime: bool, **options: Any) -> None:
        now = timezone.localtime()
        if daytime and not FROM <= now.hour < UNTIL:
            return
        found = _remind(now)
        if found.firms or not daytime:
            n = formats.number
            self.stdout.write(
                f"Nhắc báo cáo: {n(found.firms)} đơn vị; "
                f"{n(found.nobody)} đơn vị không có ai để nhắc."
            )


def _remind(now: datetime) -> Reminded:
    """All late firms, some at a time, each lot in its own transaction."""
    on, period = now.date(), late_period(now.date())
    since = timezone.make_aware(datetime.combine(on - EVERY + timedelta(days=1), time.min))
    waiting = list(unreminded(late_firms(period, on=on), since=since))
    firms = before = nobody = 0
    for start in range(0, len(waiting), AT_A_TIME):
        done = remind_firms(
            firms=waiting[start : start + AT_A_TIME],
            period=period,
            by=None,
            on=on,
            at=now,
            address_of=_address_of,
        )
        firms, before, nobody = firms + done.firms, before + done.before, nobody + done.nobody
    return Reminded(firms, before, nobody)


def _address_of(firm: Employer) -> str:
    return settings.CAUNOI_ADDRESS + reverse("intake:firm_reports", args=[firm.public_id])

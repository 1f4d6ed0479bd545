"""`caunoi remind-forms`: reminders to units that owe a form soon or already."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import timezone

from caunoi.indicators.actions.reminding import remind_of_forms
from caunoi.indicators.queries.submissions import Owed
from caunoi_kit.ui import formats

FROM, UNTIL = 8, 17  # o'clock


class Command(BaseCommand):
    help = "Nhắc các đơn vị còn phải nộp biểu số liệu: mỗi người một lần cho mỗi biểu, kỳ và mức."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--daytime", action="store_true", help="Chỉ nhắc trong giờ làm việc.")

    def handle(self, *args: Any, daytime: bool, **options: Any) -> None:
        now = timezone.localtime()
        if daytime and not FROM <= now.hour < UNTIL:
            return
        written = remind_of_forms(on=now.date(), at=now, address_of=_address_of)
        if written or not daytime:
            self.stdout.write(f"Nhắc nộp biểu: {formats.number(written)} tin.")


def _address_of(owed: Owed) -> str:
    where = {"form": owed.form.code, "unit": owed.unit.code, "period": owed.period.code}
    return settings.CAUNOI_ADDRESS + reverse("indicators:sheet", kwargs=where)

"""`caunoi load-letterheads`: names of offices on paper, by day, where they have none yet."""

from typing import Any

from django.core.management.base import BaseCommand

from caunoi.accounts.choices import OrgUnitKind
from caunoi.accounts.models import OrgUnit
from caunoi.documents.actions import name_office


class Command(BaseCommand):
    help = "Ghi tên trên văn bản của sở và trung tâm theo reference/letterheads.csv"

    def handle(self, *args: Any, **options: Any) -> None:
        units = OrgUnit.objects.filter(kind__in=[OrgUnitKind.DEPARTMENT, OrgUnitKind.CENTRE])
        for unit in units.select_related("place__parent__parent").order_by("id"):
            place = unit.place
            while place is not None and place.parent is not None:
                place = place.parent
            written = name_office(unit=unit, province=place.name if place else "", by=None)
            self.stdout.write(f"{unit.name}: {written} tên mới")

"""`caunoi load-letterheads`: names of offices on paper, by day, where they have none yet."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from caunoi.accounts.choices import OrgUnitKind
from caunoi.accounts.models import OrgUnit
from caunoi.documents.actions import name_office
from caunoi.places.queries import province, province_of


class Command(BaseCommand):
    help = "Ghi tên trên văn bản của sở và trung tâm theo reference/letterheads.csv"

    def handle(self, *args: Any, **options: Any) -> None:
        here = province(settings.CAUNOI_PROVINCE, on=timezone.localdate())
        units = OrgUnit.objects.filter(kind__in=[OrgUnitKind.DEPARTMENT, OrgUnitKind.CENTRE])
        for unit in units.select_related("place__parent__parent").order_by("id"):
            place = province_of(unit.place) if unit.place else here
            written = name_office(unit=unit, province=place.name, by=None)
            self.stdout.write(f"{unit.name}: {written} tên mới")

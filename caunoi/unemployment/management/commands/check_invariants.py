"""`caunoi check-invariants`: what must hold of benefits and payments, asked of the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caunoi.unemployment.queries.invariants import INVARIANTS, breaches


class Command(BaseCommand):
    help = "Kiểm tra các điều phải luôn đúng của hồ sơ, tháng hưởng và danh sách chi trả."

    def handle(self, *args: Any, **options: Any) -> None:
        found = breaches()
        for breach in found:
            first = ", ".join(map(str, breach.first))
            self.stdout.write(f"SAI  {breach.name}: {breach.count} dòng, đầu tiên {first}")
        if found:
            raise CommandError(f"{len(found)}/{len(INVARIANTS)} điều không đúng.")
        self.stdout.write(f"Đúng cả {len(INVARIANTS)} điều.")

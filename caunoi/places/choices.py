"""Levels of administrative units."""

from datetime import date
from typing import Final

from django.db import models

# Two eras of units. Dates of single units before the reform are not in the sources at hand, so the
# old era begins on a day before any living person was born; it says "as long as anyone remembers".
OLD_ERA_FROM: Final = date(1900, 1, 1)
OLD_ERA_TO: Final = date(2025, 6, 30)
NEW_ERA_FROM: Final = date(2025, 7, 1)


class Level(models.TextChoices):
    """Level of an administrative unit. Districts ended on 30/06/2025."""

    PROVINCE = "PROVINCE", "Cấp tỉnh"
    DISTRICT = "DISTRICT", "Cấp huyện"
    COMMUNE = "COMMUNE", "Cấp xã"

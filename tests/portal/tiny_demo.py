"""A tiny made province and what must be loaded before it, for the tests of the demo."""

from datetime import UTC, date, datetime
from functools import cache

from django.conf import settings

from caunoi.classifications.choices import Scheme
from caunoi.classifications.models import Certificate, Industry, Occupation, Skill
from caunoi.classifications.queries import reference_rows
from caunoi.places.choices import NEW_ERA_FROM, Level
from caunoi.places.models import Place
from caunoi.portal.actions.demo import make_demo
from caunoi.portal.imports import read_demo_files
from tests.places.factories import ProvinceFactory

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PASSWORD = "mot-mat-khau"
files = cache(lambda: read_demo_files(settings.REFERENCE))


def lay_ground() -> None:
    """The communes of one province and the code lists, as the loaders leave them."""
    province = ProvinceFactory()
    Place.objects.bulk_create(
        Place(
            level=Level.COMMUNE,
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            parent=province,
            valid_from=NEW_ERA_FROM,
            lat=row["lat"] or None,
            lon=row["lon"] or None,
            area_km2=row["area_km2"] or None,
            population=row["population"] or None,
        )
        for row in reference_rows("communes_after.csv")
        if row["province_code"] == "33"
    )
    Occupation.objects.bulk_create(
        Occupation(scheme=Scheme.ISCO08, code=row["code"], level=4, name=row["name_vi"])
        for row in reference_rows("occupations.csv")
        if (row["scheme"], row["level"]) == ("ISCO08", "4")
    )
    Industry.objects.bulk_create(
        Industry(scheme=Scheme.VSIC2025, code=row["code"], level=4, name=row["name_vi"])
        for row in reference_rows("industries.csv")
        if (row["scheme"], row["level"]) == ("VSIC2025", "4")
    )
    for model, file in ((Skill, "skills.csv"), (Certificate, "certificates.csv")):
        model.objects.bulk_create(
            model(code=row["code"], name=row["name"]) for row in reference_rows(file)
        )


def make_tiny(*, seed: int = 1, password: str | None = PASSWORD):
    """What a test cares about is said by name."""
    return make_demo(
        files=files(),
        scale="tiny",
        seed=seed,
        province="33",
        unit_name="Trung tâm mẫu",
        password=password,
        on=DAY,
        at=NOW,
    )

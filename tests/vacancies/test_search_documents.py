"""What the text index is told of a vacancy."""

from datetime import date

import pytest

from caunoi.vacancies.queries import search_documents
from tests.places.factories import CommuneFactory, ProvinceFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def document(vacancy):
    (only,) = search_documents(on=TODAY, places={vacancy.place_id: ("33",)}, ids=[vacancy.pk])
    return only


def test_an_advert_that_names_its_commune_is_found_by_distance():
    found = document(VacancyFactory(place=CommuneFactory()))
    assert found.lat is not None


def test_an_advert_that_names_its_province_only_is_at_no_distance_from_anybody():
    found = document(VacancyFactory(place=ProvinceFactory(), lat=20.58, lon=106.25))
    assert (found.lat, found.lon) == (None, None)

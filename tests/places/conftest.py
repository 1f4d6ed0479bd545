"""The whole country, loaded once for the tests that only read it."""

import pytest


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """Both eras of units from `reference/`, taken out again at the end."""
    from django.conf import settings
    from django.db import transaction

    from caunoi.places.actions import load_places
    from caunoi.places.imports import read_former_names, read_places, read_successions

    with django_db_blocker.unblock(), transaction.atomic():
        yield load_places(
            places=read_places(settings.REFERENCE),
            successions=read_successions(settings.REFERENCE),
            former_names=read_former_names(settings.REFERENCE),
        )
        transaction.set_rollback(True)

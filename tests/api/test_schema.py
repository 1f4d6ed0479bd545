"""The description of the API against what it does: every operation, every check."""

import json
import os
from pathlib import Path
from uuid import uuid4

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings

from config.wsgi import application
from tests.api.conftest import TOKEN

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parent.parent.parent
# Of each operation; 200 before a release.
EXAMPLES = int(os.environ.get("CAUNOI_API_EXAMPLES", "10"))
PLAIN = {"Accept-Encoding": "identity"}  # the client of these tests does not unpack


def document(path, client=None):
    return (client or Client()).get(path).json()


@pytest.mark.parametrize(
    ("path", "shipped"),
    [
        ("/api/v1/openapi.json", "docs/openapi.json"),
        ("/api/eures/v0.1/openapi.json", "docs/openapi-exchange.json"),
    ],
)
def test_the_shipped_description_is_the_one_that_is_served(path, shipped):
    served = document(path)

    assert served["openapi"].startswith("3.1")
    assert served == json.loads((ROOT / shipped).read_text()), (
        f"python -m tests.api.write_openapi writes {shipped} anew"
    )


def test_every_operation_says_what_it_is_and_how_it_refuses():
    for path in ("/api/v1/openapi.json", "/api/eures/v0.1/openapi.json"):
        for address, methods in document(path)["paths"].items():
            for operation in methods.values():
                assert operation["summary"] and operation["description"], address
                assert {"422", "429"} <= operation["responses"].keys(), address


def described(path):
    config = schemathesis.Config.from_dict({"generation": {"allow-x00": False}})
    return schemathesis.openapi.from_wsgi(path, application, config=config)


@pytest.fixture
def one_connection(register):
    """The connection of the test stays open between requests, as with Django's own client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


ours = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@described("/api/v1/openapi.json").parametrize()
@ours
def test_the_api_does_what_it_says(case, one_connection):
    headers = {"Authorization": f"Bearer {TOKEN}", **PLAIN}
    if case.method == "POST" and case.meta.generation.mode.is_positive:
        headers["Idempotency-Key"] = uuid4().hex  # of another body a number is refused by design
    case.call_and_validate(headers=headers)


@described("/api/eures/v0.1/openapi.json").parametrize()
@ours
def test_the_exchange_does_what_it_says(case, one_connection):
    case.call_and_validate(headers=PLAIN)

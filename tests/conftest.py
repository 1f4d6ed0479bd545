"""What all tests share. Django is imported late: engine and rules are tested without it too."""

import copy
import gc
import importlib.util
import os
import time
from pathlib import Path

import pytest

try:
    import django  # noqa: F401  only asked whether it is there
except ImportError:
    here = Path(__file__).parent
    collect_ignore = [p.name for p in here.iterdir() if p.name not in {"engine", "rules"}]

# Playwright's synchronous API runs an event loop in this thread, which Django would take for
# asynchronous code and refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# What the database itself watches over stands in migrations. Test databases are made from the
# models (a fraction of the time; `make check` holds migrations against them) and get these after.
GUARDS = (
    "caunoi_kit.journal.migrations.0002_append_only",
    "caunoi.counter.migrations.0002_steps_are_kept",
    "caunoi.unemployment.migrations.0002_benefit_guards",
    "caunoi.unemployment.migrations.0003_payment_guards",
    "caunoi.indicators.migrations.0002_trails_are_kept",
)
APPEND_ONLY = (
    "caunoi_kit.journal.migrations.0002_append_only",
    "caunoi.counter.migrations.0002_steps_are_kept",
    "caunoi.unemployment.migrations.0003_payment_guards",
    "caunoi.indicators.migrations.0002_trails_are_kept",
)
WITHOUT_RAY = "LEFT OUT: Ray is not installed here; python -m tests.run makes a place that has it"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Says of the tests over processes that they were left out, where they cannot run.

    CAUNOI_TEST_DATABASE_ONLY=1 leaves out what a second database proves nothing new of: tests that
    no database takes part in, and pages, whose questions their domains' tests ask on both.
    """
    if os.environ.get("CAUNOI_TEST_DATABASE_ONLY") == "1":
        without = [item for item in items if not _asks_the_database(item)]
        items[:] = [item for item in items if _asks_the_database(item)]
        config.hook.pytest_deselected(items=without)
    if importlib.util.find_spec("ray"):
        return
    for item in items:
        if item.get_closest_marker("cluster"):
            item.add_marker(pytest.mark.skip(reason=WITHOUT_RAY))


def pytest_collection_finish() -> None:
    """What was loaded stays for the whole run: the collector need not walk it again and again.

    It took a fifth of the processor's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)


def _asks_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("django_db") is None and not fixtures & {"db", "transactional_db"}:
        return False
    return "client" not in fixtures or "made" in fixtures  # `made`: walks over the whole site


@pytest.fixture(autouse=True, scope="session")
def _zone():
    """CAUNOI_TZ: the process stands in that zone, whatever Django had set it to (trust H4).

    Days of the site are those of TIME_ZONE; what asks the machine for its own day or hour differs
    from them then. `python -m tests.zones` runs tests in four zones and compares.
    """
    zone = os.environ.get("CAUNOI_TZ")
    if not zone:
        yield
        return
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    yield
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


@pytest.fixture(autouse=True, scope="session")
def _own_home(tmp_path_factory):
    """Search index, market snapshots and the like go to a folder of this run."""
    try:
        from django.conf import settings
    except ImportError:
        yield
        return
    before = settings.HOME
    settings.HOME = tmp_path_factory.mktemp("home")
    yield
    settings.HOME = before


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """The guards of the database, unless a database that was kept has them already."""
    if request.config.getvalue("reuse_db") and not request.config.getvalue("create_db"):
        return
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for name in GUARDS:
            for statement in importlib.import_module(name).statements(connection):
                cursor.execute(statement)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """Let Django empty the journals between transactional tests, which their triggers refuse."""
    from django.db import connection

    if connection.vendor == "sqlite":
        # In memory a database has one connection; threads of one test need several.
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)
    guards = [importlib.import_module(name) for name in APPEND_ONLY]
    drop = [each for guard in guards for each in guard.drop_statements(connection)]
    create = [each for guard in guards for each in guard.statements(connection)]
    operations = type(connection.ops)  # every connection object has its own instance
    plain = operations.sql_flush

    def sql_flush(self, style, tables, **options):
        return [*drop, *plain(self, style, tables, **options), *create]

    operations.sql_flush = sql_flush
    yield
    operations.sql_flush = plain


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """What every page of the rights matrix shows, made once for the tests of a file."""
    from tests.site import whole_site

    with django_db_blocker.unblock(), whole_site(tmp_path_factory.mktemp("site")) as made:
        yield made


@pytest.fixture
def made(site, db):
    """The site as it was made: what a test changes is undone after it, in memory too."""
    return copy.deepcopy(site)


@pytest.fixture
def journal_unlocked(db):
    """The journal without its triggers, as somebody with full rights on the database has it."""
    from django.db import connection

    triggers = importlib.import_module("caunoi_kit.journal.migrations.0002_append_only")
    with connection.cursor() as cursor:
        for statement in triggers.drop_statements(connection):
            cursor.execute(statement)

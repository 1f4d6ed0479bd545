"""Trust A2: kill -9 in the middle of a large import; run again, the register is that of one run.

A process that reads and saves lists, as `caunoi work` does every second, is killed with SIGKILL at
chance moments and started again. Afterwards every row is there once, and what stands is, row by
row, what one undisturbed import of the same file leaves.

CAUNOI_KILLS=50 CAUNOI_KILLED_ROWS=20000 is the whole promise; a usual run kills twice.
"""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.intake.actions.files import receive_upload, use_columns
from caunoi.intake.actions.files_saving import save_some, start_saving
from caunoi.intake.actions.files_undo import start_undo, undo_some
from caunoi.intake.choices.files import RowState, Schema, UploadState
from caunoi.intake.imports import read_file
from caunoi.intake.imports.uploads import read_upload
from caunoi.intake.models import Upload, UploadRow
from caunoi.intake.queries.files.uploads import counts_of
from caunoi.people.models import Person
from caunoi.people.queries.told import standing_of
from caunoi_kit.journal.queries import verify_chain
from caunoi_kit.ui import formats
from tests.accounts.factories import UserFactory
from tests.intake.factories import DAY, NOON
from tests.intake.lists import workers
from tests.places.factories import CommuneFactory

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("CAUNOI_KILLS", "2"))
ROWS = int(os.environ.get("CAUNOI_KILLED_ROWS", "2500"))
SEED = 20261128
PATIENCE = 600 + 30 * KILLS  # seconds
SOON = 5.0  # seconds in which the page says how far the work is

pytestmark = [pytest.mark.django_db(transaction=True)]


def _address() -> str:
    """The test database, for another process."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    user = told["USER"] + (f":{told['PASSWORD']}" if told["PASSWORD"] else "")
    return f"postgres://{user}@{told['HOST'] or '127.0.0.1'}:{told['PORT'] or 5432}/{told['NAME']}"


def _worker() -> subprocess.Popen:
    """A process that goes on with lists, as the background work does."""
    env = {
        **os.environ,
        "CAUNOI_HOME": str(settings.HOME),
        "CAUNOI_SECRET_KEY": str(settings.SECRET_KEY),
        "CAUNOI_SALT_KEY": str(settings.SALT_KEY),
        "CAUNOI_LOOKUP_KEY": str(settings.LOOKUP_KEY),
        "DATABASE_URL": _address(),
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "config.cli", "intake", "--waiting"],
        cwd=ROOT, env=env, start_new_session=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def _received(content: bytes, commune, by) -> Upload:
    """The file with its columns as they were guessed, waiting to be read."""
    upload, _ = receive_upload(
        content=content, name="lon.xlsx", schema=Schema.WORKERS, commune=commune, by=by, at=NOON
    )
    reading = read_file(content, name="lon.xlsx", schema=Schema.WORKERS, on=DAY)
    use_columns(upload=upload, reading=reading, at=NOON)
    return upload


def _row_hashes(commune) -> list[str]:
    """What stands of everybody in a commune, without keys that differ from run to run."""
    hashes = []
    people = Person.objects.filter(place=commune).select_related("profile", "household")
    for person in people.order_by("identity_digest"):
        standing = standing_of(person)
        home = person.household.code.partition("-")[2] if person.household else ""
        standing["person"]["place_id"] = standing["person"]["permanent_place_id"] = None
        text = repr({**standing, "household": home})
        hashes.append(hashlib.sha256(text.encode()).hexdigest())
    return hashes


def _killed_until_done(upload: Upload, by, chance: Random) -> int:
    """Start the work, kill it, start it again, until the file is saved; how often it was killed."""
    killed, end = 0, time.monotonic() + PATIENCE
    while time.monotonic() < end:
        upload.refresh_from_db()
        if upload.state == UploadState.PREVIEW:
            start_saving(upload=upload, by=by, at=NOON)
        elif upload.state == UploadState.SAVED:
            return killed
        process = _worker()
        if killed < KILLS and _reached(process, upload, chance):
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        process.wait(timeout=PATIENCE)
        _tells_the_truth(upload, by)
    raise AssertionError("the import did not come to its end")


def _reached(process: subprocess.Popen, upload: Upload, chance: Random) -> bool:
    """Wait for a chance moment of the work itself; False when it was done before."""
    more = UploadRow.objects.filter(upload=upload, state=RowState.SAVED).count()
    wanted = more + chance.randrange(1, max(2, ROWS // (2 * KILLS)))
    while process.poll() is None:
        rows = UploadRow.objects.filter(upload=upload)
        state = Upload.objects.values_list("state", flat=True).get(pk=upload.pk)
        if state == UploadState.WAITING and rows.exists():
            return True
        if state == UploadState.SAVING and rows.filter(state=RowState.SAVED).count() >= wanted:
            time.sleep(chance.random() * 0.05)
            return process.poll() is None
        time.sleep(0.01)
    return False


def _tells_the_truth(upload: Upload, by, soon: float = SOON) -> None:
    """What the page says within five seconds is what the register holds."""
    upload.refresh_from_db()
    client, people = Client(), Person.objects.filter(place=upload.commune).count()
    client.force_login(by)
    asked = time.monotonic()
    page = client.get(reverse("intake:upload", args=[upload.public_id])).content.decode()
    assert time.monotonic() - asked < soon
    words = {
        UploadState.WAITING: "Đang đọc tệp.",
        UploadState.SAVING: f"Đã lưu {formats.number(people)} trong",
    }
    assert words.get(UploadState(upload.state), "") in page
    assert counts_of(upload)[RowState.SAVED] == people


def test_a_killed_import_goes_on_and_ends_as_one_that_was_not(settings):
    settings.CAUNOI_DEMO = True
    officer = UserFactory(role=Role.CLERK, made=True)
    plain, killed_one = CommuneFactory(), CommuneFactory()
    content = workers(ROWS, slips=False).xlsx()

    undisturbed = _received(content, plain, officer)
    read_upload(undisturbed, on=DAY, at=NOON)
    start_saving(upload=undisturbed, by=officer, at=NOON)
    while save_some(upload=undisturbed, on=DAY, at=NOON):
        pass
    expected, counts = _row_hashes(plain), counts_of(undisturbed)
    assert len(expected) == counts[RowState.SAVED] > ROWS * 0.9
    start_undo(upload=undisturbed, by=officer, at=NOON)
    while undo_some(upload=undisturbed, at=NOON):
        pass
    assert not Person.objects.exists()

    _tells_the_truth(undisturbed, officer, soon=PATIENCE)  # the first page of a process is slow
    upload = _received(content, killed_one, officer)
    killed = _killed_until_done(upload, officer, Random(SEED))

    assert killed == KILLS
    assert counts_of(upload) == counts
    assert _row_hashes(killed_one) == expected
    assert verify_chain() is None

"""Nobody learns from an answer, its work or its time whether somebody has an account (trust D2).

By default every pair is asked for the same status and body and the same work: queries and hashes of
passwords. The clock is asked by hand, over 2,000 pairs: `CAUNOI_TIMED_PAIRS=500 pytest -s -k clock
tests/accounts/test_telling.py` (500 of each of the four calls) prints p of each.
"""

import os
import random
import time

import numpy as np
import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.telling import calls, same_text

pytestmark = pytest.mark.django_db
PAIRS = int(os.environ.get("CAUNOI_PAIRS", "60")) // 4  # of each of the four calls
TIMED = int(os.environ.get("CAUNOI_TIMED_PAIRS", "0"))
LIKELY = 0.01


@pytest.fixture(autouse=True)
def _nothing_else_is_in_the_way(settings):
    settings.CAUNOI_DEMO = True
    settings.CODES_AN_HOUR_A_RANGE = 1_000_000
    settings.CAUNOI_MESSAGES = {**settings.CAUNOI_MESSAGES, "daily_dong": 10**9}


@pytest.fixture
def hashes(monkeypatch, settings):
    """How many passwords were hashed; cheaply, unless the clock is asked."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    made = []
    whole = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher,
        "encode",
        lambda self, *given: (made.append(1), whole(self, *given))[1],
    )
    return made


def work(call, subject, n, hashes):
    before = len(hashes)
    client = call.send.prepare(subject, n) if hasattr(call.send, "prepare") else None
    with CaptureQueriesContext(connection) as asked:
        answer = call.send(subject, n, client) if client else call.send(subject, n)
    return same_text(answer, subject), len(hashes) - before, len(asked)


def test_known_and_unknown_get_the_same_answer_for_the_same_work(hashes):
    for call in calls(PAIRS):
        for n in range(PAIRS):
            known = work(call, call.known(n), n, hashes)
            unknown = work(call, call.unknown(n), n, hashes)
            assert known == unknown, call.name


@pytest.mark.skipif(not TIMED, reason="the clock is asked by hand: CAUNOI_TIMED_PAIRS=500")
def test_the_clock_tells_nothing_either():
    chance, told = random.Random(1), {}
    for call in calls(TIMED):
        differences = []
        for n in range(TIMED):
            order = [call.known, call.unknown]
            chance.shuffle(order)
            took = {of: seconds(call, of(n), n) for of in order}
            differences.append(took[call.known] - took[call.unknown])
        told[call.name] = p_of_signed_ranks(np.array(differences))
        middle = np.median(differences) * 1000
        print(f"\n{call.name}: {TIMED} pairs, median difference {middle:.3f} ms, "
              f"p = {told[call.name]:.3f}", flush=True)  # fmt: skip
    assert min(told.values()) > LIKELY, told


def seconds(call, subject, n) -> float:
    client = call.send.prepare(subject, n) if hasattr(call.send, "prepare") else None
    began = time.perf_counter()
    call.send(subject, n, client) if client else call.send(subject, n)
    return time.perf_counter() - began


def p_of_signed_ranks(differences: np.ndarray) -> float:
    """Two-sided p of Wilcoxon's signed ranks, by 20,000 random signs of the pairs."""
    ranks = np.argsort(np.argsort(np.abs(differences))) + 1.0
    seen = abs((ranks * np.sign(differences)).sum())
    signs = np.random.default_rng(1).choice([-1.0, 1.0], size=(20_000, len(ranks)))
    return float((np.abs(signs @ ranks) >= seen).mean())

"""Every form of every page: sent twice, fed foreign columns, filled with hostile texts.

Trust B1, E4, F3 and F6. The forms are those found in the pages of the rights matrix.
"""

import logging
import re

import pytest

from caunoi_kit.ui.once import CSRF_FIELD, FIELD
from tests.site import NIGHTLY
from tests.test_every_page_survives import HOSTILE, faults
from tests.trust.forms import (
    Records,
    all_forms,
    every_column,
    fresh,
    tried,
    watched,
    writing,
)

pytestmark = pytest.mark.django_db

WITHOUT_A_NUMBER = {
    "account_login": "allauth; sent twice it signs in once",
    "account_logout": "allauth; signing out twice changes nothing",
    "account_reauthenticate": "allauth; the password is asked again",
    "mfa_reauthenticate": "allauth; a code counts once",
    "mfa_authenticate": "allauth; a code counts once",
    "mfa_activate_totp": "allauth; the secret is in the session and is set once",
    "mfa_deactivate_totp": "allauth; taken off once",
    "mfa_generate_recovery_codes": "allauth; the newer codes replace the older",
    "portal:enter_demo": "signing in on a demo site",
}
LEAVING = {"account_logout"}
PLANTED = {"012345678901": "CCCD", "0987650123": "telephone", "Tên Bí Mật Gài": "name"}


@pytest.fixture(scope="module")
def forms(site):
    return tried(lambda: list(all_forms(site)))


def test_every_form_that_changes_something_has_a_number_and_a_token(forms):
    assert len(forms) > 30
    assert [one.page for one in forms if CSRF_FIELD not in one.values] == []
    without = {one.route for one in forms if FIELD not in one.values}
    assert without <= WITHOUT_A_NUMBER.keys()
    for one in forms:
        assert all(re.fullmatch(r"[0-9a-f]{32}", key) for key in one.values.get(FIELD, []))


def test_a_form_sent_twice_has_one_effect_and_one_answer(made, forms):
    wrong, effective, tables = [], 0, watched()
    for one in forms:
        if FIELD not in one.values:
            continue

        def twice(one=one):
            first = one.send(made)
            if first.status_code not in range(300, 400):
                return None
            with writing() as done:
                again = one.send(made)
            differing = [each for each in done if each[0] != "UPDATE" and each[1] in tables]
            same = (first.status_code, first["Location"]) == (again.status_code, again["Location"])
            return [] if same and not differing else [again.status_code, differing]

        told = tried(twice)
        effective += told is not None
        if told:
            wrong.append((one.page, one.route, told))
    assert wrong == []
    assert effective > 10


def test_no_column_outside_a_form_can_be_set_through_it(made, forms, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = None  # there are more columns than a form may have
    before, columns, wrong = Records.now(), every_column(), []
    for one in forms:
        # One address may take several small forms: a field of any of them is its own.
        own = {name for each in forms if each.route == one.route for name in each.names}
        foreign = {name: value for name, value in columns.items() if name not in own}

        def act(extra, one=one):
            with writing() as done:
                status = one.send(made, extra | fresh(one)).status_code
            return status, before.rows({table for _, table in done})

        plain, fed = (tried(lambda extra=extra, act=act: act(extra)) for extra in ({}, foreign))
        if plain != fed:
            told = {
                table: set(plain[1].get(table, ())) ^ set(fed[1].get(table, ()))
                for table in plain[1].keys() | fed[1].keys()
            }
            wrong.append((one.page, one.route, plain[0], fed[0], told))
    assert wrong == []


def test_no_text_in_a_form_breaks_its_page(made, forms):
    wrong = []
    for number, one in enumerate(forms):
        step = 5 if NIGHTLY else 13
        for turn in range(number % step, len(HOSTILE), step):
            typed = {
                name: HOSTILE[(turn + 7 * place) % len(HOSTILE)]
                for place, name in enumerate(one.values)
                if name not in {FIELD, CSRF_FIELD}
            }
            answer = tried(lambda one=one, typed=typed: one.send(made, typed | fresh(one)))
            if found := faults(answer):
                short = {name: value[:30] for name, value in typed.items()}
                wrong.append((one.page, one.route, short, found))
    assert wrong == []


def test_nothing_that_was_typed_stands_in_a_log(made, forms, caplog):
    caplog.set_level(logging.DEBUG)
    for noisy in ("django.db.backends", "django.template"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    logging.getLogger("django.request").disabled = False
    try:
        for one in forms:
            secrets = list(PLANTED)
            typed = {name: secrets[at % len(secrets)] for at, name in enumerate(one.written)}
            tried(lambda one=one, typed=typed: one.send(made, typed | fresh(one)))
    finally:
        logging.getLogger("django.request").disabled = True
        for noisy in ("django.db.backends", "django.template"):
            logging.getLogger(noisy).setLevel(logging.NOTSET)
    assert [what for value, what in PLANTED.items() if value in caplog.text] == []

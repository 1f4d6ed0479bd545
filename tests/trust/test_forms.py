"""Every form of every page: sent twice, fed foreign columns, filled with hostile texts.

Trust B1, C2, C3, C9, E4, F3 and F6. The forms are those found in the pages of the rights matrix.
"""

import logging
import re
from functools import partial

import pytest
from django.forms import FileField

from caunoi_kit.ui.once import CSRF_FIELD, FIELD
from tests.kit import hostile_files
from tests.kit.test_uploads import EVERY as FIELDS
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
from tests.trust.uploads import (
    MARKS,
    files_on_disk,
    forms_with_files,
    kept_of,
    looking,
    says,
    send_file,
    written_by,
)

pytestmark = pytest.mark.django_db
SHARE = 29  # of the files sent to every place, the part of them that each place gets in one run

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


# --- Files (trust C2, C3, C9)


@pytest.fixture
def places(made, forms):
    """Every box of every page into which a file goes."""
    found = [(one, box) for one in forms for box in one.files]
    assert len({one.route for one, _ in found}) > 10
    return found


# Pages show these only to the firm or person itself, in a state the made site is not in. Their
# fields are the same ones (below), and these tests send files through their pages.
NOT_SHOWN = {
    "NeedFileForm": "tests/vacancies/test_pages.py",
    "OwnFactsForm": "tests/unemployment/test_sent_papers.py",
    "OwnTrainingForm": "tests/unemployment/test_my_training.py",
    "PapersForm": "tests/unemployment/test_my_training.py",
    "PasteForm": "tests/vacancies/test_pages.py",
    "SentPapersForm": "tests/unemployment/test_sent_papers.py",
    "WordForm": "tests/indicators/test_report_pages.py",
}


def test_every_box_for_a_file_is_one_that_tells_it_by_its_content():
    boxes = {
        f"{form.__name__}.{name}": type(box)
        for form in forms_with_files()
        for name, box in form.base_fields.items()
        if isinstance(box, FileField)
    }
    assert len(boxes) > 12
    assert {name for name, kind in boxes.items() if kind not in FIELDS} == set()


def test_no_place_takes_a_hostile_file_and_each_says_why(made, places, monkeypatch):
    files = list(hostile_files.files())
    wrong = []
    with looking(monkeypatch) as looked:
        for number, (one, box) in enumerate(places):
            share = files if NIGHTLY else files[number::SHARE]
            for name, content in share:
                looked.refused.clear()
                act = partial(send_file, made, one, box, name, content)
                answer, tables = tried(partial(written_by, act))
                told = bool(looked.refused) and says(answer, looked.refused[-1])
                if faults(answer) or tables or not told:
                    said = looked.refused[-1:]
                    wrong.append((one.route, box, name, answer.status_code, tables, said))
    missing = {each.__name__ for each in forms_with_files() - looked.forms}
    assert wrong == []
    assert missing <= NOT_SHOWN.keys(), "a form that takes a file stands on no page"


def test_what_is_kept_of_a_file_is_clean_and_its_name_is_ours(made, places):
    good = hostile_files.good()
    pairs = [(name, ending) for name in hostile_files.NAMES for ending in good]
    always = [("../../x", "xlsx"), ("../../x", "jpg")]
    wrong, taken = [], set()
    before = files_on_disk().keys()
    for number, (one, box) in enumerate(places):
        for name, ending in pairs if NIGHTLY else [*always, *pairs[number % SHARE :: SHARE]]:

            def act(one=one, box=box, name=name, ending=ending):
                send = partial(send_file, made, one, box, name, good[ending])
                answer, tables = written_by(send)
                kept = list(kept_of(tables))
                return answer, [where for *where, value in kept if any(m in value for m in MARKS)]

            answer, dirty = tried(act)
            if answer.status_code in range(300, 400):
                taken.add((one.route, ending))
            if (found := faults(answer)) or dirty:
                wrong.append((one.route, box, name, ending, found, dirty))
    new = {path: content for path, content in files_on_disk().items() if path not in before}
    assert wrong == []
    assert taken
    for path, content in new.items():
        assert re.fullmatch(r"[0-9a-f-]+(\.\w{1,5})?", path.name), path
        assert not any(mark in content for mark in MARKS), path

"""Whoever is erased is nowhere any more, and does not come back (trust E9)."""

import json
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.counter.models import Appointment
from caunoi.home.actions.erasing import CannotErase, erase_again, erase_as_asked, erase_person
from caunoi.home.queries.erased import list_path, read_list
from caunoi.home.queries.integrity import ask, catalogue
from caunoi.intake.choices.duplicates import PairState
from caunoi.intake.choices.files import RowState
from caunoi.intake.models import Pair, UploadContent, UploadRow
from caunoi.people.actions import requests as asking
from caunoi.people.choices import RequestState, Right
from caunoi.people.models import Consent, DataRequest, Erasure, LabourProfile, Person, ProfileDraft
from caunoi.people.queries import identity_digest, search_people
from caunoi.placement.choices import ApplicationState
from caunoi.placement.models import ApplicationStep, MatchRun, Proposal
from caunoi.portal.models import SavedJob
from caunoi_kit.journal.queries import verify_chain
from caunoi_kit.messaging.actions import send
from caunoi_kit.messaging.models import Message
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.accounts.factories import UserFactory
from tests.counter.factories import StepFactory
from tests.home.factories import ActFactory, PolicyAdviceFactory
from tests.intake.factories import UploadFactory
from tests.people.factories import HouseholdFactory, PersonFactory, PersonSkillFactory
from tests.placement.factories import ApplicationFactory, seeker
from tests.portal.factories import SavedSearchFactory
from tests.training.factories import EnrolmentFactory
from tests.unemployment.factories import ClaimFactory, DecisionFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
NAME, PHONE, EMAIL = "Đặng Thị Quýt Mẫu", "0987123450", "quyt@example.vn"
NUMBER, WORDS, PLACE = "034195000127", "QUYT-CHI-DAN-RIENG", "Thôn Quýt Mẫu"
TRACES = (NAME, NAME.upper(), PHONE, EMAIL, NUMBER, WORDS, PLACE, "dang thi quyt")


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    settings.CAUNOI_DEMO = True  # made accounts need no second factor there


@pytest.fixture
def known():
    """Somebody of whom every domain knows something."""
    account = UserFactory(role=Role.JOB_SEEKER, full_name=NAME, phone=PHONE, email=EMAIL)
    person = seeker(
        person={
            "full_name": NAME, "search_key": "dang thi quyt mau", "sort_key": "quyt",
            "phone": PHONE, "email": EMAIL, "address": PLACE, "identity_number": NUMBER,
            "identity_digest": identity_digest(NUMBER), "account": account,
            "household": HouseholdFactory(address=PLACE),
        },
        occupation_words=WORDS,
    )  # fmt: skip
    PersonSkillFactory(profile=person.profile)
    vacancy = VacancyFactory()
    run = MatchRun.objects.create(started_at=AT, market_day=DAY)
    Proposal.objects.create(run=run, person=person, vacancy=vacancy, score=9_000, net_value=9_000)
    SavedSearchFactory(person=person, name=WORDS)
    SavedJob.objects.create(person=person, vacancy=vacancy, made_at=AT)
    application = ApplicationFactory(person=person, vacancy=vacancy, note=WORDS)
    ApplicationStep.objects.create(application=application, state="SENT", at=AT, note=WORDS)
    send(kind="a.b", text=f"{NAME} ứng tuyển", at=AT, phone="0911111111", about=application)
    send(kind="a.b", text=f"Chào {NAME}", at=AT, phone=PHONE, user=account)
    PolicyAdviceFactory(act=ActFactory(person=person, note=WORDS), answer=WORDS, next_step=WORDS)
    StepFactory(plan__person=person, what=WORDS)
    EnrolmentFactory(person=person, certificate_number=WORDS, state="GRADUATED", graduated_on=DAY)
    EnrolmentFactory(person=person)
    other = PersonFactory()
    Pair.objects.create(
        first=person, second=other, probability=50, why=[WORDS], state=PairState.OPEN, found_at=AT
    )
    upload = UploadFactory()
    UploadContent.objects.create(upload=upload, base64=NAME)
    UploadRow.objects.create(
        upload=upload, number=2, state=RowState.CHANGED, person=person, digest="a" * 64,
        kept=json.dumps({"values": {"full_name": NAME}}, ensure_ascii=False),
        identity_digest=identity_digest(NUMBER), before=f'{{"number": "{NUMBER}"}}',
    )  # fmt: skip
    answers = {"nguoi": {"full_name": NAME, "identity_number": NUMBER}}
    for by, own in ((account, True), (UserFactory(role=Role.CLERK), False)):
        ProfileDraft.objects.create(
            made_by=by, own=own, changed_at=AT, kept=json.dumps(answers, ensure_ascii=False)
        )
    DataRequest.objects.create(
        person=person, right=Right.DELETE, words=WORDS, asked_on=DAY, asked_by=account,
        answer_due=DAY, done_due=DAY, due_on=DAY,
    )  # fmt: skip
    client = Client()
    client.force_login(account)
    session = client.session
    session["typed"] = WORDS
    session.save()
    return person


def everything_said():
    """All that stands in the database, decrypted, as one text, and whose sessions are open."""
    said = [json.dumps(session.get_decoded()) for session in Session.objects.order_by("pk")]
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.order_by("pk").values():
            said.append(f"{model._meta.label} {row}")
    return "\n".join(said)


def found_in(text):
    return {
        (trace, line.split(" ", 1)[0]) for line in text.split("\n") for trace in TRACES
        if trace in line
    }  # fmt: skip


def test_nothing_in_any_table_says_who_it_was(known):
    before = found_in(everything_said())
    assert {trace for trace, _ in before} >= {NAME, PHONE, EMAIL, NUMBER, WORDS, PLACE}
    assert len({where for _, where in before}) >= 15  # the test would see it

    erase_person(person=known, by=UserFactory(role=Role.HEAD), at=AT)

    assert found_in(everything_said()) == set()
    assert identity_digest(NUMBER) not in everything_said()
    assert verify_chain() is None


def test_no_list_no_search_and_no_page_shows_them(known, client):
    person, url = known.pk, reverse("people:person", args=[known.public_id])
    erase_person(person=known, by=None, at=AT)

    assert not Person.objects.filter(pk=person).exists()
    assert not search_people("quyt").exists()
    assert not LabourProfile.with_shadows.filter(person=person).exists()
    client.force_login(UserFactory(role=Role.CLERK, made=True))
    assert client.get(url).status_code == 404
    assert client.get(reverse("home:record", args=[known.public_id])).status_code == 404
    assert not User.objects.get(pk=known.account_id).is_active


def test_what_was_open_ends_by_the_rules_and_what_was_counted_stays(known):
    vacancy = known_application(known).vacancy
    acts = apps.get_model("counter.Act").objects.count()

    erase_person(person=known, by=None, at=AT)

    assert known_application(known).state == ApplicationState.WITHDRAWN
    assert known_application(known).vacancy == vacancy
    assert apps.get_model("counter.Act").objects.count() == acts
    assert not Message.objects.filter(state="WAITING").exists()
    assert not Consent.objects.filter(person=known, withdrawn_at__isnull=True).exists()
    assert not Appointment.objects.filter(state="BOOKED").exists()


def known_application(person):
    return apps.get_model("placement.Application").objects.get(person=person)


def test_the_registers_hold_after_an_erasure(known):
    wrong = {check.name: ask(check, on=DAY).value for check in catalogue()}

    erase_person(person=known, by=None, at=AT)

    after = {check.name: ask(check, on=DAY).value for check in catalogue()}
    assert {name for name in wrong if after[name] > wrong[name]} == set()


def test_others_with_the_same_telephone_keep_their_messages(known):
    PersonFactory(phone=PHONE)
    send(kind="a.b", text="Cho người nhà", at=AT, phone=PHONE)

    erase_person(person=known, by=None, at=AT)

    assert Message.objects.get(text="Cho người nhà").phone == PHONE


def test_a_household_goes_with_its_last_member_only(known):
    home = known.household
    PersonFactory(household=home)
    erase_person(person=known, by=None, at=AT)
    assert home.members.count() == 1


def test_what_was_joined_with_them_goes_too(known):
    shadow = PersonFactory(full_name=NAME, phone=PHONE, merged_into=known)
    erase_person(person=known, by=None, at=AT)
    assert Person.with_shadows.get(pk=shadow.pk).erased_at == AT
    assert found_in(everything_said()) == set()


def test_an_erased_record_can_say_nothing_of_anybody_even_by_hand(known):
    erase_person(person=known, by=None, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.with_shadows.filter(pk=known.pk).update(phone=PHONE)


def test_whoever_is_erased_twice_was_erased_once(known):
    first = erase_person(person=known, by=None, at=AT)
    again = erase_person(person=known, by=None, at=AT + timedelta(days=1))
    assert (first.pk, again.at) == (again.pk, AT)


# --- What the law keeps --------------------------------------------------------------------------


def test_a_benefit_file_refuses_with_its_article_and_nothing_is_changed(known):
    claim = ClaimFactory(person=known)
    before = everything_said()

    with pytest.raises(CannotErase, match=r"hồ sơ đề nghị trợ cấp.*31/12/2036.*Điều 41"):
        erase_person(person=known, by=None, at=AT)

    assert everything_said() == before
    assert claim.person == known


def test_what_the_law_does_not_keep_goes_and_the_request_says_why_the_rest_stays(known):
    DecisionFactory(person=known, claim=ClaimFactory(person=known))
    Session.objects.all().delete()  # the account stays open, and what it holds is its own
    head, (asked,) = UserFactory(role=Role.HEAD), DataRequest.objects.filter(person=known)

    ended = erase_as_asked(request=asked, by=head, at=AT, partly=True)

    assert ended.state == RequestState.REFUSED
    assert "quyết định trợ cấp" in ended.answer and "Điều 41" in ended.answer
    person = Person.objects.get(pk=known.pk)
    assert (person.full_name, person.erased_at) == (NAME, None)
    assert not LabourProfile.objects.filter(person=known).exists()
    assert WORDS not in everything_said()


def test_a_draft_that_was_never_filed_is_no_benefit_file(known):
    ClaimFactory(person=known, draft=True)
    erase_person(person=known, by=None, at=AT)
    assert Person.with_shadows.get(pk=known.pk).erased_at == AT


# --- The list that outlives a restore ------------------------------------------------------------


def test_a_restored_backup_brings_nobody_back(known, django_capture_on_commit_callbacks):
    kept = Person.with_shadows.filter(pk=known.pk).values().get()
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=known, by=None, at=AT)
    assert [each.public_id for each in read_list(list_path())] == [known.public_id]
    assert not any(trace in list_path().read_text() for trace in TRACES)

    # The backup of the night before: the record stands again, the database knows of no erasure.
    Erasure.objects.all().delete()
    Person.with_shadows.filter(pk=known.pk).update(**kept)
    assert search_people("quyt").exists()
    call_command("keep_clean")

    assert not search_people("quyt").exists()
    assert found_in(everything_said()) == set()
    assert Erasure.objects.get().public_id == known.public_id


def test_what_only_the_database_knows_is_written_into_the_list(known):
    erase_person(person=known, by=None, at=AT)  # nothing is committed in a test: no line yet
    assert not list_path().exists()

    assert erase_again(at=AT) == (0, 1)
    assert erase_again(at=AT) == (0, 0)

    assert [each.public_id for each in read_list(list_path())] == [known.public_id]


def test_a_line_torn_by_a_crash_costs_no_other_line(known):
    erase_person(person=known, by=None, at=AT)
    list_path().write_text('{"id": "12')
    erase_again(at=AT)
    assert [each.public_id for each in read_list(list_path())] == [known.public_id]


def test_a_list_of_another_machine_touches_nobody_here(known, tmp_path):
    other = tmp_path / "other.jsonl"
    line = {"id": str(uuid.uuid4()), "at": AT.isoformat(), "whole": True}
    other.write_text(json.dumps(line) + "\n")
    assert erase_again(path=other, at=AT) == (0, 0)
    assert search_people("quyt").exists()


# --- The pages -----------------------------------------------------------------------------------


def signed_in(role):
    client, user = Client(), UserFactory(role=role, made=True)
    client.force_login(user)
    return client, user


def press(client, url, **data):
    return client.post(url, {FIELD: fresh_key(), **data}, follow=True)


def test_only_heads_erase_and_the_page_says_what_happens(known):
    (asked,) = DataRequest.objects.filter(person=known)
    url = reverse("home:data_request", args=[asked.public_id])
    clerk, _ = signed_in(Role.CLERK)

    assert "Trưởng phòng hoặc giám đốc" in clerk.get(url).content.decode()
    press(clerk, url, do="erase")
    assert search_people("quyt").exists()
    head, _ = signed_in(Role.HEAD)
    assert "Không lấy lại được" in head.get(url).content.decode()
    press(head, url, do="erase")

    assert not search_people("quyt").exists()
    asked.refresh_from_db()
    assert (asked.state, asked.words) == (RequestState.DONE, "")


def test_a_request_is_taken_up_put_off_once_and_answered(known):
    client, user = signed_in(Role.CLERK)
    asked = asking.ask(person=known, right=Right.CORRECT, words="", by=user, at=AT)
    url = reverse("home:data_request", args=[asked.public_id])

    assert asked.due_on == asked.answer_due
    press(client, url, do="accept")
    press(client, url, do="extend")
    asked.refresh_from_db()
    assert (asked.state, asked.due_on) == (RequestState.ACCEPTED, asked.done_due)
    asking.extend(request=asked, why="Chờ xã xác nhận", by=user, on=DAY)
    with pytest.raises(asking.CannotAnswer, match="một lần"):
        asking.extend(request=asked, why="Nữa", by=user, on=DAY)
    page = press(client, url, do="done")
    assert "Ghi đã làm gì" in page.content.decode()
    press(client, url, do="done", answer="Đã sửa ngày sinh theo thẻ.")
    asked.refresh_from_db()
    assert (asked.state, asked.due_on) == (RequestState.DONE, None)


def test_the_list_costs_the_same_however_long(known, django_assert_max_num_queries):
    client, user = signed_in(Role.COUNSELLOR)
    for _ in range(5):
        asking.ask(person=PersonFactory(), right=Right.SEE, words="", by=user, at=AT)
    url = reverse("home:data_requests")
    client.get(url)
    with django_assert_max_num_queries(14) as asked:
        client.get(url)
    for _ in range(5):
        asking.ask(person=PersonFactory(), right=Right.SEE, words="", by=user, at=AT)
    with django_assert_max_num_queries(len(asked)):
        client.get(url)

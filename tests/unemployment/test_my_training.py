"""Training support asked for from a telephone: draft, papers, receipt, states seen, the desk."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.unemployment.actions.attaching import LARGEST
from caunoi.unemployment.choices.training import TrainingState
from caunoi.unemployment.models import TrainingDraft, TrainingPaper, TrainingSupport
from caunoi_kit.journal.models import Entry
from caunoi_kit.messaging.models import Message
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.accounts.factories import UserFactory
from tests.kit.pictures import PLACE, jpeg, pdf, png
from tests.people.factories import proven_seeker
from tests.training.factories import IntakeFactory
from tests.unemployment.courses import FIRST, LAST
from tests.unemployment.lives import at

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 6)
FILE, MINE = reverse("unemployment:file_my_training"), reverse("unemployment:my_training")
PHOTO = jpeg(place=PLACE)


@pytest.fixture(autouse=True)
def monday(settings):
    settings.CAUNOI_DEMO = True  # made users need no second factor
    with time_machine.travel(at(DAY), tick=False):
        yield


@pytest.fixture
def seeker(client):
    return proven_seeker(client, phone="0901234567")


def photo(content=PHOTO, name="C:\\anh\\thôi việc.heic"):
    return SimpleUploadedFile(name, content)


def told(**changed):
    typed = {
        FIELD: fresh_key(), "do": "send", "ground": "LEFT", "ended_on": "30/01/2026",
        "course": "Hàn 3G", "school": "Trường Trung cấp Mẫu", "starts_on": "04/05/2026",
        "ends_on": "14/08/2026", "fee": "2tr", "fee_per": "MONTH", "bank": "Ngân hàng Mẫu",
        "account_number": "0123456789",
    }  # fmt: skip
    return typed | changed


def test_a_draft_is_kept_sent_received_and_seen_until_the_end(client, seeker):
    half = told(do="save", starts_on="chưa rõ", fee="", paper_termination=photo())
    assert client.post(FILE, half).status_code == 302
    page = client.get(FILE).content.decode()
    assert "chưa rõ" in page and "Trường Trung cấp Mẫu" in page and "thôi việc.jpg" in page
    assert TrainingDraft.objects.get().typed.count("0123456789")
    assert not TrainingSupport.objects.exists()
    assert "Ghi tiếp và nộp" in client.get(MINE).content.decode()

    form = told(paper_catch_up=photo(pdf(), "cam-ket.pdf"))
    assert client.post(FILE, form).url == MINE
    support = TrainingSupport.objects.get()
    assert (support.state, support.number, support.filed_on) == (TrainingState.SENT, 1, DAY)
    assert (support.channel, support.fee, support.received_by) == ("ONLINE", 2_000_000, None)
    assert sorted(support.papers.values_list("kind", flat=True)) == ["CATCH_UP", "TERMINATION"]
    assert not TrainingDraft.objects.exists()
    seen = client.get(MINE).content.decode()
    assert "Hồ sơ số 1/2026" in seen and "Trung tâm đã nhận được" in seen
    assert "ngày 06/04/2026" in seen

    desk = Client()
    desk.force_login(UserFactory(role=Role.CLERK, made=True))
    page = desk.get(reverse("unemployment:training", args=[support.public_id])).content.decode()
    receive = reverse("unemployment:training_receive", args=[support.public_id])
    assert receive in page and "thôi việc.jpg" in page
    paper = support.papers.get(kind="TERMINATION")
    opened = desk.get(reverse("unemployment:training_paper", args=[paper.public_id]))
    assert opened.content.startswith(b"\xff\xd8\xff") and PLACE not in opened.content
    assert opened["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(event="unemployment.paper.read").exists()
    found = {k: v for k, v in told().items() if k not in {"do", "ground"}}
    found |= {"filed_on": "01/04/2026", "channel": "IN_PERSON", "paid_months": "11", "lawful": "on",
             "ground": "LEFT", "missing": "Sổ bảo hiểm", FIELD: fresh_key()}  # fmt: skip
    assert desk.post(receive, found).status_code == 302
    support.refresh_from_db()
    assert (support.state, support.paid_months) == (TrainingState.SUPPLEMENT, 11)
    assert (support.filed_on, support.channel) == (DAY, "ONLINE")  # the day of sending stays

    assert "Cần bổ sung: Sổ bảo hiểm" in client.get(MINE).content.decode()
    more = {FIELD: fresh_key(), "paper_other": photo(png(), "so.png")}
    assert client.post(reverse("unemployment:send_my_papers"), more).url == MINE
    assert support.papers.count() == 3
    assert Message.objects.filter(kind="unemployment.training.supplement").count() == 1
    why = {FIELD: fresh_key(), "why": "Đã có việc"}
    client.post(reverse("unemployment:withdraw_my_training"), why)
    assert "đề nghị không hưởng" in client.get(MINE).content.decode()


def test_without_the_paper_of_the_law_or_with_a_file_that_is_none_nothing_is_sent(client, seeker):
    def refused(**changed):
        answer = client.post(FILE, told(**changed))
        assert answer.status_code == 200
        return answer.content.decode()

    assert "Chưa có giấy tờ chấm dứt hợp đồng" in refused()
    script = photo(b"<script>alert(1)</script>", "anh.jpg")
    assert "không phải ảnh JPG, PNG hay PDF" in refused(paper_termination=script)
    heavy = photo(PHOTO + b"0" * LARGEST)
    assert "nhiều nhất 5 MB" in refused(paper_termination=heavy)
    assert "Trường Trung cấp Mẫu" in refused(paper_other=photo(), ended_on="")
    assert not TrainingSupport.objects.exists()
    assert not TrainingPaper.objects.exists()


def test_a_class_of_the_register_fills_the_course_and_one_open_file_is_enough(client, seeker):
    intake = IntakeFactory(starts_on=FIRST, ends_on=LAST)
    chosen = {name: "" for name in ("course", "school", "starts_on", "ends_on", "fee")}
    client.post(FILE, told(intake=str(intake.pk), paper_termination=photo(), **chosen))
    support = TrainingSupport.objects.get()
    assert (support.intake, support.course) == (intake, intake.programme.name)

    assert client.post(FILE, told(paper_termination=photo())).url == MINE
    assert TrainingSupport.objects.count() == 1


def test_papers_of_others_are_not_found_and_drafts_are_nobody_elses(client, seeker):
    client.post(FILE, told(do="save", paper_termination=photo()))
    paper = TrainingPaper.objects.get()
    own = reverse("unemployment:my_training_paper", args=[paper.public_id])
    drop = reverse("unemployment:drop_my_paper", args=[paper.public_id])
    assert client.get(own).status_code == 200

    other = UserFactory(role=Role.JOB_SEEKER, made=True)
    client.force_login(other)
    assert client.get(own).status_code == 404
    assert client.post(drop, {FIELD: fresh_key()}).status_code == 404
    client.force_login(UserFactory(role=Role.HEAD, made=True))
    staff = reverse("unemployment:training_paper", args=[paper.public_id])
    assert client.get(staff).status_code == 404

    client.force_login(seeker.account)
    client.post(drop, {FIELD: fresh_key()})
    assert not TrainingPaper.objects.exists()


def test_the_own_page_costs_the_same_with_few_and_many_papers(
    client, seeker, django_assert_max_num_queries
):
    client.post(FILE, told(paper_termination=photo()))
    costs = []
    for extra in range(2):
        if extra:
            more = {
                f"paper_{name}": photo(jpeg(size=size))
                for name, size in (("other", (20, 30)), ("benefit", (30, 20)))
            }
            client.post(reverse("unemployment:send_my_papers"), {FIELD: fresh_key()} | more)
        with django_assert_max_num_queries(14) as asked:
            client.get(MINE)
        costs.append(len(asked))
    assert costs[0] == costs[1]

"""Papers sent with an online claim: kept, ticked at the desk, opened with a line, sent later."""

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from caunoi.accounts.choices import Role
from caunoi.unemployment.actions.supplements import ask_supplement
from caunoi.unemployment.choices import ClaimState, PaperKind, PaperState
from caunoi.unemployment.models import Claim, SentPaper
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui import editing
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.accounts.factories import UserFactory
from tests.kit.pictures import PLACE, jpeg, pdf
from tests.people.factories import proven_seeker
from tests.unemployment.factories import MORNING

pytestmark = pytest.mark.django_db

FILE, MINE = reverse("unemployment:file_mine"), reverse("unemployment:mine")


@pytest.fixture(autouse=True)
def monday(settings):
    settings.CAUNOI_DEMO = True  # made users need no second factor
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def seeker(client):
    return proven_seeker(
        client, identity_number="033195001234", identity_digest="d" * 64, full_name="Mẫu Hoa"
    )


@pytest.fixture
def desk():
    desk = Client()
    desk.force_login(UserFactory(role=Role.CLERK, made=True))
    return desk


def photo(name="C:\\anh\\thôi việc.heic", size=(60, 80)):
    return SimpleUploadedFile(name, jpeg(place=PLACE, size=size))


def told(**changed):
    return {
        FIELD: fresh_key(), "do": "send", "ended_on": "30/10/2026", "end_kind": "EXPIRY",
        "contract": "INDEFINITE", "payout": "ACCOUNT", "account_number": "0123 456 789",
        "bank": "VCB", "account_holder": "Mẫu Hoa", "medical_place": "Trạm y tế Mẫu",
        "employer_name": "Công ty Mẫu",
    } | changed  # fmt: skip


def states(claim):
    return dict(claim.papers.values_list("kind", "state"))


def test_what_is_sent_along_is_ticked_at_the_desk_and_opening_it_is_written_down(
    client, seeker, desk
):
    assert client.post(FILE, told(paper_termination=photo())).url == MINE
    claim, paper = Claim.objects.get(), SentPaper.objects.get()
    assert (claim.state, paper.name, paper.kind) == ("SENT", "thôi việc.jpg", "TERMINATION")
    assert states(claim) == {
        PaperKind.REQUEST: PaperState.KNOWN,
        PaperKind.IDENTITY: PaperState.KNOWN,
        PaperKind.TERMINATION: PaperState.KNOWN,
        PaperKind.BOOK: PaperState.MISSING,
    }
    own = client.get(MINE).content.decode()
    assert "thôi việc.jpg" in own and "Gửi thêm giấy tờ" in own

    page = desk.get(reverse("unemployment:claim", args=[claim.public_id])).content.decode()
    address = reverse("unemployment:claim_paper", args=[paper.public_id])
    assert address in page
    assert "Giấy tờ chấm dứt hợp đồng: ảnh hoặc PDF gửi qua mạng ngày 02/11/2026." in page
    before = Entry.objects.filter(event="unemployment.paper.read").count()
    opened = desk.get(address)
    assert opened["Content-Disposition"].startswith("attachment")
    assert Image.open(io.BytesIO(opened.content)).size == (80, 60)
    assert PLACE not in opened.content
    assert Entry.objects.filter(event="unemployment.paper.read").count() == before + 1


def test_papers_that_were_missing_come_later_and_the_desk_decides(client, seeker, desk):
    client.post(FILE, told())
    claim = Claim.objects.get()
    clerk = UserFactory(role=Role.CLERK, made=True)
    claim.state, claim.received_by, claim.received_at = "RECEIVED", clerk, MORNING
    claim.save()
    ask_supplement(claim=claim, what="", papers=["BOOK"], by=clerk, at=MORNING)
    send = reverse("unemployment:send_claim_papers")
    none = client.post(send, {FIELD: fresh_key()})
    assert "Chọn ít nhất một tệp" in none.content.decode()
    page = SimpleUploadedFile("so.pdf", pdf())
    assert client.post(send, {FIELD: fresh_key(), "paper_book": page}).url == MINE
    claim.refresh_from_db()
    assert claim.state == ClaimState.SUPPLEMENT  # the clock starts when the desk has looked
    assert states(claim)[PaperKind.BOOK] == PaperState.KNOWN
    chosen = desk.get(reverse("unemployment:claims"), {"loc": "gui-them"}).content.decode()
    assert "Mẫu Hoa" in chosen
    claim.state = ClaimState.WITHDRAWN
    claim.withdrawn_on = MORNING.date()
    claim.save()
    late = client.post(send, {FIELD: fresh_key(), "paper_book": photo()})
    assert late.url == MINE and "không nhận thêm giấy tờ" in client.get(MINE).content.decode()


def test_a_form_that_comes_back_keeps_the_files_and_a_draft_is_nobody_elses(client, seeker, desk):
    answer = client.post(FILE, told(ended_on="", paper_book=photo()))
    page = answer.content.decode()
    assert answer.status_code == 200 and "Giấy tờ đã đính kèm" in page and "VCB" in page
    paper = SentPaper.objects.get()
    claim = paper.claim
    assert states(claim)[PaperKind.BOOK] == PaperState.MISSING
    assert desk.get(reverse("unemployment:claim_paper", args=[paper.public_id])).status_code == 404
    own = reverse("unemployment:my_claim_paper", args=[paper.public_id])
    drop = reverse("unemployment:drop_claim_paper", args=[paper.public_id])
    stranger = Client()
    stranger.force_login(UserFactory(role=Role.JOB_SEEKER, made=True))
    assert stranger.get(own).status_code == 404
    assert stranger.post(drop, {FIELD: fresh_key()}).status_code == 404
    assert client.get(own).status_code == 200

    state = answer.context["form_state"]
    again = client.post(FILE, told(**{editing.FIELD: state}))
    assert again.url == MINE
    claim.refresh_from_db()
    assert (claim.state, states(claim)[PaperKind.BOOK]) == ("SENT", PaperState.KNOWN)
    client.post(drop, {FIELD: fresh_key()})
    assert SentPaper.objects.exists()  # what was sent stays


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<script>alert(1)</script>", "không phải ảnh JPG, PNG hay PDF"),
        (b"\xff\xd8\xff not a picture", "hỏng, không mở được"),
        (b"%PDF-1.7 /JavaScript (app.alert(1)) %%EOF", "mã chạy"),
    ],
)
def test_what_is_no_picture_and_no_plain_pdf_is_refused_and_nothing_is_sent(
    client, seeker, content, words
):
    answer = client.post(FILE, told(paper_other=SimpleUploadedFile("anh.jpg", content)))
    assert words in answer.content.decode()
    assert not SentPaper.objects.exists()
    assert not Claim.objects.filter(state="SENT").exists()


def test_the_pages_cost_the_same_with_one_paper_and_with_many(
    client, seeker, desk, django_assert_max_num_queries
):
    client.post(FILE, told(paper_other=photo()))
    claim = Claim.objects.get()
    address = reverse("unemployment:claim", args=[claim.public_id])
    costs = []
    for extra in range(2):
        if extra:
            more = {"paper_other": photo(size=(20, 30)), "paper_book": photo(size=(30, 20))}
            client.post(reverse("unemployment:send_claim_papers"), {FIELD: fresh_key()} | more)
        with django_assert_max_num_queries(60) as asked:
            client.get(MINE)
            desk.get(address)
        costs.append(len(asked))
    assert costs[0] == costs[1]

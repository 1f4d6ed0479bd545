"""What the letters of the centre teach: how many are missing, what is proposed, and of nobody."""

from datetime import timedelta

import numpy as np
import pytest
from django.core.management import call_command
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.placement.actions.lessons import learn_from_referrals, propose_lesson
from caunoi.placement.actions.policies import CannotPropose, decide_policy
from caunoi.placement.actions.referrals import refer
from caunoi.placement.choices import ApplicationState, PolicyOrigin, Refusal
from caunoi.placement.models import Application, MatchPolicy, Referral
from caunoi.placement.queries.outcomes import outcomes_of_referrals
from caunoi.placement.queries.policies import policy_in_force
from caunoi_engine.matching import FACTORS
from tests.accounts.factories import UserFactory
from tests.placement.factories import DAY, MORNING, ApplicationFactory, make_run, seeker
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

LIKELY = np.array([1, 1, 0.5, 1, 6, 0.5])  # outcomes in which the way to work decides


def letters(count, *, seed=1, without_shares=0):
    """Letters with an answer, over a year, at ten firms; hired by `LIKELY` and by chance."""
    chance = np.random.default_rng(seed)
    shares = chance.random((count, len(FACTORS)))
    odds = shares @ LIKELY - LIKELY.sum() / 2
    hired = chance.random(count) < 1 / (1 + np.exp(-odds))
    vacancies, person, by = [VacancyFactory() for _ in range(10)], seeker(), UserFactory()
    applications = Application.objects.bulk_create(
        Application(
            person=person, vacancy=vacancies[n % 10], origin="REFERRAL",
            state=ApplicationState.HIRED if yes else ApplicationState.REJECTED,
            reason="" if yes else Refusal.SKILL, hired_on=DAY if yes else None,
            made_at=MORNING, state_at=MORNING,
        )
        for n, yes in enumerate(hired)
    )  # fmt: skip
    Referral.objects.bulk_create(
        Referral(
            year=2026, number=n + 1, person=person, vacancy=application.vacancy,
            application=application, made_on=DAY - timedelta(days=365 - n * 365 // count),
            made_at=MORNING, made_by=by, valid_until=DAY, come_at=MORNING, place="Cổng 2",
            fit={} if n < without_shares else {
                "shares": dict(zip(FACTORS, shares[n].round(4).tolist(), strict=True))
            },
        )
        for n, application in enumerate(applications)
    )  # fmt: skip
    return hired


def test_a_letter_keeps_the_shares_of_the_score_it_was_made_by():
    person, vacancy = seeker(), VacancyFactory()
    make_run()
    made = refer(
        person=person, vacancy=vacancy, come_at=MORNING, place="Cổng 2",
        by=UserFactory(), at=MORNING,
    )  # fmt: skip
    shares = made.fit["shares"]
    assert set(shares) == set(FACTORS)
    assert all(0 <= share <= 1 for share in shares.values())
    assert shares["occupation"] == 1


def test_only_what_a_firm_answered_teaches():
    letters(8)
    one = Referral.objects.order_by("id").last().application
    Application.objects.filter(pk=one.pk).update(
        state=ApplicationState.REJECTED, reason=Refusal.FULL, hired_on=None
    )
    waiting = Referral.objects.order_by("id").first()
    waiting.pk, waiting.public_id, waiting.number = None, None, 99
    waiting.public_id = one.public_id
    waiting.application = ApplicationFactory(person=seeker(), vacancy=waiting.vacancy)
    waiting.save()

    found = outcomes_of_referrals()

    assert (len(found.outcomes), found.waiting, found.without_shares) == (7, 1, 0)


def test_nothing_of_a_person_is_read(django_assert_num_queries):
    letters(4)
    with django_assert_num_queries(2) as asked:
        outcomes_of_referrals()
    words = " ".join(query["sql"] for query in asked.captured_queries).lower()
    assert "people_" not in words
    for column in ("sex", "birth", "ethnic", "religion", "disab", "household"):
        assert column not in words


def test_with_few_outcomes_it_says_how_many_are_missing():
    hired = letters(20, without_shares=3)[3:]
    now = learn_from_referrals(on=DAY)
    assert not now.is_recommended
    assert now.found.without_shares == 3
    assert now.found.missing_hires == 60 - hired.sum()
    with pytest.raises(CannotPropose, match="Giữ trọng số đang dùng"):
        propose_lesson(starts_on=DAY, why="Thử", by=UserFactory(), on=DAY, at=MORNING)


def test_what_was_learnt_is_proposed_with_its_grounds_and_holds_once_accepted():
    letters(1_500)
    made = propose_lesson(
        starts_on=DAY, why="Đường xa thì ít người nhận", by=UserFactory(), on=DAY, at=MORNING
    )
    assert made.origin == PolicyOrigin.LEARNT
    assert made.lesson["verdict"] == "BETTER"
    assert made.options["distance"] > 1_500
    decide_policy(policy=made, accept=True, note="", by=UserFactory(), on=DAY, at=MORNING)
    assert policy_in_force(on=DAY).policy.distance == made.options["distance"]


def test_the_command_learns_from_the_registers_without_a_file(tmp_path, capsys):
    letters(20)
    call_command("learn_weights", out=tmp_path, on=DAY)
    assert "Đã đọc 20 kết quả" in capsys.readouterr().out
    assert "giấy giới thiệu của trung tâm" in (tmp_path / "report.md").read_text(encoding="utf-8")


class TestPages:
    @pytest.fixture
    def head(self, client, settings):
        settings.CAUNOI_DEMO = True  # made accounts of a demo site need no second factor
        user = UserFactory(role=Role.HEAD, made=True)
        client.force_login(user)
        return user

    def test_with_few_outcomes_the_page_says_how_many_are_missing(self, client, head):
        letters(20)
        page = client.get(reverse("placement:lesson")).content.decode()
        assert "Còn thiếu ít nhất" in page
        assert "Gửi đề nghị" not in page

    def test_with_many_it_shows_the_chart_and_takes_a_proposal(
        self, client, head, django_assert_max_num_queries
    ):
        letters(1_500)
        url = reverse("placement:lesson")
        client.get(url)
        with django_assert_max_num_queries(8):
            page = client.get(url).content.decode()
        assert page.count("<circle") >= 5
        assert "Kiểm theo thời gian" in page
        key = page.split('name="_once" value="')[1].split('"')[0]
        sent = {"_once": key, "starts_on": "31/12/2040", "why": "Theo kết quả"}
        answer = client.post(url, sent)
        made = MatchPolicy.objects.get()
        assert answer.url == reverse("placement:policy_proposal", args=[made.pk])
        assert "Học từ 1.0" in client.get(answer.url).content.decode()
        # Sent twice, it is one proposal.
        assert client.post(url, sent).url == answer.url
        assert MatchPolicy.objects.count() == 1

"""Whom a vacancy suits: reasons without names, and only with consent."""

from datetime import UTC, datetime

import pytest

from caunoi.accounts.choices import Role
from caunoi.people.choices import Purpose
from caunoi.placement import actions, queries
from caunoi.vacancies.choices import VacancyState
from caunoi_kit.journal.models import Entry
from tests.accounts.factories import UserFactory
from tests.employers.factories import MemberFactory
from tests.placement.factories import DAY, make_run, seeker
from tests.vacancies.factories import CertificateDemandFactory, VacancyFactory

pytestmark = pytest.mark.django_db

LIST_QUERIES = 5
LATER = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def candidates(vacancy, **more):
    return queries.ranked_candidates(vacancy, on=DAY, **more)


def ids(found):
    return [one.person_id for one in found.candidates]


def test_candidates_have_initials_a_commune_and_reasons_but_no_name():
    seeker(person={"full_name": "Phạm Thị Mẫu Hoa"})
    vacancy = VacancyFactory()
    make_run()

    (one,) = candidates(vacancy).candidates

    assert one.initials == "P.T.M.H."
    assert one.area.startswith("Xã Mẫu")
    assert len(one.fit.why) >= 3
    assert "Hoa" not in repr(one)


def test_the_best_stands_first_and_ties_in_the_order_of_registration():
    near_twins = [seeker() for _ in range(3)]
    far = seeker(person={"lat": 20.53})
    vacancy = VacancyFactory()
    make_run()

    assert ids(candidates(vacancy)) == [person.pk for person in (*near_twins, far)]


def test_employers_see_only_those_who_let_them():
    shown = seeker()
    hidden = seeker(consents=[Purpose.CENTRE])
    vacancy = VacancyFactory()
    make_run()

    assert ids(candidates(vacancy)) == [shown.pk]
    staff = candidates(vacancy, all_of_them=True)
    assert set(ids(staff)) == {shown.pk, hidden.pk}
    assert {one.person_id: one.open_to_employers for one in staff.candidates} == {
        shown.pk: True,
        hidden.pk: False,
    }


@pytest.mark.parametrize("purpose", [Purpose.EMPLOYERS, Purpose.CENTRE])
def test_a_withdrawn_consent_counts_at_once(purpose):
    person = seeker()
    vacancy = VacancyFactory()
    make_run()

    person.consents.filter(purpose=purpose).update(withdrawn_at=LATER)

    assert candidates(vacancy).candidates == ()


def test_somebody_who_has_stopped_looking_is_gone_at_once():
    person = seeker()
    vacancy = VacancyFactory()
    make_run()

    person.profile.looking = False
    person.profile.save()

    assert candidates(vacancy, all_of_them=True).candidates == ()


def test_each_demand_is_told_by_the_people_it_costs():
    for _ in range(3):
        seeker()
    vacancy = CertificateDemandFactory(vacancy=VacancyFactory()).vacancy
    make_run()

    found = candidates(vacancy)

    assert found.fitting == 0
    (line,) = found.demands
    assert (line.words, line.people, line.more) == ("Nếu nhận người chưa có chứng chỉ", 3, 3)


def test_a_closed_vacancy_has_no_candidates():
    seeker()
    vacancy = VacancyFactory()
    make_run()
    vacancy.state = VacancyState.CLOSED
    vacancy.save()

    found = candidates(vacancy)

    assert found.candidates == ()
    assert "đã đóng" in found.reason.lower()


def test_a_vacancy_newer_than_the_run_says_so():
    seeker()
    VacancyFactory()
    make_run()

    assert "sau lần tính gần nhất" in candidates(VacancyFactory()).reason


def test_opening_candidates_leaves_one_line_with_whom_was_shown():
    people = [seeker() for _ in range(3)]
    vacancy = VacancyFactory()
    make_run()
    user = MemberFactory(employer=vacancy.employer).user

    actions.read_candidates(vacancy=vacancy, by=user, on=DAY, page=None)

    entry = Entry.objects.get(event="placement.candidates.read")
    assert (entry.by, entry.about_id) == (user, str(vacancy.pk))
    assert entry.detail["people"] == [person.pk for person in people]


def test_a_page_of_candidates_costs_the_same_however_many_there_are(django_assert_num_queries):
    vacancy = VacancyFactory()
    seeker()
    make_run()
    with django_assert_num_queries(7):
        candidates(vacancy)
    for _ in range(30):
        seeker()
    make_run()
    with django_assert_num_queries(7):
        found = candidates(vacancy)
    assert (len(found.candidates), found.page.count) == (20, 31)


class TestPages:
    def test_an_employer_opens_the_candidates_of_the_own_vacancy(self, client):
        seeker(person={"full_name": "Phạm Thị Mẫu Hoa"})
        vacancy = VacancyFactory(posted_on=DAY, closes_on="2099-12-31")
        make_run()
        client.force_login(MemberFactory(employer=vacancy.employer).user)

        page = client.get(f"/ket-noi/tin/{vacancy.pk}/ung-vien/").content.decode()

        assert "P.T.M.H." in page
        assert "Hoa" not in page

    def test_the_vacancy_of_another_firm_does_not_exist_for_an_employer(self, client):
        vacancy = VacancyFactory()
        client.force_login(MemberFactory().user)

        assert client.get(f"/ket-noi/tin/{vacancy.pk}/ung-vien/").status_code == 404

    def test_a_former_member_is_a_stranger(self, client):
        vacancy = VacancyFactory()
        member = MemberFactory(employer=vacancy.employer, until="2026-02-01")
        client.force_login(member.user)

        assert client.get(f"/ket-noi/tin/{vacancy.pk}/ung-vien/").status_code == 404

    def test_an_employer_sees_all_and_only_the_own_vacancies(self, client):
        mine, other = VacancyFactory(title="Thợ may áo"), VacancyFactory(title="Thợ hàn tàu")
        closed = VacancyFactory(employer=mine.employer, closed=True, title="Thợ là ủi")
        client.force_login(MemberFactory(employer=mine.employer).user)

        page = client.get("/ket-noi/tin-cua-toi/").content.decode()

        assert mine.title in page and closed.title in page
        assert other.title not in page

    def test_the_one_list_of_a_firm_shows_adverts_nobody_has_seen_yet(self, client):
        draft = VacancyFactory(state=VacancyState.DRAFT, title="Thợ là ủi")
        member = MemberFactory(employer=draft.employer)
        VacancyFactory(employer=draft.employer, state=VacancyState.PENDING, title="Thợ cắt vải")
        client.force_login(member.user)

        page = client.get("/ket-noi/tin-cua-toi/").content.decode()
        old = client.get("/tuyen-dung/tin/")

        assert "Bản nháp" in page and "Chờ duyệt" in page and "Thợ cắt vải" in page
        assert "Đăng tin mới" in page and "Xem người hợp" not in page
        assert (old.status_code, old["Location"]) == (301, "/ket-noi/tin-cua-toi/")

    def test_the_list_of_a_firm_costs_the_same_for_few_and_for_many(
        self, client, django_assert_num_queries
    ):
        mine = VacancyFactory()
        client.force_login(MemberFactory(employer=mine.employer).user)
        client.get("/ket-noi/tin-cua-toi/")
        for many in (1, 12):
            VacancyFactory.create_batch(many, employer=mine.employer)
            with django_assert_num_queries(LIST_QUERIES):
                client.get("/ket-noi/tin-cua-toi/")

    @pytest.mark.parametrize("role", [Role.JOB_SEEKER, Role.SCHOOL, Role.AUDITOR])
    def test_others_may_not_open_candidates(self, client, role):
        client.force_login(UserFactory(role=role))

        assert client.get(f"/ket-noi/tin/{VacancyFactory().pk}/ung-vien/").status_code == 403

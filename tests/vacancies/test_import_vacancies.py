from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caunoi.classifications.choices import FirmKind, Qualification, Scheme
from caunoi.classifications.models import Occupation
from caunoi.classifications.queries import reference_rows
from caunoi.employers.models import Employer
from caunoi.places.choices import NEW_ERA_FROM, OLD_ERA_FROM, OLD_ERA_TO, Level
from caunoi.places.models import Place, Succession
from caunoi.vacancies.actions import importing
from caunoi.vacancies.actions.importing import (
    REOPENED,
    BadRow,
    CannotImport,
    RawPosting,
    Receipt,
    import_vacancies,
)
from caunoi.vacancies.actions.importing.reading import Understanding, firm_kind
from caunoi.vacancies.actions.importing.storing import Outcome
from caunoi.vacancies.choices import Rejection, Source
from caunoi.vacancies.models import ImportReceipt, Vacancy
from caunoi_engine.text.folding import fold
from caunoi_kit.journal.models import Entry
from tests.employers.factories import EmployerFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def ground():
    """Hưng Yên, made of Hưng Yên and Thái Bình; one commune; the occupations."""
    province = Place.objects.create(
        level=Level.PROVINCE,
        code="33",
        name="Tỉnh Hưng Yên",
        kind="Tỉnh",
        search_key="hung yen",
        valid_from=NEW_ERA_FROM,
        lat="20.58",
        lon="106.25",
    )
    former = Place.objects.create(
        level=Level.PROVINCE,
        code="34",
        name="Tỉnh Thái Bình",
        kind="Tỉnh",
        search_key="thai binh",
        valid_from=OLD_ERA_FROM,
        valid_to=OLD_ERA_TO,
    )
    Succession.objects.create(old=former, new=province)
    Place.objects.create(
        level=Level.COMMUNE,
        code="13039",
        name="Xã Tiền Hải",
        kind="Xã",
        search_key="tien hai",
        parent=province,
        valid_from=NEW_ERA_FROM,
        lat="20.41",
        lon="106.51",
    )
    Occupation.objects.bulk_create(
        Occupation(scheme=Scheme.ISCO08, code=row["code"], level=4, name=row["name_vi"])
        for row in reference_rows("occupations.csv")
        if (row["scheme"], row["level"]) == ("ISCO08", "4")
    )


def posting(**fields: str) -> RawPosting:
    usual = {
        "line": 2,
        "source": "bảng mẫu",
        "id": "1",
        "title": "Thợ may công nghiệp",
        "company": "Công ty TNHH Ví Dụ",
        "salary": "8 - 11 triệu",
        "location": "Thái Bình",
        "posted": "10-11-2026",
        "expires": "20-12-2026",
    }
    return RawPosting(**{**usual, **fields})


def take(*rows: RawPosting | BadRow, **more) -> Receipt:
    return import_vacancies(
        rows=rows, file_name="tin.csv", sha256="0" * 64, on=more.pop("on", DAY), at=NOW, **more
    )


def test_a_posting_becomes_an_open_vacancy_with_all_that_it_says():
    take(
        posting(
            experience="1 năm",
            education="Trung cấp",
            quantity="20 người",
            benefits="Có ký túc xá cho công nhân",
            description="Làm theo ca trong xưởng",
        )
    )
    vacancy = Vacancy.objects.get()
    assert vacancy.occupation.code in {"8153", "7531", "7533"}
    assert (vacancy.wage_min, vacancy.wage_max) == (8_000_000, 11_000_000)
    assert (vacancy.positions, vacancy.experience_months) == (20, 12)
    assert vacancy.qualification == Qualification.SECONDARY
    assert vacancy.housing and vacancy.shifts == ["ROTATING"]
    assert (vacancy.posted_on, vacancy.closes_on) == (date(2026, 11, 10), date(2026, 12, 20))
    assert vacancy.source == Source.IMPORTED
    assert list(Vacancy.objects.open_on(DAY)) == [vacancy]


def test_a_province_of_before_the_merger_leads_to_the_one_of_today():
    take(posting(location="Thái Bình & 2 nơi khác"))
    vacancy = Vacancy.objects.get()
    assert (vacancy.place.code, vacancy.lat, vacancy.lon) == ("33", 20.58, 106.25)
    assert vacancy.address == "Thái Bình & 2 nơi khác"


def test_a_commune_in_the_address_is_found():
    take(posting(address="Lô 5, đường số 1, xã Tiền Hải, Hưng Yên"))
    assert Vacancy.objects.get().place.name == "Xã Tiền Hải"


def test_an_unknown_place_is_kept_as_words_only():
    take(posting(location="Nước ngoài"))
    vacancy = Vacancy.objects.get()
    assert (vacancy.place, vacancy.lat, vacancy.address) == (None, None, "Nước ngoài")


def test_a_second_import_changes_nothing():
    rows = posting(), posting(id="2", title="Thợ hàn", posted="3 ngày trước", expires="")
    take(*rows)
    before = list(Vacancy.objects.order_by("id").values())
    receipt = take(*rows, on=date(2026, 11, 30))
    assert receipt.outcomes == {Outcome.UNCHANGED: 2}
    assert list(Vacancy.objects.order_by("id").values()) == before


def test_a_changed_row_changes_its_vacancy_and_no_other():
    take(posting(), posting(id="2", title="Thợ hàn"))
    receipt = take(posting(salary="9 - 12 triệu"), posting(id="2", title="Thợ hàn"))
    assert receipt.outcomes == {Outcome.CHANGED: 1, Outcome.UNCHANGED: 1}
    changed, kept = Vacancy.objects.order_by("id")
    assert (changed.wage_min, kept.wage_min) == (9_000_000, 8_000_000)
    assert changed.updated_at == NOW


def test_positions_that_are_filled_are_never_taken_back():
    take(posting(quantity="10 người"))
    Vacancy.objects.update(filled=6)
    take(posting(quantity="2 người"))
    assert Vacancy.objects.get().positions == 6


@pytest.mark.parametrize(
    "fields",
    [{}, {"title": "THO MAY CÔNG  NGHIỆP"}, {"company": "công ty tnhh ví dụ"}],
)
def test_the_same_advert_under_another_number_is_a_near_duplicate(fields):
    receipt = take(posting(), posting(id="2", **fields))
    assert receipt.outcomes == {Outcome.ADDED: 1, Outcome.NEAR_DUPLICATE: 1}
    again = take(posting(), posting(id="2", **fields))
    assert again.outcomes == {Outcome.UNCHANGED: 1, Outcome.NEAR_DUPLICATE: 1}


@pytest.mark.parametrize(
    "fields", [{"salary": "9 - 11 triệu"}, {"company": "Công ty Khác"}, {"location": "Lào"}]
)
def test_another_wage_firm_or_place_is_another_advert(fields):
    assert take(posting(), posting(id="2", **fields)).outcomes == {Outcome.ADDED: 2}


def test_a_number_that_comes_twice_in_a_file_counts_once():
    receipt = take(posting(), posting(title="Thợ khác hẳn"))
    assert receipt.outcomes == {Outcome.ADDED: 1, Outcome.NEAR_DUPLICATE: 1}


def test_a_row_without_number_is_found_again_by_its_words():
    take(posting(id=""))
    assert take(posting(id="")).outcomes == {Outcome.UNCHANGED: 1}


def test_an_employer_is_added_once_however_its_name_is_written():
    take(posting(), posting(id="2", title="Thợ hàn", company="CÔNG TY TNHH VÍ DỤ"))
    assert Employer.objects.get().name == "Công ty TNHH Ví Dụ"


def test_a_registered_employer_is_used_and_a_made_one_is_not():
    made = EmployerFactory(name="Công ty TNHH Ví Dụ", made=True)
    take(posting())
    assert Vacancy.objects.get().employer != made
    known = EmployerFactory(name="Công ty Có Sẵn")
    take(posting(id="2", company="công ty có sẵn"))
    assert Vacancy.objects.get(source_id="2").employer == known


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Công ty TNHH Ví Dụ", FirmKind.PRIVATE_FIRM),
        ("CÔNG TY CỔ PHẦN MẪU", FirmKind.PRIVATE_FIRM),
        ("Hợp tác xã Rau Mẫu", FirmKind.COOPERATIVE),
        ("HKD Quán Mẫu", FirmKind.HOUSEHOLD_BUSINESS),
        ("Hộ kinh doanh Mẫu", FirmKind.HOUSEHOLD_BUSINESS),
        ("Trường Mầm non Mẫu", FirmKind.NON_STATE_UNIT),
        ("UBND xã Mẫu", FirmKind.STATE_OFFICE),
        ("Sở Giao dịch Mẫu", FirmKind.PRIVATE_FIRM),
    ],
)
def test_the_kind_of_employer_is_read_from_its_name(name, kind):
    assert firm_kind(fold(name)) is kind


def test_an_advert_without_deadline_is_open_for_thirty_days():
    take(posting(posted="2026-11-20", expires="N/A"))
    assert Vacancy.objects.get().closes_on == date(2026, 12, 20)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3 ngày trước", date(2026, 11, 21)),
        ("2 tuần trước", date(2026, 11, 10)),
        ("5 giờ trước", DAY),
        ("Hôm qua", date(2026, 11, 23)),
        ("09/11/2026", date(2026, 11, 9)),
    ],
)
def test_days_are_read_as_boards_write_them(words, day):
    take(posting(posted=words))
    assert Vacancy.objects.get().posted_on == day


def test_a_past_deadline_stays_past_unless_it_is_reopened():
    old = posting(posted="01-10-2025", expires="31-10-2025")
    take(old)
    assert not Vacancy.objects.open_on(DAY).exists()
    receipt = take(old, reopen_until=date(2026, 12, 31))
    assert receipt.reasons[REOPENED] == 1
    assert Vacancy.objects.open_on(DAY).exists()
    assert take(old, reopen_until=date(2026, 12, 31)).outcomes == {Outcome.UNCHANGED: 1}
    assert ImportReceipt.objects.order_by("-id")[0].reasons == {REOPENED: 1}


def test_reopening_until_a_past_day_is_refused():
    with pytest.raises(CannotImport, match="01/01/2026"):
        take(posting(), reopen_until=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"title": " "}, Rejection.NO_TITLE),
        ({"company": ""}, Rejection.NO_COMPANY),
        ({"title": "x" * 301}, Rejection.FIELD_TOO_LONG),
        ({"salary": "-5 triệu"}, Rejection.NEGATIVE_WAGE),
    ],
)
def test_a_row_that_is_no_vacancy_is_counted_by_reason_and_shown(fields, reason):
    receipt = take(posting(**fields), posting(id="2", title="Thợ hàn"))
    assert receipt.reasons == {reason.value: 1, REOPENED: 0}
    assert receipt.first_rejected == [BadRow(2, reason, receipt.first_rejected[0].column)]
    assert Vacancy.objects.count() == 1


def test_the_receipt_accounts_for_every_row_and_stands_in_the_journal():
    take(
        posting(),
        posting(id="2"),
        posting(id="3", title=""),
        BadRow(9, Rejection.BAD_JSON),
    )
    kept = ImportReceipt.objects.get()
    assert (kept.read, kept.added, kept.near_duplicates, kept.rejected) == (4, 1, 1, 2)
    assert kept.reasons == {"NO_TITLE": 1, "BAD_JSON": 1}
    assert Entry.objects.get(event="vacancies.file.imported").about_id == str(kept.pk)


def test_a_dry_run_says_what_would_be_and_stores_nothing():
    receipt = take(posting(), posting(id="2"), posting(id="3", title="Thợ hàn"), dry_run=True)
    assert receipt.outcomes == {Outcome.ADDED: 2, Outcome.NEAR_DUPLICATE: 1}
    for model in (Vacancy, Employer, ImportReceipt):
        assert not model.objects.exists()


def test_an_import_that_was_cut_off_goes_on_when_run_again(monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 2)
    rows = [posting(id=str(n), title=f"Thợ may chuyền {n}") for n in range(5)]

    def cut_off():
        yield from rows[:3]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_vacancies(rows=cut_off(), file_name="tin.csv", sha256="0" * 64, on=DAY, at=NOW)
    assert Vacancy.objects.count() == 2  # the first chunk is safe
    assert take(*rows).outcomes == {Outcome.UNCHANGED: 2, Outcome.ADDED: 3}


def test_chunks_know_what_earlier_chunks_brought(monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 1)
    receipt = take(posting(), posting(id="2"), posting(id="3", title="Thợ hàn"))
    assert receipt.outcomes == {Outcome.ADDED: 2, Outcome.NEAR_DUPLICATE: 1}


def test_html_leftovers_are_turned_into_letters():
    take(posting(title="Thợ may &amp; thợ cắt", description="Dòng 1&nbsp;\n\n  Dòng 2"))
    vacancy = Vacancy.objects.get()
    assert vacancy.title == "Thợ may & thợ cắt"
    assert vacancy.description == "Dòng 1\nDòng 2"


def test_the_command_prints_a_receipt_with_the_first_bad_lines(tmp_path):
    file = tmp_path / "tin.csv"
    file.write_text(
        "id,title,company,salary,expires\n"
        "1,Thợ may,Xưởng Mẫu,8 triệu,31/12/2026\n"
        "2,,Xưởng Mẫu,8 triệu,31/12/2026\n"
    )
    out = StringIO()
    call_command("import_vacancies", str(file), stdout=out, stderr=StringIO())
    assert "Dòng 3, cột «title»: Thiếu chức danh" in out.getvalue()
    assert ImportReceipt.objects.get().added == 1


def test_the_command_refuses_a_file_it_cannot_read(tmp_path):
    with pytest.raises(CommandError, match="Không có tệp"):
        call_command("import_vacancies", str(tmp_path / "khong-co.csv"))


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
DAYS = st.one_of(WORDS, st.from_regex(r"[0-9]{1,12} (ngày|tháng) trước|[0-9]{2}-[0-9]{2}-[0-9]{4}"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WORDS, company=WORDS, salary=WORDS, location=WORDS, posted=DAYS, expires=DAYS)
def test_any_row_is_understood_or_refused_and_closes_after_posting(ground, **fields):
    draft = Understanding.of(on=DAY, reopen_until=None).draft(posting(**fields))
    if not isinstance(draft, BadRow):
        assert draft.fields["posted_on"] <= draft.fields["closes_on"]
        assert draft.fields["title"] and draft.company

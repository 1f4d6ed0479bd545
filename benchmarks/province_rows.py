"""Rows of a province with three years of visits, made by the database itself in a few minutes.

Used by `record.py` and `clerks.py`. Works only in a PostgreSQL database of its own, which it
creates; foreign keys are not looked at while rows are made (`session_replication_role`), all other
constraints and all indexes are.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import psycopg

PEOPLE: Final = 1_200_000
SERVER: Final = "postgres://postgres@127.0.0.1:5432/postgres"

# Rows at full size, in proportion to the people: 700 visitors on 250 days of three years.
SHARES: Final = {
    "visits": 525_000,
    "acts": 630_000,
    "referrals": 150_000,
    "applications": 300_000,
    "steps": 750_000,
    "follow_ups": 60_000,
    "refusals": 15_000,
    "enrolments": 60_000,
    "claims": 150_000,
    "decisions": 150_000,
    "benefits": 120_000,
    "months": 480_000,
    "notices": 420_000,
    "payments": 420_000,
    "messages": 900_000,
    "journal": 2_500_000,
}
REGULARS: Final = 150_000  # people who have ever come: among them all rows of services fall
YEARS: Final = "interval '3 years'"


def database_of(name: str) -> str:
    """The address of a fresh database beside the one of DATABASE_URL; an older one is replaced."""
    with psycopg.connect(_beside("postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return _beside(name)


def drop(name: str) -> None:
    """Remove the database again."""
    with psycopg.connect(_beside("postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _beside(name: str) -> str:
    """The address of another database of the same server."""
    parts = urlsplit(os.environ.get("DATABASE_URL") or SERVER)
    return urlunsplit(parts._replace(path=f"/{name}"))


def fill(people: int, *, clerks: int) -> None:
    """Everything. Django is set up and the database migrated and empty."""
    share = people / PEOPLE
    many = {name: max(10, int(count * share)) for name, count in SHARES.items()}
    regulars = max(100, int(REGULARS * share))
    with _timed("ground"):
        _ground(clerks)
    with _fast():
        for name, (make, sql) in _tables(people, regulars, many).items():
            with _timed(f"{name} ({make:,})"):
                _run(sql)
    _continue_numbers()
    with _timed("analyse"):
        _run("VACUUM ANALYZE")


def insert(label: str, count: int, **given: str) -> tuple[int, str]:
    """An INSERT of `count` rows; `n` is the number of the row. Columns that are not given get
    the default of the model.
    """
    from django.apps import apps

    model = apps.get_model(label)
    names, values = [], []
    for field in model._meta.concrete_fields:
        if field.primary_key and field.name not in given:
            continue
        names.append(f'"{field.column}"')
        values.append(given.pop(field.name, None) or _default(field))
    if given:
        raise ValueError(f"{label} has no {', '.join(given)}")
    return count, (  # every part of it is a name or an expression of ours
        f'INSERT INTO "{model._meta.db_table}" ({", ".join(names)}) '  # noqa: S608  names of the models
        f"SELECT {', '.join(values)} FROM generate_series(1, {count}) AS n"
    )


def _default(field: Any) -> str:
    from django.db import models

    if isinstance(field, models.UUIDField):
        return "gen_random_uuid()"
    if field.null:
        return "NULL"
    if field.has_default():
        value = field.get_default()
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int):
            return str(value)
        return "'{}'" if value == {} else "'[]'" if value == [] else f"'{value}'"
    if isinstance(field, models.CharField | models.TextField):
        return "''"
    raise ValueError(f"{field.model._meta.label}.{field.name} needs a value")


def _ground(clerks: int) -> None:
    """Places, occupations, users, desks, adverts, classes: small tables, by their models."""
    from caunoi.accounts.choices import Role
    from caunoi.accounts.models import OrgUnit, User
    from caunoi.counter.models import Desk, Office, Service
    from caunoi.places.choices import Level
    from caunoi.places.models import Place

    since = date(2025, 7, 1)
    province = Place.objects.create(
        code="33", name="Tỉnh Mẫu", search_key="tinh mau", level=Level.PROVINCE, valid_from=since
    )
    Place.objects.bulk_create(
        Place(
            code=f"{n:05}", name=f"Xã Mẫu {n}", search_key=f"xa mau {n}", level=Level.COMMUNE,
            parent=province, valid_from=since,
        )
        for n in range(1, 101)
    )  # fmt: skip
    unit = OrgUnit.objects.create(name="Trung tâm mẫu", kind="CENTRE", place=province)
    User.objects.bulk_create(
        User(
            username=f"can-bo-{n}", full_name=f"Cán bộ Mẫu {n}", org_unit=unit, made=True,
            role=Role.COUNSELLOR if n % 3 == 0 else Role.CLERK,
        )
        for n in range(1, clerks + 1)
    )  # fmt: skip
    office = Office.objects.create(name="Điểm mẫu", opens="07:30", closes="17:00", made=True)
    for letter, name in (("A", "Tư vấn việc làm"), ("B", "Bảo hiểm thất nghiệp"), ("C", "Đào tạo")):
        Service.objects.create(letter=letter, name=name, typical_minutes=7, made=True)
    services = list(Service.objects.all())
    for number in range(1, clerks + 1):
        Desk.objects.create(office=office, number=number, made=True).services.set(services)
    _market()


def _market() -> None:
    from caunoi.classifications.choices import Scheme
    from caunoi.classifications.models import Occupation
    from caunoi.training.models import Institution, Programme

    occupation = Occupation.objects.create(
        scheme=Scheme.ISCO08, code="8153", level=4, name="Thợ may"
    )
    school = Institution.objects.create(
        name="Trường mẫu",
        search_key="truong mau",
        kind="COLLEGE",
        lat=20.4,
        lon=106.3,
        place_id=_id("places_place"),
    )
    Programme.objects.create(
        institution=school, name="May công nghiệp", occupation=occupation, level="ELEMENTARY",
        months=3,
    )  # fmt: skip


def _id(table: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(id) FROM {table}")  # noqa: S608  a name of ours
        return int(cursor.fetchone()[0])


def _tables(people: int, regulars: int, many: dict[str, int]) -> dict[str, tuple[int, str]]:
    """Every large table in the order in which rows hang on each other."""
    from caunoi.people.models import Person

    secret = Person._meta.get_field("identity_number").get_db_prep_save("034195000123", _backend())
    somebody = f"1 + (random() * {regulars - 1})::int"
    clerk = "(SELECT min(id) FROM accounts_user) + (n % 50)"
    past = f"now() - random() * {YEARS}"
    day = "(now() - interval '3 years' + (n % 1095) * interval '1 day')"
    sure = {"made": "true"}
    first = "'{Nguyễn,Trần,Lê,Phạm,Hoàng,Vũ,Đặng,Bùi,Đỗ,Ngô}'::text[]"
    given = "'{Hoa,Hòa,Minh,Lan,Tuấn,Hùng,Thảo,Linh,Nam,Phương,Dung,Hà}'::text[]"
    name = f"({first})[1 + n % 10] || ' Văn Mẫu ' || ({given})[1 + n % 12]"
    place = "(SELECT min(id) FROM places_place WHERE code = '00001') + (n % 100)"
    vacancy = f"1 + (n % {max(1, people // 60)})"
    tables = {
        "people": insert(
            "people.Person", people, id="n", full_name=name, search_key="'nguyen van mau'",
            sort_key=f"({given})[1 + n % 12] || n", birth_date="date '1970-01-01' + (n % 12000)",
            sex="CASE n % 2 WHEN 0 THEN 'MALE' ELSE 'FEMALE' END",
            identity_number=f"'{secret}'", identity_digest="md5(n::text) || md5('d' || n)",
            phone="'09' || lpad(n::text, 8, '0')", place=place, permanent_place=place, **sure,
        ),
        "profiles": insert(
            "people.LabourProfile", people, person="n", activity="'UNEMPLOYED'",
            qualification="CASE n % 5 WHEN 0 THEN 'SECONDARY' ELSE 'NONE' END",
            priority_groups="CASE n % 9 WHEN 0 THEN '[\"NEAR_POOR\"]'::jsonb ELSE '[]'::jsonb END",
        ),
        "consents": insert("people.Consent", regulars, person="n", purpose="'CENTRE'",
                           given_at="now() - interval '1 year'"),
        "employers": insert(
            "employers.Employer", max(1, people // 400), name="'Công ty Mẫu ' || n",
            search_key="'cong ty mau'", kind="'ENTERPRISE'", place=place, **sure,
        ),
        "vacancies": insert(
            "vacancies.Vacancy", max(1, people // 60), title="'Thợ may ' || n",
            employer=f"1 + (n % {max(1, people // 400)})", place=place,
            posted_on="current_date - (n % 900)", closes_on="current_date + 30",
            positions="5", description="repeat('Mô tả công việc. ', 60)", **_vacancy_needs(),
        ),
        "intakes": insert("training.Intake", 200, programme="1", starts_on="current_date - n",
                          updated_at="now()", **_intake_needs()),
        "visits": insert("counter.Visit", many["visits"], office="1", day=f"{day}::date",
                         person=somebody, **sure),
        "tickets": insert(
            "counter.Ticket", many["visits"], visit="n", office="1", service="1 + n % 3",
            line="1 + n % 3", day=f"{day}::date", number="n", channel="'KIOSK'", state="'DONE'",
            desk="1 + n % 10", taken_at=day, queued_at=day, called_at=f"{day} + interval '9 min'",
            ended_at=f"{day} + interval '16 min'", **sure,
        ),
        "acts": insert(
            "counter.Act", many["acts"], id="n", kind="(ARRAY['JOB','BENEFIT','TRAINING','GUIDE'])"
            "[1 + n % 4]", person=somebody, on=f"{day}::date", at=day, by=clerk,
            note="'Hỏi việc gần nhà'", **sure,
        ),
        "applications": insert(
            "placement.Application", many["applications"], id="n", person=somebody, vacancy=vacancy,
            origin="'REFERRAL'", state="CASE n % 4 WHEN 0 THEN 'HIRED' ELSE 'REJECTED' END",
            made_at=past, state_at="now()", reason="CASE n % 4 WHEN 0 THEN '' ELSE 'SKILL' END",
            hired_on="CASE n % 4 WHEN 0 THEN current_date - (n % 900) END", **sure,
        ),
        "steps": insert(
            "placement.ApplicationStep", many["steps"],
            application=f"1 + n % {many['applications']}",
            state="(ARRAY['SENT','SEEN','REJECTED'])[1 + n % 3]", at=past, by=clerk,
        ),
        "referrals": insert(
            "placement.Referral", many["referrals"], id="n", year="2024 + n % 3", number="n",
            person=somebody, vacancy=vacancy, application="n", made_on="current_date - (n % 1000)",
            made_at=past, made_by=clerk, valid_until="current_date + 5", come_at="now()",
            place="'Cổng công ty'", advert="jsonb_build_object('x', repeat('Nội dung. ', 80))",
            **sure,
        ),
        "numbers of referrals": insert(  # the next letter of a year goes on from here
            "placement.ReferralSeries", 3, year="2023 + n", last=str(many["referrals"]),
        ),
        "refusals": insert(
            "placement.RefusedJob", many["refusals"], person=somebody, vacancy=vacancy,
            referral="n", reason="'DISTANCE'", at=past, by=clerk,
        ),
        "follow-ups": insert(
            "placement.FollowUp", many["follow_ups"], application="n * 4 - 3 + 3", days="30",
            due_on="current_date - (n % 900)", result="'STILL'", done_at=past, done_by=clerk,
        ),
        "enrolments": insert(
            "training.Enrolment", many["enrolments"], intake="1 + n % 200", person=f"n % {regulars}"
            " + 1", state="'LEARNING'", state_at=past, origin="'SELF'", made_at=past,
            started_on="current_date - (n % 900)", **sure,
        ),
    }  # fmt: skip
    return tables | _benefit_tables(regulars, many, clerk, past)


def _benefit_tables(
    regulars: int, many: dict[str, int], clerk: str, past: str
) -> dict[str, tuple[int, str]]:
    holder = f"1 + (n % {regulars})"
    holder_of_month = f"1 + (((n - 1) / 4 + 1) % {regulars})"
    start = "date '2024-01-01' + ((n * 7) % 1000)"
    month = "date '2024-01-01' + ((((n - 1) / 4 + 1) * 7) % 1000) + ((n - 1) % 4) * 31"
    cleared = "n <= {}".format(many["payments"])
    return {
        "claims": insert(
            "unemployment.Claim", many["claims"], id="n", year="2024", number="n", person=holder,
            state="'COLLECTED'", state_since=past, begun_by=clerk, begun_at=past, received_by=clerk,
            received_at=past, province="'33'", filed_on="current_date - 400",
            arrived_on="current_date - 400", completed_on="current_date - 400",
            contract="'INDEFINITE'", ended_on="current_date - 430", end_kind="'EXPIRY'",
            made="true",
        ),
        "decisions": insert(
            "unemployment.Decision", many["decisions"], id="n", kind="'GRANT'", person=holder,
            claim="n", state="'COLLECTED'", year="2024", number="n", proposed_by="1",
            proposed_at=past, approved_by="2", approved_at=past, signed_on="current_date - 390",
            collected_on="current_date - 380", collected_noted_by="1",
            content="jsonb_build_object('reasons', repeat('Lý do và điều luật. ', 60))",
            made="true",
        ),
        "benefits": insert(
            "unemployment.Benefit", many["benefits"], id="n", decision="n", claim="n",
            person=holder, unemployed_from="current_date - 430", total_months="50",
            months_granted="4", reserve_at_start="2", amount="4620000", starts_on=start,
            ends_on=f"{start} + 123", opened_at=past, opened_by=clerk,
            state=f"CASE WHEN n <= {many['benefits'] // 20} THEN 'RUNNING' ELSE 'FINISHED' END",
            made="true",
        ),
        "months": insert(
            "unemployment.BenefitMonth", many["months"], id="n", benefit="(n - 1) / 4 + 1",
            person=holder_of_month, scheme="'UNEMPLOYMENT'", k="1 + (n - 1) % 4",
            starts_on=month, ends_on=f"{month} + 30", window_from=f"{month} + 25",
            window_to=f"{month} + 30", amount="4620000",
            notice_state=f"CASE WHEN {cleared} THEN 'GIVEN' ELSE 'WAITING' END",
            state=f"CASE WHEN {cleared} THEN 'CLEARED' ELSE 'OPEN' END",
            line=f"CASE WHEN {cleared} THEN n END",
        ),
        "notices": insert(
            "unemployment.MonthlyNotice", many["notices"], month="n", year="2024", number="n",
            given_on="current_date - (n % 900)", given_at=past, channel="'COUNTER'", by=clerk,
            situation="'NONE'",
        ),
        "payment lists": insert(
            "unemployment.PaymentList", 36, id="n", year="2024", number="n", until="current_date",
            state="'SENT'", made_by="1", made_at="now()", checked_by="1", checked_at="now()",
            signed_by="2", signed_at=past, sent_by="2", sent_at="now()", payees="1", total="1",
            made="true",
        ),
        "payments": insert(
            "unemployment.PaymentLine", many["payments"], id="n", list="1 + n % 36", month="n",
            person=holder_of_month, scheme="'UNEMPLOYMENT'", starts_on=month,
            ends_on=f"{month} + 30", amount="4620000", name_key="'nguyen van mau'",
        ),
        "messages": insert(
            "messaging.Message", many["messages"], kind="'placement.referral.made'",
            phone=f"'09' || lpad((1 + (random() * {regulars - 1})::int)::text, 8, '0')",
            text="'Trung tâm đã lập giấy giới thiệu. Mang căn cước khi đến nơi tuyển.'",
            state="'SENT'", channel="'SMS'", made_at=past, sent_at="now()",
        ),
        "journal": insert(
            "journal.Entry", many["journal"], number="n", at=f"now() - {YEARS} * (1 - n::float / "
            f"{many['journal']})", event="CASE n % 3 WHEN 0 THEN 'counter.act.noted' ELSE "
            "'people.person.read' END", by=clerk, about_model="'people.Person'",
            about_id=f"(1 + (random() * {regulars - 1})::int)::text",
            detail="'{\"fields\": [\"person\"], \"why\": \"Phục vụ tại quầy\"}'",
            previous_hash="md5((n - 1)::text)", hash="md5(n::text)",
        ),
    }  # fmt: skip


def _vacancy_needs() -> dict[str, str]:
    from caunoi.vacancies.models import Vacancy

    return _needs(Vacancy, {"title", "employer", "place", "posted_on", "closes_on", "positions",
                            "description"})  # fmt: skip


def _intake_needs() -> dict[str, str]:
    from caunoi.training.models import Intake

    return _needs(Intake, {"programme", "starts_on", "updated_at"})


def _needs(model: Any, given: set[str]) -> dict[str, str]:
    from django.db import models

    found: dict[str, str] = {}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.name in given or field.null or field.has_default():
            continue
        if isinstance(field, models.DateTimeField):
            found[field.name] = "now()"
        elif isinstance(field, models.IntegerField | models.DecimalField):
            found[field.name] = "1"
        elif isinstance(field, models.FloatField):
            found[field.name] = "20.4" if field.name == "lat" else "106.3"
        elif getattr(field, "choices", None) and not field.blank:
            found[field.name] = f"'{field.choices[0][0]}'"
        elif isinstance(field, models.ForeignKey):
            found[field.name] = "1"
    return found


def _backend() -> Any:
    from django.db import connection

    return connection


def _continue_numbers() -> None:
    """Rows were given their keys here: the next ones go on after them."""
    from django.apps import apps
    from django.core.management.color import no_style

    for sql in _backend().ops.sequence_reset_sql(no_style(), apps.get_models()):
        _run(sql)


def _run(sql: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)


@contextmanager
def _fast() -> Iterator[None]:
    """Without foreign keys looked at and without waiting for the disk."""
    _run("SET session_replication_role = replica")
    _run("SET synchronous_commit = off")
    try:
        yield
    finally:
        _run("SET session_replication_role = origin")
        _run("SET synchronous_commit = on")


@contextmanager
def _timed(name: str) -> Iterator[None]:
    clock = time.perf_counter()
    yield
    print(f"  {name:<32}{time.perf_counter() - clock:>8.1f} s", flush=True)

"""What ends a benefit: thirteen causes, their day, who reports them, what they leave."""

import pytest

from caunoi_rules.unemployment.ending import CAUSES
from tests.rules.unemployment.made import answer, event, history, job

ON, TOLD, LATE = "2026-05-04", "2026-05-07", "2026-05-08"  # Monday; the third working day; too late
OF_EVENT = {
    "a": job,
    "b": lambda on, told: event("military", on, told),
    "c": lambda on, told: event("pension", on, told),
    "e": lambda on, told: event("emigrate", on, told),
    "g": lambda on, told: event("study", on, told, months=13),
    "h": lambda on, told: event("fine", on, told),
    "i": lambda on, told: event("death", on, told),
    "k": lambda on, told: event("compulsory", on, told),
    "l": lambda on, told: event("missing", on, told),
    "m": lambda on, told: event("detained", on, told),
    "n": lambda on, told: event("own_request", on, told),
}
RESERVED = set("abgklmn")


@pytest.mark.parametrize("letter", OF_EVENT)
def test_a_cause_ends_the_benefit_on_its_day(letter):
    found = answer(history(60, events=[OF_EVENT[letter](ON, TOLD)]))

    assert (found["outcome"], found["cause"], found["end_date"]) == ("terminated", letter, ON)
    assert found["months_paid"] == 2  # 17/04–16/05 had begun
    assert found["reserve_termination"] == (36 if letter in RESERVED else 0)
    assert found.get("report_due") == (TOLD if letter in RESERVED | {"c"} else None)


@pytest.mark.parametrize("letter", OF_EVENT)
@pytest.mark.parametrize("told", [LATE, None])
def test_what_is_not_reported_in_three_working_days_reserves_nothing(letter, told):
    found = answer(history(60, events=[OF_EVENT[letter](ON, told)]))

    assert (found["cause"], found["reserve_termination"]) == (letter, 0)
    assert found.get("reported_in_time") == (False if letter in RESERVED | {"c"} else None)


def test_the_second_job_refused_without_good_reason_ends_it():
    refused = [event("refusal", day, good_reason=False) for day in ("2026-04-01", "2026-05-20")]
    kept = event("refusal", "2026-04-20", good_reason=True)

    assert answer(history(60, events=refused[:1]))["outcome"] == "completed"
    found = answer(history(60, events=[refused[0], kept, refused[1]]))
    assert (found["cause"], found["end_date"], found["months_paid"]) == ("d", "2026-05-20", 3)


def test_a_refusal_before_the_benefit_began_does_not_count():
    refused = [event("refusal", day, good_reason=False) for day in ("2026-03-10", "2026-05-20")]

    assert answer(history(60, events=refused))["outcome"] == "completed"


@pytest.mark.parametrize(
    ("events", "cause"),
    [
        ([job("2026-05-05"), event("death", "2026-05-04")], "i"),
        ([event("military", "2026-05-04"), job("2026-05-04")], "a"),
        ([event("fine", "2026-06-22")], "h"),  # the third missed window closes that day
    ],
)
def test_the_earliest_cause_wins_and_on_one_day_the_letter_missed_notices_last(events, cause):
    missed = {"2": None, "3": None, "4": None}

    assert answer(history(60, events=events, notices=missed))["cause"] == cause


@pytest.mark.parametrize("on", ["2026-03-16", "2026-08-17"])
def test_what_happens_outside_the_benefit_ends_nothing(on):
    request = event("own_request", on, on)

    assert answer(history(60, events=[request]))["outcome"] == "completed"


@pytest.mark.parametrize("on", ["2026-03-17", "2026-08-16"])
def test_the_first_and_the_last_day_belong_to_the_benefit(on):
    request = event("own_request", on, on)

    assert answer(history(60, events=[request]))["outcome"] == "terminated"


@pytest.mark.parametrize(
    ("changed", "ends"),
    [
        ({"months": 1}, True),
        ({"months": 0}, False),
        ({"months": None}, True),
        ({"bhxh": False}, False),
        ({"kind": "appointment", "months": 0}, True),
        ({"kind": "overseas", "months": 0}, True),
        ({"kind": "business"}, True),
    ],
)
def test_which_jobs_end_a_benefit(changed, ends):
    found = answer(history(60, events=[job(ON, TOLD, **changed)]))

    assert (found["outcome"] == "terminated") is ends


def test_a_business_counts_from_the_day_it_was_told():
    found = answer(history(60, events=[job("2026-04-01", "2026-05-20", kind="business")]))
    assert (found["end_date"], found["report_due"]) == ("2026-05-20", "2026-05-25")
    assert found["reported_in_time"] is True

    silent = answer(history(60, events=[job("2026-04-01", None, kind="business")]))
    assert silent["outcome"] == "completed"


@pytest.mark.parametrize(("months", "ends"), [(12, False), (13, True), (None, True)])
def test_study_ends_it_above_twelve_months(months, ends):
    found = answer(history(60, events=[event("study", ON, TOLD, months=months)]))

    assert (found["outcome"] == "terminated") is ends


def test_the_wish_alone_is_no_report_unless_it_is_read_so():
    request = {"type": "own_request", "date": ON}

    assert answer(history(60, events=[request]))["reserve_termination"] == 0
    read_so = answer(history(60, events=[request]), own_request_report="request")
    assert (read_so["reserve_termination"], read_so["reported_in_time"]) == (36, True)


def test_a_late_day_in_the_month_still_pays_the_month_and_the_first_day_pays_it_too():
    for on, paid in (("2026-05-16", 2), ("2026-05-17", 3)):
        assert answer(history(60, events=[job(on, on)]))["months_paid"] == paid


def test_the_thirteen_causes_have_articles_of_both_laws():
    assert sorted(CAUSES) == sorted("abcdđeghiklmn")
    assert {each.letter for each in CAUSES.values() if each.reserve} == RESERVED
    assert [each.letter for each in CAUSES.values() if not each.old_article] == ["n"]

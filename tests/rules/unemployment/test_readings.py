"""Every doubtful point is a named flag, changes what it should, and is told when it mattered."""

from datetime import date
from pathlib import Path

import pytest

from caunoi_rules.unemployment.readings import DEFAULT, NAMES, READINGS, Readings, words
from tests.rules.unemployment.made import answer, event, history, job, run


def old(**changed):
    """Decided in December 2025 under the old law, running into 2026."""
    return history(
        36,
        ended=date(2025, 9, 30),
        dossier={"channel": "online", "filed": "2025-11-03"},
        decision_date="2025-12-01",
        **changed,
    )


GUIDE = Path(__file__).parents[3] / "docs" / "benefit.md"
POST = {"channel": "post", "filed": "2026-03-02", "arrived": "2026-03-05"}
# name, other value, history, field, by default, by the other reading
TURNED = [
    ("cap_date", "decree",
     history(segments=[run(60, until=date(2025, 12, 1), wage=50_000_000)],
             termination={"date": "2026-01-15", "kind": "expiry"}),
     "amount", 24_800_000, 26_550_000),
    ("rounding", "down", history(segments=[run(12, wage=10_000_001)]),
     "amount", 6_000_001, 6_000_000),
    ("rounding", "up", history(segments=[run(12, wage=10_000_002)]),
     "amount", 6_000_001, 6_000_002),
    ("count_first_day", True, history(notices={"2": "2026-04-22"}), "suspended", [], [2]),
    ("filing_day_off", "same_day",
     history(termination={"date": "2025-11-30", "kind": "expiry"},
             segments=[run(72, until=date(2025, 11, 1))]),
     "filed_in_time", True, False),
    ("late_supplement", "in_time",
     history(dossier={"filed": "2026-05-25", "completed": "2026-05-29"}, pickup="2026-06-22"),
     "reasons", ["LATE"], []),
    ("anchor_day", "rolling",
     history(48, dossier={"filed": "2026-03-16"}, pickup="2026-04-07"),
     "periods", ("2026-05-31", "2026-06-30"), ("2026-06-01", "2026-06-30")),
    ("post_start", "arrival", history(dossier=POST), "start", "2026-03-17", "2026-03-20"),
    ("window_end", "month_before",
     history(segments=[{"from": "2024-03", "to": "2025-01", "wage": 9_000_000, "region": 1},
                       run(1)]),
     "months_in_window", 12, 11),
    ("reserve_above_144", "lost",
     history(150, events=[event("own_request", "2026-05-04", "2026-05-04")]),
     "reserve_total", 126, 120),
    ("suspended_months", "reserved",
     history(60, notices={"2": None}, events=[job("2026-05-20", "2026-05-21")]),
     "reserve_total", 24, 36),
    ("odd_months", "lost", history(50, events=[job("2026-05-04")]), "reserve_total", 2, 0),
    ("uncollected_below_36", "literal",
     history(20, events=[{"type": "uncollected", "months": [2, 3]}]),
     "reserve_total", 8, 20),
    ("termination_month", "unpaid",
     history(60, notices={"2": None}, events=[job("2026-04-21", "2026-04-22")]),
     "months_paid", 2, 1),
    ("termination_month", "paid",
     history(60, notices={"2": None}, events=[job("2026-05-04", "2026-05-05")]),
     "months_paid", 1, 2),
    ("termination_month", "closed_window_unpaid",
     history(60, notices={"2": None, "3": None, "4": None}), "months_paid", 2, 1),
    ("old_benefit_2026", "new", old(events=[event("own_request", "2026-01-20", "2026-01-20")]),
     "outcome", "completed", "terminated"),
    ("slip_days", "after", history(pickup="2026-03-27"), "outcome", "cancelled", "completed"),
    ("notice_first_day", False, history(notices={"2": "2026-04-17"}), "suspended", [], [2]),
    ("late_notice", "breaks_run",
     history(60, notices={"2": None, "3": "2026-05-25", "4": None}),
     "outcome", "terminated", "completed"),
    ("between_test_and_start", "refused",
     history(dossier={"filed": "2026-03-06"}, pickup="2026-03-30",
             events=[job("2026-03-21", "2026-03-23")]),
     "outcome", "completed", "refused"),
    ("between_test_and_start", "ends_at_start",
     history(dossier={"filed": "2026-03-06"}, pickup="2026-03-30",
             events=[job("2026-03-21", "2026-03-23")]),
     "end_date", "2026-09-22", "2026-03-23"),
    ("pension_reserve", True, history(60, events=[event("pension", "2026-05-04", "2026-05-05")]),
     "reserve_total", 0, 36),
    ("transfer_after", "month_begun",
     history(transfer={"from": "01", "to": "31", "request": "2026-04-01"}),
     "transfer", {"allowed": False}, {"allowed": True, "sender_due": "2026-04-06"}),
    ("own_request_report", "request",
     history(60, events=[event("own_request", "2026-05-04", None)]), "reserve_total", 0, 36),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "case", "field", "default", "other"),
    TURNED,
    ids=[f"{row[0]}={row[1]}" for row in TURNED],
)
def test_a_reading_changes_the_decision_and_is_told(  # noqa: PLR0917 - a table
    name, value, case, field, default, other
):
    def seen(found):
        if name == "anchor_day":
            return found["periods"][2]["from"], found["periods"][2]["to"]
        return found.get(field, [] if isinstance(default, list) else None)

    by_default, by_other = answer(case), answer(case, **{name: value})

    assert (seen(by_default), seen(by_other)) == (default, other)
    assert by_default["readings"][name] == getattr(DEFAULT, name)
    assert by_other["readings"][name] == value


def test_every_reading_is_tried_and_explained():
    assert {row[0] for row in TURNED} == set(NAMES) == {each.name for each in READINGS}
    for each in READINGS:
        assert next(iter(each.choices)) == getattr(DEFAULT, each.name)
        assert all(words(each.name, value) for value in each.choices)


def test_a_reading_nobody_has_is_refused():
    with pytest.raises(ValueError, match="cap_date"):
        Readings(cap_date="whim")


def test_where_nothing_is_doubtful_no_reading_is_told():
    case = history(48, dossier={"channel": "online", "filed": "2026-03-02"}, pickup=None)

    assert set(answer(case).get("readings", {})) <= {"count_first_day"}


def test_the_guide_lists_every_reading_with_its_choices():
    def said(value):
        return f"`{str(value).lower() if isinstance(value, bool) else value}`"

    guide = GUIDE.read_text(encoding="utf-8")
    for each in READINGS:
        default, *others = each.choices
        row = f"| `{each.name}` | {said(default)} | {', '.join(map(said, others))} | "
        assert row in guide

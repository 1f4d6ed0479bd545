"""Cases as data: what is wrong is told at once, with where it stands and what to do."""

import copy

import pytest

from caunoi_rules.unemployment.cases import CaseError, read_case
from tests.rules.unemployment.made import history, job


def faults(data) -> dict[str, str]:
    with pytest.raises(CaseError) as raised:
        read_case(data)
    return {each.where: each.text for each in raised.value.faults}


def changed(path: str, value):
    """An ordinary history with one field changed ("dossier.filed")."""
    made = copy.deepcopy(history(events=[job("2026-05-04")]))
    made["transfer"] = {"from": "01", "to": "31", "request": "2026-05-04"}
    made["training"] = {"filed": "2026-05-04", "months": 2, "tuition_course": 1_000_000}
    made["notices"] = {"2": None}
    *parents, last = path.split(".")
    target = made
    for name in parents:
        target = target[int(name) if name.isdigit() else name]
    target[int(last) if last.isdigit() and isinstance(target, list) else last] = value
    return made


@pytest.mark.parametrize("data", [None, 3, "x", [], True])
def test_what_is_no_object_is_refused(data):
    assert faults(data) == {"": "cần một đối tượng JSON {…} cho mỗi hồ sơ"}


def test_all_faults_are_told_at_once():
    found = faults({"segments": [{"from": "2020-13", "wage": -1}], "dossier": {"filed": "x"}})

    assert set(found) == {
        "termination", "dossier.filed", "segments[0].from", "segments[0].to", "segments[0].wage",
        "segments[0].region", "contract",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("segments.0.region", 5, "segments[0].region"),
        ("segments.0.region", True, "segments[0].region"),
        ("segments.0.wage", 1.5, "segments[0].wage"),
        ("segments.0.wage", "15000000", "segments[0].wage"),
        ("segments.0.status", "unknown", "segments[0].status"),
        ("segments.0.state_scale", "yes", "segments[0].state_scale"),
        ("segments.0.to", "2019-01", "segments[0].to"),
        ("segments.0.from", "2020-1", "segments[0].from"),
        ("segments.0", 3, "segments[0]"),
        ("segments", {}, "segments"),
        ("prior_reserve", -1, "prior_reserve"),
        ("contract", "verbal", "contract"),
        ("termination", [], "termination"),
        ("termination.date", "2026-02-30", "termination.date"),
        ("termination.date", "1999-02-28", "termination.date"),
        ("termination.kind", "resignation", "termination.kind"),
        ("employer_unable", {}, "employer_unable.confirmed_on"),
        ("dossier.channel", "fax", "dossier.channel"),
        ("dossier.filed", "2026-02-26", "dossier.filed"),
        ("dossier.completed", "2026-03-01", "dossier.completed"),
        ("dossier.arrived", "2026-03-01", "dossier.arrived"),
        ("withdrawn", "2026-03-01", "withdrawn"),
        ("decision_date", 20260302, "decision_date"),
        ("notices.0", None, "notices.0"),
        ("notices.x", None, "notices.x"),
        ("notices.2", "soon", "notices.2"),
        ("notices_default", "maybe", "notices_default"),
        ("events", {}, "events"),
        ("events.0", "job", "events[0]"),
        ("events.0.type", "holiday", "events[0].type"),
        ("events.0.kind", "odd jobs", "events[0].kind"),
        ("events.0.date", None, "events[0].date"),
        ("events.0.bhxh", 1, "events[0].bhxh"),
        ("events.0.months", "12", "events[0].months"),
        ("events.0", {"type": "uncollected", "months": 3}, "events[0].months"),
        ("events.0", {"type": "uncollected", "months": [13]}, "events[0].months"),
        ("events.0", {"type": "late_confirmation"}, "events[0].months"),
        ("transfer.to", "", "transfer.to"),
        ("transfer.request", None, "transfer.request"),
        ("training.filed", None, "training.filed"),
        ("training.months", 0, "training.months"),
        ("training.odd_days", 31, "training.odd_days"),
        ("training.tuition_month", 1, "training"),
        ("training.tuition_course", None, "training"),
    ],
)
def test_a_fault_says_where_it_is(path, value, where):
    found = faults(changed(path, value))

    assert list(found) == [where]
    assert found[where]


def test_segments_out_of_order_or_overlapping_are_refused():
    made = history(segments=[
        {"from": "2024-01", "to": "2025-06", "wage": 1, "region": 1},
        {"from": "2025-06", "to": "2026-01", "wage": 1, "region": 1},
    ])  # fmt: skip

    assert list(faults(made)) == ["segments[1].from"]


def test_what_may_be_left_out_may_be_null():
    made = history() | dict.fromkeys(
        ("employer_unable", "decision_date", "slip_first_day", "withdrawn", "events", "transfer",
         "training", "notices_default", "notices", "prior_reserve")
    )  # fmt: skip

    assert read_case(made) == read_case(history())

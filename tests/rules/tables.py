"""The scenario tables of the law: one file an article, run as tests and printed in docs/law.

A file has `law`, `article`, `title`, `since`, `rule` (plain Vietnamese), `parameters` (names of
dated figures), `readings` (names of doubtful points), and `[[cases]]`: `id`, `title`, `call`,
`given`, `expect` (only the keys named are compared), `source`.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from caunoi_rules.unemployment.readings import Readings
from caunoi_rules.unemployment.regimes import Regime
from caunoi_rules.wages import Region

CASES = Path(__file__).parent / "cases"
MONTHS_A_YEAR = 12
MODULES = {
    "clocks": "caunoi_rules.clocks",
    **{
        name: f"caunoi_rules.unemployment.{name}"
        for name in (
            "contribution_rates", "duration", "eligibility", "employer_training", "ending",
            "procedure", "recovery", "reserve", "training", "transfer",
        )
    },
}  # fmt: skip
OF_A_DOSSIER = ("channel", "province", "filed", "arrived", "completed")
SHORT = {"months", "wage", "region", "ended", "kind", "employer", "state_scale", *OF_A_DOSSIER}


@dataclass(frozen=True)
class Case:
    """One scenario: what is given, and what the law makes of it."""

    id: str
    title: str
    call: str
    given: dict[str, Any]
    expect: dict[str, Any]
    source: str


@dataclass(frozen=True)
class Table:
    """One article: its rule in words, its figures, its scenarios."""

    name: str
    law: str
    article: str
    title: str
    since: date
    until: date | None
    rule: str
    parameters: tuple[str, ...]
    readings: tuple[str, ...]
    cases: tuple[Case, ...]


@lru_cache(maxsize=1)
def tables() -> tuple[Table, ...]:
    """Every table, by law and number of the article."""
    return tuple(_table(path) for path in sorted(CASES.glob("*.toml")))


def outcome(case: Case) -> dict[str, Any]:
    """What the rules say of a case, as plain values."""
    if case.call in CALLS:
        return plain(CALLS[case.call](dict(case.given)))
    module, _, name = case.call.partition(".")
    found = getattr(import_module(MODULES[module]), name)(**_arguments(case))
    said = plain(found)
    return said if isinstance(said, dict) else {"result": said}


def differences(expected: Any, found: Any, path: str = "") -> list[str]:
    """Where what was found is not what was expected. Keys that nobody named are not compared."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        return [
            line
            for key, value in expected.items()
            for line in differences(value, found.get(key), f"{path}.{key}".lstrip("."))
        ]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [
            line
            for place, (one, other) in enumerate(zip(expected, found, strict=True))
            for line in differences(one, other, f"{path}[{place}]")
        ]
    if expected == found or (expected in ([], "", None) and found in ([], "", None)):
        return []
    return [f"{path}: expected {expected!r}, found {found!r}"]


def plain(value: Any) -> Any:
    """Dates as ISO text, fractions and enumerations as text, records as dictionaries."""
    if is_dataclass(value) and not isinstance(value, type):
        value = {each.name: getattr(value, each.name) for each in fields(value)}
    elif isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(each) for each in value)
    return _simple(value)


def _simple(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Fraction) else value


def benefit(given: Mapping[str, Any]) -> dict[str, Any]:
    """A whole case in the format of `caunoi benefit`, from the short form of the tables.

    `months` paid months in a row end with the month of `ended`; the file is handed in online unless
    `channel` says otherwise, so nothing has to be collected.
    """
    case = {key: value for key, value in given.items() if key not in SHORT}
    case.setdefault("id", "case")
    if "segments" not in case:
        case["segments"] = _segments(given)
    if "ended" in given:
        case["termination"] = {"date": given["ended"], "kind": given.get("kind", "agreement")}
    if "notices" in case:  # there is no null in TOML: "" is a month without notice
        case["notices"] = {month: day or None for month, day in case["notices"].items()}
    case.setdefault("contract", "indefinite")
    if "dossier" not in case:
        told = {key: given[key] for key in OF_A_DOSSIER if key in given}
        case["dossier"] = {"channel": "online", "province": "01", **told}
    return dict(plain(case))


def _segments(given: Mapping[str, Any]) -> list[dict[str, Any]]:
    ended: date = given["ended"]
    last = ended.year * MONTHS_A_YEAR + ended.month - 1
    first = last - given["months"] + 1
    return [
        {
            "from": f"{first // MONTHS_A_YEAR}-{first % MONTHS_A_YEAR + 1:02}",
            "to": f"{last // MONTHS_A_YEAR}-{last % MONTHS_A_YEAR + 1:02}",
            "wage": given.get("wage", 10_000_000),
            "region": given.get("region", 1),
            "employer": given.get("employer", "E1"),
            "state_scale": given.get("state_scale", False),
        }
    ]


def _decide(given: dict[str, Any]) -> dict[str, Any]:
    from caunoi_rules.unemployment.cases import decide, read_case, write_outcome

    readings = Readings(**given.pop("readings", {}))
    return dict(write_outcome(decide(read_case(benefit(given)), readings)))


def _periods(given: dict[str, Any]) -> dict[str, Any]:
    from caunoi_rules.unemployment.procedure import periods

    readings = Readings(**given.pop("readings", {}))
    return {"periods": [[p.first, p.last] for p in periods(**given, readings=readings)]}


def _contributing(given: dict[str, Any]) -> dict[str, Any]:
    from caunoi_rules.unemployment.cases import decide, read_case, write_outcome

    case = {"wage": 8_000_000, "filed": given["ended"], **given}
    return dict(write_outcome(decide(read_case(benefit(case)))))


def _record(module: str, function: str, record: str) -> Callable[[dict[str, Any]], Any]:
    """A call whose one argument is a record of the module."""

    def call(given: dict[str, Any]) -> Any:
        home = import_module(MODULES[module])
        if "cause" in given:
            given["cause"] = home.Cause(given["cause"]) if given["cause"] else None
        if given.get("benefit"):
            given["benefit"] = tuple(given["benefit"])
        return getattr(home, function)(getattr(home, record)(**given))

    return call


def _employer_support(given: dict[str, Any]) -> Any:
    home = import_module(MODULES["employer_training"])
    on = given.pop("on")
    return home.support(home.Course(**given), on=on)


def _leaver(given: dict[str, Any]) -> dict[str, Any]:
    home = import_module(MODULES["employer_training"])
    on, last = given.pop("on"), given.pop("last_study_day")
    course = home.Course(**given, people=1, monthly_fee=1_000_000)
    return {"months": home.months_of_a_leaver(course, last, on=on)}


def _repay(given: dict[str, Any]) -> dict[str, Any]:
    home = import_module(MODULES["employer_training"])
    pairs = [(home.Leaving(how), paid) for how, paid in given["leavings"]]
    amount, reasons = home.repay_for(pairs)
    return {"amount": amount, "reasons": reasons}


def _overpaid(given: dict[str, Any]) -> Any:
    home = import_module(MODULES["recovery"])
    months = [home.PaidMonth(**each) for each in given.pop("paid")]
    if "fault" in given:
        given["fault"] = home.Fault(given["fault"])
    return home.overpaid(months, **given)


def _length(given: dict[str, Any]) -> dict[str, Any]:
    months, odd = import_module(MODULES["training"]).length_of(**given)
    return {"months": months, "odd_days": odd}


def _thresholds(given: dict[str, Any]) -> dict[str, Any]:
    home = import_module(MODULES["employer_training"])
    needed = [home.cut_needed(each, each, on=given["on"]) for each in given["workforces"]]
    return {"needed": needed}


def _durations(given: dict[str, Any]) -> dict[str, Any]:
    home = import_module(MODULES["duration"])
    regime = Regime(given.get("regime", "new"))
    totals = given["totals"]
    return {
        "granted": [home.months_granted(each, regime) for each in totals],
        "reserved": [home.reserve_at_decision(each, regime) for each in totals],
    }


CALLS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "decide": _decide,
    "contributing": _contributing,
    "periods": _periods,
    "durations": _durations,
    "training_right": _record("training", "judge", "Worker"),
    "employer_right": _record("employer_training", "judge", "Employer"),
    "employer_support": _employer_support,
    "employer_threshold": _thresholds,
    "employer_leaver": _leaver,
    "employer_repays": _repay,
    "course_length": _length,
    "overpaid": _overpaid,
}


def _arguments(case: Case) -> dict[str, Any]:
    given = dict(case.given)
    if "regime" in given:
        given["regime"] = Regime(given["regime"])
    if "readings" in given:
        given["readings"] = Readings(**given["readings"])
    if case.call == "contribution_rates.contribution":
        given["region"] = Region(given["region"])
    if case.call.startswith("clocks."):
        given = {"reason": case.title, "article": case.id, **given}
    return given


def _table(path: Path) -> Table:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    cases = tuple(Case(**{"source": "", **each}) for each in data.get("cases", ()))
    return Table(
        path.stem,
        data["law"],
        data["article"],
        data["title"],
        data["since"],
        data.get("until"),
        data["rule"].strip(),
        tuple(data.get("parameters", ())),
        tuple(data.get("readings", ())),
        cases,
    )

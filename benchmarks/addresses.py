"""How often an address of either era is read right, and how fast, beside a package of the same aim.

    python benchmarks/addresses.py --lists s_legacy.csv t_legacy.csv --peer VENV/bin/python

The lists hold real commune, district and province as people wrote them (columns ward, district,
province); what a row means is known where its three names are those of exactly one commune of
before 01/07/2025. Generated addresses begin from every unit of both eras and take one usual slip
each. The peer is `vietnamadminunits` in an environment of its own; it is told the era, we are not.

One commune that became one: the only right answer is that one. One that was split: naming all its
parts is right ("open"), naming one of them is a guess, anything else is wrong.
"""

import argparse
import csv
import json
import random
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from caunoi_engine.text.addresses import (  # noqa: E402 - needs the path above
    AddressReader,
    Gazetteer,
    Level,
    Step,
    Unit,
)
from caunoi_engine.text.folding import fold  # noqa: E402

ON = date(2026, 11, 28)
OLD, NEW = (date(1900, 1, 1), date(2025, 6, 30)), (date(2025, 7, 1), None)
SHORT = {
    "Thành phố": "TP.", "Thị xã": "TX.", "Thị trấn": "TT.", "Phường": "P.", "Quận": "Q.",
    "Huyện": "H.", "Xã": "X.", "Tỉnh": "T.", "Đặc khu": "Đặc khu",
}  # fmt: skip
KINDS = tuple(SHORT)
PEER = """
import json, sys, time
from vietnamadminunits import convert_address, parse_address
answers, started = [], time.process_time()
for old, text in json.load(sys.stdin):
    try:
        unit = convert_address(text) if old else parse_address(text)
        answers.append(unit.ward_code)
    except Exception:
        answers.append(None)
json.dump([answers, time.process_time() - started], sys.stdout)
"""


@dataclass(frozen=True)
class Case:
    """One address with what it means: the units in force that the place became."""

    group: str
    text: str
    ends: frozenset[int]
    old: bool


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a list."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_units() -> tuple[dict[int, Unit], list[Step], dict[int, str]]:
    """All units of `reference/`, what became of them, and the code of each."""
    rows = {
        name: rows_of(ROOT / "reference" / f"{name}.csv")
        for name in (
            "provinces", "provinces_after", "districts_before", "communes_before",
            "communes_after", "successions", "former_names",
        )
    }  # fmt: skip
    former = defaultdict(list)
    for row in rows["former_names"]:
        former[row["level"], row["code"]].append(row["former_key"].replace("y", "i"))
    units: dict[int, Unit] = {}
    keys: dict[tuple[str, str, bool], int] = {}

    def add(level: Level, code: str, name: str, parent: int | None, *, old: bool) -> None:
        key = len(units) + 1
        names = tuple(former[level.value, code]) if old else ()
        units[key] = Unit(key, level, name, parent, *(OLD if old else NEW), names)
        keys[level, code, old] = key

    province, district, commune = Level.PROVINCE, Level.DISTRICT, Level.COMMUNE
    for row in rows["provinces"]:
        add(province, row["code_before"], row["name_before"], None, old=True)
    for row in rows["provinces_after"]:
        add(province, row["code"], row["name"], None, old=False)
    for row in rows["districts_before"]:
        above = keys[province, row["province_code"], True]
        add(district, row["code"], row["name"], above, old=True)
    for row in rows["communes_before"]:
        above = keys[district, row["district_code"], True]
        add(commune, row["code"], row["name"], above, old=True)
    for row in rows["communes_after"]:
        above = keys[province, row["province_code"], False]
        add(commune, row["code"], row["name"], above, old=False)
    steps = [
        Step(keys[province, row["code_before"], True], keys[province, row["code_after"], False])
        for row in rows["provinces"]
    ]
    for row in rows["successions"]:
        level = district if len(row["old_code"]) == len("318") else commune
        steps.append(
            Step(keys[level, row["old_code"], True], keys[commune, row["new_code"], False],
                 row["partial"] == "1")
        )  # fmt: skip
    codes = {key: code for (_, code, _), key in keys.items()}
    return units, steps, codes


def bare(name: str) -> str:
    """A name without its kind, as people say it; "Phường 1" stays whole."""
    kind = next((each for each in KINDS if name.lower().startswith(f"{each.lower()} ")), "")
    rest = name[len(kind) :].strip()
    return name if rest.isdigit() else rest


def squeezed(name: str) -> str:
    """The key under which names of the lists and of the reference meet."""
    name = re.sub(r"^TP\.?\s*", "Thành phố ", name, flags=re.IGNORECASE)
    return re.sub(r"[^a-z0-9]", "", fold(bare(name))).replace("y", "i")


def short(name: str) -> str:
    """A name with its kind shortened: "TX. Kinh Môn", "P12"."""
    for kind, letters in SHORT.items():
        if name.startswith(f"{kind} "):
            rest = name[len(kind) + 1 :]
            return f"{letters.strip('.')}{rest}" if rest.isdigit() else f"{letters} {rest}"
    return name


def with_slip(name: str, chance: random.Random) -> str:
    """One letter of the bare name left out, doubled, changed, or swapped with the next."""
    start = len(name) - len(bare(name))
    places = [at for at in range(start, len(name)) if name[at].isalpha()]
    at = chance.choice(places)
    way = chance.randrange(4)
    if way == 0:
        return name[:at] + name[at + 1 :]
    if way == 1:
        return name[:at] + name[at] + name[at:]
    if way == 2 and at + 1 < len(name) and name[at + 1].isalpha():
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + chance.choice("abcdeghiklmnopqrstuvxy") + name[at + 1 :]


Names = list[str]
SLIPS: dict[str, Callable[[Names, random.Random], str]] = {
    "as written": lambda names, _: ", ".join(names),
    "with house and hamlet": lambda names, _: "Số 12, thôn Đông, " + ", ".join(names),
    "kinds shortened": lambda names, _: ", ".join(map(short, names)),
    "without kinds": lambda names, _: ", ".join(map(bare, names)),
    "without marks": lambda names, _: fold(", ".join(names)),
    "without commas": lambda names, _: " ".join(names),
    "without marks and commas": lambda names, _: fold(" ".join(names)),
    "without marks, commas and kinds": lambda names, _: fold(" ".join(map(bare, names))),
    "capitals": lambda names, _: ", ".join(names).upper(),
    "largest first": lambda names, _: ", ".join(reversed(names)),
    "one wrong letter": lambda names, chance: ", ".join(_one_slip(names, chance)),
    "without district": lambda names, _: ", ".join([names[0], names[-1]]),
    "without province": lambda names, _: ", ".join(names[:-1]),
}


def _one_slip(names: Names, chance: random.Random) -> Names:
    at = chance.randrange(len(names))
    return [with_slip(name, chance) if n == at else name for n, name in enumerate(names)]


def generated(
    units: dict[int, Unit], gazetteer: Gazetteer, each: int, chance: random.Random
) -> Iterator[Case]:
    """`each` addresses of either era for every slip."""
    communes = [unit for unit in units.values() if unit.level == Level.COMMUNE]
    new_of = {key: gazetteer.in_force(key, ON) for key in units}
    for name, slip in SLIPS.items():
        for old in (True, False):
            if not old and name in ("without district", "without province"):
                continue
            some = [unit for unit in communes if (unit.last is not None) == old]
            for unit in chance.sample(some, min(each, len(some))):
                names = [units[key].name for key in gazetteer.line(unit.key)]
                era = "old" if old else "new"
                ends = frozenset(new_of[unit.key])
                yield Case(f"{era}: {name}", slip(names, chance), ends, old)
    some = [unit for unit in communes if unit.last is not None]
    for unit in chance.sample(some, min(each, len(some))):
        line = gazetteer.line(unit.key)
        after = units[new_of[line[-1]][0]].name
        text = ", ".join([*(units[key].name for key in line[:-1]), after])
        yield Case("old: under the new province", text, frozenset(new_of[unit.key]), True)


def listed(path: Path, units: dict[int, Unit], gazetteer: Gazetteer) -> Iterator[Case]:
    """The rows of a real list whose meaning is known, and with no meaning those that are not."""
    known = defaultdict(list)
    for unit in units.values():
        if unit.level == Level.COMMUNE and unit.last is not None:
            names = [squeezed(units[key].name) for key in gazetteer.line(unit.key)]
            known[tuple(names)].append(unit)
    for row in rows_of(path):
        names = [row["ward"], row["district"], row["province"]]
        keys = [squeezed(name) for name in names]
        keys[2] = {"thuathienhue": "hue"}.get(keys[2], keys[2])
        found = known.get(tuple(keys), [])
        if len(found) > 1:  # "Xã Yên Viên" and "Thị trấn Yên Viên" of one district
            found = [unit for unit in found if fold(unit.name).startswith(fold(row["ward"])[:3])]
        ends = frozenset(gazetteer.in_force(found[0].key, ON) if len(found) == 1 else ())
        yield Case(path.stem if ends else f"{path.stem}: meaning unknown", ", ".join(names),
                   ends, True)  # fmt: skip


def verdict(place: int | None, choices: Iterable[int], ends: frozenset[int]) -> str:
    """How an answer stands to what the address means."""
    choices = set(choices)
    if not ends:
        return "one" if place else "some" if choices else "nothing"
    if place is not None:
        if ends == {place}:
            return "right"
        return "guess" if place in ends else "wrong"
    if not choices:
        return "nothing"
    if choices == ends and len(ends) > 1:
        return "open"
    return "ambiguous" if choices & ends else "missed"


def ask_peer(python: Path, cases: list[Case], codes: dict[int, str]) -> tuple[list[str], float]:
    """What the peer says of the same addresses, and its seconds."""
    asked = json.dumps([(case.old, case.text) for case in cases])
    done = subprocess.run(
        [str(python), "-c", PEER], input=asked, text=True, capture_output=True, check=True
    )
    answers, seconds = json.loads(done.stdout)
    verdicts = []
    for case, code in zip(cases, answers, strict=True):
        ends = {codes[key]: key for key in case.ends}
        if not case.ends:
            verdicts.append("one" if code else "nothing")
        else:
            verdicts.append(verdict(ends.get(code, -1) if code else None, (), case.ends))
    return verdicts, seconds


def table(cases: list[Case], verdicts: list[str]) -> dict[str, dict[str, int]]:
    """Verdicts counted by group."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case, said in zip(cases, verdicts, strict=True):
        counts[case.group][said] += 1
    return {group: dict(count) for group, count in counts.items()}


def main() -> None:
    """Measure, print, and write the figures if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--lists", type=Path, nargs="*", default=[], help="CSV: ward,district,…")
    parser.add_argument("--each", type=int, default=1000, help="generated addresses per slip")
    parser.add_argument("--peer", type=Path, help="a Python that has vietnamadminunits")
    parser.add_argument("--out", type=Path, help="where to write the figures as JSON")
    parser.add_argument("--show", metavar="VERDICT", help="print the addresses so judged")
    arguments = parser.parse_args()

    units, steps, codes = read_units()
    started = time.process_time()
    gazetteer = Gazetteer(units.values(), steps)
    reader = AddressReader(gazetteer)
    build = time.process_time() - started
    cases = [case for path in arguments.lists for case in listed(path, units, gazetteer)]
    cases += generated(units, gazetteer, arguments.each, random.Random(20261128))  # noqa: S311
    started = time.process_time()  # of the processor: others may use it too
    readings = [reader.read(case.text, on=ON) for case in cases]
    seconds = time.process_time() - started
    ours = [
        verdict(read.unit, read.choices, case.ends)
        for read, case in zip(readings, cases, strict=True)
    ]
    if arguments.show:
        for case, read, said in zip(cases, readings, ours, strict=True):
            if said == arguments.show:
                names = [units[key].name for key in (read.unit, *read.choices[:3]) if key]
                ends = [units[key].name for key in case.ends]
                print(f"  {case.group} | {case.text} | read {names} | means {ends}")
    figures = {
        "addresses": len(cases),
        "build_cpu_seconds": round(build, 2),
        "cpu_microseconds_each": round(seconds / len(cases) * 1e6),
        "ours": table(cases, ours),
    }
    known = [said for said, case in zip(ours, cases, strict=True) if case.ends]
    figures["wrong_percent"] = round(100 * known.count("wrong") / len(known), 3)
    if arguments.peer:
        theirs, spent = ask_peer(arguments.peer, cases, codes)
        figures["peer"] = table(cases, theirs)
        figures["peer_cpu_microseconds_each"] = round(spent / len(cases) * 1e6)
        known = [said for said, case in zip(theirs, cases, strict=True) if case.ends]
        figures["peer_wrong_percent"] = round(100 * known.count("wrong") / len(known), 3)
    for group, count in figures["ours"].items():
        print(f"{group:45} {count}   peer {figures.get('peer', {}).get(group, '-')}")
    print({key: value for key, value in figures.items() if key not in ("ours", "peer")})
    if arguments.out:
        arguments.out.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()

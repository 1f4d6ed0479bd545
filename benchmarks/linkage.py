"""One person once: a province of 1.2 million against 100,000 new rows, beside splink.

    python -m benchmarks.linkage [--people 1200000] [--rows 100000] [--without-splink] [--out FILE]

Needs the engine's packages and, for the comparison, splink with DuckDB (requirements-bench.in).
The people are made from the frequencies in reference/names and the populations of communes; what
is wrong in the new rows is drawn from `ERRORS`, declared below and never looked at by the engine.
Among the rows that stand for nobody in the register are twins, relatives under one telephone, and
people of one name and one birthday. Results go to benchmarks/results/linkage.json.
"""

import argparse
import csv
import json
import os
import platform
import random
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from caunoi_engine.linkage import AUTOMATIC, REVIEW, Record, Register
from caunoi_engine.text.folding import fold

REFERENCE = Path(__file__).parents[1] / "reference"
RESULTS = Path(__file__).parent / "results" / "linkage.json"
PROVINCE: Final = "33"
KNOWN: Final = 0.6  # of the new rows stand for somebody in the register

# What goes wrong in a row and how often; each drawn by itself. From what the forms of 2022 and the
# ministry's letters complain of: numbers left out, marks lost, years for dates, former communes.
ERRORS: Final = {
    "number_left_out": 0.25,
    "number_of_the_old_card": 0.06,
    "number_one_digit": 0.015,
    "number_neighbours_swapped": 0.007,
    "number_of_a_relative": 0.002,
    "name_without_marks": 0.12,
    "name_in_capitals": 0.20,
    "name_tone_place_or_y": 0.10,
    "name_marks_wrong": 0.01,
    "name_order": 0.01,
    "name_middle_left_out": 0.03,
    "name_one_letter": 0.03,
    "birth_left_out": 0.01,
    "birth_year_only": 0.06,
    "birth_turned": 0.015,
    "birth_one_digit": 0.02,
    "birth_another": 0.003,
    "place_of_before": 0.25,
    "place_moved": 0.08,
    "place_left_out": 0.03,
    "phone_left_out": 0.35,
    "phone_changed": 0.20,
    "sex_left_out": 0.05,
    "sex_wrong": 0.003,
}
# Rows of nobody in the register, by what makes them hard; the rest are plain strangers.
STRANGERS: Final = {
    "twin": 0.02,
    "relative": 0.05,
    "namesake_same_birth": 0.02,
    "namesake_near": 0.05,
}


def main() -> None:
    """Make the people, look them up with ours and with splink, write what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_200_000)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--without-splink", action="store_true")
    parser.add_argument("--out", type=Path, default=RESULTS)
    wanted = parser.parse_args()
    made = Made.of(wanted.people, wanted.rows, wanted.seed)
    found: dict[str, Any] = {
        "people": wanted.people,
        "rows": wanted.rows,
        "seed": wanted.seed,
        "errors": ERRORS,
        "strangers": STRANGERS,
        "ours": ours(made),
        "machine": platform.machine(),
        "cpus": os.cpu_count(),
        "load": os.getloadavg()[0],
    }
    if not wanted.without_splink:
        from benchmarks.linkage_splink import splinked

        found["splink"] = measured(made, *splinked(made))
    print(json.dumps(found, indent=1))
    wanted.out.write_text(json.dumps(found, indent=1) + "\n")


@dataclass(frozen=True)
class Made:
    """A register, new rows, and of each row whom it stands for (None: nobody)."""

    people: list[Record]
    rows: list[Record]
    truth: list[int | None]
    successors: dict[str, list[str]]

    @classmethod
    def of(cls, people: int, rows: int, seed: int) -> "Made":
        """All of it, the same for the same seed."""
        chance = random.Random(seed)  # noqa: S311  made people
        world = World(chance)
        register = list(world.people(people))
        lines, truth = [], []
        for number in range(rows):
            if chance.random() < KNOWN:
                person: Record = chance.choice(register)
                truth.append(person.key)
            else:
                person = world.stranger(chance.choice(register))
                truth.append(None)
            lines.append(replace(world.mistaken(person), key=number))
        return cls(register, lines, truth, world.successors)


class Draw:
    """Values drawn by how often they occur."""

    def __init__(self, rows: Sequence[dict[str, str]], value: str, often: str) -> None:
        self.values = [row[value] for row in rows]
        self.cumulated: list[float] = []
        total = 0.0
        for row in rows:
            total += float(row[often] or 1)
            self.cumulated.append(total)

    def one(self, chance: random.Random) -> str:
        """One of them."""
        return chance.choices(self.values, cum_weights=self.cumulated)[0]


class World:
    """Where made people come from and what clerks do to them."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.family = Draw(_rows("names/surname_freq.csv"), "sur", "total")
        middle, given = _rows("names/middle_freq_by_sex.csv"), _rows("names/given_freq_by_sex.csv")
        self.middle = {s: Draw([r for r in middle if r["sex"] == s], "mid", "total") for s in "FM"}
        self.given = {s: Draw([r for r in given if r["sex"] == s], "giv", "total") for s in "FM"}
        communes = [r for r in _rows("communes_after.csv") if r["province_code"] == PROVINCE]
        self.communes = Draw(communes, "code", "population")
        here = set(self.communes.values)
        self.before: dict[str, list[str]] = {}
        self.successors: dict[str, list[str]] = {}
        for row in _rows("successions.csv"):
            if row["new_code"] in here:
                self.before.setdefault(row["new_code"], []).append(row["old_code"])
            self.successors.setdefault(row["old_code"], []).append(row["new_code"])

    def people(self, many: int) -> Iterator[Record]:
        """The register: households of one place, some under one telephone."""
        made = 0
        while made < many:
            place, phone, home = (
                self.communes.one(self.chance),
                self.phone(),
                self.chance.randint(1, 5),
            )
            family = self.family.one(self.chance)
            for _ in range(min(home, many - made)):
                own = self.phone() if self.chance.random() < 0.6 else ""
                shared = phone if not own and self.chance.random() < 0.5 else own
                person = self.person(made, place, shared, family)
                year_only = self.chance.random() < 0.03
                yield replace(person, year_only=True) if year_only else person
                made += 1

    def person(self, key: int, place: str, phone: str, family: str = "") -> Record:
        """Somebody."""
        sex = self.chance.choice("FM")
        if not family or self.chance.random() < 0.4:  # spouses and mothers have names of their own
            family = self.family.one(self.chance)
        name = f"{family} {self.middle[sex].one(self.chance)} {self.given[sex].one(self.chance)}"
        born = date.fromordinal(
            self.chance.randint(date(1962, 1, 1).toordinal(), date(2011, 1, 1).toordinal())
        )
        old = "" if born.year > 2000 or self.chance.random() < 0.6 else f"15{self.digits(7)}"
        return Record(
            key, name, born, number=self.number(sex, born.year), old_number=old, phone=phone,
            place=place, sex="FEMALE" if sex == "F" else "MALE",
        )  # fmt: skip

    def number(self, sex: str, year: int) -> str:
        """Twelve digits as they are given out (domain e.2)."""
        side = (0 if year < 2000 else 2) + (sex == "F")
        return f"{self.chance.choice(('033', '034'))}{side}{year % 100:02d}{self.digits(6)}"

    def digits(self, many: int) -> str:
        """Any digits."""
        return "".join(self.chance.choice("0123456789") for _ in range(many))

    def phone(self) -> str:
        """A mobile number."""
        return f"09{self.digits(8)}"

    def stranger(self, known: Record) -> Record:
        """Somebody who is not in the register, and may well look like `known` who is."""
        fresh = self.person(-1, self.communes.one(self.chance), self.phone())
        kind = self.chance.random()
        assert known.birth is not None
        for name, share in STRANGERS.items():
            kind -= share
            if kind < 0:
                return self.alike(name, known, fresh)
        return fresh

    def alike(self, kind: str, known: Record, fresh: Record) -> Record:
        """Somebody else who shares much with somebody known."""
        sex = "F" if known.sex == "FEMALE" else "M"
        words = known.name.split()
        number = self.number(sex, known.birth.year if known.birth else 1990)
        if kind == "twin":
            other = [*words[:-1], self.given[sex].one(self.chance)]
            near = known.number[:-3] + self.digits(3)
            return replace(known, name=" ".join(other), number=near, old_number="")
        if kind == "relative":
            return replace(
                fresh,
                name=" ".join([words[0], *fresh.name.split()[1:]]),
                place=known.place,
                phone=known.phone,
            )
        if kind == "namesake_same_birth":
            return replace(fresh, name=known.name, birth=known.birth, number=number, sex=known.sex)
        born = (known.birth or date(1990, 1, 1)).replace(
            day=self.chance.randint(1, 28), month=self.chance.randint(1, 12)
        )
        return replace(
            fresh, name=known.name, birth=born, place=known.place, number=number, sex=known.sex
        )

    def mistaken(self, person: Record) -> Record:
        """The row that a clerk makes of a person."""
        wrong = {name for name, share in ERRORS.items() if self.chance.random() < share}
        # Somebody of whom the register knows the year only has told the whole date this time.
        return replace(
            person,
            name=self._name(person, wrong),
            **self._birth(person, wrong),
            **self._numbers(person, wrong),
            place=self._place(person, wrong),
            phone=self._phone(person, wrong),
            sex=self._sex(person, wrong),
        )

    def _name(self, person: Record, wrong: set[str]) -> str:
        words = person.name.split()
        if "name_middle_left_out" in wrong and len(words) > 2:
            words = [words[0], words[-1]]
        if "name_order" in wrong:
            words = [words[-1], *words[:-1]]
        name = " ".join(words)
        if "name_one_letter" in wrong:
            at = self.chance.randrange(len(name))
            letter = self.chance.choice("aeiouhngtclmbdkpqrsvx")
            name = self.chance.choice(
                (
                    name[:at] + name[at + 1 :],
                    name[:at] + letter + name[at:],
                    name[:at] + letter + name[at + 1 :],
                )
            )
        if "name_marks_wrong" in wrong:
            name = name.translate(str.maketrans("ạảãáàịỉĩíìọỏõóòụủũúù", "áàáãảíìíĩỉóòóõỏúùúũủ"))
        if "name_tone_place_or_y" in wrong:
            for a, b in (
                ("òa", "oà"),
                ("óa", "oá"),
                ("úy", "uý"),
                ("ùy", "uỳ"),
                ("Lý", "Lí"),
                ("Mỹ", "Mĩ"),
                ("Vy", "Vi"),
            ):
                name = name.replace(a, b) if a in name else name.replace(b, a)
        if "name_without_marks" in wrong:
            name = fold(name).title()
        return name.upper() if "name_in_capitals" in wrong else name

    def _birth(self, person: Record, wrong: set[str]) -> dict[str, Any]:
        born = person.birth
        assert born is not None
        if "birth_left_out" in wrong:
            return {"birth": None, "year_only": False}
        if "birth_year_only" in wrong:
            return {"birth": date(born.year, 1, 1), "year_only": True}
        if "birth_another" in wrong:
            return {
                "birth": date.fromordinal(born.toordinal() + self.chance.randint(-9000, 9000)),
                "year_only": False,
            }
        if "birth_turned" in wrong and born.day <= 12:
            born = born.replace(day=born.month, month=born.day)
        if "birth_one_digit" in wrong:
            born = self._one_digit(born)
        return {"birth": born, "year_only": False}

    def _one_digit(self, born: date) -> date:
        for _ in range(50):
            text = list(f"{born:%Y%m%d}")
            text[self.chance.randrange(2, 8)] = self.chance.choice("0123456789")
            try:
                return date.fromisoformat("".join(text))
            except ValueError:
                continue
        return born

    def _numbers(self, person: Record, wrong: set[str]) -> dict[str, str]:
        number, old = person.number, ""
        if "number_of_the_old_card" in wrong and person.old_number:
            return {"number": "", "old_number": person.old_number}
        if "number_left_out" in wrong:
            return {"number": "", "old_number": ""}
        at = self.chance.randrange(11)
        if "number_one_digit" in wrong:
            number = number[:at] + self.chance.choice("0123456789") + number[at + 1 :]
        if "number_neighbours_swapped" in wrong:
            number = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        if "number_of_a_relative" in wrong:
            number = self.number(self.chance.choice("FM"), 1962 + self.chance.randrange(40))
        return {"number": number, "old_number": old}

    def _place(self, person: Record, wrong: set[str]) -> str:
        place = self.communes.one(self.chance) if "place_moved" in wrong else person.place
        if "place_left_out" in wrong:
            return ""
        return (
            self.chance.choice(self.before[place])
            if "place_of_before" in wrong and place in self.before
            else place
        )

    def _phone(self, person: Record, wrong: set[str]) -> str:
        if "phone_left_out" in wrong:
            return ""
        return self.phone() if "phone_changed" in wrong else person.phone

    def _sex(self, person: Record, wrong: set[str]) -> str:
        if "sex_left_out" in wrong:
            return ""
        other = {"FEMALE": "MALE", "MALE": "FEMALE"}
        return other[person.sex] if "sex_wrong" in wrong else person.sex


def _rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


Candidates = list[list[tuple[Any, float]]]


def ours(made: Made) -> dict[str, Any]:
    """The engine: seconds, memory, and what it found."""
    before, used = _peak(), time.process_time()
    clock = time.perf_counter()
    register = Register(iter(made.people), successors=made.successors)
    built = time.perf_counter() - clock
    clock = time.perf_counter()
    found = register.look_up_all(made.rows)
    asked = time.perf_counter() - clock
    pairs = [[(one.key, one.probability) for one in each] for each in found]
    return measured(
        made, pairs, {"build": round(built, 1), "look_up": round(asked, 1)},
        processor_seconds=round(time.process_time() - used, 1),
        megabytes_on_top=_peak() - before,
    )  # fmt: skip


def measured(
    made: Made, found: Candidates, seconds: dict[str, float], **more: Any
) -> dict[str, Any]:
    """Precision where nobody is asked, recall with review, and how much there is to review."""
    automatic = right = to_review = shown = 0
    known = sum(true is not None for true in made.truth)
    recalled = recalled_alone = 0
    for best, true in zip(found, made.truth, strict=True):
        some = [(key, p) for key, p in best if p >= REVIEW]
        recalled += true is not None and any(key == true for key, _ in some)
        if some and some[0][1] >= AUTOMATIC:
            automatic += 1
            right += some[0][0] == true
            recalled_alone += some[0][0] == true
        elif some:
            to_review += 1
            shown += len(some)
    return {
        "seconds": seconds | {"all": round(sum(seconds.values()), 1)},
        "automatic": AUTOMATIC,
        "review": REVIEW,
        "precision_at_automatic": round(right / max(automatic, 1), 5),
        "wrong_at_automatic": automatic - right,
        "rows_automatic": automatic,
        "recall_with_review": round(recalled / known, 5),
        "recall_automatic_alone": round(recalled_alone / known, 5),
        "rows_to_review": to_review,
        "pairs_to_review": shown,
        **more,
    }


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()

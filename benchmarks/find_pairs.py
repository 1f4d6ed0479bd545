"""How long the nightly search for two records of one person takes over a whole province.

    DATABASE_URL=postgres://… python -m benchmarks.find_pairs [--people 1200000] [--twice 0.01]

On PostgreSQL, in a database of its own beside the one DATABASE_URL names. The people are those of
`benchmarks.linkage`; a share of them stands a second time, as a clerk would have written them.
Says how many of those were found, and how long it took with how much memory, page of the pairs
included. Results go to benchmarks/results/find_pairs.json.
"""

import argparse
import json
import os
import platform
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import django

RESULTS = Path(__file__).parent / "results" / "find_pairs.json"
NAME = "caunoi_bench_find_pairs"
SEED = 20261129


def main() -> None:
    """Make the register, search it, write what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_200_000)
    parser.add_argument("--twice", type=float, default=0.01, help="share entered a second time")
    parser.add_argument("--out", type=Path, default=RESULTS)
    wanted = parser.parse_args()
    from benchmarks import province_rows

    with tempfile.TemporaryDirectory(prefix="caunoi-pairs-") as home:
        os.environ |= {"CAUNOI_HOME": home, "CAUNOI_DEMO": "1"}
        os.environ["DATABASE_URL"] = province_rows.database_of(NAME)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("load_places", verbosity=0)
        twice = _fill(wanted.people, wanted.twice)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        told = {"people": wanted.people, "entered_twice": len(twice)} | _search(twice)
        told |= {
            "memory_before_kb": before,
            "memory_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
            "page": _page(),
            "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
            "load": os.getloadavg()[0],
        }
        from django.db import connection

        connection.close()
    province_rows.drop(NAME)
    wanted.out.write_text(json.dumps(told, indent=1) + "\n")
    print(json.dumps(told, indent=1))


def _fill(people: int, twice: float) -> set[tuple[int, int]]:
    """Copy the people in; gives the keys of those who stand twice."""
    from django.db import connection

    from benchmarks.linkage import World
    from caunoi.places.models import Place

    world = World(random.Random(SEED))  # noqa: S311  made people
    places = dict(Place.objects.values_list("code", "pk"))
    pairs: set[tuple[int, int]] = set()
    with connection.cursor() as cursor:
        columns = (
            "id, public_id, full_name, search_key, sort_key, birth_date, birth_year_only, sex, "
            "identity_number, identity_digest, old_identity_digest, insurance_number, phone, "
            "email, ethnic_group, religion, permanent_address, place_id, address, verification, "
            "made"
        )
        with cursor.copy(f"COPY people_person ({columns}) FROM STDIN") as copy:
            for row in _rows(people, twice, world, places, pairs):
                copy.write_row(row)
        cursor.execute("ANALYZE people_person")
    return pairs


def _rows(
    people: int, twice: float, world: Any, places: dict[str, int], pairs: set[tuple[int, int]]
) -> Iterator[tuple[Any, ...]]:
    from caunoi.people.models import Person
    from caunoi.people.queries import identity_digest
    from caunoi_engine.linkage import Record
    from caunoi_engine.text.folding import fold
    from caunoi_engine.text.names import name_sort_key

    chance = world.chance
    locked: Any = Person._meta.get_field("identity_number")
    numbers: set[str] = set()

    def row(key: int, one: Record) -> tuple[Any, ...]:
        number = one.number if one.number not in numbers else ""
        numbers.add(number)
        return (
            key, UUID(int=chance.getrandbits(128)), one.name, fold(one.name),
            name_sort_key(one.name), one.birth, one.year_only, one.sex,
            locked.get_prep_value(number) if number else None,
            identity_digest(number) if number else None,
            identity_digest(one.old_number) if one.old_number else "",
            "", one.phone, "", "01", "", "", places.get(one.place), "", "NOT_YET", True,
        )  # fmt: skip

    key = 0
    for each in world.people(people):
        key += 1
        yield row(key, each)
        if chance.random() < twice:
            key += 1
            pairs.add((key - 1, key))
            yield row(key, world.mistaken(each))


def _search(twice: set[tuple[int, int]]) -> dict[str, Any]:
    from django.utils import timezone

    from caunoi.intake.actions.duplicates import note_pairs
    from caunoi.intake.models import Pair

    clock, cpu = time.perf_counter(), time.process_time()
    noted = note_pairs(at=timezone.now())
    first = {"s": time.perf_counter() - clock, "cpu_s": time.process_time() - cpu}
    found = set(Pair.objects.values_list("first_id", "second_id"))
    clock = time.perf_counter()
    again = note_pairs(at=timezone.now())
    return {
        "pairs": noted.new,
        "found_of_those": len(found & twice),
        "search": {name: round(value, 1) for name, value in first.items()},
        "second_night_s": round(time.perf_counter() - clock, 1),
        "second_night_new": again.new,
    }


def _page() -> dict[str, float]:
    """The page of the pairs, as a clerk opens it: the second time, when the process is warm."""
    from django.test import Client
    from django.urls import reverse

    from caunoi.accounts.models import User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.create_user("do", full_name="Đo Thử", role="CLERK", made=True))
    took = 0.0
    for _ in range(2):
        clock = time.perf_counter()
        answer = client.get(reverse("intake:pairs"))
        took = time.perf_counter() - clock
        assert answer.status_code == 200, answer.status_code
    return {"s": round(took, 3)}


if __name__ == "__main__":
    main()

"""Figures of the whole country: 3,321 communes, 60 indicators, 60 months, and what pages ask.

    python -m benchmarks.rollup [--months 60] [--indicators 60] [--home DIR] [--out FILE]
    python -m benchmarks.rollup --filled --home DIR

On an empty database of its own: SQLite, or PostgreSQL with DATABASE_URL naming an empty one. Twelve
million figures are written, added up to provinces and the country, and then the questions of the
dashboard are asked one after the other, each time of another province, indicator and month. The
promise: 95 of 100 answers within 300 ms on PostgreSQL and within one second on SQLite. With --home
the database of SQLite stays in DIR, so that --filled asks again.
"""

import argparse
import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import django

RESULTS: Final = Path(__file__).parent / "results" / "rollup.json"
FIRST_YEAR, FIRST_MONTH = 2025, 7  # the communes of today begin
NOW: Final = datetime(2030, 7, 1, tzinfo=UTC)
TODAY: Final = date(2030, 7, 1)
GOAL_MS: Final = {"postgresql": 300, "sqlite": 1_000}
TILES, SHOWN_MONTHS = 12, 24
COLUMNS: Final = (
    "indicator_id", "unit_id", "first", "last", "value", "bound", "origin", "definition_id",
    "taken_at", "estimated",
)  # fmt: skip


def main() -> None:
    """Make the figures, measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=60)
    parser.add_argument("--indicators", type=int, default=60)
    parser.add_argument("--asked", type=int, default=100, help="times each question is asked")
    parser.add_argument("--filled", action="store_true", help="only ask; the figures are there")
    parser.add_argument("--home", type=Path, help="where a database of SQLite stays")
    parser.add_argument("--out", type=Path, default=RESULTS)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="caunoi-rollup-") as home:
        if wanted.home is not None:
            wanted.home.mkdir(parents=True, exist_ok=True)
        os.environ["CAUNOI_HOME"] = str(wanted.home or home)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
        from django.core.management import call_command

        kept = json.loads(wanted.out.read_text()) if wanted.out.exists() else {}
        if not wanted.filled:
            call_command("migrate", verbosity=0, run_syncdb=True)
            call_command("load_places", verbosity=0)
            call_command("load_indicators", "--all")
        found = measure(wanted.months, wanted.indicators, wanted.asked, filled=wanted.filled)
    if wanted.filled:  # how long writing took was measured when they were written
        found = kept.get(found["database"], {}) | found
    print(json.dumps(found, indent=1, ensure_ascii=False))
    kept = json.loads(wanted.out.read_text()) if wanted.out.exists() else {}
    both = {name: kept[name] for name in ("sqlite", "postgresql") if name in kept}
    both[found["database"]] = found  # what the other database took stays beside it
    wanted.out.write_text(json.dumps(both, indent=1, ensure_ascii=False) + "\n")


def measure(months: int, indicators: int, asked: int, *, filled: bool) -> dict[str, Any]:
    """Seconds of writing and adding up, milliseconds of each question, and whether sums agree."""
    from django.db import connection
    from django.db.models import Sum

    from caunoi.indicators.models import CountryTotal, Definition, Figure, Total

    chosen = list(
        Definition.objects.filter(over_units="SUM", over_time="SUM", valid_to=None)
        .exclude(query="sum")  # a sum of others would be written by adding up
        .select_related("indicator")
        .order_by("indicator__order")[:indicators]
    )
    spans = months_from(months)
    load = [round(each, 1) for each in os.getloadavg()]
    took = {} if filled else fill(chosen, spans)
    goal = GOAL_MS[connection.vendor]
    questions = ask_all(chosen, spans, asked)
    figures = Figure.objects.filter(indicator__in=[each.indicator_id for each in chosen])
    totals = Total.objects.filter(indicator__in=[each.indicator_id for each in chosen])
    country = CountryTotal.objects.filter(indicator__in=[each.indicator_id for each in chosen])

    def whole(rows: Any) -> int:
        return rows.aggregate(n=Sum("value"))["n"]

    return {
        "database": connection.vendor,
        "figures": figures.count(),
        "indicators": len(chosen),
        "months": months,
        "totals": totals.count(),
        "country_totals": country.count(),
        **took,
        "machine": {"processors": os.cpu_count(), "busy_before": load},
        "goal_p95_ms": goal,
        "questions": questions,
        "within_goal": all(each["p95_ms"] <= goal for each in questions.values()),
        "difference": whole(figures) - whole(totals),
        "difference_of_the_country": whole(totals) - whole(country),
    }


def fill(chosen: list[Any], spans: list[tuple[date, date]]) -> dict[str, float]:
    """Writes the figures and adds them up; how many seconds each took."""
    from caunoi.indicators.actions.totals import add_up

    begun = time.perf_counter()
    write(chosen, spans)
    wrote = time.perf_counter() - begun
    analyse()
    begun = time.perf_counter()
    add_up([each.indicator for each in chosen], first=spans[0][0], last=spans[-1][1])
    summed = time.perf_counter() - begun
    analyse()
    return {"write_seconds": round(wrote, 1), "add_up_seconds": round(summed, 1)}


def analyse() -> None:
    """What the server does by itself some minutes later."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def months_from(count: int) -> list[tuple[date, date]]:
    """First and last day of each month."""
    from caunoi_rules.periods import period_of

    found = []
    for n in range(count):
        year, month = divmod(FIRST_YEAR * 12 + FIRST_MONTH - 1 + n, 12)
        period = period_of(f"{year}-{month + 1:02d}")
        found.append((period.first, period.last))
    return found


def rows(chosen: list[Any], span: tuple[date, date], units: list[int]) -> Iterator[tuple]:
    """The figures of one month, without chance: the same on both databases."""
    for definition in chosen:
        for unit in units:
            value = (unit * 31 + definition.pk * 7 + span[0].toordinal()) % 97
            yield (
                definition.indicator_id, unit, *span, value, "EXACT", origin_of(definition),
                definition.pk, NOW, False,
            )  # fmt: skip


def origin_of(definition: Any) -> str:
    """What the source of an indicator estimates is handed in here like the rest."""
    return "REPORTED" if definition.source == "ESTIMATED" else str(definition.source)


def write(chosen: list[Any], spans: list[tuple[date, date]]) -> None:
    """COPY on PostgreSQL; on SQLite made by the database, its second index built afterwards."""
    from django.db import connection, transaction

    from caunoi.indicators.models import Figure, ReportingUnit

    communes = ReportingUnit.objects.filter(kind="COMMUNE", valid_to=None).order_by("id")
    units = list(communes.values_list("pk", flat=True))
    names = ", ".join(COLUMNS)
    index = Figure._meta.indexes[0]
    if connection.vendor == "sqlite":
        with connection.schema_editor() as editor:
            editor.remove_index(Figure, index)
    for span in spans:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                for definition in chosen:
                    cursor.execute(made_by_sqlite(names), of_sqlite(definition, span))
                continue
            with cursor.copy(f"COPY indicators_figure ({names}) FROM STDIN") as copy:
                for definition in chosen:  # as text: row by row takes twice as long
                    lot = rows([definition], span, units)
                    copy.write("".join("\t".join(map(str, row)) + "\n" for row in lot))
    if connection.vendor == "sqlite":
        with connection.schema_editor() as editor:
            editor.add_index(Figure, index)


def made_by_sqlite(names: str) -> str:
    """The same values as `rows`."""
    return (
        f"INSERT INTO indicators_figure ({names}) SELECT %s, id, %s, %s, "  # noqa: S608 our own names
        "(id * 31 + %s * 7 + %s) %% 97, 'EXACT', %s, %s, %s, FALSE FROM indicators_reportingunit "
        "WHERE kind = 'COMMUNE' AND valid_to IS NULL ORDER BY id"
    )


def of_sqlite(definition: Any, span: tuple[date, date]) -> list[Any]:
    """What stands in its places."""
    return [
        definition.indicator_id, *span, definition.pk, span[0].toordinal(), origin_of(definition),
        definition.pk, str(NOW)[:19],
    ]  # fmt: skip


def ask_all(chosen: list[Any], spans: list[tuple[date, date]], asked: int) -> dict[str, Any]:
    """The questions of the dashboard's pages."""
    from caunoi.indicators.actions.totals import add_up
    from caunoi.indicators.queries.values import months_of_year, values_by_child, values_of
    from caunoi.places.models import Place
    from caunoi_rules.periods import period_of

    chance = random.Random(7)  # noqa: S311  which province is asked for
    provinces = list(Place.objects.filter(level="PROVINCE", valid_to=None).order_by("code"))
    communes = list(Place.objects.filter(level="COMMUNE", valid_to=None).order_by("code"))
    districts = list(Place.objects.filter(level="DISTRICT").order_by("code"))
    tiles = [each.indicator for each in chosen[:TILES]]
    lately = [period_of(f"{first:%Y-%m}") for first, _ in spans[-SHOWN_MONTHS:]]

    def province() -> Any:
        return chance.choice(provinces)

    def month() -> Any:
        return chance.choice(lately)

    def indicator() -> Any:
        return chance.choice(chosen).indicator

    def one_more() -> None:
        period, place = month(), chance.choice(communes)
        add_up([indicator()], first=period.first, last=period.last, places=[place])

    questions: dict[str, Callable[[], Any]] = {
        "12 indicators x 24 months of a province": lambda: values_of(
            tiles, province(), lately, on=TODAY
        ),
        "12 indicators x 24 months of the country": lambda: values_of(
            tiles, None, lately, on=TODAY
        ),
        "12 indicators x 24 months of a commune": lambda: values_of(
            tiles, chance.choice(communes), lately, on=TODAY
        ),
        "communes of a province, one month": lambda: values_by_child(
            indicator(), province(), month(), on=TODAY
        ),
        "communes of a province, one year": lambda: values_by_child(
            indicator(), province(), period_of(str(spans[-1][0].year - 1)), on=TODAY
        ),
        "old districts of a province, one month": lambda: values_by_child(
            indicator(), province(), month(), on=TODAY, view="old"
        ),
        "twelve months of a province": lambda: months_of_year(
            indicator(), province(), spans[-1][0].year - 1, on=TODAY
        ),
        "12 indicators of an old district, one month": lambda: values_of(
            tiles, chance.choice(districts), [month()], on=TODAY
        ),
        "sums made anew after one commune": one_more,
    }
    return {name: timed(deed, asked) for name, deed in questions.items()}


def timed(deed: Callable[[], Any], times: int) -> dict[str, float]:
    """Milliseconds of one question asked again and again."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        deed()
        took.append(1_000 * (time.perf_counter() - begun))
    took.sort()
    return {
        "median_ms": round(took[len(took) // 2], 1),
        "p95_ms": round(took[int(len(took) * 0.95)], 1),
        "longest_ms": round(took[-1], 1),
    }


if __name__ == "__main__":
    main()

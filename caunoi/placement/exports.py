"""Writing the match files: a plan with its lists, or a made market to try the software on."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
from numpy.typing import NDArray

from caunoi.placement.queries.unmet import UnmetPage
from caunoi_engine.matching import (
    FACTORS,
    NOT_STATED,
    SHIFTS,
    SIZES,
    Lists,
    Market,
    MarketIndex,
    Plan,
    Ranking,
    ReferralRules,
    Referrals,
    compare_lists,
    example_market,
    measure_congestion,
    refer,
)
from caunoi_engine.matching.referrals import SHORT_REASONS
from caunoi_kit.office import sheets
from caunoi_kit.office.sheets import Column, Kind

TABLES: Final = ("workers", "vacancies", "courses")
LIST_MARK: Final = "|"
"""Between the entries of a list column in CSV."""
EXAMPLE_SIZES: Final = tuple(SIZES)
"""How large a made market may be."""


class Refused(Protocol):
    """A row, or with `row` None a column, that was left out on reading."""

    @property
    def table(self) -> str: ...
    @property
    def row(self) -> int | None: ...
    @property
    def identifier(self) -> str: ...
    @property
    def column(self) -> str: ...
    @property
    def reason(self) -> str: ...


def write_plan(
    directory: Path,
    *,
    index: MarketIndex,
    ranking: Ranking | None,
    plan: Plan,
    refused: Sequence[Refused] = (),
    rules: ReferralRules | None = None,
) -> None:
    """Writes `plan.parquet`, `summary.json`, `refused.jsonl` and, with a ranking, the lists.

    With `rules` also the lists for the counter under these rules, `referrals.parquet` and
    `short_lists.parquet`, and in the summary what the ways of making lists cost.
    """
    directory.mkdir(parents=True, exist_ok=True)
    market = index.market
    if ranking is not None:
        _write(directory / "candidates.parquet", _candidates(market, ranking))
    _write(directory / "plan.parquet", _plan_rows(market, plan))
    lines = [_line(one) for one in refused]
    (directory / "refused.jsonl").write_text("".join(lines), encoding="utf-8")
    summary = _summary(index, ranking, plan, refused)
    if rules is not None:
        referrals = refer(index, plan, rules)
        _write(directory / "referrals.parquet", _referral_rows(market, referrals))
        _write(directory / "short_lists.parquet", _short_rows(market, referrals))
        summary["referrals"] = _referral_summary(referrals)
        summary["lists_compared"] = [asdict(one) for one in compare_lists(index, plan)]
    text = json.dumps(summary, ensure_ascii=False, indent=2) + "\n"
    (directory / "summary.json").write_text(text, encoding="utf-8")


def _line(one: Refused) -> str:
    """One refusal as a line of JSON."""
    names = ("table", "row", "identifier", "column", "reason")
    return json.dumps({name: getattr(one, name) for name in names}, ensure_ascii=False) + "\n"


def _write(path: Path, columns: dict[str, Any]) -> None:
    pyarrow.parquet.write_table(pa.table(columns), path)


def _names(ids: NDArray[np.object_], rows: NDArray[np.integer[Any]]) -> pa.Array:
    """Ids of rows, null where the row is -1."""
    texts = pa.array([str(one) for one in ids], pa.string())
    return texts.take(pa.array(rows, pa.int32(), mask=rows < 0))


def _candidates(market: Market, ranking: Ranking) -> dict[str, Any]:
    """Every worker's list, best first; `rank` counts from 1."""
    workers, places = np.nonzero(ranking.rows >= 0)
    return {
        "worker_id": _names(market.workers.worker_id, workers),
        "vacancy_id": _names(market.vacancies.vacancy_id, ranking.rows[workers, places]),
        "rank": (places + 1).astype(np.int32),
        "score": ranking.scores[workers, places],
    }


def _plan_rows(market: Market, plan: Plan) -> dict[str, Any]:
    """Everybody with a place in the plan."""
    placed = np.flatnonzero(plan.vacancy >= 0)
    factors = {name: plan.factors[placed, i] for i, name in enumerate(FACTORS)}
    return {
        "worker_id": _names(market.workers.worker_id, placed),
        "vacancy_id": _names(market.vacancies.vacancy_id, plan.vacancy[placed]),
        "course_id": _names(market.courses.course_id, plan.course[placed]),
        "score": plan.score[placed],
        "net_value": plan.net_value[placed],
        **factors,
    }


def _referral_rows(market: Market, referrals: Referrals) -> dict[str, Any]:
    """Everybody's vacancies in the order they were given; `rank` counts from 1."""
    workers, places = np.nonzero(referrals.rows >= 0)
    vacancies = referrals.rows[workers, places]
    return {
        "worker_id": _names(market.workers.worker_id, workers),
        "rank": (places + 1).astype(np.int32),
        "vacancy_id": _names(market.vacancies.vacancy_id, vacancies),
        "employer_id": _names(market.vacancies.employer_id, vacancies),
        "score": referrals.scores[workers, places],
    }


def _short_rows(market: Market, referrals: Referrals) -> dict[str, Any]:
    """Everybody with a shorter list than asked, how long it is, and why."""
    short = np.flatnonzero(referrals.short)
    return {
        "worker_id": _names(market.workers.worker_id, short),
        "given": referrals.counts[short],
        "reason": pa.array(SHORT_REASONS, pa.string()).take(pa.array(referrals.short[short])),
    }


def _referral_summary(referrals: Referrals) -> dict[str, Any]:
    counts = referrals.counts
    return {
        "rules": asdict(referrals.rules),
        "people": int((counts > 0).sum()),
        "entries": int(counts.sum()),
        "short_lists": referrals.short_lists(),
        "congestion": asdict(referrals.congestion),
    }


def _summary(
    index: MarketIndex, ranking: Ranking | None, plan: Plan, refused: Sequence[Refused]
) -> dict[str, Any]:
    market = index.market
    positions = market.vacancies.positions
    summary: dict[str, Any] = {
        "workers": len(market.workers),
        "vacancies": len(market.vacancies),
        "positions": int(positions.sum()),
        "courses": len(market.courses),
        "seats": int(market.courses.seats.sum()),
        "refused_rows": len({(one.table, one.row) for one in refused if one.row is not None}),
        "ignored_columns": [one.column for one in refused if one.row is None],
        "value": plan.value,
        "upper_bound": plan.upper_bound,
        "gap": plan.gap,
        "placed": plan.placed,
        "unfilled": plan.unfilled_positions,
        "seats_used": plan.seats_used,
        "options": plan.options,
        "rounds": plan.rounds,
        "policy": asdict(index.policy),
        "seconds": {stage: round(seconds, 3) for stage, seconds in plan.seconds.items()},
        "plan_congestion": asdict(plan.congestion),
    }
    if ranking is not None and ranking.rows.shape[1]:
        first = ranking.rows[:, 0]
        people = np.bincount(first[first >= 0], minlength=len(positions))
        summary["workers_without_vacancy"] = int((first < 0).sum())
        summary["first_choice_congestion"] = asdict(measure_congestion(people, positions))
    return summary


def write_example(
    directory: Path, *, size: str = "small", seed: int = 1, occupations: Sequence[str]
) -> None:
    """Writes a made market as Parquet and CSV; nobody and nothing in it exists."""
    directory.mkdir(parents=True, exist_ok=True)
    write_market(directory, example_market(occupations, size=size, seed=seed))


def write_market(directory: Path, market: Market) -> None:
    """Writes the tables of a market, each as Parquet and as CSV."""
    tables = {name: _table(getattr(market, name)) for name in TABLES}
    for name, table in (tables | {"related": _related(market)}).items():
        pyarrow.parquet.write_table(table, directory / f"{name}.parquet")
        flat = [_joined(column) for column in table.columns]
        written = pa.table(flat, names=table.column_names)
        pyarrow.csv.write_csv(written, directory / f"{name}.csv")


def _related(market: Market) -> pa.Table:
    """Nearness by pair of occupations, each pair once: it is the same both ways."""
    rows = [(a, b, market.related[a, b]) for a, b in sorted(market.related) if a < b]
    names = ("occupation_a", "occupation_b", "permille")
    columns = zip(*rows, strict=True) if rows else ([], [], [])
    kinds = (pa.string(), pa.string(), pa.int32())
    made = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    return pa.table(made, names=names)


def _table(rows: Any) -> pa.Table:
    columns: dict[str, Any] = {}
    for spec in fields(rows):
        values = getattr(rows, spec.name)
        if isinstance(values, Lists):
            entries = pa.array(values.names, pa.string()).take(pa.array(values.codes))
            offsets = pa.array(values.offsets, pa.int32())
            columns[spec.name] = pa.ListArray.from_arrays(offsets, entries)
        elif spec.name == "shifts":
            columns[spec.name] = pa.array(
                [[name for bit, name in enumerate(SHIFTS) if mask >> bit & 1] for mask in values]
            )
        elif spec.name.startswith("wage_"):
            columns[spec.name] = pa.array(values, mask=values == NOT_STATED)
        elif values.dtype == object:
            columns[spec.name] = pa.array([str(one) for one in values], pa.string())
        else:
            columns[spec.name] = pa.array(values)
    return pa.table(columns)


def _joined(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    """A list column as text, for CSV; other columns as they are."""
    if not pa.types.is_list(column.type):
        return column
    return pa.array(
        [LIST_MARK.join(entries) or None for entries in column.to_pylist()], pa.string()
    )


UNMET_COLUMNS: Final = (
    Column("Mã nghề", width=10),
    Column("Nghề", width=40),
    Column("Nơi", width=28),
    Column("Tháng đăng", width=12),
    Column("Số tin", Kind.NUMBER),
    Column("Chỗ trống", Kind.NUMBER),
    Column("Trống quá 30 ngày", Kind.NUMBER),
    Column("Người chỉ thiếu đúng điều này", Kind.NUMBER),
    Column("Lương giữa (đồng/tháng)", Kind.MONEY),
    Column("Doanh nghiệp đặt lớp", Kind.NUMBER),
    Column("Số người đặt", Kind.NUMBER),
)


def unmet_file(found: UnmetPage, *, kind: str) -> bytes:
    """Unmet demand as "xlsx" or "csv"."""
    rows = (
        (
            line.key.occupation,
            line.occupation,
            line.area,
            line.key.month,
            len(line.vacancies),
            line.unfilled,
            line.long_unfilled,
            line.lacking,
            line.wage,
            line.orders,
            line.ordered,
        )
        for line in found.lines
    )
    if kind == "csv":
        return sheets.write_csv(UNMET_COLUMNS, rows)
    return sheets.write(UNMET_COLUMNS, rows, title="Nhu cầu chưa đáp ứng")

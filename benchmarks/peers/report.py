"""The tables of docs/peers.md, made of the results alone, so that the two cannot differ."""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.peers import CHANGES, LISTS, PEERS, PLANS
from benchmarks.peers.goals import goals_table

RESULTS = Path(__file__).resolve().parent.parent / "results"
SIZES = ("10k", "province", "500k")
NONE = "–"
OURS = "ours-lists"
PLAN = "Cầu Nối, the plan"

Row = dict[str, Any]
Results = dict[tuple[str, int], dict[str, Any]]
Column = tuple[str, Callable[[Row], str]]


def read_results(folder: Path = RESULTS) -> Results:
    """All results by size and seed, in ascending order; other files of the folder are let be."""
    known = [
        json.loads(path.read_text(encoding="utf-8"))
        for size in SIZES
        for path in folder.glob(f"{size}-*.json")
    ]
    known.sort(key=lambda one: (SIZES.index(one["size"]), one["seed"]))
    return {(one["size"], one["seed"]): one for one in known}


def number(value: float | None, digits: int = 3) -> str:
    """A figure with so many digits that count; whole ones with thousands apart.

    >>> number(0.012345), number(1234.5), number(7.0), number(None)
    ('0.0123', '1,234', '7', '–')
    """
    if value is None:
        return NONE
    if abs(value) >= 100:
        return f"{value:,.0f}"
    shown = f"{value:.{digits}g}"
    return f"{float(shown):f}".rstrip("0").rstrip(".") if "e" in shown else shown


def percent(value: float | None) -> str:
    """A share of a hundred, to its third digit: gaps are small."""
    return NONE if value is None else f"{value:.3f}".rstrip("0").rstrip(".") + "%"


def table(columns: Iterable[Column], rows: Iterable[Row]) -> str:
    """A table in Markdown."""
    columns = list(columns)
    lines = [[title for title, _ in columns], ["---"] * len(columns)]
    lines += [[show(row) for _, show in columns] for row in rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def rows_of(result: dict[str, Any], question: str) -> list[Row]:
    """What the peers of a question found, with the memory of their process."""
    return [
        {"peer": name, "peak_mb": found["peak_mb"], **row}
        for name, found in result["peers"].items()
        if PEERS[name].question == question and found["status"] == "ok"
        for row in found["rows"]
    ]


def lists_table(result: dict[str, Any]) -> str:
    """Exact lists: time for everybody, against this engine's, and how right they are."""
    rows = rows_of(result, LISTS)
    ours = next((row for row in rows if row["peer"] == OURS), None)

    def ratio(row: Row, name: str) -> str:
        return number(row[name] / ours[name], 2) + "×" if ours and ours[name] else NONE

    def one(row: Row) -> str:
        if "one_p50_ms" not in row:
            return NONE
        return f"{number(row['one_p50_ms'])} / {number(row['one_p99_ms'])}"

    return table(
        (
            ("Method", lambda row: row["method"]),
            ("Everybody, s", lambda row: number(row["wall_s"]) + " scaled" * row["scaled"]),
            ("CPU, s", lambda row: number(row["cpu_s"])),
            ("Wall, of ours", lambda row: ratio(row, "wall_s")),
            ("CPU, of ours", lambda row: ratio(row, "cpu_s")),
            ("Recall@50", lambda row: f"{row['recall']:.3f}"),
            ("Same lists", lambda row: "yes" if row["exact"] else "no"),
            ("Score off by", lambda row: number(row.get("score_difference"))),
            ("One worker, p50 / p99 ms", one),
            ("Loading, s", lambda row: number(row.get("load_s"))),
            ("Memory, MB", lambda row: number(row["peak_mb"])),
            ("Measured on", lambda row: number(row["measured_workers"])),
        ),
        rows,
    )


def _optima(rows: list[Row]) -> dict[str, float]:
    """The proved optimum of a kind of plan, where a solver found it."""
    return {
        row["kind"]: row["value"]
        for row in rows
        if not row.get("unfinished") and row["gap_percent"] == 0 and row["peer"] != "ours-plans"
    }


def plans_table(result: dict[str, Any]) -> str:
    """Plans: time, value, bound, gap, and the share of the optimum where that is known."""
    rows = rows_of(result, PLANS)
    optima = _optima(rows)
    rows.sort(key=lambda row: row["kind"])

    def share(row: Row) -> str:
        if row["kind"] not in optima or not row["value"]:
            return NONE
        return f"{100 * row['value'] / optima[row['kind']]:.3f}%"

    def gap(row: Row) -> str:
        shown = percent(row["gap_percent"]) if row["value"] else NONE
        return shown + (" not reached" if row.get("unfinished") else "")

    return table(
        (
            ("Method", lambda row: row["method"]),
            ("Sides", lambda row: row["kind"]),
            ("Options", lambda row: number(row.get("options"))),
            ("Listing, s", lambda row: number(row["listing_s"])),
            ("Planning, s", lambda row: number(row["planning_s"])),
            ("Both, CPU s", lambda row: number(row["cpu_s"])),
            ("Value", lambda row: f"{row['value'] / 1e4:,.1f}" if row["value"] else NONE),
            ("Gap", gap),
            ("Of the optimum", share),
            ("Placed", lambda row: number(row.get("placed"))),
            ("Memory, MB", lambda row: number(row["peak_mb"])),
            ("Note", lambda row: row.get("note", "")),
        ),
        rows,
    )  # fmt: skip


def policies_table(results: Results, size: str) -> str:
    """Policies beside the plan of the same sides: means, and the plan's lead on the worst seed."""
    runs = [r["peers"]["policies"]["rows"] for (of, _), r in results.items()
            if of == size and r["peers"].get("policies", {}).get("status") == "ok"]  # fmt: skip
    if not runs:
        return "Not measured yet."
    rows = []
    for at, first in enumerate(runs[0]):
        same = [run[at] for run in runs]
        plans = [
            {row["kind"]: row["value"] for row in run if row["method"] == PLAN} for run in runs
        ]  # fmt: skip
        leads = {
            kind: [
                100 * (plan[kind] / row["value"] - 1)
                for plan, row in zip(plans, same, strict=True)
            ]
            for kind in ("direct", "three-sided")
        }  # fmt: skip
        means = {name: mean(row[name] for row in same) for name, value in first.items()
                 if isinstance(value, int | float)}  # fmt: skip
        rows.append({**first, **means, "leads": leads})

    def lead(kind: str) -> Callable[[Row], str]:
        def show(row: Row) -> str:
            if row["method"] == PLAN and row["kind"] == kind:
                return NONE
            low, high = min(row["leads"][kind]), max(row["leads"][kind])
            return f"{low:+.1f}% … {high:+.1f}%" if len(runs) > 1 else f"{low:+.1f}%"

        return show

    return f"{len(runs)} seed{'s' * (len(runs) > 1)}.\n\n" + table(
        (
            ("Policy", lambda row: row["method"]),
            ("Sides", lambda row: row["kind"]),
            ("Placed", lambda row: number(row["placed"])),
            ("Value", lambda row: f"{row['value'] / 1e4:,.1f}"),
            ("Direct plan above it", lead("direct")),
            ("Three-sided plan above it", lead("three-sided")),
            ("Unfilled", lambda row: percent(round(100 * row["unfilled_share"], 1))),
            ("Sent too many", lambda row: percent(
                round(100 * row["sent_oversubscribed_share"], 1)
                if "sent_oversubscribed_share" in row else None)),
            ("Congestion", lambda row: f"{row['congestion']:.3f}"),
            ("Coverage", lambda row: f"{row['coverage']:.3f}"),
            ("Gini", lambda row: f"{row['gini']:.3f}"),
        ),
        rows,
    )  # fmt: skip


def live_table(result: dict[str, Any]) -> str:
    """Single questions, and single changes to a plan that is kept."""
    return table(
        (
            ("Question or change", lambda row: row.get("question") or row["change"]),
            ("Median, ms", lambda row: number(row["p50_ms"])),
            ("99th, ms", lambda row: number(row["p99_ms"])),
            ("Of how many", lambda row: number(row["of"])),
            ("After them, of a new plan", lambda row: f"{row['percent_of_a_new_plan']:.3f}%"
             if "change" in row else NONE),
        ),
        rows_of(result, CHANGES),
    )  # fmt: skip


def troubles(results: Results) -> list[str]:
    """Peers that failed or were stopped, and exact peers whose lists are not this engine's."""
    lines = []
    for (size, seed), result in results.items():
        for name, found in result["peers"].items():
            if found["status"] not in ("ok", PEERS[name].reason):
                lines.append(f"- {size}, seed {seed}, {name}: {found['status']}")
            lines += [
                f"- {size}, seed {seed}, {row['method']}: other lists than this engine's"
                for row in found.get("rows", ())
                if PEERS[name].exact and not row["exact"]
            ]
    return lines


def left_out(results: Results) -> str:
    """Peers without a figure, and why; and peers whose figures are of a busy machine."""
    lines = troubles(results)
    for (size, seed), result in results.items():
        missing = [name for name in PEERS if name not in result["peers"] and seed == 1]
        never = [name for name in missing if PEERS[name].sizes and size not in PEERS[name].sizes]
        given = [n for n, found in result["peers"].items() if found["status"] == PEERS[n].reason]
        for name in (*given, *never):
            why = PEERS[name].reason
            if name == "min-cost-flow" and size == "500k":
                why += _flow_memory(results, result)
            lines.append(f"- {size}, seed {seed}, {name}: {why}")
        if later := [name for name in missing if name not in never]:
            lines.append(f"- {size}, seed {seed}, not run yet: {', '.join(later)}")
        busy = [n for n, found in result["peers"].items() if found.get("load_before", 0) > 1.5]
        if busy:
            lines.append(
                f"- {size}, seed {seed}: other work ran beside {', '.join(busy)}; "
                "wall seconds of these are too long"
            )
    return "\n".join(lines) or "Nothing was left out."


def _flow_memory(results: Results, large: dict[str, Any]) -> str:
    """What the flow solver would need, by its own slope between the sizes it did run at."""
    measured = [
        (row["options"], row["peak_mb"])
        for size in ("10k", "province") if (size, 1) in results
        for row in rows_of(results[size, 1], PLANS) if row["peer"] == "min-cost-flow"
    ]  # fmt: skip
    options = [r["options"] for r in rows_of(large, PLANS) if r["kind"] == "direct"]
    if len(measured) < 2 or not options:
        return ""
    (few, small), (many, big) = measured
    slope = (big - small) / (many - few)
    need = big + slope * (options[0] - many)
    return f"; by its own slope it would need {need / 1024:.0f} GB for {options[0]:,} pairs"


def machines(results: Results) -> str:
    """What was measured, when, and with which versions."""
    lines = []
    for (size, seed), result in results.items():
        sides, on = result["sides"], result["machine"]
        shown = ", ".join(f"{count:,} {name}" for name, count in sides.items())
        lines.append(f"- {size}, seed {seed}: {shown}; measured {on['on']}, {on['processor']}, "
                     f"Python {on['python']}")  # fmt: skip
    compiled = [r["compile_cpu"] for r in results.values()]
    if compiled:
        lines.append(
            f"- compiling, once an installation and in none of the figures: "
            f"{number(compiled[0]['lists_s'])} s of CPU for the lists, "
            f"{number(compiled[0]['plans_s'])} s for the plans"
        )
    if results:
        versions = next(iter(results.values()))["machine"]["versions"]
        lines.append("- versions: " + ", ".join(f"{n} {v}" for n, v in versions.items()))
    return "\n".join(lines) or "Not measured yet."


def tables(results: Results) -> dict[str, str]:
    """All tables by the name that marks their place in the document."""
    made = {"machines": machines(results)}
    for size in SIZES:
        result = results.get((size, 1))
        made[f"lists-{size}"] = lists_table(result) if result else "Not measured yet."
        made[f"plans-{size}"] = plans_table(result) if result else "Not measured yet."
    for size in SIZES[:2]:
        made[f"policies-{size}"] = policies_table(results, size)
    result = results.get(("province", 1), {"peers": {}})
    made["live-province"] = live_table(result)
    made["goals"] = goals_table(results)
    made["left-out"] = left_out(results)
    return made


def place(document: str, made: dict[str, str]) -> str:
    """The document with every table between its marks. Raises KeyError for a mark without one."""
    return re.sub(
        r"(<!-- figures: (\S+) -->\n).*?(<!-- end of figures -->)",
        lambda mark: f"{mark[1]}\n{made[mark[2]]}\n\n{mark[3]}",
        document,
        flags=re.DOTALL,
    )

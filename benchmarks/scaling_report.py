"""What benchmarks/scaling.py measured as tables, and what follows for a country of workers."""

from typing import Any, Final

import numpy as np

WORKERS, VACANCIES, COURSES = 53_000_000, 1_000_000, 60_000
"""The labour force of Việt Nam, and as many vacancies and intakes as we ask the question for."""
CORES, MEMORY_GB, SERVERS = 16, 64, 8
NETWORK_GB_S: Final = 1.25
"""Ten gigabits a second, the card of such a server."""
SAME_DENSITY: Final = ("province", "500k", "2m")
"""Sizes that differ in how many provinces stand side by side, and not in how full each is."""
KEY, NUMBER, ROW = 8, 4, 8
"""Bytes of an option, of a count and of a row or price on their way."""
LONG, SHORT = 32, 16

Row = dict[str, Any]


def figure(value: float) -> str:
    """A number as the tables show it: three digits that count, thousands apart."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def table(heads: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(line) + " |" for line in [heads, ["---"] * len(heads), *rows]]
    return "\n".join(lines)


def measured(sizes: dict[str, Row], part: str) -> dict[str, Row]:
    """The sizes for which this part was measured to its end, smallest first."""
    done = {
        name: row for name, row in sizes.items() if "failed" not in row.get(part, {"failed": 1})
    }
    return dict(sorted(done.items(), key=lambda item: item[1]["workers"]))


def candidates_table(sizes: dict[str, Row]) -> str:
    rows = []
    for name, row in measured(sizes, "candidates").items():
        found = row["candidates"]
        cpu = found["top_50_of_all"]["cpu_s"]
        rows.append([
            name, figure(row["workers"]), figure(row["vacancies"]),
            figure(found["index"]["wall_s"]), figure(found["top_50_of_all"]["wall_s"]),
            figure(cpu), figure(1e6 * cpu / row["workers"]), figure(found["peak_mb"]),
        ])  # fmt: skip
    heads = ["Size", "Workers", "Vacancies", "Index, s", "Top 50 of all, s", "CPU s",
             "CPU µs a worker", "Peak MB"]  # fmt: skip
    return table(heads, rows)


def serial_cpu(found: Row) -> float:
    """CPU seconds of a plan that are not spent in answers: bids, repairs, steps of prices."""
    answers = sum(kind["cpu_s"] for kind in found["asked"].values())
    return max(0.0, float(found["plan"]["cpu_s"]) - answers)


def plan_table(sizes: dict[str, Row]) -> str:
    rows = []
    for name, row in measured(sizes, "plan").items():
        found, workers = row["plan"], row["workers"]
        plan, asked = found["plan"], found["asked"]
        rows.append([
            name, figure(plan["options"] / workers), figure(found["options"]["cpu_s"]),
            figure(plan["cpu_s"]), figure(serial_cpu(found)), f"{plan['gap_percent']:.3f}%",
            str(asked["pass"]["questions"]), str(lists_of_all(asked)),
            figure(asked.get("lists_of_some", {"workers": 0})["workers"] / workers),
            figure(found["peak_mb"]),
        ])  # fmt: skip
    heads = ["Size", "Options a worker", "Listing them, CPU s", "Plan, CPU s",
             "of it in one place, CPU s", "Gap", "Passes", "Lists of all",
             "Further lists a worker", "Peak MB"]  # fmt: skip
    return table(heads, rows)


def lists_of_all(asked: Row) -> int:
    return sum(int(kind["questions"]) for name, kind in asked.items() if "all" in name)


def cluster_table(sizes: dict[str, Row]) -> str:
    rows = []
    for name, row in measured(sizes, "cluster").items():
        found = row["cluster"]
        ways = [way for way, one in found.items() if isinstance(one, dict) and "sha256" in one]
        for way in ways:
            asked = found[way]["asked"]
            rows.append([
                name, way, figure(asked["pass"]["median_ms"]), figure(asked["pass"]["fastest_ms"]),
                figure(asked["lists_of_some"]["median_ms"]),
                figure(found[way]["plan"]["wall_s"]), f"`{found[way]['sha256'][:12]}`",
            ])  # fmt: skip
    heads = ["Size", "Way", "Pass, median ms", "fastest ms", "Lists of a few, median ms",
             "Plan, s", "SHA-256 of plan and prices"]  # fmt: skip
    return table(heads, rows)


def overhead_table(sizes: dict[str, Row]) -> str:
    rows = []
    for name, row in measured(sizes, "cluster").items():
        for question, taken in row["cluster"]["overhead"].items():
            rows.append([
                name, question.replace("_", " "), figure(taken["threads_ms"]),
                figure(taken["processes_ms"]), figure(taken["more_ms"]),
            ])  # fmt: skip
    heads = ["Size", "Question", "2 threads, ms", "2 processes, ms", "More, ms"]
    return table(heads, rows)


def at_the_country(points: list[tuple[int, float]]) -> float:
    """A figure a worker, at the vacancies of the country, on the line through what was measured.

    Never below the largest measured: a line that falls would promise what nobody has seen.
    """
    vacancies, values = zip(*points, strict=True)
    if len(points) == 1:
        return values[0]
    slope, start = np.polyfit(vacancies, values, 1)
    return max(float(slope * VACANCIES + start), *values)


def slopes(sizes: dict[str, Row]) -> dict[str, float]:
    """What one worker costs in a market as large as the country."""
    of: dict[str, list[tuple[int, float]]] = {}

    def note(name: str, row: Row, value: float) -> None:
        of.setdefault(name, []).append((row["vacancies"], value))

    alike = {name: row for name, row in sizes.items() if name in SAME_DENSITY}
    for row in measured(alike, "candidates").values():
        found = row["candidates"]
        note("candidates", row, found["top_50_of_all"]["cpu_s"] / row["workers"])
        note("option_bytes", row, found["bytes"]["worker_options"])
        note("laid_out", row, found["bytes"]["worker_laid_out"])
        note("sent", row, found["bytes"]["worker_sent"])
    for row in measured(alike, "plan").values():
        found, workers = row["plan"], row["workers"]
        asked = found["asked"]
        note("listing", row, found["options"]["cpu_s"] / workers)
        note("answers", row, sum(kind["cpu_s"] for kind in asked.values()) / workers)
        note("serial", row, serial_cpu(found) / workers)
        note("renewed", row, asked.get("lists_of_some", {"workers": 0})["workers"] / workers)
        note("passes", row, asked["pass"]["questions"])
        note("questions", row, sum(kind["questions"] for kind in asked.values()))
        for most in (LONG, SHORT):
            kind = asked.get(f"lists_of_all_{most}", {"questions": 0})
            note(f"all_{most}", row, kind["questions"])
    return {name: at_the_country(points) for name, points in of.items()}


def traffic_gb(a_worker: dict[str, float], shards: int) -> tuple[float, float, float]:
    """Gigabytes of one pass, of one list of everybody, and of a whole plan, over the network."""
    resources = VACANCIES + 1 + COURSES
    prices = shards * resources * ROW / 1e9
    one_pass = prices + shards * resources * NUMBER / 1e9

    def lists(workers: float, most: int) -> float:
        return workers * (ROW + most * KEY + NUMBER + ROW) / 1e9

    whole = a_worker["passes"] * one_pass + (a_worker["questions"] - a_worker["passes"]) * prices
    whole += a_worker[f"all_{LONG}"] * lists(WORKERS, LONG)
    whole += a_worker[f"all_{SHORT}"] * lists(WORKERS, SHORT)
    whole += lists(a_worker["renewed"] * WORKERS, LONG)
    return one_pass, lists(WORKERS, LONG), whole


def country_table(sizes: dict[str, Row]) -> str:
    """The country on one server and on several; every line but the first two is a product."""
    a = slopes(sizes)
    if "listing" not in a:
        return "Not measured yet: a plan of size `province` at least."

    def minutes(seconds_a_worker: float, cores: int) -> float:
        return seconds_a_worker * WORKERS / cores / 60

    one_pass, everybody, whole = traffic_gb(a, SERVERS)
    keep = a["option_bytes"] * WORKERS / 1e9
    here = (a["laid_out"] + 2 * (LONG * KEY + NUMBER + ROW)) * WORKERS / 1e9
    lines = [
        ["Candidates, all cores", "min", *(figure(minutes(a["candidates"], n)) for n in cores())],
        ["Options listed, all cores", "min", *(figure(minutes(a["listing"], n)) for n in cores())],
        ["Answers of a plan, all cores", "min",
         *(figure(minutes(a["answers"], n)) for n in cores())],
        ["The rest of a plan, one core", "min", *[figure(minutes(a["serial"], 1))] * 2],
        ["Memory for options, all servers", "GB", *[figure(keep)] * 2],
        ["Memory where the plan is made", "GB", *[figure(here)] * 2],
        ["One pass over the network", "GB", "–", figure(one_pass)],
        ["One list of everybody over the network", "GB", "–", figure(everybody)],
        ["A whole plan over the network", "GB", "–", figure(whole)],
        ["the same at ten gigabits a second", "min", "–", figure(whole / NETWORK_GB_S / 60)],
        ["Fits the memory", "", fits(keep + here, 1), fits(keep + here, SERVERS)],
    ]  # fmt: skip
    return table(["", "Unit", f"1 × {CORES} cores, {MEMORY_GB} GB", f"{SERVERS} such"], lines)


def cores() -> tuple[int, int]:
    return CORES, CORES * SERVERS


def fits(needed_gb: float, servers: int) -> str:
    have = servers * MEMORY_GB
    return f"{'yes' if needed_gb <= have else '**no**'}: {needed_gb:,.0f} of {have} GB"


def weights_table(sizes: dict[str, Row]) -> str:
    rows = []
    for name, row in measured(sizes, "candidates").items():
        found = row["candidates"]["bytes"]
        rows.append([
            name, figure(found["worker_laid_out"]), figure(found["worker_options"]),
            figure(found["worker_sent"]), figure(found["vacancy_laid_out"]),
            figure(found["programme_and_vacancy_table_mb"]), figure(found["rest_sent_mb"]),
        ])  # fmt: skip
    heads = ["Size", "A worker, laid out", "A worker's options", "A worker, sent to a shard",
             "A vacancy, laid out", "Table programme × vacancy, MB",
             "The rest, sent to each shard once, MB"]  # fmt: skip
    return table(heads, rows)


def report_of(results: Row) -> str:
    """All tables, one after the other."""
    sizes = results["sizes"]
    basis = ", ".join(name for name in SAME_DENSITY if name in measured(sizes, "plan"))
    parts = {
        f"Candidates (measured; {results['machine']})": candidates_table(sizes),
        "Plan, one process, two threads (measured)": plan_table(sizes),
        "Bytes (measured)": weights_table(sizes),
        "Shards, threads and processes (measured)": cluster_table(sizes),
        "The same questions to two threads and to two processes, medians (measured)":
            overhead_table(sizes),
        f"{WORKERS:,} workers × {VACANCIES:,} vacancies (extrapolated from: {basis or 'nothing'})":
            country_table(sizes),
    }  # fmt: skip
    return "\n\n".join(f"**{title}**\n\n{body}" for title, body in parts.items())

"""What a match costs as it grows: candidates, plan, memory, questions to shards, their bytes.

    python -m benchmarks.scaling --sizes 10k,province            (add --sizes 500k,2m for the rest)
    python -m benchmarks.scaling --cluster 10k,province          (in an environment that has Ray)
    python -m benchmarks.scaling --into-docs

Every measurement runs in a process of its own, so that its peak memory is its own, and is written
to benchmarks/results/scaling.json as soon as it is there. The last form lays the figures, and what
follows from them for a whole country, into docs/scaling.md.
"""

import argparse
import hashlib
import json
import os
import pickle
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.case import unit_codes
from benchmarks.scaling_report import report_of
from caunoi_engine.matching import (
    MarketIndex,
    Plan,
    build_index,
    example_market,
    make_plan,
    rank_vacancies,
)
from caunoi_engine.matching.example import SIZES
from caunoi_engine.matching.options import BRIEF, WHOLE, OptionLister
from caunoi_engine.matching.seats import Prices
from caunoi_engine.matching.shards import Response, Shards, Shortlist, local_shards
from caunoi_engine.matching.spans import span_of, without_workers

ROOT: Final = Path(__file__).resolve().parent.parent
RESULTS: Final = ROOT / "benchmarks" / "results" / "scaling.json"
DOCS: Final = ROOT / "docs" / "scaling.md"
BEGIN, END = "<!-- figures: python -m benchmarks.scaling --into-docs -->", "<!-- end of figures -->"
SHARD_COUNTS: Final = (1, 2, 4, 8)
SAMPLE: Final = 20_000
"""Workers of one span that are weighed as they are sent, and whose options are weighed."""
FEW, MOST, REPEATS = 50, 32, 41
"""Workers whose lists are asked for, how long they are, and how often each question is put."""
TARGET_GAP: Final = 0.005

Question = tuple[str, int, float, float]
"""Which, about how many workers, seconds, CPU seconds of this process."""


class Asked:
    """Shards that note every question and how long the answer took."""

    def __init__(self, shards: Shards) -> None:
        self._shards, self.bonus = shards, shards.bonus
        self.questions: list[Question] = []

    def respond(self, price: Prices) -> Response:
        """As `Shards.respond`."""
        with self._noted("pass", len(self.bonus)):
            return self._shards.respond(price)

    def shortlist(
        self, rows: NDArray[np.int64], price: Prices, most: int, roughly: bool = False
    ) -> Shortlist:
        """As `Shards.shortlist`."""
        name = f"lists_of_all_{most}" if len(rows) == len(self.bonus) else "lists_of_some"
        with self._noted(name, len(rows)):
            return self._shards.shortlist(rows, price, most, roughly)

    def as_shards(self, _: MarketIndex) -> Any:
        """Itself, where `make_plan` asks for shards of the index it was made for."""
        return self

    @contextmanager
    def _noted(self, name: str, workers: int) -> Iterator[None]:
        begun, spent = time.perf_counter(), time.process_time()
        yield
        taken = time.perf_counter() - begun
        self.questions.append((name, workers, taken, time.process_time() - spent))

    def options(self) -> int:
        """As `Shards.options`."""
        return self._shards.options()


def told(questions: Iterable[Question]) -> dict[str, dict[str, float]]:
    """The questions of each kind: how many, about how many workers, milliseconds, seconds."""
    kinds: dict[str, list[Question]] = {}
    for question in questions:
        kinds.setdefault(question[0], []).append(question)
    return {
        name: {
            "questions": len(some),
            "workers": sum(workers for _, workers, _, _ in some),
            "median_ms": round(1e3 * float(np.median([taken for _, _, taken, _ in some])), 3),
            "fastest_ms": round(1e3 * min(taken for _, _, taken, _ in some), 3),
            "wall_s": round(sum(taken for _, _, taken, _ in some), 3),
            "cpu_s": round(sum(spent for _, _, _, spent in some), 3),
        }
        for name, some in kinds.items()
    }


def fingerprint(plan: Plan) -> str:
    """SHA-256 of all that a plan decides, and of its prices."""
    parts = (plan.vacancy, plan.course, plan.net_value, plan.vacancy_price, plan.course_price)
    ends = np.array([plan.value, plan.upper_bound])
    return hashlib.sha256(b"".join(part.tobytes() for part in (*parts, ends))).hexdigest()


@contextmanager
def measured(into: dict[str, Any], name: str) -> Iterator[None]:
    """Wall and CPU seconds of a block."""
    begun, spent = time.perf_counter(), time.process_time()
    yield
    into[name] = {
        "wall_s": round(time.perf_counter() - begun, 3),
        "cpu_s": round(time.process_time() - spent, 3),
    }


def bytes_of(columns: Iterable[Any]) -> int:
    return sum(column.nbytes for column in columns if isinstance(column, np.ndarray))


def weigh(index: MarketIndex) -> dict[str, Any]:
    """Bytes a worker, a vacancy and an intake take, here and on their way to a shard."""
    workers = len(index.market.workers)
    sample = min(SAMPLE, workers)
    options = OptionLister(index, BRIEF).options(0, sample)
    sent = len(pickle.dumps(without_workers(index), protocol=5))
    return {
        "worker_laid_out": bytes_of(index.workers) / workers,
        "worker_sent": len(pickle.dumps(span_of(index, 0, sample), protocol=5)) / sample,
        "worker_options": bytes_of(options) / sample,
        "vacancy_laid_out": bytes_of(index.vacancies) / len(index.market.vacancies),
        "programme_and_vacancy_table_mb": index.courses.teaches.nbytes / 1e6,
        "rest_sent_mb": sent / 1e6,
        "options_a_worker": options.found / sample,
    }


def market_index(size: str, report: dict[str, Any]) -> MarketIndex:
    market = example_market(unit_codes(), size=size)
    report["made_mb"] = peak_mb()
    with measured(report, "index"):
        return build_index(market)


def peak_mb() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def warm_up() -> None:
    """Everything is compiled before it is measured."""
    index = build_index(example_market(unit_codes(), size="small"))
    rank_vacancies(index)
    for listed in (WHOLE, BRIEF):
        # No gap is small enough: so every stage is gone through.
        make_plan(index, target_gap=-1, rounds=1, shards=partial(local_shards, listed=listed))


def candidates(size: str) -> dict[str, Any]:
    """The exact 50 best vacancies of everybody, and what things weigh."""
    report: dict[str, Any] = {}
    index = market_index(size, report)
    rank_vacancies(index, k=50, threads=1)
    with measured(report, "top_50_of_all"):
        rank_vacancies(index, k=50)
    report["peak_mb"] = peak_mb()
    report["bytes"] = {name: round(value, 2) for name, value in weigh(index).items()}
    return report


def planned(size: str) -> dict[str, Any]:
    """A plan, and the questions it put to the shards."""
    report: dict[str, Any] = {}
    index = market_index(size, report)
    with measured(report, "options"):
        asked = Asked(local_shards(index))
    with measured(report, "plan"):
        plan = make_plan(index, target_gap=TARGET_GAP, shards=asked.as_shards)
    report["plan"] |= {
        "gap_percent": round(100 * plan.gap, 4),
        "placed": plan.placed,
        "seats_used": plan.seats_used,
        "rounds": plan.rounds,
        "options": plan.options,
    }
    return report | {"asked": told(asked.questions), "peak_mb": peak_mb()}


def overhead(here: Shards, there: Shards, index: MarketIndex) -> dict[str, dict[str, float]]:
    """Median milliseconds of the same questions, put to threads here and to processes in turn.

    Prices change a little from one question to the next, as they do in a search.
    """
    rng, vacancies = np.random.default_rng(1), len(index.market.vacancies)
    price = rng.integers(0, 300_000, vacancies + 1 + len(index.market.courses))
    price[vacancies] = 0
    everybody = np.arange(len(index.market.workers))
    few = np.sort(rng.choice(everybody, FEW, replace=False))
    questions: dict[str, Callable[[Shards, Prices], object]] = {
        "pass": lambda shards, at: shards.respond(at),
        "lists_of_few": lambda shards, at: shards.shortlist(few, at, MOST),
        "lists_of_all": lambda shards, at: shards.shortlist(everybody, at, MOST),
    }
    found = {}
    for name, question in questions.items():
        taken: dict[str, list[float]] = {"threads_ms": [], "processes_ms": []}
        for _ in range(REPEATS):
            at = price + rng.integers(0, 2_000, len(price))
            for way, shards in zip(taken, (here, there), strict=True):
                begun = time.perf_counter()
                question(shards, at)
                taken[way].append(1e3 * (time.perf_counter() - begun))
        found[name] = {way: round(float(np.median(some)), 3) for way, some in taken.items()}
        found[name]["more_ms"] = round(found[name]["processes_ms"] - found[name]["threads_ms"], 3)
    return found


def shared_out(size: str) -> dict[str, Any]:
    """One plan by several numbers of shards, threads, and two processes: the same, and how fast."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from caunoi.placement.actions.cluster import remote_shards
    from caunoi_kit.cluster import join

    report: dict[str, Any] = {}
    index = market_index(size, report)
    ways: dict[str, Any] = {
        f"{count} shards, 1 thread": lambda count=count: local_shards(index, count=count, threads=1)
        for count in SHARD_COUNTS
    }
    ways["2 shards, 2 threads"] = lambda: local_shards(index, count=2, threads=2)
    with join(processes=2) as cluster:
        ways["2 processes"] = lambda: remote_shards(index, cluster)
        for name, make in ways.items():
            way: dict[str, Any] = {}
            with measured(way, "options"):
                asked = Asked(make())
            with measured(way, "plan"):
                plan = make_plan(index, target_gap=TARGET_GAP, shards=asked.as_shards)
            report[name] = way | {"asked": told(asked.questions), "sha256": fingerprint(plan)}
        here = local_shards(index, count=2, threads=2)
        report["overhead"] = overhead(here, remote_shards(index, cluster), index)
    report["all_the_same"] = len({report[name]["sha256"] for name in ways}) == 1
    return report


PARTS: Final = {"candidates": candidates, "plan": planned, "cluster": shared_out}


def run_apart(part: str, size: str) -> dict[str, Any]:
    """One measurement in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.scaling", "--one", part, size]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        return {"failed": f"ended with {done.returncode}"}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found | {"whole_s": round(time.perf_counter() - begun, 1)}


def keep(part: str, size: str, found: dict[str, Any]) -> None:
    """Puts one measurement beside the others."""
    known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    known["machine"] = f"{platform.machine()}, {os.cpu_count()} CPU"
    known["python"] = platform.python_version()
    shape = SIZES[size]
    row = known.setdefault("sizes", {}).setdefault(size, {})
    row |= {"workers": shape.workers, "vacancies": shape.vacancies, "intakes": shape.intakes}
    row[part] = found
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")


def into_docs() -> None:
    """Lays the figures into the page between its two marks."""
    page = DOCS.read_text(encoding="utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    report = report_of(json.loads(RESULTS.read_text(encoding="utf-8")))
    DOCS.write_text(f"{before}{BEGIN}\n{report}\n{END}{after}", encoding="utf-8")


def listed(text: str) -> list[str]:
    names = [name for name in text.split(",") if name]
    if unknown := sorted(set(names) - set(SIZES)):
        raise argparse.ArgumentTypeError(f"no such size: {', '.join(unknown)}")
    return names


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=listed, default=[])
    parser.add_argument("--candidates-only", action="store_true")
    parser.add_argument("--cluster", type=listed, default=[], metavar="SIZES")
    parser.add_argument("--into-docs", action="store_true")
    parser.add_argument("--one", nargs=2, metavar=("PART", "SIZE"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        warm_up()
        print(json.dumps(PARTS[chosen.one[0]](chosen.one[1])))
        return 0
    parts = ["candidates"] if chosen.candidates_only else ["candidates", "plan"]
    asked = [(part, size) for size in chosen.sizes for part in parts]
    asked += [("cluster", size) for size in chosen.cluster]
    failed = False
    for part, size in asked:
        found = run_apart(part, size)
        failed |= "failed" in found
        keep(part, size, found)
        print(f"{part} {size}: {json.dumps(found)}", flush=True)
    if chosen.into_docs:
        into_docs()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

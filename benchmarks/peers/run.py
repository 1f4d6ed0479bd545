"""Runs one peer on a saved case and prints what it found as JSON, alone in its process.

    python -m benchmarks.peers.run NAME FOLDER SIZE SEED

NAME `compile` compiles this engine and the loops of the peers instead, for all processes after it,
and tells how long the engine took; `prepare` makes and saves the case.
"""

import importlib
import json
import resource
import sys
from pathlib import Path
from typing import Any

from benchmarks.peers import PEERS
from benchmarks.peers.case import load_case, make_case
from benchmarks.peers.measuring import stopwatch


def compile_all() -> dict[str, float]:
    """Calls everything that is compiled once; seconds of the two parts of this engine."""
    from benchmarks.peers import ours_lists, ours_plans, policies

    seconds = {}
    for name, module in (("lists_s", ours_lists), ("plans_s", ours_plans)):
        with stopwatch() as taken:
            module.first_call()
        seconds[name] = round(taken.cpu, 2)
    policies.first_call()
    return seconds


def main() -> None:
    name, folder, size, seed = sys.argv[1:]
    report: dict[str, Any] = {}
    if name == "compile":
        with stopwatch() as taken:
            report["compile_cpu"] = compile_all()
    elif name == "prepare":
        with stopwatch() as taken:
            case = make_case(size, int(seed))
        case.save(Path(folder))
        report["sides"] = {
            "workers": len(case.workers["x"]),
            "vacancies": len(case.vacancies["x"]),
            "positions": int(case.vacancies["positions"].sum()),
            "intakes": len(case.courses["x"]),
            "seats": int(case.courses["seats"].sum()),
        }
    else:
        case = load_case(Path(folder), size, int(seed))
        module = importlib.import_module(f"benchmarks.peers.{PEERS[name].module}")
        with stopwatch() as taken:
            report["rows"] = module.run(case)
    report["whole_wall_s"] = round(taken.wall, 2)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    report["peak_mb"] = round(peak / 1024)
    print(json.dumps(report))


if __name__ == "__main__":
    main()

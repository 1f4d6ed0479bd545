"""The match beside its peers, on the same markets, in one run.

    python -m benchmarks.bench_match [--sizes 10k,province] [--seeds 1,2,3] [--only numpy,duckdb]
    python -m benchmarks.bench_match --quick       10,000 workers, one seed
    python -m benchmarks.bench_match --resume      what is in the results already is not run again
    python -m benchmarks.bench_match --table       print the tables of the results there are
    python -m benchmarks.bench_match --place       put them into docs/peers.md, and draw the charts

Every peer runs in a process of its own, with a time limit; its result is written when it ends,
to `benchmarks/results/SIZE-SEED.json`. All peers run on the first seed, the policies on every one.
Ends with 1 if a peer failed or was stopped, or an exact one found other lists than this engine.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.peers import PEERS, POLICIES
from benchmarks.peers.charts import drawings
from benchmarks.peers.report import RESULTS, place, read_results, tables, troubles

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs/peers.md"
IMAGES = ROOT / "docs/images"
PACKAGES = ("duckdb", "faiss-cpu", "highspy", "numba", "numpy", "ortools", "polars", "psycopg",
            "scipy", "tantivy")  # fmt: skip
PREPARE_SECONDS = 600


def call(name: str, folder: str, size: str, seed: int, seconds: int) -> dict[str, Any]:
    """Runs one peer; what it found, or how it failed."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "NUMBA_CACHE_DIR": folder,  # empty at first: what was compiled before does not count
        # Threads that wait must not take the cores of others; no peer computes in this library.
        "OMP_WAIT_POLICY": "passive",
        "OPENBLAS_NUM_THREADS": "1",
    }
    command = [sys.executable, "-m", "benchmarks.peers.run", name, folder, size, str(seed)]
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True,
                              timeout=seconds, check=False)  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"status": f"stopped after {seconds} s"}
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or [f"signal {-done.returncode}"]
        # The results are published: no path of the machine may stand in them.
        said = last[0].replace(folder, "").replace(str(ROOT), "")
        return {"status": f"failed: {said[:200]}"}
    return {"status": "ok", **json.loads(done.stdout.splitlines()[-1])}


def machine() -> dict[str, Any]:
    """What the figures were measured on, without the machine's name."""
    return {
        "on": datetime.now(UTC).date().isoformat(),
        "processor": f"{platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "versions": {name: version(name) for name in PACKAGES},
    }


def write(path: Path, result: dict[str, Any]) -> None:
    """Writes a result whole or not at all."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(path)


def measure(size: str, seed: int, names: Iterable[str], *, resume: bool) -> None:
    """Runs these peers on one market and writes each result as it comes."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{size}-{seed}.json"
    result = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"peers": {}}
    kept = result["peers"]
    wanted = [n for n in names if not (resume and kept.get(n, {}).get("status") == "ok")]
    for name in [n for n in wanted if PEERS[n].sizes and size not in PEERS[n].sizes]:
        kept[name] = {"status": PEERS[name].reason}
        wanted.remove(name)
    with tempfile.TemporaryDirectory(prefix="caunoi-peers-") as folder:
        if wanted:
            print(f"\n{size}, seed {seed}: compiling, and making the market", flush=True)
            result.update(size=size, seed=seed, machine=machine())
            for step, told in (("compile", "compile_cpu"), ("prepare", "sides")):
                ready = call(step, folder, size, seed, PREPARE_SECONDS)
                if ready["status"] != "ok":
                    raise SystemExit(f"{size}, seed {seed}, {step}: {ready['status']}")
                result[told] = ready[told]
        for name in wanted:
            load = os.getloadavg()[0]
            kept[name] = call(name, folder, size, seed, PEERS[name].seconds)
            kept[name]["load_before"] = round(load, 2)
            result["peers"] = {n: kept[n] for n in PEERS if n in kept}
            write(path, result)
            taken = kept[name].get("whole_wall_s", "")
            print(f"  {name:<16} {kept[name]['status']}  {taken}", flush=True)
    if "size" in result:
        write(path, result)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="10k,province")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--only", default="", help=f"some of {', '.join(PEERS)}")
    for flag in ("--quick", "--resume", "--table", "--place"):
        parser.add_argument(flag, action="store_true")
    chosen = parser.parse_args()
    only = [name for name in chosen.only.split(",") if name]
    if unknown := set(only) - set(PEERS):
        parser.error(f"no such peer: {', '.join(sorted(unknown))}")
    sizes, seeds = ("10k", "1") if chosen.quick else (chosen.sizes, chosen.seeds)
    if not (chosen.table or chosen.place):
        for size in sizes.split(","):
            for number, seed in enumerate(int(seed) for seed in seeds.split(",")):
                names = [n for n in only or PEERS
                         if number == 0 or PEERS[n].question == POLICIES]  # fmt: skip
                measure(size, seed, names, resume=chosen.resume)
    made = tables(read_results())
    if chosen.place:
        DOCUMENT.write_text(place(DOCUMENT.read_text(encoding="utf-8"), made), encoding="utf-8")
        for name, drawn in drawings(read_results()).items():
            (IMAGES / f"{name}.svg").write_text(drawn, encoding="utf-8")
    else:
        print("\n\n".join(f"## {name}\n\n{table}" for name, table in made.items()))
    return 1 if troubles(read_results()) else 0


if __name__ == "__main__":
    sys.exit(main())

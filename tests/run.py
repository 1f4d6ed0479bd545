"""Run all tests that this machine can run, and say loudly what had to be left out.

    python -m tests.run          all parts, some at a time
    python -m tests.run SQLite   one part

Five parts: SQLite; PostgreSQL (DATABASE_URL, or a server on 127.0.0.1:5432); engine and rules in
an environment without Django; a match over two processes by Ray, in an environment that has it;
pages in a real Chromium. A part that cannot run here is left out with its reason; with
CAUNOI_TEST_STRICT=1 that fails the run.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCAL_POSTGRESQL = "postgres://postgres@127.0.0.1:5432/postgres"
PLAIN = ["-m", "not browser and not cluster"]
# Engine and rules have no database: they are tested once, where there is no Django.
PLAIN_TESTS = ["tests", "--ignore=tests/engine", "--ignore=tests/rules", *PLAIN]
# Walks over the whole site, kills and made provinces cost minutes: where both databases are at
# hand, each takes its share of them.
ONLY_POSTGRESQL = [
    "tests/test_every_page_survives.py",
    "tests/trust/test_records_read.py",
    "tests/intake/test_files_killed.py",
]
ONLY_SQLITE = [
    "tests/trust/test_forms.py",
    "tests/trust/test_strangers.py",
    "tests/trust/test_texts.py",
    "tests/api/test_schema.py",
    "tests/indicators/articles",
    "tests/portal/test_demo.py",
    "tests/portal/test_demo_making.py",
    "tests/portal/test_demo_scenes.py",
    "tests/portal/test_demo_collecting.py",
    "tests/portal/test_demo_figures.py",
]
COMPILE = (
    "from caunoi_engine.matching import *; "
    "make_plan(build_index(example_market(['7531', '8153'])), rounds=1)"
)

LEFT_OUT = 2  # what a part answers that could not run here


class LeftOut(Exception):
    """This part cannot run on this machine; the message says what is missing."""


def pytest(*arguments: str, python: str = sys.executable, **environment: str) -> bool:
    """Whether all tests of one pytest run passed."""
    with tempfile.TemporaryDirectory(prefix="caunoi-test-") as home:
        env = {**os.environ, "CAUNOI_HOME": home, **environment}
        # No cache: the parts run side by side. What takes longest is said, so that it can be cut.
        command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--durations=20",
                   "--durations-min=2", *arguments]  # fmt: skip
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode == 0


def on_sqlite() -> bool:
    """All of it, less what PostgreSQL takes where it is at hand."""
    walks = [] if _why_no_postgresql() else [f"--ignore={one}" for one in ONLY_POSTGRESQL]
    return pytest(*PLAIN_TESTS, *walks, DATABASE_URL="")


def on_postgresql() -> bool:
    if why := _why_no_postgresql():
        raise LeftOut(f"no PostgreSQL at CAUNOI_TEST_POSTGRESQL or 127.0.0.1:5432 ({why})")
    walks = [f"--ignore={one}" for one in ONLY_SQLITE]
    return pytest(*PLAIN_TESTS, *walks, DATABASE_URL=_postgresql(), CAUNOI_TEST_DATABASE_ONLY="1")


def _postgresql() -> str:
    return os.environ.get("CAUNOI_TEST_POSTGRESQL", LOCAL_POSTGRESQL)


def _why_no_postgresql() -> str:
    import psycopg

    try:
        psycopg.connect(_postgresql(), connect_timeout=3).close()
    except psycopg.OperationalError as error:
        return str(error)
    return ""


def environment(name: str, lock: str, *, over_this_one: bool = False) -> str:
    """The Python of an environment of its own that holds the packages of a lock.

    `over_this_one`: what the environment at hand has already is used and not installed again.
    """
    folder, wanted = ROOT / ".venv" / name, ROOT / lock
    python, stamp = str(folder / "bin/python"), folder / ".ready"
    if stamp.exists() and stamp.stat().st_mtime >= wanted.stat().st_mtime:
        return python
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
    if over_this_one:
        ask = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
        packages = subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip()
        below = sysconfig.get_path("purelib")
        (Path(packages) / "below.pth").write_text(f"{below}\n", encoding="utf-8")
    install = [str(folder / "bin/pip"), "install", "--quiet", "--disable-pip-version-check",
               "--no-compile", "--require-hashes", "-r", str(wanted)]  # fmt: skip
    if subprocess.run(install, check=False).returncode:
        raise LeftOut(f"the packages of {lock} could not be installed")
    stamp.touch()
    return python


def without_django() -> bool:
    python = environment("without-django", "requirements-engine.lock")
    has_django = subprocess.run([python, "-c", "import django"], capture_output=True, check=False)
    if has_django.returncode == 0:
        raise LeftOut("the environment that should hold no Django holds it")
    return pytest("-c", "tests/without_django.ini", "--rootdir", ".", python=python,
                  PYTHONPATH=str(ROOT))  # fmt: skip


def on_cluster() -> bool:
    python = environment("cluster", "requirements-cluster.lock", over_this_one=True)
    if subprocess.run([python, "-c", "import ray"], capture_output=True, check=False).returncode:
        raise LeftOut("Ray is installed and cannot be imported")
    return pytest("tests/kit", "tests/placement", "-m", "cluster", python=python,
                  DATABASE_URL="")  # fmt: skip


def in_browser() -> bool:
    if not (os.environ.get("CAUNOI_CHROMIUM") or shutil.which("chromium")):
        raise LeftOut("no chromium on the PATH nor in CAUNOI_CHROMIUM")
    return pytest("tests", "-m", "browser", DATABASE_URL="")


PARTS: dict[str, Callable[[], bool]] = {  # the longest first, then those that match from the start
    "PostgreSQL": on_postgresql,
    "SQLite": on_sqlite,
    "browser": in_browser,
    "engine and rules without Django": without_django,
    "match over processes": on_cluster,
}
BEFORE_MATCHING = {"PostgreSQL", "SQLite"}
AT_ONCE = 3  # two cores: the parts wait for databases and browsers now and then


def run_alone(name: str) -> int:
    """One part in this process, for `side_by_side`: 0 passed, 1 failed, 2 left out."""
    try:
        return 0 if PARTS[name]() else 1
    except LeftOut as reason:
        print(f"LEFT OUT: {reason}", flush=True)
        return LEFT_OUT


def side_by_side() -> dict[str, tuple[int, str]]:
    """Outcome and output of every part; output is printed as each ends."""
    # The match is compiled once for all parts, while the first two prepare their databases.
    compiling = subprocess.Popen([sys.executable, "-c", COMPILE], cwd=ROOT)

    def one(name: str) -> tuple[int, str]:
        if name not in BEFORE_MATCHING:
            compiling.wait()
        command = [sys.executable, "-m", "tests.run", name]
        start = time.monotonic()
        ran = subprocess.run(command, cwd=ROOT, text=True, check=False,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # fmt: skip
        seconds = time.monotonic() - start
        print(f"\n=== {name} ({seconds:.0f} s) ===\n{ran.stdout}", flush=True)
        return ran.returncode, ran.stdout

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(PARTS, pool.map(one, PARTS), strict=True))


def main() -> int:
    if len(sys.argv) > 1:
        return run_alone(sys.argv[1])
    passed, failed, left_out = [], [], {}
    for name, (outcome, output) in side_by_side().items():
        if outcome == LEFT_OUT:
            left_out[name] = output.strip().removeprefix("LEFT OUT: ")
        else:
            (failed if outcome else passed).append(name)
    print("\n=== Result ===")
    print(f"passed: {', '.join(passed) or 'nothing'}")
    if failed:
        print(f"FAILED: {', '.join(failed)}")
    for name, reason in left_out.items():
        print(f"!!! NOT TESTED: {name}: {reason}")
    strict = os.environ.get("CAUNOI_TEST_STRICT") == "1"
    return 1 if failed or not passed or (strict and left_out) else 0


if __name__ == "__main__":
    sys.exit(main())

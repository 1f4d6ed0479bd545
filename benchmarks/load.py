"""How long an empty installation takes to be filled.

    .venv/bin/python benchmarks/load.py [--scale province] [--vacancies FILE …]

Works in a new SQLite database in a folder of its own, or in the empty one that DATABASE_URL names.
Each file of real vacancies, given by path, is imported twice: the second time must change nothing.
"""

import argparse
import io
import os
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django


def main() -> None:
    """Fill the database step by step and print the seconds of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=("tiny", "small", "province"), default="province")
    parser.add_argument("--vacancies", nargs="*", type=Path, default=[], metavar="FILE")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="caunoi-load-") as home:
        os.environ["CAUNOI_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
        fill(wanted.scale, wanted.vacancies)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{'peak memory':<28}{peak:>9} MB")


def fill(scale: str, files: list[Path]) -> None:
    """Migrate, load the ground, make a province, import the files."""
    from django.core.management import call_command

    quiet = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    timed("migrate", lambda: call_command("migrate", verbosity=0, **quiet))
    timed("load-places", lambda: call_command("load_places", **quiet))
    timed("load-classifications", lambda: call_command("load_classifications", **quiet))
    timed(f"demo --scale {scale}", lambda: call_command("demo", scale=scale, **quiet))
    for file in files:
        for turn in ("first", "second"):
            said = io.StringIO()
            timed(
                f"{file.name}, {turn}",
                lambda file=file, said=said: call_command(
                    "import_vacancies", str(file), stdout=said, stderr=io.StringIO()
                ),
            )
            print(said.getvalue().rstrip())


def timed(name: str, step: Callable[[], object]) -> None:
    """Run a step and print how long it took, on the clock and on the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    step()
    print(
        f"{name:<28}{time.perf_counter() - clock:>9.1f} s"
        f"{time.process_time() - processor:>9.1f} s processor"
    )


if __name__ == "__main__":
    main()

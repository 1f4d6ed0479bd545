"""Run tests in four time zones and compare them: each comes out the same everywhere (trust H4).

    python -m tests.zones                         all tests on SQLite, one zone after another
    python -m tests.zones tests/rules tests/engine

The process really stands in the zone (CAUNOI_TZ, `tests/conftest.py`), browsers too; the site stays
in its own. Ends with 1 when a test fails somewhere, or comes out differently in two zones.
"""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ZONES = ("UTC", "Asia/Ho_Chi_Minh", "Asia/Seoul", "America/Los_Angeles")

Outcomes = dict[str, str]


def outcomes(report: Path) -> Outcomes:
    """Every test of a JUnit report and how it came out."""
    found = {}
    for case in ET.parse(report).iter("testcase"):  # noqa: S314  written by our own run
        words = sorted(each.tag for each in case if each.tag in {"failure", "error", "skipped"})
        found[f"{case.get('classname')}::{case.get('name')}"] = " ".join(words) or "passed"
    return found


def run_in(zone: str, targets: list[str], folder: Path) -> Outcomes:
    """The tests of the targets in a zone."""
    report = folder / f"{zone.replace('/', '-')}.xml"
    # Plain TZ speaks to what starts before Django, CAUNOI_TZ to what comes after it.
    env = {**os.environ, "TZ": zone, "CAUNOI_TZ": zone, "CAUNOI_HOME": str(folder / "home")}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        f"--junitxml={report}",
    ]
    subprocess.run([*command, *targets], cwd=ROOT, env=env, check=False)
    return outcomes(report)


def differences(by_zone: dict[str, Outcomes]) -> list[str]:
    """Tests that failed somewhere or came out differently, in words."""
    told = []
    for name in sorted({name for found in by_zone.values() for name in found}):
        here = {zone: found.get(name, "not run") for zone, found in by_zone.items()}
        if len(set(here.values())) > 1 or {"failure", "error"} & set(
            " ".join(here.values()).split()
        ):
            told.append(f"{name}: " + ", ".join(f"{zone} {word}" for zone, word in here.items()))
    return told


def main(targets: list[str]) -> int:
    """Run, compare, say."""
    with tempfile.TemporaryDirectory(prefix="caunoi-zones-") as folder:
        by_zone = {zone: run_in(zone, targets or ["tests"], Path(folder)) for zone in ZONES}
    told = differences(by_zone)
    for zone, found in by_zone.items():
        passed = sum(word == "passed" for word in found.values())
        print(f"{zone}: {passed:,} passed of {len(found):,}")
    print("\n".join(told) if told else "the same in every zone")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

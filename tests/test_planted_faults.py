"""The house guards itself: each kind of fault, planted in a copy of the code, is caught."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COPIED = ("config", "caunoi", "caunoi_kit", "caunoi_engine", "caunoi_rules", "tests")
BIN = Path(sys.executable).parent

Files = dict[str, str]

IMPORT_FAULTS: list[tuple[str, str, Files]] = [
    (
        "a register imports a service above it",
        "Domains",
        {"caunoi/people/actions.py": "from caunoi.placement import queries as up\n"},
    ),
    (
        "the same, hidden in a function",
        "Domains",
        {"caunoi/people/actions.py": "def f():\n    from caunoi.placement import queries\n"},
    ),
    (
        "the same, for types only",
        "Domains",
        {
            "caunoi/people/actions.py": "from typing import TYPE_CHECKING\n"
            "if TYPE_CHECKING:\n    from caunoi.placement import queries\n"
        },
    ),
    (
        "the kit imports a domain",
        "Packages",
        {"caunoi_kit/ui/formats.py": "from caunoi.portal import views\n"},
    ),
    (
        "a model imports a view's constants",
        "Files",
        {"caunoi/placement/models.py": "from caunoi.placement import views\n"},
    ),
    (
        "queries import actions",
        "Files",
        {"caunoi/people/queries.py": "from caunoi.people import actions\n"},
    ),
    ("a domain nobody placed", "Domains", {"caunoi/misc/__init__.py": ""}),
    ("utils.py in a domain", "Files", {"caunoi/people/utils.py": ""}),
    ("signals.py in a domain", "Files", {"caunoi/people/signals.py": ""}),
    (
        "strangers on one line know each other",
        "Domains",
        {
            "caunoi/fairs/__init__.py": "",
            "caunoi/overseas/__init__.py": "",
            "caunoi/overseas/queries.py": "",
            "caunoi/fairs/actions.py": "from caunoi.overseas import queries\n",
        },
    ),
    (
        "a view borrows another domain's form",
        "private",
        {
            "caunoi/people/forms.py": "",
            "caunoi/placement/views.py": "from caunoi.people import forms\n",
        },
    ),
    (
        "a domain borrows another's view",
        "private",
        {"caunoi/portal/views.py": "from caunoi.placement import views as theirs\n"},
    ),
    (
        "a view calls the engine",
        "Only actions",
        {"caunoi/accounts/views.py": "from caunoi_engine import matching\n"},
    ),
    (
        "the engine imports Django",
        "framework",
        {"caunoi_engine/matching/policy.py": "import django.utils.timezone\n"},
    ),
    (
        "the engine imports what shares it out",
        "framework",
        {"caunoi_engine/matching/policy.py": "import ray\n"},
    ),
    (
        "the rules import the engine",
        "Packages",
        {"caunoi_rules/wages.py": "import caunoi_engine.matching\n"},
    ),
    (
        "a cycle inside the engine",
        "No cycles",
        {
            "caunoi_engine/text/names.py": "import caunoi_engine.matching.policy\n",
            "caunoi_engine/matching/policy.py": "import caunoi_engine.text.names\n",
        },
    ),
    (
        "a call over the network in a domain",
        "network",
        {"caunoi/people/actions.py": "import httpx\n"},
    ),
]

RUFF_FAULTS: list[tuple[str, str, Files]] = [
    (
        "the clock read in an action",
        "TID251",
        {"caunoi/people/actions.py": "from django.utils import timezone\n\nNOW = timezone.now()\n"},
    ),
    (
        "the clock read in the engine",
        "TID251",
        {"caunoi_engine/text/names.py": "import datetime\n\nTODAY = datetime.date.today()\n"},
    ),
    (
        "a signal receiver",
        "TID251",
        {"caunoi/people/actions.py": "from django.db.models.signals import post_save\n"},
    ),
]

TEST_FAULTS: list[tuple[str, str, Files]] = [
    (
        "a foreign key that points up, by string",
        "test_foreign_keys_point_down",
        {
            "caunoi/people/models.py": "\n\nclass Note(models.Model):\n    personal_data = False\n"
            "    run = models.ForeignKey('placement.MatchRun', models.PROTECT, related_name='+')\n"
        },
    ),
    (
        "a reverse accessor left open",
        "test_no_way_back_up_through_reverse_accessors",
        {
            "caunoi/placement/models/matching.py": "\n\nclass Hire(models.Model):\n"
            "    personal_data = False\n"
            "    person = models.ForeignKey('people.Person', models.PROTECT)\n"
        },
    ),
    (
        "a file of over 500 lines",
        "test_no_long_files",
        {"caunoi/people/queries.py": "x = 1\n" * 501},
    ),
]


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Path:
    """A copy of the code, without the settings of this machine."""
    copy = tmp_path_factory.mktemp("house")
    for name in COPIED:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    (copy / "reference").symlink_to(ROOT / "reference")
    return copy


@pytest.fixture
def plant(house):
    """Add code to files of the copy for the length of one test."""
    before: dict[Path, str | None] = {}

    def add(files: Files) -> None:
        for name, code in files.items():
            path = house / name
            before[path] = path.read_text() if path.exists() else None
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text((before[path] or "") + code)

    yield add
    for path, text in before.items():
        if text is None:
            path.unlink()
            if not any(path.parent.glob("*.py")):
                shutil.rmtree(path.parent)
        else:
            path.write_text(text)


def run(house: Path, *command: str) -> tuple[int, str]:
    done = subprocess.run(
        command, cwd=house, capture_output=True, text=True, check=False, timeout=120
    )
    return done.returncode, done.stdout + done.stderr


def lint(house: Path) -> tuple[int, list[str]]:
    code, said = run(house, str(BIN / "lint-imports"), "--no-cache")
    return code, re.findall(r"^(.*?) BROKEN", said, flags=re.MULTILINE)


def test_the_house_as_it_is_keeps_every_contract(house):
    assert lint(house) == (0, [])


@pytest.mark.parametrize(
    ("name", "contract", "files"), IMPORT_FAULTS, ids=[f[0] for f in IMPORT_FAULTS]
)
def test_a_planted_import_is_caught(house, plant, name, contract, files):
    plant(files)
    code, broken = lint(house)
    assert code != 0
    assert any(contract.lower() in line.lower() for line in broken), broken


@pytest.mark.parametrize(("name", "rule", "files"), RUFF_FAULTS, ids=[f[0] for f in RUFF_FAULTS])
def test_a_planted_habit_is_caught(house, plant, name, rule, files):
    plant(files)
    code, said = run(
        house, str(BIN / "ruff"), "check", "--no-cache", "--output-format=concise", *files
    )
    assert code != 0
    assert rule in said


def test_planted_models_are_caught(house, plant):
    for _, _, files in TEST_FAULTS:
        plant(files)
    code, said = run(
        house, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
        "tests/test_architecture.py",
    )  # fmt: skip
    assert code != 0
    assert [name for name, test, _ in TEST_FAULTS if f"::{test}" not in said] == []

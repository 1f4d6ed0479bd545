"""What the import contracts cannot see: keys by string, way back up, file sizes, personal data."""

import ast
import re
import tomllib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

ROOT = Path(__file__).parent.parent
PACKAGES = ("config", "caunoi", "caunoi_kit", "caunoi_engine", "caunoi_rules")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
LAYERS = next(c for c in CONTRACTS if c["id"] == "domains")["layers"]
HEIGHT = {name.strip(" ()"): -i for i, line in enumerate(LAYERS) for name in line.split("|")}
LONGEST_FILE = 500  # lines
LONGEST_FUNCTION = 50


def our_models():
    return [m for m in apps.get_models() if m.__module__.startswith(("caunoi.", "caunoi_kit."))]


def domain_of(model) -> str | None:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "caunoi" else None


def relations_between_domains():
    for model in our_models():
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model:
                here, there = domain_of(model), domain_of(field.related_model)
                if here and there and here != there:
                    yield field, here, there


def python_files():
    for package in PACKAGES:
        yield from (p for p in (ROOT / package).rglob("*.py") if "migrations" not in p.parts)


def test_foreign_keys_point_down():
    wrong = [
        str(f) for f, here, there in relations_between_domains() if HEIGHT[there] >= HEIGHT[here]
    ]
    assert wrong == []


def test_no_way_back_up_through_reverse_accessors():
    open_doors = [str(f) for f, _, _ in relations_between_domains() if not f.remote_field.hidden]
    assert open_doors == [], "give these related_name='+'"


def test_what_another_domain_points_at_cannot_be_deleted_under_it():
    cascading = [
        str(f)
        for f, _, _ in relations_between_domains()
        if isinstance(f, models.ForeignKey) and f.remote_field.on_delete is not models.PROTECT
    ]
    assert cascading == []


def test_no_long_files():
    lengths = {p.relative_to(ROOT): len(p.read_text().splitlines()) for p in python_files()}
    assert {str(p): n for p, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_long_functions():
    long = []
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                start = node.body[0].lineno if ast.get_docstring(node) is None else (
                    node.body[1].lineno if len(node.body) > 1 else node.end_lineno
                )  # fmt: skip
                if (length := node.end_lineno - start + 1) > LONGEST_FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}:{node.name}: {length}")
    assert long == []


def test_every_model_says_whether_it_holds_personal_data():
    silent = [
        model._meta.label
        for model in our_models()
        if not model._meta.auto_created and not isinstance(vars(model).get("personal_data"), bool)
    ]
    assert silent == []


def test_migrations_import_no_live_code():
    importing = [
        str(path.relative_to(ROOT))
        for path in ROOT.glob("caunoi*/*/migrations/*.py")
        if re.search(r"^(from|import) caunoi(?!.*migrations)", path.read_text(), re.MULTILINE)
    ]
    assert importing == []


def test_constraints_are_named_as_sentences():
    short = [
        c.name for m in our_models() for c in m._meta.constraints if len(c.name.split("_")) < 3
    ]
    assert short == []


def test_every_domain_has_a_readme_of_its_purpose():
    domains = [d for d in (ROOT / "caunoi").iterdir() if (d / "apps.py").exists()]
    assert [d.name for d in domains if not (d / "README.md").exists()] == []


def test_installed_domains_are_those_on_disk():
    on_disk = {d.name for d in (ROOT / "caunoi").iterdir() if (d / "apps.py").exists()}
    installed = {a.split(".")[1] for a in settings.INSTALLED_APPS if a.startswith("caunoi.")}
    assert installed == on_disk

"""Where the templates of papers stand: the `templates/` folders of the apps, and ours."""

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

OURS = Path(__file__).parent / "templates"


def folders() -> Iterator[Path]:
    """Every folder that may hold templates, in the order in which names are looked up."""
    for app in apps.get_app_configs():
        folder = Path(app.path) / "templates"
        if folder.is_dir() and folder != OURS:
            yield folder
    yield OURS


def find(name: str) -> Path:
    """The file of a template named like "placement/letter.docx"."""
    for folder in folders():
        if (path := folder / name).is_file():
            return path
    raise FileNotFoundError(f"no template {name} in the templates of any app")

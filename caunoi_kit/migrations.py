"""All tables of a domain in one migration operation.

What it does never changes: migrations of every age use it.

Django renders the state of every related model anew after each `CreateModel`; here nearly all
tables are related by whoever wrote a row, so an empty database took half a minute. `CreateTables`
takes all models into the state first and renders it once.
"""

from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateTables(Operation):
    """What `models` would do one by one; a model stands after those it points at."""

    def __init__(self, models: list[CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: Any) -> None:
        # Without rendered models in the state, taking one in renders nothing.
        state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "Create tables " + ", ".join(model.name for model in self.models)

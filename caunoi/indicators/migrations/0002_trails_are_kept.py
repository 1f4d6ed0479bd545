"""The database itself refuses to change a correction or a step of a plan, on both kinds.

A step goes with its plan; a correction stays, but for what was made for trying.
"""

from django.db import migrations

MAY_GO = {
    "indicators_correction": """EXISTS (SELECT 1 FROM indicators_figure f
        JOIN indicators_submission s ON s.id = f.submission_id WHERE f.id = OLD.figure_id AND s.made)""",
    "indicators_targetstep": "TRUE",
}
REFUSAL = "corrections and steps of plans are append-only"


def _postgresql(table, may_go):
    return [
        f"""CREATE FUNCTION {table}_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN
               IF TG_OP = 'DELETE' AND {may_go} THEN RETURN OLD; END IF;
               RAISE EXCEPTION '{REFUSAL}';
           END $$""",
        f"""CREATE FUNCTION {table}_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
        f"""CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table}
           FOR EACH ROW EXECUTE FUNCTION {table}_is_kept()""",
        f"""CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}
           FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_not_emptied()""",
    ]


def _sqlite(table, may_go):
    return [
        f"""CREATE TRIGGER {table}_never_changes BEFORE UPDATE ON {table}
           BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
        f"""CREATE TRIGGER {table}_never_goes BEFORE DELETE ON {table} WHEN NOT {may_go}
           BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    ]


def statements(connection):
    write = _postgresql if connection.vendor == "postgresql" else _sqlite
    return [statement for table, may_go in MAY_GO.items() for statement in write(table, may_go)]


def drop_statements(connection):
    if connection.vendor == "postgresql":
        return [
            statement
            for table in MAY_GO
            for statement in (
                f"DROP TRIGGER {table}_is_not_emptied ON {table}",
                f"DROP TRIGGER {table}_is_kept ON {table}",
                f"DROP FUNCTION {table}_is_not_emptied()",
                f"DROP FUNCTION {table}_is_kept()",
            )
        ]
    ends = ("never_changes", "never_goes")
    return [f"DROP TRIGGER {table}_{end}" for table in MAY_GO for end in ends]


def forward(apps, schema_editor):
    for statement in statements(schema_editor.connection):
        schema_editor.execute(statement, params=None)


def backward(apps, schema_editor):
    for statement in drop_statements(schema_editor.connection):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]

"""The database itself refuses to change or remove a line of the journal, on both kinds."""

from django.db import migrations

POSTGRESQL = [
    """CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$""",
    """CREATE TRIGGER journal_entry_append_only BEFORE UPDATE OR DELETE ON journal_entry
       FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()""",
    """CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry
       FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()""",
]
SQLITE = [
    """CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
]


DROP_POSTGRESQL = [
    "DROP TRIGGER journal_entry_append_only ON journal_entry",
    "DROP TRIGGER journal_entry_no_truncate ON journal_entry",
    "DROP FUNCTION journal_is_append_only()",
]
DROP_SQLITE = [
    "DROP TRIGGER journal_entry_no_update",
    "DROP TRIGGER journal_entry_no_delete",
]


def statements(connection):
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE


def drop_statements(connection):
    return DROP_POSTGRESQL if connection.vendor == "postgresql" else DROP_SQLITE


def forward(apps, schema_editor):
    for statement in statements(schema_editor.connection):
        schema_editor.execute(statement, params=None)


def backward(apps, schema_editor):
    for statement in drop_statements(schema_editor.connection):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]

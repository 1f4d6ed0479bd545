"""A result speaks of a line that counts; what was signed is not deleted.

The guards are the same sentences on both databases. Rows made to try the system out may go: a list
that is real never becomes one of those.
"""

from django.db import migrations

LINE, LIST = "unemployment_paymentline", "unemployment_paymentlist"
# Name, table, when it is asked, condition under which it refuses.
GUARDS = [
    (
        "a_result_speaks_of_a_line_that_counts_on_a_signed_list",
        "unemployment_paymentresult",
        "INSERT OR UPDATE",
        f"""NOT EXISTS (SELECT 1 FROM {LINE} l JOIN {LIST} p ON p.id = l.list_id
            JOIN unemployment_paymentresultfile f ON f.list_id = p.id
            WHERE l.id = NEW.line_id AND f.id = NEW.file_id AND l.standing
            AND p.state IN ('SIGNED', 'SENT'))""",  # noqa: S608  our own words
    ),
    (
        "a_line_of_a_signed_list_is_not_deleted",
        LINE,
        "DELETE",
        f"""EXISTS (SELECT 1 FROM {LIST} p WHERE p.id = OLD.list_id AND NOT p.made
            AND p.state IN ('SIGNED', 'SENT'))""",  # noqa: S608  our own words
    ),
    (
        "a_signed_list_is_not_deleted",
        LIST,
        "DELETE",
        "OLD.state IN ('SIGNED', 'SENT') AND NOT OLD.made",
    ),
    ("a_real_list_stays_a_real_list", LIST, "UPDATE", "NEW.made AND NOT OLD.made"),
]


def statements(connection):
    made = []
    for name, table, on, refuses in GUARDS:
        if connection.vendor == "postgresql":
            made += [
                f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN IF {refuses} THEN
                    RAISE EXCEPTION '{name}' USING ERRCODE = '23514', CONSTRAINT = '{name}';
                    END IF; RETURN {"OLD" if on == "DELETE" else "NEW"}; END $$""",
                f"""CREATE TRIGGER {name} BEFORE {on} ON {table}
                    FOR EACH ROW EXECUTE FUNCTION {name}()""",
            ]
        else:
            made += [
                f"""CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table} WHEN {refuses}
                    BEGIN SELECT RAISE(ABORT, '{name}'); END"""
                for event in on.split(" OR ")
            ]
    return made


def drop_statements(connection):
    dropped = []
    for name, table, on, _ in GUARDS:
        if connection.vendor == "postgresql":
            dropped += [f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()"]
        else:
            dropped += [f"DROP TRIGGER {name}_{event.lower()}" for event in on.split(" OR ")]
    return dropped


def forward(apps, schema_editor):
    for statement in statements(schema_editor.connection):
        schema_editor.execute(statement, params=None)


def backward(apps, schema_editor):
    for statement in drop_statements(schema_editor.connection):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("unemployment", "0002_benefit_guards")]
    operations = [migrations.RunPython(forward, backward)]

"""The database itself refuses to change or remove a step of a ticket, on both kinds.

Steps of an office that was made for trying may be taken out with it.
"""

from django.db import migrations

MADE = """EXISTS (SELECT 1 FROM counter_ticket t JOIN counter_office o ON o.id = t.office_id
    WHERE t.id = OLD.ticket_id AND o.made)"""
POSTGRESQL = [
    f"""CREATE FUNCTION steps_of_a_ticket_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
           IF TG_OP = 'DELETE' AND {MADE} THEN RETURN OLD; END IF;
           RAISE EXCEPTION 'steps of a ticket are append-only';
       END $$""",
    """CREATE FUNCTION no_step_of_a_ticket_goes_unseen() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'steps of a ticket are append-only'; END $$""",
    """CREATE TRIGGER steps_of_a_ticket_are_kept BEFORE UPDATE OR DELETE ON counter_ticketstep
       FOR EACH ROW EXECUTE FUNCTION steps_of_a_ticket_are_kept()""",
    """CREATE TRIGGER no_step_of_a_ticket_goes_unseen BEFORE TRUNCATE ON counter_ticketstep
       FOR EACH STATEMENT EXECUTE FUNCTION no_step_of_a_ticket_goes_unseen()""",
]
SQLITE = [
    """CREATE TRIGGER a_step_of_a_ticket_never_changes BEFORE UPDATE ON counter_ticketstep
       BEGIN SELECT RAISE(ABORT, 'steps of a ticket are append-only'); END""",
    f"""CREATE TRIGGER a_step_of_a_ticket_never_goes BEFORE DELETE ON counter_ticketstep
       WHEN NOT {MADE}
       BEGIN SELECT RAISE(ABORT, 'steps of a ticket are append-only'); END""",
]
DROP_POSTGRESQL = [
    "DROP TRIGGER no_step_of_a_ticket_goes_unseen ON counter_ticketstep",
    "DROP TRIGGER steps_of_a_ticket_are_kept ON counter_ticketstep",
    "DROP FUNCTION no_step_of_a_ticket_goes_unseen()",
    "DROP FUNCTION steps_of_a_ticket_are_kept()",
]
DROP_SQLITE = [
    "DROP TRIGGER a_step_of_a_ticket_never_changes",
    "DROP TRIGGER a_step_of_a_ticket_never_goes",
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
    dependencies = [("counter", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]

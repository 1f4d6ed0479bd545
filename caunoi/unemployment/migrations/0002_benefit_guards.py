"""The database itself refuses a double payment, whoever writes into it, on both kinds (trust B4).

What holds for direct SQL as well as for the program:

* months of one person and scheme never overlap; neither do lines of payment lists that count;
* person, days and money of a month are those of its benefit, those of a benefit are those of its
  decision, and none of them changes afterwards;
* a line enters only an unsigned list, for an open month whose notice was given;
* a signed list stays as it was signed; it can be signed only after a check that knows all
  declarations, with a word on every flag (trust B5);
* a cleared month stays cleared: its money can only be noted as never fetched.

Two records of one person may be joined: the person of a benefit may change, its months and lines
follow, and the constraints refuse it when both were paid for one day.

A later migration that lets Django rebuild one of these tables on SQLite must drop the guards first
and make them again afterwards (`drop_statements`, `statements`).
"""

from django.db import migrations

MONTH, LINE = "unemployment_benefitmonth", "unemployment_paymentline"
LIST = "unemployment_paymentlist"
BENEFIT = "unemployment_benefit"

# Each guard: name, table, when it is asked, condition under which it refuses. {amount} and {months}
# are read from the decision in the way of the database.
GUARDS = [
    (
        "a_benefit_is_what_its_decision_says",
        BENEFIT,
        "INSERT",
        """NEW.decision_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM unemployment_decision d WHERE d.id = NEW.decision_id AND d.kind = 'GRANT'
            AND d.state IN ('APPROVED', 'COLLECTED') AND d.person_id = NEW.person_id
            AND {amount} = NEW.amount AND {months} = NEW.months_granted)""",
    ),
    (
        "a_benefit_stays_what_was_decided",
        BENEFIT,
        "UPDATE",
        """NEW.amount <> OLD.amount OR NEW.months_granted <> OLD.months_granted
            OR NEW.starts_on <> OLD.starts_on OR NEW.ends_on <> OLD.ends_on
            OR NEW.scheme <> OLD.scheme
            OR COALESCE(NEW.decision_id, 0) <> COALESCE(OLD.decision_id, 0)""",
    ),
    (
        "a_new_month_is_not_paid_yet",
        MONTH,
        "INSERT",
        "NEW.state NOT IN ('OPEN', 'ELSEWHERE', 'VOID') OR NEW.line_id IS NOT NULL",
    ),
    (
        "a_month_is_a_part_of_its_benefit",
        MONTH,
        "INSERT OR UPDATE",
        """NOT EXISTS (SELECT 1 FROM unemployment_benefit b WHERE b.id = NEW.benefit_id
            AND b.person_id = NEW.person_id AND b.scheme = NEW.scheme AND b.amount = NEW.amount
            AND b.starts_on <= NEW.starts_on AND NEW.ends_on <= b.ends_on)""",
    ),
    (
        "a_month_keeps_its_days_and_money",
        MONTH,
        "UPDATE",
        """NEW.benefit_id <> OLD.benefit_id OR NEW.k <> OLD.k OR NEW.amount <> OLD.amount
            OR NEW.starts_on <> OLD.starts_on OR NEW.ends_on <> OLD.ends_on
            OR NEW.scheme <> OLD.scheme""",
    ),
    (
        "a_cleared_month_stays_cleared",
        MONTH,
        "UPDATE",
        """OLD.state IN ('CLEARED', 'UNFETCHED') AND (
            NEW.state NOT IN ('CLEARED', 'UNFETCHED')
            OR (OLD.state = 'UNFETCHED' AND NEW.state = 'CLEARED')
            OR NEW.notice_state <> OLD.notice_state
            OR COALESCE(NEW.line_id, 0) <> COALESCE(OLD.line_id, 0))""",
    ),
    (
        "a_month_is_cleared_by_a_signed_list",
        MONTH,
        "UPDATE",
        """NEW.state = 'CLEARED' AND OLD.state <> 'CLEARED' AND NOT EXISTS (
            SELECT 1 FROM unemployment_paymentline l JOIN unemployment_paymentlist p ON p.id = l.list_id WHERE l.id = NEW.line_id
            AND l.month_id = NEW.id AND l.standing AND p.state IN ('SIGNED', 'SENT'))""",
    ),
    (
        "a_month_on_a_list_stays_payable",
        MONTH,
        "UPDATE",
        """NEW.state NOT IN ('OPEN', 'CLEARED', 'UNFETCHED') AND NEW.state <> OLD.state
            AND EXISTS (SELECT 1 FROM unemployment_paymentline l WHERE l.month_id = NEW.id AND l.standing)""",
    ),
    (
        "a_line_pays_an_open_month_as_it_is",
        LINE,
        "INSERT",
        """NOT NEW.standing OR NOT EXISTS (
            SELECT 1 FROM unemployment_benefitmonth m WHERE m.id = NEW.month_id AND m.person_id = NEW.person_id
            AND m.scheme = NEW.scheme AND m.starts_on = NEW.starts_on AND m.ends_on = NEW.ends_on
            AND m.amount = NEW.amount AND m.state = 'OPEN'
            AND m.notice_state IN ('GIVEN', 'NOT_NEEDED'))""",
    ),
    (
        "a_line_enters_an_unsigned_list",
        LINE,
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM unemployment_paymentlist p WHERE p.id = NEW.list_id AND p.state = 'MADE')",
    ),
    (
        "a_line_stays_what_it_was",
        LINE,
        "UPDATE",
        """NEW.list_id <> OLD.list_id OR NEW.month_id <> OLD.month_id
            OR NEW.amount <> OLD.amount OR NEW.starts_on <> OLD.starts_on
            OR NEW.ends_on <> OLD.ends_on OR NEW.scheme <> OLD.scheme
            OR (NEW.standing AND NOT OLD.standing)
            OR NOT EXISTS (SELECT 1 FROM unemployment_benefitmonth m
                           WHERE m.id = NEW.month_id AND m.person_id = NEW.person_id)""",
    ),
    (
        "a_line_of_a_signed_list_counts_on",
        LINE,
        "UPDATE",
        """OLD.standing AND NOT NEW.standing AND EXISTS (
            SELECT 1 FROM unemployment_paymentlist p WHERE p.id = NEW.list_id AND p.state IN ('SIGNED', 'SENT'))""",
    ),
    ("a_payment_list_begins_unsigned", LIST, "INSERT", "NEW.state <> 'MADE'"),
    (
        "a_signed_list_stays_as_it_was_signed",
        LIST,
        "UPDATE",
        """OLD.state IN ('SIGNED', 'SENT') AND (
            NEW.state NOT IN ('SIGNED', 'SENT') OR (OLD.state = 'SENT' AND NEW.state = 'SIGNED')
            OR NEW.signed_by_id <> OLD.signed_by_id OR NEW.made_by_id <> OLD.made_by_id
            OR NEW.payees <> OLD.payees OR NEW.total <> OLD.total)""",
    ),
    (
        "a_list_is_signed_with_a_word_on_every_flag",
        LIST,
        "UPDATE",
        """NEW.state IN ('SIGNED', 'SENT') AND OLD.state NOT IN ('SIGNED', 'SENT') AND (
            OLD.state <> 'CHECKED'
            OR EXISTS (SELECT 1 FROM unemployment_paymentflag f JOIN unemployment_paymentline l ON l.id = f.line_id
                       WHERE l.list_id = NEW.id AND f.verdict = '')
            OR EXISTS (SELECT 1 FROM unemployment_paymentflag f JOIN unemployment_paymentline l ON l.id = f.line_id
                       WHERE l.list_id = NEW.id AND f.verdict = 'STOP' AND l.standing))""",
    ),
    (
        "a_list_is_signed_after_the_latest_declarations",
        LIST,
        "UPDATE",
        """NEW.state = 'SIGNED' AND OLD.state <> 'SIGNED' AND EXISTS (
            SELECT 1 FROM unemployment_declarationfile f WHERE f.read_at > NEW.checked_at)""",
    ),
    (
        "a_signed_list_counts_its_lines",
        LIST,
        "UPDATE",
        """NEW.state = 'SIGNED' AND OLD.state <> 'SIGNED' AND (
            NEW.payees <> (SELECT COUNT(*) FROM unemployment_paymentline l WHERE l.list_id = NEW.id AND l.standing)
            OR NEW.total <> (SELECT COALESCE(SUM(l.amount), 0) FROM unemployment_paymentline l
                             WHERE l.list_id = NEW.id AND l.standing)
            OR EXISTS (SELECT 1 FROM unemployment_paymentline l JOIN unemployment_benefitmonth m ON m.id = l.month_id
                       WHERE l.list_id = NEW.id AND l.standing
                       AND (m.state <> 'OPEN' OR m.notice_state NOT IN ('GIVEN', 'NOT_NEEDED'))))""",
    ),
]

# What is paid once: table, and which of its rows count.
APART = [
    ("months_of_a_person_never_overlap", MONTH, "{row}state <> 'VOID'", "state, "),
    ("payments_of_a_person_never_overlap", LINE, "{row}standing", "standing, "),
]

# A benefit given to another record of the same person takes its months and lines along.
FOLLOW = [
    (
        "months_follow_the_person_of_their_benefit",
        BENEFIT,
        "UPDATE unemployment_benefitmonth SET person_id = NEW.person_id WHERE benefit_id = NEW.id",
    ),
    (
        "lines_follow_the_person_of_their_month",
        MONTH,
        "UPDATE unemployment_paymentline SET person_id = NEW.person_id WHERE month_id = NEW.id",
    ),
]


def statements(connection):
    return _postgresql() if connection.vendor == "postgresql" else _sqlite()


def drop_statements(connection):
    if connection.vendor != "postgresql":
        names = [f"{name}_{event.lower()}" for name, _, on, _ in GUARDS for event in _events(on)]
        names += [f"{name}_{event}" for name, *_ in APART for event in ("insert", "update")]
        names += [name for name, *_ in FOLLOW]
        return [f"DROP TRIGGER {name}" for name in names]
    dropped = [f"ALTER TABLE {table} DROP CONSTRAINT {name}" for name, table, *_ in APART]
    for name, table, *_ in (*GUARDS, *FOLLOW):
        dropped += [f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()"]
    return dropped


def _postgresql():
    made = []
    for name, table, on, refuses in GUARDS:
        condition = refuses.format(
            amount="(d.content->>'amount')::bigint", months="(d.content->>'months')::int"
        )
        made += [
            # 23514 is a broken check: the program meets it as any other broken constraint.
            f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN IF {condition} THEN
                RAISE EXCEPTION '{name}' USING ERRCODE = '23514', CONSTRAINT = '{name}';
                END IF; RETURN NEW; END $$""",
            f"CREATE TRIGGER {name} BEFORE {on} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    for name, table, counts, _ in APART:
        made.append(
            # Ranges of one number stand for "equal": no extension of the database is needed.
            f"""ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist (
                int8range(person_id, person_id, '[]') WITH &&,
                int8range(hashtext(scheme)::bigint, hashtext(scheme)::bigint, '[]') WITH &&,
                daterange(starts_on, ends_on, '[]') WITH &&) WHERE ({counts.format(row="")})"""
        )
    for name, table, action in FOLLOW:
        made += [
            f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN {action}; RETURN NULL; END $$""",
            f"""CREATE TRIGGER {name} AFTER UPDATE OF person_id ON {table} FOR EACH ROW
                WHEN (OLD.person_id <> NEW.person_id) EXECUTE FUNCTION {name}()""",
        ]
    return made


def _sqlite():
    made = []
    for name, table, on, refuses in GUARDS:
        condition = refuses.format(
            amount="json_extract(d.content, '$.amount')",
            months="json_extract(d.content, '$.months')",
        )
        made += [
            f"""CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table} WHEN {condition}
                BEGIN SELECT RAISE(ABORT, '{name}'); END"""
            for event in _events(on)
        ]
    for name, table, counts, columns in APART:
        overlap = f"""SELECT 1 FROM {table} o WHERE o.person_id = NEW.person_id
            AND o.scheme = NEW.scheme AND {counts.format(row="o.")}
            AND o.starts_on <= NEW.ends_on AND o.ends_on >= NEW.starts_on"""  # noqa: S608
        made += [
            f"""CREATE TRIGGER {name}_insert BEFORE INSERT ON {table}
                WHEN {counts.format(row="NEW.")} AND EXISTS ({overlap})
                BEGIN SELECT RAISE(ABORT, '{name}'); END""",
            f"""CREATE TRIGGER {name}_update
                BEFORE UPDATE OF {columns}person_id, scheme, starts_on, ends_on ON {table}
                WHEN {counts.format(row="NEW.")} AND EXISTS ({overlap} AND o.id <> OLD.id)
                BEGIN SELECT RAISE(ABORT, '{name}'); END""",
        ]
    for name, table, action in FOLLOW:
        made.append(
            f"""CREATE TRIGGER {name} AFTER UPDATE OF person_id ON {table}
                WHEN OLD.person_id <> NEW.person_id BEGIN {action}; END"""
        )
    return made


def _events(on):
    return on.split(" OR ")


def forward(apps, schema_editor):
    for statement in statements(schema_editor.connection):
        schema_editor.execute(statement, params=None)


def backward(apps, schema_editor):
    for statement in drop_statements(schema_editor.connection):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("unemployment", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]

"""What must hold of claims, benefits and payments at every moment, as SQL (trust B9).

Each invariant is one question that finds what breaks it: keys of rows, none when all is well. They
are asked by `caunoi check-invariants`, nightly and after every scene of the tests.
"""

from dataclasses import dataclass
from typing import Final

from django.db import connection

MOST_KEYS: Final = 5


@dataclass(frozen=True)
class Invariant:
    """A sentence that must be true, and the question for what makes it false."""

    name: str
    broken_by: str


@dataclass(frozen=True)
class Breach:
    """An invariant that does not hold: how many rows break it, and the first of them."""

    name: str
    count: int
    first: tuple[object, ...]


INVARIANTS: Final = (
    Invariant(
        "a benefit rests on a signed grant to the same person",
        """SELECT b.id FROM unemployment_benefit b JOIN unemployment_decision d
           ON d.id = b.decision_id WHERE d.kind <> 'GRANT' OR d.person_id <> b.person_id
           OR d.state NOT IN ('APPROVED', 'COLLECTED')""",
    ),
    Invariant(
        "a collected grant has its benefit",
        """SELECT d.id FROM unemployment_decision d LEFT JOIN unemployment_benefit b
           ON b.decision_id = d.id WHERE d.kind = 'GRANT' AND d.state = 'COLLECTED'
           AND b.id IS NULL""",
    ),
    Invariant(
        "a benefit has as many months as were granted",
        """SELECT b.id FROM unemployment_benefit b LEFT JOIN unemployment_benefitmonth m
           ON m.benefit_id = b.id GROUP BY b.id, b.months_granted
           HAVING COUNT(m.id) <> b.months_granted""",
    ),
    Invariant(
        "months are numbered from 1 without a gap",
        """SELECT benefit_id FROM unemployment_benefitmonth GROUP BY benefit_id
           HAVING MIN(k) <> 1 OR MAX(k) <> COUNT(*)""",
    ),
    Invariant(
        "a month follows the one before on the next day",
        """SELECT m.id FROM unemployment_benefitmonth m JOIN unemployment_benefitmonth n
           ON n.benefit_id = m.benefit_id AND n.k = m.k + 1 WHERE n.starts_on <= m.ends_on""",
    ),
    Invariant(
        "a month has the person, the scheme and the money of its benefit",
        """SELECT m.id FROM unemployment_benefitmonth m JOIN unemployment_benefit b
           ON b.id = m.benefit_id WHERE m.person_id <> b.person_id OR m.scheme <> b.scheme
           OR m.amount <> b.amount""",
    ),
    Invariant(
        "months of a person never overlap",
        """SELECT m.id FROM unemployment_benefitmonth m JOIN unemployment_benefitmonth o
           ON o.person_id = m.person_id AND o.scheme = m.scheme AND o.id > m.id
           WHERE m.state <> 'VOID' AND o.state <> 'VOID' AND o.starts_on <= m.ends_on
           AND o.ends_on >= m.starts_on""",
    ),
    Invariant(
        "payments of a person never overlap",
        """SELECT l.id FROM unemployment_paymentline l JOIN unemployment_paymentline o
           ON o.person_id = l.person_id AND o.scheme = l.scheme AND o.id > l.id
           WHERE l.standing AND o.standing AND o.starts_on <= l.ends_on
           AND o.ends_on >= l.starts_on""",
    ),
    Invariant(
        "a line pays its month as it is",
        """SELECT l.id FROM unemployment_paymentline l JOIN unemployment_benefitmonth m
           ON m.id = l.month_id WHERE l.person_id <> m.person_id OR l.amount <> m.amount
           OR l.starts_on <> m.starts_on OR l.ends_on <> m.ends_on""",
    ),
    Invariant(
        "a cleared month is cleared by a standing line of a signed list",
        """SELECT m.id FROM unemployment_benefitmonth m
           LEFT JOIN unemployment_paymentline l ON l.id = m.line_id
           LEFT JOIN unemployment_paymentlist p ON p.id = l.list_id
           WHERE m.state IN ('CLEARED', 'UNFETCHED') AND (l.id IS NULL OR NOT l.standing
           OR l.month_id <> m.id OR p.state NOT IN ('SIGNED', 'SENT'))""",
    ),
    Invariant(
        "a standing line of a signed list cleared its month",
        """SELECT l.id FROM unemployment_paymentline l JOIN unemployment_paymentlist p
           ON p.id = l.list_id JOIN unemployment_benefitmonth m ON m.id = l.month_id
           WHERE l.standing AND p.state IN ('SIGNED', 'SENT')
           AND (m.state NOT IN ('CLEARED', 'UNFETCHED') OR m.line_id <> l.id)""",
    ),
    Invariant(
        "a signed list comes to what was signed",
        """SELECT p.id FROM unemployment_paymentlist p LEFT JOIN unemployment_paymentline l
           ON l.list_id = p.id AND l.standing WHERE p.state IN ('SIGNED', 'SENT')
           GROUP BY p.id, p.payees, p.total
           HAVING COUNT(l.id) <> p.payees OR COALESCE(SUM(l.amount), 0) <> p.total""",
    ),
    Invariant(
        "a dropped list counts no line",
        """SELECT l.id FROM unemployment_paymentline l JOIN unemployment_paymentlist p
           ON p.id = l.list_id WHERE p.state = 'RETURNED' AND l.standing""",
    ),
    Invariant(
        "no list is signed by who made it",
        "SELECT id FROM unemployment_paymentlist WHERE signed_by_id = made_by_id",
    ),
    Invariant(
        "no list is signed with a flag nobody decided",
        """SELECT f.id FROM unemployment_paymentflag f JOIN unemployment_paymentline l
           ON l.id = f.line_id JOIN unemployment_paymentlist p ON p.id = l.list_id
           WHERE f.verdict = '' AND p.state IN ('SIGNED', 'SENT')""",
    ),
    Invariant(
        "a stopped line does not count",
        """SELECT f.id FROM unemployment_paymentflag f JOIN unemployment_paymentline l
           ON l.id = f.line_id WHERE f.verdict = 'STOP' AND l.standing""",
    ),
    Invariant(
        "a month counts as noticed when its notice is there",
        """SELECT n.id FROM unemployment_monthlynotice n JOIN unemployment_benefitmonth m
           ON m.id = n.month_id WHERE m.notice_state <> 'GIVEN'""",
    ),
    Invariant(
        "a notice that names no employer says that somebody is on trial",
        """SELECT n.id FROM unemployment_monthlynotice n
           LEFT JOIN unemployment_jobcontact c ON c.notice_id = n.id
           GROUP BY n.id, n.situation HAVING COUNT(c.id) = 0
           AND n.situation NOT IN ('TRIAL', 'UNSIGNED')""",
    ),
    Invariant(
        "a suspended month has its signed suspension, or came so from elsewhere",
        """SELECT m.id FROM unemployment_benefitmonth m JOIN unemployment_benefit b
           ON b.id = m.benefit_id WHERE m.state = 'SUSPENDED' AND b.decision_id IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM unemployment_decision d WHERE d.month_id = m.id
           AND d.kind = 'SUSPEND' AND d.state IN ('APPROVED', 'COLLECTED'))""",
    ),
    Invariant(
        "an ended benefit has its signed end",
        """SELECT b.id FROM unemployment_benefit b WHERE b.state = 'ENDED' AND NOT EXISTS (
           SELECT 1 FROM unemployment_endreport r JOIN unemployment_decision d
           ON d.id = r.decision_id WHERE r.benefit_id = b.id AND r.state = 'DONE'
           AND d.state IN ('APPROVED', 'COLLECTED') AND r.effective_on = b.ended_on)""",
    ),
    Invariant(
        "nothing is open after the end of a benefit",
        """SELECT m.id FROM unemployment_benefitmonth m JOIN unemployment_benefit b
           ON b.id = m.benefit_id WHERE b.state = 'ENDED' AND m.starts_on > b.ended_on
           AND m.state IN ('OPEN', 'HELD')""",
    ),
    Invariant(
        "what was cleared after the end of a benefit is asked back",
        """SELECT m.id FROM unemployment_benefitmonth m JOIN unemployment_benefit b
           ON b.id = m.benefit_id WHERE b.state = 'ENDED' AND m.state = 'CLEARED'
           AND m.starts_on > b.ended_on AND NOT EXISTS (
           SELECT 1 FROM unemployment_recovery r WHERE r.benefit_id = b.id)""",
    ),
    Invariant(
        "a recovery is repaid by its papers",
        """SELECT r.id FROM unemployment_recovery r LEFT JOIN unemployment_repayment p
           ON p.recovery_id = r.id GROUP BY r.id, r.repaid
           HAVING COALESCE(SUM(p.amount), 0) <> r.repaid""",
    ),
    Invariant(
        "months paid and reserved never exceed those contributed",
        """SELECT b.id FROM unemployment_benefit b JOIN unemployment_benefitmonth m
           ON m.benefit_id = b.id AND m.state IN ('CLEARED', 'UNFETCHED', 'ELSEWHERE')
           WHERE b.state = 'ENDED' AND b.total_months > 36
           GROUP BY b.id, b.total_months, b.reserve_at_end, b.ended_on
           HAVING 12 * SUM(CASE WHEN m.starts_on <= b.ended_on AND m.state <> 'UNFETCHED'
           THEN 1 ELSE 0 END) + COALESCE(b.reserve_at_end, 0) > b.total_months + 11""",
    ),
    Invariant(
        "no decision is approved by who proposed it",
        "SELECT id FROM unemployment_decision WHERE approved_by_id = proposed_by_id",
    ),
    Invariant(
        "decisions of a year are numbered without a gap",
        """SELECT year FROM unemployment_decision WHERE number IS NOT NULL GROUP BY year
           HAVING MAX(number) <> (SELECT last FROM unemployment_numberbook n
           WHERE n.series = 'DECISION' AND n.year = unemployment_decision.year)""",
    ),
    Invariant(
        "a list to insurance names as many people as it says",
        """SELECT s.id FROM unemployment_insurancesending s
           LEFT JOIN unemployment_insuranceitem i ON i.sending_id = s.id
           GROUP BY s.id, s.count HAVING COUNT(i.id) <> s.count""",
    ),
    Invariant(
        "no complaint is answered by who decided",
        """SELECT c.id FROM unemployment_complaint c JOIN unemployment_decision d
           ON d.id = c.decision_id WHERE c.answered_by_id IN (d.proposed_by_id, d.approved_by_id)
           """,
    ),
)


def breaches() -> list[Breach]:
    """Every invariant that does not hold."""
    found = []
    with connection.cursor() as cursor:
        for each in INVARIANTS:
            cursor.execute(each.broken_by)
            keys = [row[0] for row in cursor.fetchall()]
            if keys:
                found.append(Breach(each.name, len(keys), tuple(keys[:MOST_KEYS])))
    return found

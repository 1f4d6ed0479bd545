"""The whole record of somebody on one page: who they are, what was done, what is to be done now."""

from dataclasses import dataclass
from datetime import date, datetime

from caunoi.accounts.models import User
from caunoi.classifications.choices import PriorityGroup
from caunoi.counter.models import ActionPlan
from caunoi.counter.queries import plan_page
from caunoi.home.models import Presence
from caunoi.home.queries.presence import others_at
from caunoi.home.queries.steps import NextStep, next_steps
from caunoi.home.queries.timeline import Timeline, timeline
from caunoi.home.queries.visits import Today, today_of
from caunoi.people.choices import Purpose, Verification
from caunoi.people.models import Consent, JobWish, LabourProfile, Person
from caunoi.placement.models import FollowUp
from caunoi.placement.queries.referrals import WARN_AT
from caunoi.placement.queries.timeline import calls_due_to, unjustified_refusals
from caunoi.unemployment.queries.timeline import BenefitNow, benefit_now
from caunoi_kit.journal.queries import last_hash
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge

MOST_CALLS = 3


@dataclass(frozen=True)
class Record:
    """One person with everything the clerk's page shows."""

    person: Person
    profile: LabourProfile | None
    wishes: tuple[JobWish, ...]
    consented: bool  # to be advised and referred by the centre
    flags: tuple[Badge, ...]
    today: Today
    benefit: BenefitNow
    plan: ActionPlan | None
    calls: tuple[FollowUp, ...]
    steps: tuple[NextStep, ...]  # the first is the one next action
    timeline: Timeline
    others: tuple[Presence, ...]
    number: int  # of the journal's last line: what a colleague writes after it is told


def whole_record(
    person: Person, *, ticket: str, service: str, before: datetime, user: User, at: datetime,
    on: date,
) -> Record:  # fmt: skip
    """All of it, in a fixed number of queries."""
    profile = LabourProfile.objects.select_related("occupation").filter(person=person).first()
    wishes = profile.wishes.select_related("occupation").order_by("rank") if profile else ()
    benefit = benefit_now(person, on=on)
    today = today_of(person, ticket=ticket, on=on)
    calls = tuple(calls_due_to(person, on=on)[:MOST_CALLS])
    refused = unjustified_refusals(person)
    consented = Consent.objects.filter(
        person=person, purpose=Purpose.CENTRE, withdrawn_at__isnull=True
    ).exists()
    return Record(
        person=person,
        profile=profile,
        wishes=tuple(wishes),
        consented=consented,
        flags=_flags(person, profile, benefit, refused=refused, on=on),
        today=today,
        benefit=benefit,
        plan=plan_page(person).plan,
        calls=calls,
        steps=next_steps(
            person, today=today, benefit=benefit, has_profile=profile is not None,
            call_due=bool(calls), user=user, on=on,
        ),
        timeline=timeline(person, service=service, before=before, on=on),
        others=tuple(others_at(person, user=user, at=at)),
        number=last_hash()[0],
    )  # fmt: skip


def _flags(
    person: Person, profile: LabourProfile | None, benefit: BenefitNow, *, refused: int, on: date
) -> tuple[Badge, ...]:
    """What whoever speaks with the person has to know first, in words."""
    found = [_verified(person)]
    found += [Badge(kind, icon, words) for kind, icon, words in benefit.words(on)]
    if refused:
        words = f"Từ chối {refused} việc không có lý do chính đáng"
        found.append(Badge("bad" if refused >= WARN_AT else "warn", "warn", words))
    if person.is_preliminary:
        found.append(Badge("warn", "edit", "Hồ sơ sơ bộ"))
    found += _priorities(profile.priority_groups if profile else [])
    return tuple(found)


def _priorities(groups: list[str]) -> list[Badge]:
    """Groups the law names for help. Disability is health: only that there is a priority shows,
    what it is stands in the record itself (trust E5).
    """
    labels = {code: str(label) for code, label in PriorityGroup.choices}
    named = [
        Badge("worker", "people", labels[code])
        for code in groups
        if code in labels and code != PriorityGroup.DISABLED
    ]
    if PriorityGroup.DISABLED in groups:
        named.append(Badge("worker", "people", "Được phục vụ trước"))
    return named


def _verified(person: Person) -> Badge:
    """Whether the national population database confirmed who this is."""
    if person.verification == Verification.MATCH:
        when = f" {formats.day(person.verified_at)}" if person.verified_at else ""
        return Badge("good", "check", f"Đã đối chiếu{when}")
    known = person.verification != Verification.NOT_YET
    return Badge("bad" if known else "warn", "warn", person.get_verification_display())

"""Letters of the centre, what firms and people made of them, and the calls after a hire."""

from collections import Counter
from datetime import timedelta
from typing import Final

from django.utils import timezone

from caunoi.placement.actions.follow_up import plan_follow_up
from caunoi.placement.choices import (
    ApplicationState,
    CallResult,
    Dislike,
    Leaving,
    Origin,
    ReferralState,
)
from caunoi.placement.models import (
    Application,
    ExchangeUpdate,
    FollowUp,
    Referral,
    ReferralSeries,
    RefusedJob,
)
from caunoi.placement.queries.referrals import advert_to_keep, fit_to_keep, valid_until
from caunoi.portal.actions.demo.stage import Stage

# Of applications in this state so many came by a letter of the centre.
BY_LETTER: Final = (
    (ApplicationState.SENT, 6),
    (ApplicationState.INTERVIEW, 4),
    (ApplicationState.HIRED, 6),
    (ApplicationState.REJECTED, 4),
    (ApplicationState.WITHDRAWN, 2),
)
HOLDS: Final = 3  # of the letters that stand
VALID: Final = timedelta(days=7)
CALLS_LEFT: Final = timedelta(days=2)  # those due in the last days wait for the visitor
WHY_LEFT: Final = (Leaving.WAGE, Leaving.DISTANCE, Leaving.FAMILY)


def store_referrals(stage: Stage) -> None:
    """Letters that stand, were answered or lapsed; refusals; calls due today and done before."""
    sent = _by_letter(stage)
    numbers: Counter[int] = Counter()
    letters = []
    for application in sorted(sent, key=lambda each: (each.made_at, each.pk)):
        letters.append(_letter(stage, application, numbers))
    Application.objects.bulk_update(sent, ["origin", "made_by", "held_until"])
    Referral.objects.bulk_create(letters)
    ReferralSeries.objects.bulk_create(
        ReferralSeries(year=year, last=last) for year, last in sorted(numbers.items())
    )
    _refusals(stage, letters)
    _calls(stage)


def _by_letter(stage: Stage) -> list[Application]:
    """The newest applications of each state, the visitor's own among them."""
    found = Application.objects.filter(made=True).select_related(
        "vacancy__employer", "vacancy__place", "person"
    )
    chosen: list[Application] = []
    for state, most in BY_LETTER:
        chosen += found.filter(state=state).order_by("-made_at", "id")[:most]
    holds: Counter[int] = Counter()
    for application in chosen:
        application.origin, application.made_by = Origin.REFERRAL, stage.counsellor
        open_one = application.state == ApplicationState.SENT
        vacancy = application.vacancy
        if open_one and holds.total() < HOLDS and holds[vacancy.pk] < vacancy.free:
            holds[vacancy.pk] += 1
            application.held_until = valid_until(stage.on)
    return chosen


def _letter(stage: Stage, application: Application, numbers: Counter[int]) -> Referral:
    made_on = timezone.localtime(application.made_at).date()
    numbers[made_on.year] += 1
    vacancy = application.vacancy
    letter = Referral(
        year=made_on.year,
        number=numbers[made_on.year],
        person_id=application.person_id,
        vacancy=vacancy,
        application=application,
        made_on=made_on,
        made_at=application.made_at,
        made_by=stage.counsellor,
        valid_until=application.held_until or made_on + VALID,
        come_at=stage.moment((made_on - stage.on).days + 1, 8),
        place=vacancy.address or vacancy.employer.name,
        contact=vacancy.contact_name,
        contact_phone=vacancy.employer.phone,
        fit=fit_to_keep(None),
        advert=advert_to_keep(vacancy),
        made=True,
    )
    if application.state in {ApplicationState.HIRED, ApplicationState.REJECTED}:
        letter.came_at, letter.came_noted_by = application.state_at, stage.counsellor
    if application.state == ApplicationState.WITHDRAWN:
        letter.state, letter.ended_at = ReferralState.DECLINED, application.state_at
    elif letter.valid_until < stage.on and application.state == ApplicationState.SENT:
        letter.state, letter.ended_at = ReferralState.EXPIRED, application.made_at + VALID
    return letter


def _refusals(stage: Stage, letters: list[Referral]) -> None:
    """People who did not take the job: one reason still has to be looked at by a counsellor."""
    declined = [each for each in letters if each.state == ReferralState.DECLINED]
    reasons = (Dislike.DISTANCE, Dislike.SHIFT)
    refused = [
        RefusedJob(
            person_id=letter.person_id,
            vacancy=letter.vacancy,
            referral=letter,
            reason=reasons[number % len(reasons)],
            fit=letter.fit,
            advert=letter.advert,
            at=letter.ended_at or letter.made_at,
            by=stage.counsellor,
        )
        for number, letter in enumerate(declined)
    ]
    for each in refused[1:2]:
        each.justified, each.judged_by, each.judged_at = True, stage.counsellor, stage.ago(1)
    RefusedJob.objects.bulk_create(refused)


def _calls(stage: Stage) -> None:
    """The calls plan themselves as in the real life; the older ones have been made."""
    plan_follow_up(at=stage.at)
    past = list(FollowUp.objects.filter(due_on__lt=stage.on - CALLS_LEFT, result="").order_by("id"))
    for number, call in enumerate(past, start=1):
        call.result = CallResult.STILL
        if number % 9 == 0:
            call.result = CallResult.UNREACHED
        elif number % 7 == 0 and call.days > min(each.days for each in past):
            call.result, call.reason = CallResult.LEFT, WHY_LEFT[number % len(WHY_LEFT)]
        call.tries = 1
        call.done_at = stage.moment((call.due_on - stage.on).days, 9)
        call.done_by = stage.counsellor
    FollowUp.objects.bulk_update(past, ["result", "reason", "tries", "done_at", "done_by"])
    for number, update in enumerate(ExchangeUpdate.objects.order_by("id")):
        if number % 3 == 0:
            update.done_at, update.done_by = stage.at, stage.counsellor
            update.save(update_fields=["done_at", "done_by"])

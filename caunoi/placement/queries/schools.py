"""What a training institution asks: its classes, whom the plan sends, and who hires afterwards."""

from datetime import date
from math import cos, hypot, radians
from typing import Final

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from caunoi.people.choices import Purpose
from caunoi.people.models import LabourProfile
from caunoi.placement.models import IntakeResult, Learner, MatchRun, Proposal, TrainingOrder
from caunoi.placement.queries.snapshot import latest_run
from caunoi.training.models import ClassInvitation, Enrolment, Intake
from caunoi.vacancies.models import Vacancy

EARTH_KM: Final = 6_371.0
MOST_INVITED: Final = 200


def intakes_of_schools(user_id: int, *, run: MatchRun | None, on: date) -> QuerySet[Intake]:
    """Coming intakes of the institutions a user acts for now, the soonest first.

    Each carries `planned`, the learners whom the run sends there, and `wanted`, the free
    positions in the occupation it teaches.
    """
    given = IntakeResult.objects.filter(run=run, intake=OuterRef("pk")).values("given")[:1]
    positions = (
        Vacancy.objects.open_on(on)
        .filter(occupation=OuterRef("programme__occupation"))
        .order_by()
        .values("occupation")
        .annotate(free=Sum(F("positions") - F("filled")))
        .values("free")
    )
    return (
        Intake.objects.filter(
            programme__institution__members__user=user_id,
            programme__institution__members__until__isnull=True,
            starts_on__gte=on,
        )
        .select_related("programme__institution", "programme__occupation")
        .annotate(
            planned=Coalesce(Subquery(given, output_field=IntegerField()), 0),
            wanted=Coalesce(Subquery(positions, output_field=IntegerField()), 0),
        )
        .order_by("starts_on", "id")
    )


def best_learners(intake: Intake, *, most: int = MOST_INVITED) -> list[int]:
    """People who said they would study and fit a class best, by key, the best first.

    First those whom the latest plan sends there, then those a class worth opening would help, then
    those who wish the trade and live within reach. Only people who let the centre refer them, and
    who were neither invited to the class nor in it. Six queries.
    """
    run = latest_run()
    ranked: list[int] = []
    if run is not None:
        proposals = Proposal.objects.filter(run=run, intake=intake).order_by("-score", "id")
        ranked += proposals.values_list("person_id", flat=True)
        learners = Learner.objects.filter(order__run=run, order__programme=intake.programme_id)
        ranked += learners.order_by("-gain", "id").values_list("person_id", flat=True)
    ranked += _wishing(intake)
    there = set(Enrolment.objects.filter(intake=intake).values_list("person_id", flat=True))
    there |= set(ClassInvitation.objects.filter(intake=intake).values_list("person_id", flat=True))
    asked = [key for key in dict.fromkeys(ranked) if key not in there]
    willing = set(
        LabourProfile.objects.filter(
            person__in=asked, looking=True, will_train=True,
            person__consents__purpose=Purpose.CENTRE,
            person__consents__withdrawn_at__isnull=True,
        ).values_list("person_id", flat=True)
    )  # fmt: skip
    return [key for key in asked if key in willing][:most]


def _wishing(intake: Intake) -> list[int]:
    """Who wishes the trade and lives within reach of the class, the nearest first."""
    people = LabourProfile.objects.filter(
        wishes__occupation=intake.programme.occupation_id,
        will_train=True,
        looking=True,
        person__lat__isnull=False,
    ).values_list("person_id", "person__lat", "person__lon", "radius_km")
    found = []
    for key, lat, lon, radius in people.distinct():
        if lat is None or lon is None:  # filtered above; said for the type checker
            continue
        km = _kilometres((lat, lon), (intake.lat, intake.lon))
        if km <= radius:
            found.append((km, key))
    return [key for _, key in sorted(found)]


def _kilometres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """The way between two points as the crow flies.

    >>> round(_kilometres((20.45, 106.34), (20.54, 106.34)), 1)
    10.0
    """
    (lat, lon), (far_lat, far_lon) = here, there
    half = radians(lat + far_lat) / 2
    return EARTH_KM * hypot(radians(far_lat - lat), radians(far_lon - lon) * cos(half))


def advised_classes(user_id: int, *, run: MatchRun | None) -> list[TrainingOrder]:
    """Classes the latest plan advises the visitor's schools to open, the most useful first."""
    return list(
        TrainingOrder.objects.filter(
            run=run,
            programme__institution__members__user=user_id,
            programme__institution__members__until__isnull=True,
        )
        .select_related("programme__institution")
        .order_by("number")
    )

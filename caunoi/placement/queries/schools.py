"""What a training institution asks: its classes, whom the plan sends, and who hires afterwards."""

from datetime import date

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from caunoi.placement.models import IntakeResult, MatchRun
from caunoi.training.models import Intake
from caunoi.vacancies.models import Vacancy


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

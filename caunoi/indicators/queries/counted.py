"""Which figures count: asked by everything that adds them up or shows them outside their form."""

from typing import Final

from django.db.models import Q, QuerySet

from caunoi.indicators.choices.figures import SubmissionState
from caunoi.indicators.models import Figure

COUNTED: Final = frozenset({SubmissionState.SENT, SubmissionState.APPROVED, SubmissionState.LOCKED})
PROVISIONAL: Final = SubmissionState.SENT


def counted(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    """Figures of no form, and of forms that were handed in; what is handed in but not yet approved
    counts for the time being. A form being filled in, or sent back, does not count.
    """
    return figures.filter(Q(submission=None) | Q(submission__state__in=sorted(COUNTED)))

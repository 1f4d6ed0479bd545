"""Words that lists use for our codes: our labels, and those of `reference/intake_words.csv`."""

from functools import cache
from typing import Final

from django.db.models import TextChoices

from caunoi.classifications.choices import (
    ActivityStatus,
    ContractKind,
    GeneralEducation,
    InactiveReason,
    JobStatus,
    PriorityGroup,
    Qualification,
    UnemployedFor,
    UnemployedReason,
)
from caunoi.classifications.queries import reference_rows
from caunoi.people.choices import SocialInsurance
from caunoi_engine.sheets.words import SEXES

_ETHNIC: Final = "ETHNIC_GROUP"
_CHOICES: Final[dict[str, type[TextChoices]]] = {
    "GENERAL_EDUCATION": GeneralEducation,
    "QUALIFICATION": Qualification,
    "ACTIVITY": ActivityStatus,
    "INACTIVE_REASON": InactiveReason,
    "JOB_STATUS": JobStatus,
    "UNEMPLOYED_FOR": UnemployedFor,
    "UNEMPLOYED_REASON": UnemployedReason,
    "SOCIAL_INSURANCE": SocialInsurance,
    "PRIORITY": PriorityGroup,
    "CONTRACT": ContractKind,
}


@cache
def words_of(name: str) -> dict[str, str]:
    """Each word of a list with its code; our own label of a code comes first."""
    if name == "SEX":
        return dict(SEXES)
    if name == _ETHNIC:
        return _ethnic_words()
    labels = _CHOICES[name].choices if name in _CHOICES else ()
    words = {str(label): str(value) for value, label in labels}
    for row in reference_rows("intake_words.csv"):
        if row["list"] == name:
            words.setdefault(row["word"], row["code"])
    return words


def _ethnic_words() -> dict[str, str]:
    """Names of the ethnic groups, and other names in use, to their two figures."""
    words: dict[str, str] = {}
    for row in reference_rows("form_codes.csv"):
        if row["field"] == _ETHNIC:
            words.setdefault(row["label"], row["code"])
            words.setdefault(f"dân tộc {row['label']}", row["code"])
    return words | {"việt": "01"}

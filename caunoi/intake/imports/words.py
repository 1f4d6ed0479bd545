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
from caunoi_engine.sheets.rows import Numbering
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


# Forms that number their answers, by what they are called. Those of firms ask other things.
_FORMS: Final = {
    "TT01_01": "Mẫu 01 của Thông tư 01/2022",
    "N318": "Tờ khai của Nghị định 318/2025",
    "N352_01": "Mẫu 01 của Nghị định 352/2025",
}


@cache
def numberings_of(name: str) -> tuple[Numbering, ...]:
    """How each form numbers a list. Where a form joins what we keep apart, our first code holds."""
    codes: dict[str, dict[str, str]] = {}
    labels: dict[str, dict[str, str]] = {}
    for row in reference_rows("form_codes.csv"):
        if row["field"] == name and row["form"] in _FORMS and row["form_code"].isdigit():
            codes.setdefault(row["form"], {}).setdefault(row["form_code"], row["code"])
            labels.setdefault(row["form"], {}).setdefault(row["form_code"], row["label"])
    return tuple(
        Numbering(form, _FORMS[form], numbers, labels[form]) for form, numbers in codes.items()
    )


def _ethnic_words() -> dict[str, str]:
    """Names of the ethnic groups, and other names in use, to their two figures."""
    words: dict[str, str] = {}
    for row in reference_rows("form_codes.csv"):
        if row["field"] == _ETHNIC:
            words.setdefault(row["label"], row["code"])
            words.setdefault(f"dân tộc {row['label']}", row["code"])
    return words | {"việt": "01"}

"""What is typed about unemployment insurance."""

from caunoi.unemployment.forms.claims import (
    CircumstanceForm,
    ContributionFileForm,
    FactsForm,
    Lines,
    NotesForm,
    OwnFactsForm,
    SendBackForm,
    SupplementForm,
)

__all__ = [
    "CircumstanceForm",
    "ContributionFileForm",
    "FactsForm",
    "Lines",
    "NotesForm",
    "OwnFactsForm",
    "SendBackForm",
    "SupplementForm",
]

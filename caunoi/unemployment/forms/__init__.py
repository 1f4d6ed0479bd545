"""What is typed about unemployment insurance."""

from caunoi.unemployment.forms.claims import (
    CircumstanceForm,
    ContributionFileForm,
    FactsForm,
    Lines,
    NotesForm,
    OwnFactsForm,
    SendBackForm,
    SentPapersForm,
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
    "SentPapersForm",
    "SupplementForm",
]

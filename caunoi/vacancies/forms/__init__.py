"""Forms of adverts, their review and reports, and of needs."""

from caunoi.vacancies.forms.adverts import (
    CloseForm,
    PasteForm,
    ReportForm,
    ReviewForm,
    SettleForm,
)
from caunoi.vacancies.forms.needs import NeedFileForm, NeedGrid
from caunoi.vacancies.forms.posting import PostingForm

__all__ = [
    "CloseForm",
    "NeedFileForm",
    "NeedGrid",
    "PasteForm",
    "PostingForm",
    "ReportForm",
    "ReviewForm",
    "SettleForm",
]

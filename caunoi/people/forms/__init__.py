"""The pages of a profile as forms. The same forms fill it in and change it, part by part."""

from caunoi.people.forms.consents import (
    ChangedConsentForm,
    ConsentForm,
    ReasonForm,
    SearchForm,
)
from caunoi.people.forms.person import (
    CardForm,
    ChangedPersonForm,
    NewPersonForm,
    PersonForm,
)
from caunoi.people.forms.requests import RequestForm
from caunoi.people.forms.schooling import (
    AbilitiesForm,
    SchoolingForm,
)
from caunoi.people.forms.work import (
    ChangedWishForm,
    ChangedWorkForm,
    OccupationPick,
    WishForm,
    WorkForm,
)

__all__ = [
    "AbilitiesForm",
    "CardForm",
    "ChangedConsentForm",
    "ChangedPersonForm",
    "ChangedWishForm",
    "ChangedWorkForm",
    "ConsentForm",
    "NewPersonForm",
    "OccupationPick",
    "PersonForm",
    "ReasonForm",
    "RequestForm",
    "SchoolingForm",
    "SearchForm",
    "WishForm",
    "WorkForm",
]

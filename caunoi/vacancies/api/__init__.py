"""Adverts for programs, and what the programs of firms send."""

from caunoi.vacancies.api.adverts import router
from caunoi.vacancies.api.eures import eures
from caunoi.vacancies.api.sending import senders

__all__ = ["eures", "router", "senders"]

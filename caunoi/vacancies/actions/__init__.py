"""What is done with vacancies, one module a group of verbs."""

from caunoi.vacancies.actions.closing import (
    CannotClose,
    ask_still_open,
    close_vacancy,
    confirm_open,
)
from caunoi.vacancies.actions.drafts import save_draft
from caunoi.vacancies.actions.needs import CannotReceive, receive_needs
from caunoi.vacancies.actions.posting import (
    CannotPost,
    change_vacancy,
    post_vacancy,
    repost_vacancy,
)
from caunoi.vacancies.actions.programs import close_postings, receive_postings
from caunoi.vacancies.actions.review import (
    CannotReport,
    CannotReview,
    report_scam,
    review_advert,
    settle_report,
)

__all__ = [
    "CannotClose",
    "CannotPost",
    "CannotReceive",
    "CannotReport",
    "CannotReview",
    "ask_still_open",
    "change_vacancy",
    "close_postings",
    "close_vacancy",
    "confirm_open",
    "post_vacancy",
    "receive_needs",
    "receive_postings",
    "report_scam",
    "repost_vacancy",
    "review_advert",
    "save_draft",
    "settle_report",
]

"""A profile as its pages are answered, for tests of what becomes of it."""

from datetime import UTC, date, datetime

from caunoi.accounts.choices import Role
from caunoi.people import actions
from tests.accounts.factories import UserFactory
from tests.classifications.factories import OccupationFactory, SkillFactory
from tests.places.factories import CommuneFactory

DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
NUMBER = "034201000123"  # a man born in 2001
SEWING = "8153"


def answers(**changes):
    """What each page was answered; `changes` by page."""
    commune, skill = CommuneFactory(), SkillFactory()
    OccupationFactory(code=SEWING)
    pages = {
        "nguoi": {
            "full_name": "NGUYỄN VĂN THỬ",
            "identity_number": NUMBER,
            "birth_date": date(2001, 3, 4),
            "sex": "MALE",
            "phone": "0912345678",
            "place": commune.code,
            "address": "Thôn 1",
        },
        "viec": {
            "situation": "UNEMPLOYED",
            "words": "may công nghiệp",
            "occupation": SEWING,
            "experience": "FROM_2_TO_5_YEARS",
        },
        "hoc": {
            "general_education": "UPPER_SECONDARY",
            "qualification": "NONE",
            "major": "",
            "skills": [skill.code],
            "certificates": [],
        },
        "muon": {
            "wishes": [[SEWING, "may công nghiệp"]],
            "radius_km": 15,
            "wage_min": 7_000_000,
            "shifts": ["DAY"],
            "will_board": False,
            "will_train": True,
        },
    }
    for page, values in changes.items():
        pages[page] = {**pages[page], **values}
    return pages


def draft(*, by=None, own=True, **changes):
    """An unfinished profile with every page answered."""
    by = by or UserFactory(role=Role.JOB_SEEKER)
    begun = actions.start_draft(by=by, own=own, at=AT)
    for step, values in answers(**changes).items():
        begun = actions.keep_answers(draft=begun, step=step, answers=values, by=by, at=AT)
    return begun


def finish(begun, purposes=()):
    return actions.finish_draft(draft=begun, purposes=purposes, by=begun.made_by, on=DAY, at=AT)

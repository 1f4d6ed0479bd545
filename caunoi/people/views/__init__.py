"""Pages of people, one module a kind of page."""

from caunoi.people.views.edit import edit_mine, edit_person
from caunoi.people.views.mine import change_consent, mine, take, who_read
from caunoi.people.views.papers import my_paper, paper
from caunoi.people.views.requests import my_requests
from caunoi.people.views.staff import identity_number, person, search
from caunoi.people.views.wizard import drop, start, step

__all__ = [
    "change_consent",
    "drop",
    "edit_mine",
    "edit_person",
    "identity_number",
    "mine",
    "my_paper",
    "my_requests",
    "paper",
    "person",
    "search",
    "start",
    "step",
    "take",
    "who_read",
]

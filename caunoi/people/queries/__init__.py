"""Questions about people, one module a kind of question."""

from caunoi.people.queries.drafts import draft_of, own_draft, unfinished_drafts
from caunoi.people.queries.find import communes_named, search_people, suggest_occupations
from caunoi.people.queries.profile import (
    ProfilePage,
    find_by_address,
    find_person,
    own_data,
    profile_page,
    values_of,
)
from caunoi.people.queries.reading import ReadLine, who_read
from caunoi.people.queries.register import (
    allows,
    identity_digest,
    people_named,
    person_of,
    person_with_identity_number,
)

__all__ = [
    "ProfilePage",
    "ReadLine",
    "allows",
    "communes_named",
    "draft_of",
    "find_by_address",
    "find_person",
    "identity_digest",
    "own_data",
    "own_draft",
    "people_named",
    "person_of",
    "person_with_identity_number",
    "profile_page",
    "search_people",
    "suggest_occupations",
    "unfinished_drafts",
    "values_of",
    "who_read",
]

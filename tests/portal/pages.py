from http import HTTPStatus

from caunoi.accounts.choices import Role
from caunoi.people.models import Person
from caunoi.placement.queries import slug_of
from caunoi.portal.actions.search_index import rebuild_search_index
from caunoi.portal.queries.alerts import stop_token
from caunoi_kit.messaging.actions import send
from tests.pages import AWAY, GONE, NO_FORM_NUMBER, SIGNED_IN, Page
from tests.placement.factories import DAY, MORNING
from tests.portal.factories import SavedSearchFactory

SEEKER = frozenset({Role.JOB_SEEKER})
WATCHING = frozenset({Role.HEAD, Role.DIRECTOR, Role.ADMIN})

PAGES = {
    "portal:home": Page(),
    "portal:search": Page(),
    "portal:vacancy": Page(
        at=lambda made: {"pk": made.vacancy.pk, "slug": slug_of(made.vacancy.title)}
    ),
    "portal:courses": Page(),
    "portal:course": Page(at=lambda made: {"pk": made.intake.programme_id}),
    "portal:market": Page(),
    "portal:market_file": Page(at=lambda made: {"kind": "csv"}),
    "portal:keep_job": Page(
        SEEKER, lambda made: {"pk": made.vacancy.pk}, takes_posts=True, shows=NO_FORM_NUMBER
    ),
    "portal:saved": Page(SEEKER),
    "portal:save_search": Page(SEEKER),
    "portal:change_search": Page(SEEKER, lambda made: {"public_id": made.search.public_id}),
    "portal:messages": Page(SIGNED_IN),
    "portal:outbox": Page(WATCHING),
    "portal:message": Page(WATCHING, lambda made: {"public_id": made.message.public_id}),
    "portal:stop": Page(at=lambda made: {"token": stop_token(made.search.person)}),
    "portal:zalo_event": Page(takes_posts=True, shows=HTTPStatus.FORBIDDEN),
    "portal:demo_messages": Page(),
    "portal:first_page": Page(shows=AWAY, shows_strangers=AWAY),
    "portal:about": Page(),
    "portal:api": Page(),
    "portal:demo": Page(),
    "portal:enter_demo": Page(takes_posts=True, shows=GONE),
    "portal:sitemap": Page(),
    "portal:sitemap_section": Page(at=lambda made: {"section": "viec-lam"}),
    "portal:robots": Page(),
    "portal:healthz": Page(),
}


def make(made):
    person = Person.objects.get(account=made.users[Role.JOB_SEEKER])
    made.search = SavedSearchFactory(person=person)
    made.message = send(kind="portal.alert", text="Việc mới", at=MORNING, phone="0912345678")
    rebuild_search_index(on=DAY)

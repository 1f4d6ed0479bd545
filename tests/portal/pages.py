from caunoi.placement.queries import slug_of
from caunoi.portal.actions.search_index import rebuild_search_index
from tests.pages import AWAY, GONE, Page
from tests.placement.factories import DAY

PAGES = {
    "portal:home": Page(),
    "portal:search": Page(),
    "portal:vacancy": Page(
        at=lambda made: {"pk": made.vacancy.pk, "slug": slug_of(made.vacancy.title)}
    ),
    "portal:courses": Page(),
    "portal:course": Page(at=lambda made: {"pk": made.intake.programme_id}),
    "portal:first_page": Page(shows=AWAY, shows_strangers=AWAY),
    "portal:about": Page(),
    "portal:demo": Page(),
    "portal:enter_demo": Page(takes_posts=True, shows=GONE),
    "portal:sitemap": Page(),
    "portal:sitemap_section": Page(at=lambda made: {"section": "viec-lam"}),
    "portal:robots": Page(),
    "portal:healthz": Page(),
}


def make(made):
    rebuild_search_index(on=DAY)

"""Deny by default (trust E1): no page without a declared right, and no start-up with one."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path

from caunoi_kit.ui.access import all_routes, anyone, only, refuse_unguarded_pages

forgotten = [path("quen/", lambda request: HttpResponse("ai cũng xem được"))]
urlpatterns = [
    path("ro/", only(anyone)(lambda request: HttpResponse())),
    path("", include(forgotten)),
]


def test_every_page_says_who_may_open_it():
    routes = all_routes()
    assert len(routes) > 10
    assert [route.path for route in routes if route.only is None] == []


def test_every_policy_is_written_in_words():
    silent = {route.only.__name__ for route in all_routes() if not route.only.__doc__}
    assert silent == set()


@override_settings(ROOT_URLCONF=__name__)
def test_a_site_with_a_forgotten_page_does_not_start():
    with pytest.raises(ImproperlyConfigured, match="quen/"):
        refuse_unguarded_pages()

"""Deny by default: who may open a page, and what happens to those who may not."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path
from django.views.generic import TemplateView

from caunoi_kit.ui import access
from caunoi_kit.ui.access import anyone, only, only_for, require, signed_in


def is_head(user) -> bool:
    """The head of the centre."""
    return getattr(user, "is_head", False)


def page(request, **kwargs) -> HttpResponse:
    return HttpResponse("nội dung")


inner = [path("trong/", TemplateView.as_view(template_name="x.html"), name="inner")]
urlpatterns = [
    path("mo/", only(anyone)(page), name="open"),
    path("rieng/", include(([path("ho-so/", only(is_head)(page), name="file")], "private"))),
    path("ngoai/", only_for(signed_in, include((inner, "others")))),
]

pytestmark = pytest.mark.urls(__name__)

HEAD = SimpleNamespace(is_authenticated=True, is_active=True, is_head=True)
CLERK = SimpleNamespace(is_authenticated=True, is_active=True)
CLOSED = SimpleNamespace(is_authenticated=True, is_active=False)


def ask(rf, user, view=None, **headers):
    request = rf.get("/rieng/ho-so/?nam=2026", headers=headers)
    request.user = user
    return (view or only(is_head)(page))(request)


def test_those_for_whom_the_policy_holds_get_the_page(rf):
    assert ask(rf, HEAD).content.decode() == "nội dung"


def test_a_signed_in_user_without_the_right_is_refused(rf):
    with pytest.raises(PermissionDenied):
        ask(rf, CLERK)


def test_a_stranger_is_sent_to_sign_in_and_then_back(rf, settings):
    settings.LOGIN_URL = "/dang-nhap/"
    answer = ask(rf, AnonymousUser())
    assert answer.status_code == 302
    assert answer.url == "/dang-nhap/?next=%2Frieng%2Fho-so%2F%3Fnam%3D2026"


def test_a_piece_of_a_page_sends_the_whole_page_to_sign_in(rf, settings):
    settings.LOGIN_URL = "/dang-nhap/"
    answer = ask(rf, AnonymousUser(), **{"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/dang-nhap/?next=")


def test_a_closed_account_is_not_signed_in():
    assert [signed_in(user) for user in (HEAD, CLOSED, AnonymousUser())] == [True, False, False]


def test_the_right_on_one_record_is_asked_with_the_record():
    def owns(user, record):
        return record == "của tôi"

    require(owns, CLERK, "của tôi")
    with pytest.raises(PermissionDenied):
        require(owns, CLERK, "của người khác")


def test_all_routes_are_listed_with_their_policy():
    routes = {route.path: route for route in access.all_routes()}
    assert routes["/mo/"].only is anyone
    assert routes["/rieng/ho-so/"].only is is_head
    assert routes["/rieng/ho-so/"].name == "private:file"
    assert routes["/ngoai/trong/"].only is signed_in
    assert access.unguarded_routes() == []


def test_wrapping_the_pages_of_another_package_leaves_that_package_as_it_was():
    assert not hasattr(inner[0].callback, "only")


class Forgotten:
    """A site in which two pages, one of them deep inside, say nothing."""

    urlpatterns = [*urlpatterns, path("quen/", page), path("sau/", include([path("hon/", page)]))]


@override_settings(ROOT_URLCONF=Forgotten)
def test_the_check_names_every_page_that_says_nothing():
    errors = access.unguarded_pages_are_errors(None)
    assert [error.id for error in errors] == ["ui.E001", "ui.E001"]
    assert "/quen/" in errors[0].msg
    assert "/sau/hon/" in errors[1].msg
    assert __name__ in errors[0].msg


@override_settings(ROOT_URLCONF=Forgotten)
def test_a_server_without_checks_does_not_start_either():
    with pytest.raises(ImproperlyConfigured, match="/sau/hon/"):
        access.refuse_unguarded_pages()


def test_a_site_in_which_every_page_speaks_starts():
    access.refuse_unguarded_pages()
    assert access.unguarded_pages_are_errors(None) == []


def test_the_check_is_among_those_django_runs_at_start():
    from django.core.checks.registry import registry

    assert access.unguarded_pages_are_errors in registry.get_checks(include_deployment_checks=False)

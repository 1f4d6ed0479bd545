"""The menu: short on a telephone, and no page of a role is lost behind it."""

import re

import pytest
from django.urls import reverse

from caunoi.accounts.choices import Role
from config.menu import FIRST, LINKS
from tests.accounts.factories import UserFactory

ROLES = [None, *Role]
MOST = 4  # beside «Thêm»


def menu_of(client, role) -> str:
    """The menu as a visitor of this role gets it, on a page that asks for no account."""
    if role is not None:
        client.force_login(UserFactory(role=role, made=True))
    page = client.get(reverse("portal:about")).content.decode()
    return page[page.index("<nav ") : page.index("</nav>")]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_stands_once_in_its_menu(client, settings, role):
    settings.CAUNOI_DEMO = True
    shown = re.findall(r'href="([^"]+)"', menu_of(client, role))
    wanted = [reverse(link.route) for link in LINKS if link.shown_to(role)]
    assert sorted(set(shown) - {reverse("account_login")}) == sorted(wanted)
    assert len(shown) == len(set(shown))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_the_row_itself_is_short_and_signing_out_is_there(client, settings, role):
    settings.CAUNOI_DEMO = True
    menu = menu_of(client, role)
    row = menu[: menu.index("<details")] if "<details" in menu else menu
    assert 1 <= len(re.findall(r"<a ", row)) <= MOST
    assert ("Đăng xuất" in menu) is (role is not None)


@pytest.mark.parametrize("role", FIRST)
def test_what_a_role_sees_first_is_open_to_it(role):
    open_to = {link.route for link in LINKS if link.shown_to(role)}
    assert set(FIRST[role]) <= open_to

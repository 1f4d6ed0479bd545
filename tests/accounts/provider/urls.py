"""The provider's pages and what it says of its citizens."""

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("", include("allauth.idp.urls")),
]


class Citizens(DefaultOIDCAdapter):
    """Says of a citizen what a national account says; the level stands in the e-mail field."""

    def get_claims(self, purpose, user, client, scopes, email=None, **kwargs):
        return {
            "sub": str(user.pk),
            "so_dinh_danh": user.username,
            "ho_ten": f"{user.last_name} {user.first_name}",
            "muc_do": user.email.split("@")[0],
        }


def citizen_signed_in(get_response):
    """Who comes with a `citizen` cookie is that citizen: the provider's own sign-in page is not
    what is tested here."""

    def middleware(request):
        from django.contrib.auth import get_user_model

        name = request.COOKIES.get("citizen")
        if name:
            request.user = get_user_model().objects.get(username=name)
        return get_response(request)

    return middleware

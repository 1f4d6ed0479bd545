"""Starts the provider: `python -m tests.accounts.provider PORT CALLBACK`."""

import os
import sys


def main(port: int, callback: str) -> None:
    """Make the citizens and the client, then serve until stopped."""
    import django

    django.setup()
    from allauth.idp.oidc.models import Client
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    users = get_user_model().objects
    users.create(username="034201000123", last_name="Trần Văn", first_name="Thử", email="2@x")
    users.create(username="033190000456", last_name="Lê Thị", first_name="Mẫu", email="1@x")
    client = Client(
        id="cau-noi",
        name="Cầu Nối",
        scopes="openid\nprofile\nemail",
        redirect_uris=callback,
        skip_consent=True,
    )
    client.set_secret("bi-mat")
    client.save()
    call_command("runserver", f"127.0.0.1:{port}", "--noreload", verbosity=0)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.accounts.provider.settings"
    main(int(sys.argv[1]), sys.argv[2])

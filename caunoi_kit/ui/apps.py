from django.apps import AppConfig
from django.core import checks

from caunoi_kit.ui.access import unguarded_pages_are_errors


class Config(AppConfig):
    name = "caunoi_kit.ui"
    label = "ui"
    verbose_name = "Giao diện"

    def ready(self) -> None:
        checks.register(unguarded_pages_are_errors, checks.Tags.security)

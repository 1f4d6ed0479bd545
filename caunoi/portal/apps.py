from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi.portal"
    label = "portal"

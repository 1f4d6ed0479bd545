from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi.unemployment"
    label = "unemployment"

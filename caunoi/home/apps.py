from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi.home"
    label = "home"

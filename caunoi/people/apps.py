from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi.people"
    label = "people"

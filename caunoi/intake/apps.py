from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi.intake"
    label = "intake"

from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi.indicators"
    label = "indicators"

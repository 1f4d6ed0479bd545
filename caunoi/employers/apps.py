from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi.employers"
    label = "employers"

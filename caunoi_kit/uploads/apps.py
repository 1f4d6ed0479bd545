from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi_kit.uploads"
    label = "uploads"

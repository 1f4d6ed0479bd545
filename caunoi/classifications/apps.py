from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi.classifications"
    label = "classifications"

from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi_kit.connectors"
    label = "connectors"

from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi.training"
    label = "training"

from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi.agreements"
    label = "agreements"

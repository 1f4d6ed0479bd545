from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi.places"
    label = "places"

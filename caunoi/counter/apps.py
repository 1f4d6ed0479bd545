from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi.counter"
    label = "counter"

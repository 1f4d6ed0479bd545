from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi.documents"
    label = "documents"

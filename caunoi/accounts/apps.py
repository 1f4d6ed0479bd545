from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi.accounts"
    label = "accounts"

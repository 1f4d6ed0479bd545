from django.apps import AppConfig


class Config(AppConfig):
    name = "caunoi.vacancies"
    label = "vacancies"

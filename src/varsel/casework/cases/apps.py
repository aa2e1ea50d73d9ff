from django.apps import AppConfig


class Cases(AppConfig):
    name = "varsel.casework.cases"
    label = "cases"

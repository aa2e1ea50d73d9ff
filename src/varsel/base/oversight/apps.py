from django.apps import AppConfig


class Oversight(AppConfig):
    name = "varsel.base.oversight"
    label = "oversight"

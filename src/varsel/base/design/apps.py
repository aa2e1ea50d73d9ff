from django.apps import AppConfig


class Design(AppConfig):
    name = "varsel.base.design"
    label = "design"

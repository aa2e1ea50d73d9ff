from django.apps import AppConfig


class Portal(AppConfig):
    name = "varsel.portal"
    label = "portal"

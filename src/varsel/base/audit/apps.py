from django.apps import AppConfig


class Audit(AppConfig):
    name = "varsel.base.audit"
    label = "audit"

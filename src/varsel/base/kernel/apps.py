from django.apps import AppConfig


class Kernel(AppConfig):
    name = "varsel.base.kernel"
    label = "kernel"

from django.apps import AppConfig


class Demo(AppConfig):
    """Installed only when VARSEL_MODE is `demo`; its templates stand before the others."""

    name = "varsel.portal.demo"
    label = "demo"

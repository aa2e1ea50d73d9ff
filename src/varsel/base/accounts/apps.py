from importlib import import_module

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "varsel.base.accounts"
    label = "accounts"

    def ready(self) -> None:
        import_module("varsel.base.accounts.signals")

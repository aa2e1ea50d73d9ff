from django.apps import AppConfig


class Accounts(AppConfig):
    name = "varsel.base.accounts"
    label = "accounts"

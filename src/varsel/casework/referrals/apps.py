from django.apps import AppConfig


class Referrals(AppConfig):
    name = "varsel.casework.referrals"
    label = "referrals"

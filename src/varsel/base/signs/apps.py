from django.apps import AppConfig


class Signs(AppConfig):
    name = "varsel.base.signs"
    label = "signs"

from importlib import import_module

from django.apps import AppConfig


class Actors(AppConfig):
    name = "varsel.base.actors"
    label = "actors"

    def ready(self) -> None:
        import_module("varsel.base.actors.packs")

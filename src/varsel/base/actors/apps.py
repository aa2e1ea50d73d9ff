from django.apps import AppConfig


class Actors(AppConfig):
    name = "varsel.base.actors"
    label = "actors"

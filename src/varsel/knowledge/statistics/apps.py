from django.apps import AppConfig


class Statistics(AppConfig):
    name = "varsel.knowledge.statistics"
    label = "statistics"

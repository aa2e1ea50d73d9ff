from django.apps import AppConfig


class Publication(AppConfig):
    name = "varsel.knowledge.publication"
    label = "publication"

    def ready(self) -> None:
        from varsel.knowledge.publication.sections import register_sections

        register_sections()

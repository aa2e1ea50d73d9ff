from django.apps import AppConfig


class Signs(AppConfig):
    name = "varsel.base.signs"
    label = "signs"

    def ready(self) -> None:
        from varsel.base.design.hotline import provide
        from varsel.base.kernel.packs import register
        from varsel.base.signs.queries import hotline
        from varsel.base.signs.sections import SECTIONS

        for section in SECTIONS:
            register(section)
        provide(hotline)

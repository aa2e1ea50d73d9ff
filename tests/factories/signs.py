"""Signs and their words."""

import factory

from varsel.base.signs.models import Sign, SignText


class SignFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sign

    key = factory.Sequence(lambda number: f"ZZ{number:02}")
    order = factory.Sequence(lambda number: 1000 + number)
    dimension = "exploitation"
    noticed = "seen"
    forms: list[str] = []
    sectors = ["public"]
    weights = {"overlay": "medium"}
    basis = "project_overlay"
    sources = ["PROJECT"]
    source_confidence = "proposal"


class SignTextFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SignText

    sign = factory.SubFactory(SignFactory)
    language = "da"
    text = factory.Sequence(lambda number: f"Opdigtet tegn {number}")

"""Every table says how long it is kept; no foreign key points up or leads back into a closed room."""

import pytest
from django.db import models
from django.test.utils import isolate_apps

from tests.meta.models_of_the_house import models as models_of_the_house
from tests.meta.models_of_the_house import undeclared, wrong_keys
from varsel.base.kernel.models import Code, DataKey
from varsel.base.kernel.sealing.fields import SealedField


def test_every_model_says_how_long_it_is_kept_and_what_a_dump_may_show() -> None:
    assert [fault for model in models_of_the_house() for fault in undeclared(model)] == []


def test_foreign_keys_point_down_and_lead_back_only_within_a_storey() -> None:
    assert [fault for model in models_of_the_house() for fault in wrong_keys(model)] == []


@isolate_apps("varsel.base.kernel")
def test_a_model_that_says_nothing_is_found() -> None:
    class Silent(models.Model):
        class Meta:
            app_label = "kernel"

    assert len(undeclared(Silent)) == 2


@isolate_apps("varsel.base.kernel")
def test_a_dump_that_would_show_a_sealed_or_unknown_field_is_found() -> None:
    class Loud(models.Model):
        retention = "forever"
        shown_in_dump = frozenset({"name", "gone"})
        name = SealedField(label="test.loud.name")
        data_key_id = models.UUIDField()

        class Meta:
            app_label = "kernel"

    assert undeclared(Loud) == [
        "kernel.Loud.shown_in_dump names gone, which is no field",
        "kernel.Loud.shown_in_dump shows the sealed field name",
    ]


@pytest.mark.parametrize(
    ("module", "fault"),
    [
        ("varsel.base.kernel.models", "points up"),
        ("varsel.casework.cases.models", "leaves its storey"),
    ],
)
@isolate_apps("varsel.base.kernel")
def test_a_foreign_key_that_points_up_or_can_be_walked_back_is_found(module: str, fault: str) -> None:
    class Target(models.Model):
        __module__ = "varsel.base.signs.models"

        class Meta:
            app_label = "kernel"

    class Planted(models.Model):
        __module__ = module
        target = models.ForeignKey(Target, on_delete=models.PROTECT)

        class Meta:
            app_label = "kernel"

    assert [found for found in wrong_keys(Planted) if fault in found]


def test_data_keys_and_codes_are_among_the_models_looked_at() -> None:
    assert {Code, DataKey} <= set(models_of_the_house())

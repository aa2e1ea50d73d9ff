"""Code lists, as rows and as fields of other rows."""

import datetime

import pytest
from django.db import IntegrityError, models, transaction
from django.db.migrations.writer import MigrationWriter
from django.utils import translation

from tests.database import create_table
from varsel.base.kernel.codes import CodeField, choices, codes, label
from varsel.base.kernel.models import Code

DAY = datetime.date(2026, 11, 21)

pytestmark = pytest.mark.django_db


def a_code(key: str, **changes: object) -> Code:
    code_list, code = key.split(":")
    words = {"label_da": f"{code} på dansk", "label_en": f"{code} in English", "pack": "test"}
    return Code.objects.create(id=key, list=code_list, code=code, **{**words, **changes})


def test_a_list_gives_the_codes_in_force_on_the_day_in_their_order() -> None:
    a_code("sex:woman", order=2)
    a_code("sex:man", order=1)
    a_code("sex:future", valid_from=DAY + datetime.timedelta(days=1))
    a_code("sex:retired", valid_to=DAY - datetime.timedelta(days=1))
    a_code("sex:last_day", order=3, valid_to=DAY)
    a_code("form:begging")
    assert [code.code for code in codes("sex", DAY)] == ["man", "woman", "last_day"]


def test_labels_follow_the_active_language() -> None:
    a_code("sex:man")
    with translation.override("en"):
        assert choices("sex", DAY) == [("sex:man", "man in English")]
    with translation.override("da"):
        assert label("sex:man") == "man på dansk"


def test_the_key_of_a_code_is_its_list_and_its_code() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Code.objects.create(id="sex:man", list="form", code="man", label_da="x", label_en="x", pack="test")


def test_the_database_refuses_a_code_of_another_list() -> None:
    class Row(models.Model):  # lives for this test only
        sex = CodeField("sex", null=True)

        class Meta:
            app_label = "kernel"

    a_code("sex:man")
    a_code("form:begging")
    try:
        create_table(Row)
        Row.objects.create(sex_id="sex:man")
        Row.objects.create(sex_id=None)
        with pytest.raises(IntegrityError), transaction.atomic():
            Row.objects.create(sex_id="form:begging")
    finally:
        del Row._meta.apps.all_models["kernel"]["row"]
        Row._meta.apps.clear_cache()


def test_a_code_field_is_written_into_migrations_as_its_list() -> None:
    field = CodeField("sex", null=True)
    text, _ = MigrationWriter.serialize(field)
    assert text == "varsel.base.kernel.codes.CodeField(code_list='sex', null=True)"

"""Sealed fields: what is written stays with its row, its field and its person."""

import pickle
from uuid import uuid4

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.actions.kernel.models import Secret
from tests.database import create_table
from varsel.base.kernel.sealing.boxes import KeyDestroyed, SealBroken
from varsel.base.kernel.sealing.datakeys import destroy_data_key, new_data_key, rewrap
from varsel.base.kernel.sealing.fields import Ciphertext, open_all
from varsel.base.kernel.sealing.keyring import keyring

pytestmark = pytest.mark.django_db
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@pytest.fixture(autouse=True)
def secret_table(db: None) -> None:
    create_table(Secret)


def a_secret(name: str = "Maria", story: str = "Kælderen") -> Secret:
    return Secret.objects.create(data_key_id=new_data_key(), name=name, story=story)


def stored(secret: Secret, column: str = "name") -> str:
    return Secret.objects.values_list(column, flat=True).get(pk=secret.pk)


def overwrite(secret: Secret, ciphertext: str, column: str = "name") -> Secret:
    table = Secret._meta.db_table
    with connection.cursor() as cursor:
        key = secret.pk.hex if connection.vendor == "sqlite" else secret.pk
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [ciphertext, key])  # noqa: S608
    return Secret.objects.get(pk=secret.pk)


@given(text=texts)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_was_sealed_is_opened_again(text: str) -> None:
    secret = Secret.objects.get(pk=a_secret(name=text).pk)
    assert secret.name.open("test") == text
    assert text not in stored(secret) or len(text) < 4


def test_the_attribute_shows_nothing_by_itself() -> None:
    secret = Secret.objects.get(pk=a_secret().pk)
    assert "Maria" not in f"{secret.name} {secret.name!r}"
    with pytest.raises(TypeError):
        pickle.dumps(secret.name)
    with pytest.raises(ValueError, match="what the value is opened for"):
        secret.name.open("")


@given(at=st.integers(min_value=0), flip=st.integers(min_value=1, max_value=255))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_changed_value_is_refused_wherever_it_was_changed(at: int, flip: int) -> None:
    secret = a_secret()
    sealed = bytearray(stored(secret).encode())
    position = at % len(sealed)
    changed = chr(sealed[position] ^ (flip & 0x7F or 1))
    text = bytes(sealed[:position]).decode() + changed + bytes(sealed[position + 1 :]).decode()
    if "\x00" in text or text == stored(secret):
        return
    from varsel.base.kernel.sealing.boxes import from_text

    try:
        same_bytes = from_text(text) == from_text(stored(secret))
    except SealBroken:
        same_bytes = False
    if same_bytes:  # the spare bits of base64 carry nothing
        return
    with pytest.raises(SealBroken):
        overwrite(secret, text).name.open("test")


def test_a_value_moved_to_another_row_is_refused() -> None:
    mine, other = a_secret(), a_secret("Elena")
    with pytest.raises(SealBroken):
        overwrite(mine, stored(other)).name.open("test")


def test_a_value_moved_to_another_row_of_the_same_person_is_refused() -> None:
    mine = a_secret()
    other = Secret.objects.create(data_key_id=mine.data_key_id, name="Elena")
    with pytest.raises(SealBroken):
        overwrite(mine, stored(other)).name.open("test")


def test_a_value_moved_to_another_field_is_refused() -> None:
    secret = a_secret()
    with pytest.raises(SealBroken):
        overwrite(secret, stored(secret, "story")).name.open("test")


def test_text_that_was_never_sealed_is_refused() -> None:
    with pytest.raises(SealBroken):
        overwrite(a_secret(), "Maria").name.open("test")


def test_a_token_of_another_row_cannot_be_assigned() -> None:
    mine, other = a_secret(), a_secret("Elena")
    with pytest.raises(TypeError):
        mine.name = other.name


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: Secret.objects.update(name="Elena"),
        lambda: Secret.objects.bulk_update([a_secret()], ["name"]),
        lambda: Secret.objects.filter(name="Maria").exists(),
        lambda: Secret.objects.filter(name__startswith="M").exists(),
        lambda: list(Secret.objects.order_by("name")),
        lambda: list(Secret.objects.order_by("-story")),
    ],
)
def test_nothing_is_changed_sought_or_sorted_by_a_sealed_field(attempt: object) -> None:
    with pytest.raises((TypeError, FieldError)):
        attempt()  # type: ignore[operator]


def test_an_absent_value_can_be_sought_and_needs_no_key() -> None:
    secret = Secret.objects.create(data_key_id=uuid4())
    assert Secret.objects.get(name__isnull=True) == secret
    assert secret.name is None
    assert open_all([secret.name], "test") == [""]


def test_deferred_and_refreshed_values_are_tokens_too() -> None:
    secret = Secret.objects.only("id").get(pk=a_secret().pk)
    assert secret.name.open("test") == "Maria"
    secret.refresh_from_db()
    assert secret.name.open("test") == "Maria"
    secret.name = "Elena"
    assert secret.name.open("test") == "Elena"
    secret.save()
    assert isinstance(secret.__dict__["name"], Ciphertext)
    assert Secret.objects.get(pk=secret.pk).name.open("test") == "Elena"


def test_many_values_are_opened_with_one_query(query_budget) -> None:  # type: ignore[no-untyped-def]
    for _ in range(5):
        a_secret()
    tokens = [secret.name for secret in Secret.objects.all()]
    with query_budget(1):
        assert open_all(tokens, "test") == ["Maria"] * 5


def test_a_destroyed_key_erases_what_it_sealed_and_nothing_else() -> None:
    erased, kept = a_secret(), a_secret()
    destroy_data_key(erased.data_key_id)
    with pytest.raises(KeyDestroyed):
        Secret.objects.get(pk=erased.pk).name.open("test")
    assert Secret.objects.get(pk=kept.pk).name.open("test") == "Maria"


def test_after_a_rotation_old_values_open_and_keys_can_be_wrapped_anew(rotated_ring) -> None:  # type: ignore[no-untyped-def]
    secret = a_secret()
    rotated_ring("seal")
    assert Secret.objects.get(pk=secret.pk).name.open("test") == "Maria"
    assert rewrap() >= 1
    assert rewrap() == 0
    assert Secret.objects.get(pk=secret.pk).name.open("test") == "Maria"
    assert keyring().seal_key()[0] == "s2"

"""Files sealed in chunks."""

import io
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from varsel.base.kernel.sealing.boxes import SealBroken
from varsel.base.kernel.sealing.datakeys import new_data_key
from varsel.base.kernel.sealing.files import CHUNK, MAGIC, SALT, TAG, open_stream, seal_stream

pytestmark = pytest.mark.django_db
ROW = uuid4()


def sealed(plain: bytes, key: UUID) -> bytes:
    target = io.BytesIO()
    seal_stream(io.BytesIO(plain), target, data_key_id=key, label="test.file", row_id=ROW)
    return target.getvalue()


def opened(box: bytes, key: UUID, label: str = "test.file", row_id: UUID = ROW) -> bytes:
    return b"".join(open_stream(io.BytesIO(box), data_key_id=key, label=label, row_id=row_id))


@given(size=st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_file_of_any_length_is_opened_again(size: int) -> None:
    key, plain = new_data_key(), bytes(i % 251 for i in range(size))
    assert opened(sealed(plain, key), key) == plain


def chunks(box: bytes) -> tuple[bytes, list[bytes]]:
    head = len(MAGIC) + SALT
    return box[:head], [box[i : i + CHUNK + TAG] for i in range(head, len(box), CHUNK + TAG)]


@pytest.mark.parametrize(
    "meddle",
    [
        lambda c: c[:-1],  # cut off
        lambda c: [c[1], c[0], *c[2:]],  # swapped
        lambda c: [c[0], *c],  # repeated
        lambda c: [c[0][:-1] + bytes([c[0][-1] ^ 1]), *c[1:]],  # changed
        lambda c: [],
    ],
)
def test_a_file_that_was_meddled_with_is_refused(meddle) -> None:  # type: ignore[no-untyped-def]
    key = new_data_key()
    head, parts = chunks(sealed(b"x" * (3 * CHUNK + 5), key))
    with pytest.raises(SealBroken):
        opened(head + b"".join(meddle(parts)), key)


def test_a_file_under_another_row_label_or_key_is_refused() -> None:
    key = new_data_key()
    box = sealed(b"picture", key)
    for other in ({"row_id": uuid4()}, {"label": "test.other"}):
        with pytest.raises(SealBroken):
            opened(box, key, **other)  # type: ignore[arg-type]
    with pytest.raises(SealBroken):
        opened(box, new_data_key())
    with pytest.raises(SealBroken):
        opened(b"%PDF-1.7", key)

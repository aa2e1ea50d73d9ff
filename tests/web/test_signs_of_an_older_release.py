"""A page of an older release is still open somewhere when the new one is served."""

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from varsel.base.signs.forms import ANSWERS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("old", [{"signs": [], "colour": "red"}, {"age": "child"}, ["signs"], {"signs": None}])
def test_choices_of_an_older_release_are_refused_with_the_remedy(client: Client, old: object) -> None:
    token = signing.dumps(old, salt=ANSWERS, compress=True)
    assert client.post(reverse("signs:choose"), {"answers": token}).status_code == 422

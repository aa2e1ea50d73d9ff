"""Events for tests, written as acts write them."""

from typing import Any
from uuid import uuid4

import factory
from django.db import transaction
from factory.django import DjangoModelFactory

from varsel.base.audit.actions import record
from varsel.base.audit.models import Event
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.actor import SYSTEM


class EventFactory(DjangoModelFactory[Event]):
    """One event in the trail, whole with its heads: a look-up of a case by the system, unless told otherwise."""

    class Meta:
        model = Event

    verb = Verb.CASE_READ
    by = SYSTEM
    subject = factory.LazyFunction(lambda: ("case", uuid4()))

    @classmethod
    def _create(cls, model_class: type[Event], *args: Any, **told: Any) -> Event:
        with transaction.atomic():
            return record(told.pop("verb"), **told)

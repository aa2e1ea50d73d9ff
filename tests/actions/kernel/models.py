"""Tables that exist only in these tests."""

from django.db import models
from django.test.utils import isolate_apps

from varsel.base.kernel.records import Fact, Record, Sealing
from varsel.base.kernel.sealing.fields import SealedField

with isolate_apps("varsel.base.kernel"):

    class Secret(Sealing, Record):
        """A row with two sealed fields."""

        name = SealedField(label="test.secret.name")
        story = SealedField(label="test.secret.story")

        class Meta:
            app_label = "kernel"

    class Diary(Fact):
        """A row that is only added."""

        text = models.CharField(max_length=20)

        class Meta:
            app_label = "kernel"

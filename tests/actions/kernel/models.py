"""Tables that exist only in these tests."""

from django.db import connection, models
from django.test.utils import isolate_apps

from varsel.base.kernel import append_only
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


def create_table(model: type[models.Model]) -> None:
    """Create the table inside the test's own transaction, with triggers where it is append-only."""
    sql, _params = connection.schema_editor().table_sql(model)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    if append_only.is_append_only(model):
        append_only.install(connection, [model._meta.db_table])

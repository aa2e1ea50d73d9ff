from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("cases", "0001_initial"),)

    operations = (
        migrations.AlterField(
            model_name="stay",
            name="since",
            field=models.DateField(blank=True, null=True),
        ),
    )

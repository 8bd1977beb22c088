from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("counselling", "0002_add_appointment_overlap")]

    operations = [
        migrations.AddField(
            model_name="desk",
            name="away_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]

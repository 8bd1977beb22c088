from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    """Reserve the slots themselves: until now there was no time around them."""
    appointments = apps.get_model("counselling", "Appointment").objects.filter(reserved_from=None)
    appointments.update(reserved_from=F("starts_at"), reserved_until=F("ends_at"))


class Migration(migrations.Migration):
    dependencies = [("counselling", "0005_add_booking_resources")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

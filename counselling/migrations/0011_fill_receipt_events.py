from django.db import migrations


def fill(apps, schema_editor):
    """Say in `event` what `was_sent` said."""
    receipts = apps.get_model("counselling", "Receipt").objects
    receipts.filter(was_sent=False).update(event="failed")


def fill_back(apps, schema_editor):
    receipts = apps.get_model("counselling", "Receipt").objects
    receipts.update(was_sent=False)
    receipts.filter(event__in=["sent", "delivered"]).update(was_sent=True)


class Migration(migrations.Migration):
    dependencies = [("counselling", "0010_add_notice_templates_and_replies")]

    operations = [migrations.RunPython(fill, fill_back)]

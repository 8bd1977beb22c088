from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("counselling", "0011_fill_receipt_events")]

    operations = [migrations.RemoveField(model_name="receipt", name="was_sent")]

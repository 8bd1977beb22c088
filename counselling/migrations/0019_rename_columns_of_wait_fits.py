from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("counselling", "0018_add_course_of_sessions")]

    operations = [
        migrations.RenameField("waitfit", "leave_rate", "leave_share"),
        migrations.RenameField("waitfit", "log_median", "log_ratio"),
    ]

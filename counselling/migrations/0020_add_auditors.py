from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("counselling", "0019_rename_columns_of_wait_fits"),
    ]

    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="role",
            field=models.CharField(
                choices=[
                    ("official", "담당자"),
                    ("supervisor", "관리 담당자"),
                    ("administrator", "기관 관리자"),
                    ("interpreter", "통역사"),
                    ("helper", "현장 도우미"),
                    ("secretary", "간사"),
                    ("auditor", "감사 담당자"),
                    ("operator", "운영자"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("official", "담당자"),
                    ("supervisor", "관리 담당자"),
                    ("administrator", "기관 관리자"),
                    ("interpreter", "통역사"),
                    ("helper", "현장 도우미"),
                    ("secretary", "간사"),
                    ("auditor", "감사 담당자"),
                    ("operator", "운영자"),
                ],
                max_length=20,
            ),
        ),
    ]

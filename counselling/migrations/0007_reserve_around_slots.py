"""No two active appointments of one desk, booth, interpreter, official or contact overlap.

Takes the place of 0002: desk, booth, interpreter and official are reserved for
[reserved_from, reserved_until), the phone number and the e-mail address of the citizen for the
slot itself. PostgreSQL: exclusion constraints; SQLite: triggers with the same rule (datetimes are
stored as text in UTC, whose order is the order in time). All raise IntegrityError, which
counselling.domain turns into SlotTaken or AlreadyBookedThen.
"""

from django.db import migrations, models

TABLE = "counselling_appointment"
ACTIVE = "('held', 'confirmed', 'entered', 'in_session')"
SLOT = ("starts_at", "ends_at")
AROUND = ("reserved_from", "reserved_until")
# Name -> column, which range of it, and when it is set at all.
RULES = {
    "desk": ("desk_id", AROUND, "desk_id IS NOT NULL"),
    "booth": ("booth_id", AROUND, "booth_id IS NOT NULL"),
    "interpreter": ("interpreter_id", AROUND, "interpreter_id IS NOT NULL"),
    "official": ("official_id", AROUND, "official_id IS NOT NULL"),
    "phone": ("phone", SLOT, "phone <> ''"),
    "email": ("email", SLOT, "email <> ''"),
}
RULES_BEFORE = {
    name: (f"{name}_id", SLOT, f"{name}_id IS NOT NULL") for name in ("desk", "booth", "official")
}


def replace_overlap_rules(apps, schema_editor):
    _drop(schema_editor)
    _add(schema_editor, RULES)


def put_old_overlap_rules_back(apps, schema_editor):
    _drop(schema_editor)
    _add(schema_editor, RULES_BEFORE)


def _add(schema_editor, rules):
    for name, (column, (begins, ends), is_set) in rules.items():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(_exclusion_constraint(name, column, begins, ends, is_set))
        elif schema_editor.connection.vendor == "sqlite":
            columns = f"state, {begins}, {ends}, {column}"
            for event, when in (("insert", "INSERT"), ("update", f"UPDATE OF {columns}")):
                schema_editor.execute(_trigger(name, column, begins, ends, is_set, event, when))


def _drop(schema_editor):
    for name in RULES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS appointment_{name}_overlap"
            )
        elif schema_editor.connection.vendor == "sqlite":
            for event in ("insert", "update"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS appointment_{name}_overlap_{event}")


def _exclusion_constraint(name, column, begins, ends, is_set):
    return f"""
        ALTER TABLE {TABLE} ADD CONSTRAINT appointment_{name}_overlap
        EXCLUDE USING gist ({column} WITH =, tstzrange({begins}, {ends}, '[)') WITH &&)
        WHERE (state IN {ACTIVE} AND {is_set})
    """


def _trigger(name, column, begins, ends, is_set, event, when):
    # Only the constants above are put into the text.
    return f"""
        CREATE TRIGGER appointment_{name}_overlap_{event} BEFORE {when} ON {TABLE}
        WHEN NEW.state IN {ACTIVE} AND NEW.{is_set} AND EXISTS (
            SELECT 1 FROM {TABLE} other
            WHERE other.{column} = NEW.{column} AND other.state IN {ACTIVE}
            AND other.{begins} < NEW.{ends} AND other.{ends} > NEW.{begins}
            AND other.id <> NEW.id
        )
        BEGIN SELECT RAISE(ABORT, 'appointment_{name}_overlap'); END
    """  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [("counselling", "0006_fill_reserved_times")]

    operations = [
        migrations.AlterField(
            model_name="appointment",
            name="reserved_from",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="reserved_until",
            field=models.DateTimeField(),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reserved_from__lte", models.F("starts_at")),
                    ("reserved_until__gte", models.F("ends_at")),
                ),
                name="appointment_reserves_its_slot",
            ),
        ),
        migrations.RunPython(replace_overlap_rules, put_old_overlap_rules_back),
    ]

"""No two active appointments of one desk, booth or official overlap.

PostgreSQL: exclusion constraints on tstzrange(starts_at, ends_at, '[)'). SQLite: triggers with the
same rule; datetimes are stored as text in UTC, whose order is the order in time. Both raise
IntegrityError, which counselling.domain.reservation turns into SlotTaken.
"""

from django.db import migrations

TABLE = "counselling_appointment"
RESOURCES = ("desk", "booth", "official")
ACTIVE = "('held', 'confirmed', 'entered', 'in_session')"


def add_overlap_rule(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        for resource in RESOURCES:
            schema_editor.execute(exclusion_constraint(resource))
    elif schema_editor.connection.vendor == "sqlite":
        for resource in RESOURCES:
            schema_editor.execute(trigger(resource, "INSERT", "INSERT"))
            columns = f"state, starts_at, ends_at, {resource}_id"
            schema_editor.execute(trigger(resource, "UPDATE", f"UPDATE OF {columns}"))


def drop_overlap_rule(apps, schema_editor):
    for resource in RESOURCES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS appointment_{resource}_overlap"
            )
        elif schema_editor.connection.vendor == "sqlite":
            for event in ("insert", "update"):
                schema_editor.execute(
                    f"DROP TRIGGER IF EXISTS appointment_{resource}_overlap_{event}"
                )


def exclusion_constraint(resource):
    return f"""
        ALTER TABLE {TABLE} ADD CONSTRAINT appointment_{resource}_overlap
        EXCLUDE USING gist (
            {resource}_id WITH =,
            tstzrange(starts_at, ends_at, '[)') WITH &&
        ) WHERE (state IN {ACTIVE} AND {resource}_id IS NOT NULL)
    """


def trigger(resource, event, when):
    # Only the constants above are put into the text.
    return f"""
        CREATE TRIGGER appointment_{resource}_overlap_{event.lower()} BEFORE {when} ON {TABLE}
        WHEN NEW.state IN {ACTIVE} AND NEW.{resource}_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM {TABLE} other
            WHERE other.{resource}_id = NEW.{resource}_id AND other.state IN {ACTIVE}
            AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at
            AND other.id <> NEW.id
        )
        BEGIN SELECT RAISE(ABORT, 'appointment_{resource}_overlap'); END
    """  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [("counselling", "0001_initial")]

    operations = [migrations.RunPython(add_overlap_rule, drop_overlap_rule)]

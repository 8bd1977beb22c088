"""A whole country's desks and appointments in PostgreSQL, made by the server itself.

Appointments are spread alike over all desks: nine of ten lie in the past, one is to come. The
measured department has its next four weeks filled to 60 % from the start.
"""

import datetime as dt

from django.db import connection, models
from django.utils import timezone

from counselling.domain.catalogue import load_catalogue
from counselling.models import Agency, Appointment, Department, Desk, Line, Service
from counselling.timetable.days import at, day_of

AGENCIES, DEPARTMENTS, DESKS = 300, 3_000, 20_000
DURATION_MINUTES = 20
MEASURED = "bench-0"
MEASURED_PAGE = f"/services/{MEASURED}/counsel/times/"
# 24 times a day: nine before lunch, fifteen after; minutes after midnight.
SLOT_MINUTES = (
    "CASE WHEN slot < 9 THEN 540 + 20 * slot ELSE 780 + 20 * (slot - 9) END * interval '1 minute'"
)


def make_country() -> None:
    """Make agencies, departments, desks and their services; fill the measured department."""
    load_catalogue()
    agencies = Agency.objects.bulk_create(
        Agency(code=f"bench-{n}", name_ko=f"기관 {n}", name_en=f"Agency {n}", kind="local")
        for n in range(AGENCIES)
    )
    departments = Department.objects.bulk_create(
        Department(
            agency=agencies[n % AGENCIES],
            code=f"department-{n}",
            name_ko=f"부서 {n}",
            name_en=f"Department {n}",
        )
        for n in range(DEPARTMENTS)
    )
    Line.objects.bulk_create(Line(department=department) for department in departments)
    desks = Desk.objects.bulk_create(
        (
            Desk(department=departments[n % DEPARTMENTS], number=n // DEPARTMENTS + 1, is_open=True)
            for n in range(DESKS)
        ),
        batch_size=2_000,
    )
    services = Service.objects.bulk_create(
        Service(
            agency=department.agency,
            department=department,
            code="counsel" if n < AGENCIES else f"counsel-{n}",
            name_ko=f"상담 {n}",
            name_en=f"Counsel {n}",
            summary_ko="상담합니다.",
            summary_en="Counselling.",
            duration_minutes=DURATION_MINUTES,
        )
        for n, department in enumerate(departments)
    )
    Service.desks.through.objects.bulk_create(
        (
            Service.desks.through(desk=desk, service=services[n % DEPARTMENTS])
            for n, desk in enumerate(desks)
        ),
        batch_size=5_000,
    )
    _fill_measured(services[0])


def grow_to(size: int) -> None:
    """Add appointments until there are `size` of them."""
    begun = Appointment.objects.count()
    first_desk, first_service = _first_pk(Desk), _first_pk(Service)
    source = f"""
        SELECT n, desk, CASE WHEN is_to_come THEN k / 10 / 4 + 1 ELSE -1 - k / 20 END AS day,
               CASE WHEN is_to_come THEN (k / 10) % 4 * 6 ELSE k % 20 END AS slot,
               CASE WHEN is_to_come THEN 'confirmed' ELSE 'done' END AS state
        FROM (
            SELECT n, n % {DESKS} AS desk, n / {DESKS} AS k,
                   n / {DESKS} % 10 = 0 AND n % {DESKS} % {DEPARTMENTS} <> 0 AS is_to_come
            FROM generate_series({begun}, {size - 1}) AS n
        ) AS numbered
    """
    _insert(
        source,
        ref="'b' || n",
        service_id=f"{first_service} + desk % {DEPARTMENTS}",
        desk_id=f"{first_desk} + desk",
        state="state",
    )


def _fill_measured(service: Service) -> None:
    pks = list(service.desks.order_by("pk").values_list("pk", flat=True))
    source = f"""
        SELECT desk, day, slot FROM unnest(ARRAY{pks}::bigint[]) AS desk,
        generate_series(1, 27) AS day, generate_series(0, 23) AS slot
        WHERE (slot * 7 + desk + day) % 10 < 6
    """
    _insert(
        source,
        ref="'m' || desk || '-' || day || '-' || slot",
        service_id=str(service.pk),
        desk_id="desk",
        state="'confirmed'",
    )


def _insert(source: str, **values: str) -> None:
    """Insert what `source` yields; `values` are expressions over its columns day and slot."""
    midnight = at(day_of(timezone.now()), dt.time(0)).isoformat()
    starts_at = f"timestamptz '{midnight}' + day * interval '1 day' + {SLOT_MINUTES}"
    lasts = f"interval '{DURATION_MINUTES} minutes'"
    ends_at = f"{starts_at} + {lasts}"
    values |= {"starts_at": starts_at, "ends_at": ends_at, "created_at": "now()"}
    values |= {"reserved_from": starts_at, "reserved_until": ends_at}
    values = _plain_values() | values
    columns, expressions = ", ".join(values), ", ".join(values.values())
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout TO 0")
        cursor.execute(
            f"INSERT INTO {Appointment._meta.db_table} ({columns}) "
            f"SELECT {expressions} FROM ({source}) AS made"
        )
        cursor.execute("ANALYZE")


def _plain_values() -> dict[str, str]:
    """Return what the columns that say nothing here are filled with."""
    plain = {}
    for field in Appointment._meta.concrete_fields:
        if field.primary_key or field.null or isinstance(field, models.DateTimeField):
            continue
        default = field.get_default()
        text = "" if default is None else str(default)
        plain[field.column] = "'" + text.replace("'", "''") + "'"
    return plain


def _first_pk(model: type[models.Model]) -> int:
    key = "agency__code" if model is Service else "department__agency__code"
    return int(model._default_manager.filter(**{key: MEASURED}).order_by("pk").first().pk)  # type: ignore[union-attr]

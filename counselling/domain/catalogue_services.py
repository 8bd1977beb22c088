"""Loads the services of the catalogue; local ones for every district and city."""

from typing import Any

from counselling.enums import AgencyKind
from counselling.models import Agency, Department, Desk, Service

UPDATED = [
    "department",
    "name_ko",
    "name_en",
    "summary_ko",
    "summary_en",
    "keywords_ko",
    "prepare_ko",
    "prepare_en",
    "duration_minutes",
    "needs_identity_check",
    "changed_at",
]


def load_services(
    rows: list[dict[str, Any]], agencies: list[Agency], prepare_in_english: dict[str, str]
) -> None:
    """Create or update each service in each agency that has it; new ones get every desk."""
    departments = {(d.agency_id, d.code): d for d in Department.objects.all()}
    known = set(Service.objects.values_list("agency_id", "code"))
    services = [
        Service(
            agency=agency,
            code=row["code"],
            department=departments[agency.pk, row["department"]],
            **_fields(row, prepare_in_english),
        )
        for row in rows
        for agency in _agencies_of(row, agencies)
    ]
    Service.objects.bulk_create(
        services, update_conflicts=True, unique_fields=["agency", "code"], update_fields=UPDATED
    )
    _give_desks([s for s in Service.objects.all() if (s.agency_id, s.code) not in known])


def _give_desks(services: list[Service]) -> None:
    desks: dict[int, list[Desk]] = {}
    for desk in Desk.objects.all():
        desks.setdefault(desk.department_id, []).append(desk)
    through = Desk.services.through
    through.objects.bulk_create(
        [
            through(desk=desk, service=service)
            for service in services
            for desk in desks[service.department_id]
        ]
    )


def _agencies_of(row: dict[str, Any], agencies: list[Agency]) -> list[Agency]:
    if row["scope"] == "local":
        return [agency for agency in agencies if agency.kind in AgencyKind.local()]
    return [agency for agency in agencies if agency.code == row["agency"]]


def _fields(row: dict[str, Any], prepare_in_english: dict[str, str]) -> dict[str, Any]:
    return {
        "name_ko": row["name_ko"],
        "name_en": row["name_en"],
        "summary_ko": row["summary_ko"],
        "summary_en": row["summary_en"],
        "keywords_ko": row["keywords_ko"],
        "prepare_ko": row["prepare_ko"],
        "prepare_en": [prepare_in_english.get(text, text) for text in row["prepare_ko"]],
        "duration_minutes": row["duration_min"],
        "needs_identity_check": row["needs_identity_check"],
    }

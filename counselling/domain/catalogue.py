"""Loads the catalogue: agencies, departments, desks, services, sites, hours. Can be run again.

Rows are found by their codes and brought up to date; nothing is deleted, and what people changed
since (names, hours, desks closed, services switched off) is left alone.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.db import transaction

from counselling.domain.catalogue_intake import load_intake
from counselling.domain.catalogue_keeping import (
    arranged_departments,
    what_people_changed_is_kept,
)
from counselling.domain.catalogue_services import load_services
from counselling.domain.opening_hours import subject_of
from counselling.domain.unit_changes import was_changed
from counselling.domain.units import NATION, Unit
from counselling.enums import AgencyKind, ChangeTopic, Weekday
from counselling.models import (
    Agency,
    AgencyAlias,
    Booth,
    Department,
    Desk,
    Line,
    OpeningHours,
    Site,
)

DATA = Path(__file__).resolve().parents[1] / "data"
WEEKDAYS = {
    "mon": Weekday.MONDAY,
    "tue": Weekday.TUESDAY,
    "wed": Weekday.WEDNESDAY,
    "thu": Weekday.THURSDAY,
    "fri": Weekday.FRIDAY,
    "sat": Weekday.SATURDAY,
    "sun": Weekday.SUNDAY,
}

Row = dict[str, Any]


@transaction.atomic
def load_catalogue() -> dict[str, int]:
    """Bring the database in line with counselling/data; return how many of each there are."""
    catalogue: Row = json.loads((DATA / "catalogue.json").read_text(encoding="utf-8"))
    english: Row = json.loads((DATA / "catalogue_en.json").read_text(encoding="utf-8"))
    agencies = _load_agencies(catalogue["agencies"])
    with what_people_changed_is_kept():
        _load_departments(catalogue["departments"], agencies)
        load_services(catalogue["services"], list(agencies.values()), english["prepare"])
        for row in catalogue["sites"]:
            _load_site(row, agencies[row["agency"]], english)
    _load_hours(catalogue["opening_hours"], agencies, english["notes"])
    load_intake()
    return {
        "agencies": len(agencies),
        "departments": Department.objects.count(),
        "desks": Desk.objects.count(),
        "services": len(catalogue["services"]),
        "sites": len(catalogue["sites"]),
    }


def _load_agencies(rows: list[Row]) -> dict[str, Agency]:
    agencies: dict[str, Agency] = {}
    for row in rows:  # Parents come first in the file.
        agency, _is_new = Agency.objects.update_or_create(
            code=row["code"],
            defaults={
                "kind": AgencyKind(row["kind"]),
                "parent": agencies[row["parent"]] if row["parent"] else None,
                "name_ko": row["name_ko"],
                "name_en": row["name_en"],
                "region_ko": row["region_ko"] or "",
                "phone": row["phone"],
            },
        )
        AgencyAlias.objects.bulk_create(
            [AgencyAlias(agency=agency, text=text) for text in row["aliases_ko"]],
            ignore_conflicts=True,
        )
        agencies[agency.code] = agency
    return agencies


def _agencies_of(row: Row, agencies: dict[str, Agency]) -> list[Agency]:
    """Local departments are templates: each district and city has its own copy."""
    if row.get("kind") == "local":
        return [agency for agency in agencies.values() if agency.kind in AgencyKind.local()]
    return [agencies[row["agency"]]]


def _load_departments(rows: list[Row], agencies: dict[str, Agency]) -> None:
    """Create or update departments and desks, and give each new department its line."""
    pairs = [(row, agency) for row in rows for agency in _agencies_of(row, agencies)]
    Department.objects.bulk_create(
        [
            Department(
                agency=agency,
                code=row["code"],
                name_ko=row["name_ko"],
                name_en=row["name_en"],
                phone=agency.phone,
            )
            for row, agency in pairs
        ],
        update_conflicts=True,
        unique_fields=["agency", "code"],
        update_fields=["name_ko", "name_en", "phone"],
    )
    known = {(d.agency_id, d.code): d for d in Department.objects.all()}
    Line.objects.bulk_create(
        [Line(department=known[agency.pk, row["code"]]) for row, agency in pairs],
        ignore_conflicts=True,
    )
    arranged = arranged_departments()
    Desk.objects.bulk_create(
        [
            Desk(
                department=known[agency.pk, row["code"]],
                number=desk["number"],
                name_ko=desk["name_ko"],
                name_en=desk["name_en"],
            )
            for row, agency in pairs
            if known[agency.pk, row["code"]].pk not in arranged
            for desk in row["desks"]
        ],
        update_conflicts=True,
        unique_fields=["department", "number"],
        update_fields=["name_ko", "name_en"],
    )


def _load_site(row: Row, agency: Agency, english: Row) -> None:
    site, _is_new = Site.objects.update_or_create(
        code=row["code"],
        defaults={
            "agency": agency,
            "name_ko": row["name_ko"],
            "name_en": row["name_en"],
            "address_ko": row["address_ko"],
            "address_en": english["addresses"].get(row["address_ko"], ""),
            "phone": agency.phone,
        },
    )
    for booth in row["booths"]:
        Booth.objects.update_or_create(
            code=booth["code"],
            defaults={
                "site": site,
                "name_ko": booth["name_ko"],
                "name_en": english["booths"].get(booth["name_ko"], booth["name_ko"]),
                "equipment": booth["equipment"],
            },
        )


def _load_hours(row: Row, agencies: dict[str, Agency], notes: dict[str, str]) -> None:
    """The default is the nation's; an exception replaces it on one weekday of a department.

    Units whose hours people changed are left alone.
    """
    default, changed = row["default"], was_changed(ChangeTopic.HOURS)
    for name in [] if subject_of(NATION) in changed else default["weekdays"]:
        OpeningHours.objects.get_or_create(
            agency=None,
            department=None,
            desk=None,
            weekday=WEEKDAYS[name],
            is_demo=False,
            defaults=_times(default, default),
        )
    for exception in row["exceptions"]:
        department = Department.objects.get(
            agency=agencies[exception["agency"]], code=exception["department"]
        )
        if subject_of(Unit(department.agency, department)) in changed:
            continue
        note = exception.get("note_ko", "")
        OpeningHours.objects.get_or_create(
            department=department,
            weekday=WEEKDAYS[exception["weekday"]],
            is_demo=False,
            defaults={
                **_times(exception, default),
                "note_ko": note,
                "note_en": notes.get(note, ""),
            },
        )


def _times(row: Row, default: Row) -> dict[str, dt.time]:
    times = {**default, **row}
    lunch_from, lunch_until = times["lunch"]
    return {
        "opens_at": dt.time.fromisoformat(times["opens"]),
        "closes_at": dt.time.fromisoformat(times["closes"]),
        "lunch_from": dt.time.fromisoformat(lunch_from),
        "lunch_until": dt.time.fromisoformat(lunch_until),
    }

"""Agencies, departments with their line, desks, services."""

from typing import Any

from counselling.models import Agency, Department, Desk, Line, Service


def make_agency(code: str, *, kind: str = "central", **fields: Any) -> Agency:
    fields.setdefault("name_ko", code)
    fields.setdefault("name_en", f"Agency {code}")
    return Agency.objects.create(code=code, kind=kind, **fields)


def make_department(agency: Agency, code: str, **fields: Any) -> Department:
    """Create a department with its line."""
    fields.setdefault("name_ko", code)
    fields.setdefault("name_en", f"Department {code}")
    department = Department.objects.create(agency=agency, code=code, **fields)
    Line.objects.create(department=department)
    return department


def make_desk(department: Department, number: int, **fields: Any) -> Desk:
    """Create a desk that serves every service the department has by now."""
    fields.setdefault("name_ko", f"{number}번 창구")
    fields.setdefault("name_en", f"Desk {number}")
    desk = Desk.objects.create(department=department, number=number, **fields)
    desk.services.set(department.services.all())
    return desk


def make_service(
    department: Department, code: str, *, duration_minutes: int = 15, **fields: Any
) -> Service:
    """Create a service that every desk of the department serves."""
    fields.setdefault("name_ko", code)
    fields.setdefault("name_en", f"Service {code}")
    fields.setdefault("summary_ko", "안내합니다.")
    fields.setdefault("summary_en", "Tells you.")
    service = Service.objects.create(
        agency=department.agency,
        department=department,
        code=code,
        duration_minutes=duration_minutes,
        **fields,
    )
    service.desks.set(department.desks.all())
    return service

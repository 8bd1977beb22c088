"""Desks and departments, changed by the agency's administrator."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling import live
from counselling.domain import unit_changes
from counselling.domain.desks import stand_up
from counselling.domain.row_changes import change_row, new_code, subject_of
from counselling.domain.unit_changes import Change
from counselling.domain.units import unit_of
from counselling.enums import ChangeTopic
from counselling.exceptions import DeskBusy, NumberTaken, StillServed
from counselling.models import Agency, Department, Desk, Line, Service, User

LABELS: dict[str, Any] = {
    "number": pgettext_lazy("number of a desk", "번호"),
    "name_ko": _("이름"),
    "name_en": _("이름 (영어)"),
    "is_open": _("창구를 엽니다"),
}
SERVICES = _("맡는 상담")


def add_desk(
    department: Department,
    values: Mapping[str, Any],
    *,
    services: Collection[Service],
    by: User | None,
) -> Desk:
    """Add an open desk.

    Raises:
        NumberTaken: The department has a desk of this number.
    """
    unit = unit_of(department)
    try:
        with transaction.atomic():
            unit_changes.lock(unit)
            desk = Desk.objects.create(department=department, **values)
            desk.services.set(services)
            unit_changes.record(
                unit,
                [Change(_("새 창구"), "", desk.name_ko), Change(SERVICES, "", _names(services))],
                topic=ChangeTopic.UNIT,
                subject=subject_of(desk),
                name=desk.name_ko,
                by=by,
            )
            live.touch(department.line)
    except IntegrityError as error:
        raise NumberTaken from error
    return desk


def change_desk(
    desk: Desk,
    values: Mapping[str, Any],
    *,
    services: Collection[Service],
    seen: int,
    by: User | None,
) -> None:
    """Rename, open or close a desk and choose what it serves; closing sends its official away.

    Raises:
        ChangedMeanwhile: Another administrator changed the desk first.
        NumberTaken: The department has another desk of this number.
        StillServed: Somebody is called or in session there.
    """
    unit = unit_of(desk.department)
    try:
        with transaction.atomic():
            changed = change_row(
                desk,
                values,
                unit=unit,
                topic=ChangeTopic.UNIT,
                labels=LABELS,
                seen=seen,
                by=by,
            )
            before = set(desk.services.all())
            if before != set(services):
                desk.services.set(services)
                unit_changes.record(
                    unit,
                    [Change(SERVICES, _names(before), _names(services))],
                    topic=ChangeTopic.UNIT,
                    subject=subject_of(desk),
                    name=desk.name_ko,
                    by=by,
                )
            if "is_open" in changed and not desk.is_open:
                stand_up(desk)
            live.touch(desk, desk.department.line)
    except DeskBusy as error:
        raise StillServed from error
    except IntegrityError as error:
        raise NumberTaken from error


def add_department(agency: Agency, values: Mapping[str, Any], *, by: User | None) -> Department:
    """Add a department with its waiting line."""
    unit = unit_of(agency)
    with transaction.atomic():
        unit_changes.lock(unit)
        department = Department.objects.create(agency=agency, code=new_code(), **values)
        Line.objects.create(department=department)
        unit_changes.record(
            unit_of(department),
            [Change(_("새 부서"), "", department.name_ko)],
            topic=ChangeTopic.UNIT,
            subject=subject_of(department),
            name=department.name_ko,
            by=by,
        )
    return department


def change_department(
    department: Department, values: Mapping[str, Any], *, seen: int, by: User | None
) -> None:
    """Rename a department.

    Raises:
        ChangedMeanwhile: Another administrator changed it first.
    """
    with transaction.atomic():
        change_row(
            department,
            values,
            unit=unit_of(department),
            topic=ChangeTopic.UNIT,
            labels=LABELS,
            seen=seen,
            by=by,
        )
        live.touch(department.line)


def _names(services: Collection[Service]) -> list[str]:
    return sorted(service.name_ko for service in services)

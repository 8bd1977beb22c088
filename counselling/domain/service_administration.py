"""Services, changed by the agency's administrator."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.domain import unit_changes
from counselling.domain.opening_hours import touch_lines
from counselling.domain.row_changes import change_row, new_code, subject_of
from counselling.domain.unit_changes import Change
from counselling.domain.units import Unit, unit_of
from counselling.enums import AppointmentState, ChangeTopic
from counselling.models import Appointment, Department, Service, User

LABELS: dict[str, Any] = {
    "name_ko": _("이름"),
    "name_en": _("이름 (영어)"),
    "summary_ko": _("설명"),
    "summary_en": _("설명 (영어)"),
    "keywords_ko": _("찾을 때 쓰는 말"),
    "prepare_ko": _("준비물"),
    "prepare_en": _("준비물 (영어)"),
    "duration_minutes": _("한 번 상담하는 시간 (분)"),
    "minutes_before": _("상담 앞에 비워 두는 시간 (분)"),
    "minutes_after": _("상담 뒤에 비워 두는 시간 (분)"),
    "is_by_video": _("영상으로 상담"),
    "is_by_phone": _("전화로 상담"),
    "is_by_visit": _("방문 상담"),
    "cutoff_minutes": _("시작 몇 분 전까지 취소·변경할 수 있나요 (분)"),
    "recommended_minutes": _("권장시간 (분)"),
    "petition_kind": _("처리기간"),
    "assignment_rule": _("담당자 정하는 방법"),
    "named_official": _("정해진 담당자"),
    "needs_identity_check": _("신분 확인이 필요합니다"),
    "is_offered": _("민원인이 찾고 예약할 수 있습니다"),
}
SKILLED = _("이 상담을 할 수 있는 담당자")


def services_of(unit: Unit) -> QuerySet[Service]:
    """Return the services of an agency or of one department, with their department."""
    rows = Service.objects.select_related("department", "named_official")
    if unit.department:
        return rows.filter(department=unit.department).order_by("pk")
    return rows.filter(agency=unit.agency).order_by("department", "pk")


def add_service(
    department: Department,
    values: Mapping[str, Any],
    *,
    skilled: Iterable[User] = (),
    by: User | None,
) -> Service:
    """Add a service that every desk of the department serves."""
    unit = unit_of(department)
    with transaction.atomic():
        unit_changes.lock(unit)
        service = Service.objects.create(
            agency=department.agency, department=department, code=new_code(), **values
        )
        service.desks.set(department.desks.all())
        service.officials.set(skilled)
        unit_changes.record(
            unit,
            [Change(_("새 상담 서비스"), "", service.name_ko)],
            topic=ChangeTopic.SERVICE,
            subject=subject_of(service),
            name=service.name_ko,
            by=by,
        )
    return service


def change_service(
    service: Service,
    values: Mapping[str, Any],
    *,
    skilled: Iterable[User] | None = None,
    seen: int,
    by: User | None,
) -> list[str]:
    """Change what differs; bookings that are made already keep their time.

    Args:
        skilled: Who may serve it; nobody in it means whoever sits at a desk. None: as it is.

    Raises:
        ChangedMeanwhile: Another administrator changed the service first.
    """
    unit = unit_of(service.department)
    with transaction.atomic():
        changed = change_row(
            service,
            values,
            unit=unit,
            topic=ChangeTopic.SERVICE,
            labels=LABELS,
            seen=seen,
            by=by,
        )
        if skilled is not None:
            _change_skilled(service, skilled, unit, by)
    if "is_offered" in changed:
        touch_lines(unit)
    return changed


def _change_skilled(service: Service, skilled: Iterable[User], unit: Unit, by: User | None) -> None:
    before, after = set(service.officials.all()), set(skilled)
    if before == after:
        return
    service.officials.set(after)
    change = Change(SKILLED, _names(before), _names(after))
    subject, topic = subject_of(service), ChangeTopic.SERVICE
    unit_changes.record(unit, [change], topic=topic, subject=subject, name=service.name_ko, by=by)


def _names(people: Iterable[User]) -> str:
    return ", ".join(sorted(str(person) for person in people))


def bookings_to_come(service: Service) -> QuerySet[Appointment]:
    """Return the upcoming bookings of a service, by time."""
    return Appointment.objects.filter(
        service=service, state__in=AppointmentState.upcoming(), starts_at__gt=timezone.now()
    ).select_related("service", "desk__department")

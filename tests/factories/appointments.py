"""Appointments in a given state, past every check but the database's."""

import datetime as dt
from typing import Any

from django.utils import timezone

from counselling.enums import AppointmentState
from counselling.models import Appointment, Desk, Service


def make_appointment(
    service: Service,
    desk: Desk,
    *,
    starts_at: dt.datetime | None = None,
    state: str = AppointmentState.CONFIRMED,
    **fields: Any,
) -> Appointment:
    """Create an appointment that starts now unless told otherwise."""
    starts_at = starts_at or timezone.now()
    fields.setdefault("name", "홍길동")
    if state == AppointmentState.HELD:
        fields.setdefault("held_until", timezone.now() + dt.timedelta(minutes=5))
    return Appointment.objects.create(
        service=service,
        desk=desk,
        starts_at=starts_at,
        ends_at=fields.pop("ends_at", starts_at + dt.timedelta(minutes=service.duration_minutes)),
        state=state,
        **fields,
    )

"""An official's appointments as a calendar feed (RFC 5545, RFC 7986).

Nobody's name stands in it, and no code: calendars are read on telephones and by other programs.
The link leads to the appointment, behind the sign-in.
"""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from counselling.enums import AppointmentState
from counselling.models import Appointment
from counselling.timetable.days import KST

READ_AGAIN_AFTER = dt.timedelta(minutes=15)


def official_calendar(name: str, appointments: Iterable[Appointment]) -> str:
    """Return the calendar of the official of that name."""
    calendar = Calendar()
    calendar.add("prodid", "-//Maju//Desk//KO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    title = _("마주 상담 일정 (%(name)s)") % {"name": name}
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", READ_AGAIN_AFTER, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    for appointment in appointments:
        calendar.add_component(_event(appointment))
    calendar.add_missing_timezones()
    return calendar.to_ical().decode()


def _event(appointment: Appointment) -> Event:
    steps = [change.created_at for change in appointment.changes.all()]
    changed_at = max(steps, default=appointment.created_at)
    address = f"{settings.PUBLIC_URL}{reverse('desk_booking', args=[appointment.ref])}"
    event = Event()
    event.add("uid", f"desk-{appointment.ref}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("sequence", len(steps))
    event.add("dtstamp", changed_at.astimezone(dt.UTC))
    event.add("last-modified", changed_at.astimezone(dt.UTC))
    event.add("dtstart", appointment.starts_at.astimezone(KST))
    event.add("dtend", appointment.ends_at.astimezone(KST))
    event.add("summary", _summary(appointment))
    event.add("location", f"{appointment.service.department.name} {appointment.desk.name}")
    event.add("url", address)
    event.add("status", "CONFIRMED")
    return event


def _summary(appointment: Appointment) -> str:
    text = _("영상상담: %(service)s") % {"service": appointment.service.name}
    if appointment.state == AppointmentState.DONE:
        return _("%(text)s (마침)") % {"text": text}
    if appointment.official_id is None:
        return _("%(text)s (담당자 미정)") % {"text": text}
    return text

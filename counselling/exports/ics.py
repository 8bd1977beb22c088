"""An appointment as an iCalendar file (RFC 5545, RFC 5546).

The UID stays the same for the life of an appointment, SEQUENCE rises with each change, and a
cancelled one is METHOD:CANCEL, so that calendars change or delete what they took before. No entry
code and no personal data but the person's own e-mail stands in it: calendars are often shared.
"""

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from counselling.domain.entry_codes import door_opens_at
from counselling.enums import AppointmentState, ContactMethod, NoticeKind
from counselling.models import Appointment, Notice
from counselling.timetable.days import KST

CONTENT_TYPE = "text/calendar; charset=utf-8"
# held and confirmed: the two steps before anything can change.
STEPS_UNTIL_CONFIRMED = 2
ALARM_BEFORE = dt.timedelta(minutes=10)
GOES_ALONG = (
    NoticeKind.APPOINTMENT_CONFIRMED,
    NoticeKind.APPOINTMENT_MOVED,
    NoticeKind.APPOINTMENT_CANCELLED,
)


def calendar_of_notice(notice: Notice) -> str:
    """Return the file that goes along with an e-mail, as the appointment is now; "" for none."""
    if notice.contact_method != ContactMethod.EMAIL or notice.kind not in GOES_ALONG:
        return ""
    appointments = Appointment.objects.select_related("service__agency", "service__department")
    appointment = appointments.filter(ref=notice.subject.partition(":")[2]).first()
    return appointment_calendar(appointment) if appointment else ""


def appointment_calendar(appointment: Appointment) -> str:
    """Return the appointment as a calendar with one event, in the citizen's language."""
    with translation.override(appointment.language):
        calendar = Calendar()
        calendar.add("prodid", "-//Maju//Video counselling//KO")
        calendar.add("version", "2.0")
        calendar.add("method", "CANCEL" if _is_off(appointment) else "PUBLISH")
        calendar.add_component(_event(appointment))
        calendar.add_missing_timezones()
        return calendar.to_ical().decode()


def _event(appointment: Appointment) -> Event:
    service = appointment.service
    changes = list(appointment.changes.order_by("pk").values_list("created_at", flat=True))
    changed_at = changes[-1] if changes else appointment.created_at
    address = f"{settings.PUBLIC_URL}/enter/"
    event = Event()
    event.add("uid", f"{appointment.ref}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("sequence", max(len(changes) - STEPS_UNTIL_CONFIRMED, 0))
    event.add("dtstamp", changed_at.astimezone(dt.UTC))
    event.add("last-modified", changed_at.astimezone(dt.UTC))
    event.add("dtstart", appointment.starts_at.astimezone(KST))
    event.add("dtend", appointment.ends_at.astimezone(KST))
    event.add("summary", _("영상상담: %(service)s") % {"service": service.name})
    event.add("description", _description(appointment, address))
    event.add("location", _("%(agency)s 영상상담") % {"agency": service.agency.name})
    event.add("url", address)
    event.add("organizer", _organizer(service.agency.name))
    event.add("status", "CANCELLED" if _is_off(appointment) else "CONFIRMED")
    if not _is_off(appointment):
        event.add_component(_alarm())
    return event


def _description(appointment: Appointment, address: str) -> str:
    text = _(
        "%(department)s 담당자와 영상으로 상담합니다. "
        "%(door)s부터 %(address)s 에서 이름과 인증번호를 입력하고 들어오세요."
    )
    department = appointment.service.department.full_name
    door = f"{timezone.localtime(door_opens_at(appointment)):%H:%M}"
    return text % {"department": department, "address": address, "door": door}


def _organizer(name: str) -> vCalAddress:
    organizer = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}")
    organizer.params["CN"] = vText(name)
    return organizer


def _alarm() -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("영상상담이 곧 시작합니다."))
    alarm.add("trigger", -ALARM_BEFORE)
    return alarm


def _is_off(appointment: Appointment) -> bool:
    """True when nothing takes place at that time any more."""
    return appointment.state in (
        AppointmentState.CANCELLED,
        AppointmentState.EXPIRED,
        AppointmentState.MOVED,
    )

import datetime as dt

import pytest
from icalendar import Calendar, Event

from counselling.domain import notices
from counselling.domain.state_changes import record_change
from counselling.exports.ics import appointment_calendar, calendar_of_notice
from counselling.models import Appointment, Notice, UnitSettings
from tests.cast import Cast
from tests.factories.appointments import make_appointment

pytestmark = pytest.mark.django_db

HALF_PAST_TEN = dt.datetime(2026, 11, 24, 1, 30, tzinfo=dt.UTC)


@pytest.fixture
def appointment(cast: Cast) -> Appointment:
    appointment = make_appointment(
        cast.service, cast.desk1, starts_at=HALF_PAST_TEN, email="hong@example.test"
    )
    record_change(appointment, from_state="", to="held", by=None)
    record_change(appointment, from_state="held", to="confirmed", by=None)
    return appointment


def event_of(appointment: Appointment) -> Event:
    (event,) = Calendar.from_ical(appointment_calendar(appointment)).walk("VEVENT")
    return event


def test_c9_the_event_says_when_in_seoul_what_and_where(appointment: Appointment) -> None:
    text = appointment_calendar(appointment)

    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Seoul" in text
    assert "DTSTART;TZID=Asia/Seoul:20261124T103000" in text
    assert "METHOD:PUBLISH" in text
    event = event_of(appointment)
    assert event["summary"] == "영상상담: 포장식품 이물 신고 상담"
    assert event["url"] == "http://localhost:8000/enter/"
    assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(minutes=15)
    assert appointment.name not in text


def test_the_event_says_when_the_door_of_the_department_opens(appointment: Appointment) -> None:
    department = appointment.service.department
    UnitSettings.objects.create(department=department, door_opens_minutes=25)

    assert "10:05부터 http://localhost:8000/enter/ 에서" in event_of(appointment)["description"]


def test_c9_a_change_keeps_the_uid_and_raises_the_sequence(appointment: Appointment) -> None:
    before = event_of(appointment)

    appointment.starts_at += dt.timedelta(hours=1)
    record_change(appointment, from_state="confirmed", to="confirmed", by=None)

    after = event_of(appointment)
    assert (before["uid"], before["sequence"]) == (after["uid"], 0)
    assert after["sequence"] == 1


def test_c9_a_cancelled_appointment_cancels_the_event(appointment: Appointment) -> None:
    appointment.state = "cancelled"
    record_change(appointment, from_state="confirmed", to="cancelled", by=None)

    assert "METHOD:CANCEL" in appointment_calendar(appointment)
    event = event_of(appointment)
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)


def test_the_event_speaks_the_language_of_the_person(appointment: Appointment) -> None:
    appointment.language = "en"

    assert "Service mfds-foreign-matter" in event_of(appointment)["summary"]


def test_only_letters_about_the_booking_carry_the_file(appointment: Appointment) -> None:
    appointment.phone = "01012345678"
    notices.tell_confirmed(appointment, code="123456")
    notices.tell_code_again(appointment, code="654321")

    carrying = [n for n in Notice.objects.order_by("pk") if calendar_of_notice(n)]

    assert [(n.kind, n.contact_method) for n in carrying] == [("appointment_confirmed", "email")]

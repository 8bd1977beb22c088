"""The appointment as a file for one's own calendar."""

import pytest
from django.test import Client
from icalendar import Calendar

from counselling.entered import REFS_KEY
from counselling.models import Appointment
from tests.cast import Cast
from tests.factories.appointments import make_appointment

pytestmark = pytest.mark.django_db


@pytest.fixture
def appointment(cast: Cast, client: Client) -> Appointment:
    appointment = make_appointment(cast.service, cast.desk1)
    session = client.session
    session[REFS_KEY] = [appointment.ref]
    session.save()
    return appointment


@pytest.mark.parametrize("page", ["", "done/"])
def test_c9_the_file_is_offered_where_the_appointment_is_shown(
    client: Client, appointment: Appointment, page: str
) -> None:
    text = client.get(f"/appointments/{appointment.ref}/{page}").content.decode()

    assert f'href="/appointments/{appointment.ref}/calendar.ics"' in text


def test_c9_the_file_is_a_calendar_with_the_appointment(
    client: Client, appointment: Appointment
) -> None:
    answer = client.get(f"/appointments/{appointment.ref}/calendar.ics")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="maju.ics"'
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == appointment.starts_at.replace(microsecond=0)


def test_the_file_is_nobody_elses(appointment: Appointment) -> None:
    assert Client().get(f"/appointments/{appointment.ref}/calendar.ics").status_code == 404


def test_a_held_time_has_no_file_yet(client: Client, appointment: Appointment) -> None:
    Appointment.objects.update(state="expired")

    assert client.get(f"/appointments/{appointment.ref}/calendar.ics").status_code == 404

"""Who came, as both sides see and correct it, and another time for who was let down."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from counselling.domain import no_show
from counselling.entered import REFS_KEY
from counselling.models import Appointment, AttendanceFinding
from tests.cast import Cast
from tests.factories.appointments import make_appointment

pytestmark = pytest.mark.django_db


@pytest.fixture
def let_down(client: Client, cast: Cast, office_time: dt.datetime) -> Appointment:
    """Came at 10, waits, and nobody has called for ten minutes."""
    appointment = make_appointment(cast.service, cast.desk1)
    session = client.session
    session[REFS_KEY] = [appointment.ref]
    session.save()
    client.post(f"/appointments/{appointment.ref}/enter/")
    with time_machine.travel(office_time + dt.timedelta(minutes=10), tick=False):
        no_show.judge_due()
    return appointment


def test_the_waiting_room_offers_the_next_times_of_which_one_is_taken_at_once(
    client: Client, cast: Cast, let_down: Appointment
) -> None:
    ticket = let_down.queue_tickets.get()
    page = client.get(f"/waiting/{ticket.ref}/now/")
    assert "담당자가 오지 못했습니다. 죄송합니다." in page.content.decode()
    chosen = page.context["new_times"][0].starts_at

    answer = client.post(
        f"/appointments/{let_down.ref}/new-time/",
        {"starts_at": chosen.isoformat()},
        follow=True,
    )

    let_down.refresh_from_db()
    assert (let_down.state, let_down.starts_at) == ("confirmed", chosen)
    assert "인증번호는 그대로입니다." in answer.content.decode()
    assert "data-let-down" not in answer.content.decode()


def test_a_time_that_is_no_time_changes_nothing(client: Client, let_down: Appointment) -> None:
    for starts_at in ("", "soon", "2026-11-24T10:07+09:00"):
        client.post(f"/appointments/{let_down.ref}/new-time/", {"starts_at": starts_at})

    let_down.refresh_from_db()
    assert let_down.state == "entered"


def test_both_sides_read_the_same_record_and_each_other_s_reasons(
    client: Client, cast: Cast, let_down: Appointment
) -> None:
    client.post(
        f"/appointments/{let_down.ref}/attendance/",
        {"verdict": "technical", "reason": "<b>화면이 멈췄어요</b>"},
    )
    client.force_login(cast.kim)
    page = client.get(f"/desk/bookings/{let_down.ref}/attendance/").content.decode()

    assert AttendanceFinding.objects.get().source == "citizen"
    assert "민원인이 고침: &lt;b&gt;화면이 멈췄어요&lt;/b&gt;" in page
    assert "사실과 다르면 고치기" not in page  # Only a supervisor may now.
    client.force_login(cast.park)
    client.post(
        f"/desk/bookings/{let_down.ref}/attendance/", {"verdict": "office", "reason": "확인함"}
    )
    assert AttendanceFinding.objects.get().source == "supervisor"


def test_a_correction_without_a_reason_keeps_what_was_chosen(
    client: Client, let_down: Appointment
) -> None:
    answer = client.post(f"/appointments/{let_down.ref}/attendance/", {"verdict": "met"})

    text = answer.content.decode()
    assert "까닭을 적어 주세요." in text
    assert answer.context["form"]["verdict"].value() == "met"
    assert AttendanceFinding.objects.get().source == "evidence"

"""One's own appointment: too early, on time, cancelled."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from counselling.enums import AppointmentState, QueueTicketState
from counselling.models import QueueTicket
from tests.cast import Cast
from tests.counselling.views.citizen.acts import TODAY_AT_11, book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

TOMORROW_AT_11 = TODAY_AT_11 + dt.timedelta(days=1)
ON_TIME = TODAY_AT_11 - dt.timedelta(minutes=9)


def test_c18_page_counts_down_to_the_door(client: Client, cast: Cast) -> None:
    appointment = book(client, cast)

    page = client.get(f"/appointments/{appointment.ref}/")

    assert page.context["opens_in_seconds"] == 50 * 60
    assert "11월 24일 10:50부터 들어올 수 있습니다." in page.content.decode()


def test_days_before_the_page_says_in_words_how_long_it_is(client: Client, cast: Cast) -> None:
    appointment = book(client, cast, TODAY_AT_11 + dt.timedelta(days=2))

    page = client.get(f"/appointments/{appointment.ref}/").content.decode()

    assert "2일" in page
    assert "2 days" not in page
    assert 'role="timer"' not in page


def test_enter_leads_over_the_equipment_check_into_the_line(client: Client, cast: Cast) -> None:
    appointment = book(client, cast)

    with time_machine.travel(ON_TIME, tick=False):
        answer = client.post(f"/appointments/{appointment.ref}/enter/")

    ticket = QueueTicket.objects.get(appointment=appointment)
    assert answer["Location"] == f"/waiting/{ticket.ref}/equipment/"
    assert ticket.state == QueueTicketState.WAITING


def test_enter_too_early_says_when(client: Client, cast: Cast) -> None:
    appointment = book(client, cast)

    answer = client.post(f"/appointments/{appointment.ref}/enter/", follow=True)

    assert "11월 24일 10:50부터 입장할 수 있습니다." in answer.content.decode()
    assert not QueueTicket.objects.exists()


def test_cancel_frees_the_desk(client: Client, cast: Cast) -> None:
    appointment = book(client, cast, TOMORROW_AT_11)

    answer = client.post(f"/appointments/{appointment.ref}/cancel/", follow=True)

    appointment.refresh_from_db()
    assert appointment.state == AppointmentState.CANCELLED
    assert "예약을 취소했습니다." in answer.content.decode()


def test_cancel_twice_is_refused_in_words(client: Client, cast: Cast) -> None:
    appointment = book(client, cast, TOMORROW_AT_11)
    client.post(f"/appointments/{appointment.ref}/cancel/")

    answer = client.post(f"/appointments/{appointment.ref}/cancel/", follow=True)

    assert "이 예약은 지금 취소할 수 없습니다." in answer.content.decode()


def test_page_is_hidden_from_strangers_and_officials(client: Client, cast: Cast) -> None:
    appointment = book(Client(), cast)
    official = Client()
    official.force_login(cast.kim)

    assert client.get(f"/appointments/{appointment.ref}/").status_code == 404
    assert official.get(f"/appointments/{appointment.ref}/").status_code == 404


@pytest.mark.parametrize("act", ["cancel", "enter"])
def test_acts_refuse_get_and_strangers(client: Client, cast: Cast, act: str) -> None:
    owner = Client()
    appointment = book(owner, cast)

    assert owner.get(f"/appointments/{appointment.ref}/{act}/").status_code == 405
    assert client.post(f"/appointments/{appointment.ref}/{act}/").status_code == 404

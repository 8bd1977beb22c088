"""The answer to a reminder, after entering with name and code: coming or not."""

import datetime as dt

import pytest
from django.test import Client

from counselling.domain.queries.board import appointments_today
from counselling.entered import REFS_KEY
from counselling.models import Appointment, AttendanceReply
from tests.cast import Cast
from tests.factories.appointments import make_appointment

pytestmark = pytest.mark.django_db

IN_AN_HOUR = dt.timedelta(hours=1)


@pytest.fixture
def appointment(cast: Cast, client: Client, office_time: dt.datetime) -> Appointment:
    appointment = make_appointment(cast.service, cast.desk1, starts_at=office_time + 6 * IN_AN_HOUR)
    session = client.session
    session[REFS_KEY] = [appointment.ref]
    session.save()
    return appointment


def page(client: Client, appointment: Appointment) -> str:
    return client.get(f"/appointments/{appointment.ref}/").content.decode()


def say(client: Client, appointment: Appointment, word: str) -> str:
    answer = client.post(f"/appointments/{appointment.ref}/{word}/", follow=True)
    return answer.content.decode()


def test_c10_the_page_asks_with_two_buttons(client: Client, appointment: Appointment) -> None:
    text = page(client, appointment)

    assert f'action="/appointments/{appointment.ref}/coming/"' in text
    assert f'action="/appointments/{appointment.ref}/not-coming/"' in text


def test_c10_i_will_come_is_kept_and_shown_to_the_official(
    client: Client, cast: Cast, appointment: Appointment
) -> None:
    text = say(client, appointment, "coming")

    assert "오신다고 담당자에게 알렸습니다." in text
    assert [row.last_answer for row in appointments_today(cast.food)] == ["coming"]
    client.force_login(cast.kim)
    board = client.post(f"/desk/{cast.desk1.pk}/take/", follow=True).content.decode()
    assert "온다고 함" in board


def test_c10_i_cannot_come_offers_another_time_or_to_cancel(
    client: Client, appointment: Appointment
) -> None:
    text = say(client, appointment, "not-coming")

    assert "다른 시간으로 바꾸거나 예약을 취소해 주세요." in text
    assert "아니요, 가겠습니다" in text
    assert f'action="/appointments/{appointment.ref}/cancel/"' in text


def test_c10_too_late_to_change_the_official_is_told_all_the_same(
    client: Client, cast: Cast, appointment: Appointment
) -> None:
    _move(appointment, by=-5 * IN_AN_HOUR)

    text = say(client, appointment, "not-coming")

    assert "바꾸거나 취소할 수 있는 시간이 지났습니다." in text
    assert [row.last_answer for row in appointments_today(cast.food)] == ["not_coming"]


def test_c10_the_last_answer_counts(client: Client, cast: Cast, appointment: Appointment) -> None:
    say(client, appointment, "not-coming")
    say(client, appointment, "coming")

    assert [row.last_answer for row in appointments_today(cast.food)] == ["coming"]


def test_c10_an_appointment_that_was_moved_has_no_answer_again(
    client: Client, cast: Cast, appointment: Appointment
) -> None:
    say(client, appointment, "coming")
    _move(appointment, by=IN_AN_HOUR)

    assert [row.last_answer for row in appointments_today(cast.food)] == [None]
    assert "오실 수 있나요?" in page(client, appointment)


@pytest.mark.parametrize("word", ["coming", "not-coming"])
def test_a_cancelled_appointment_takes_no_answer(
    client: Client, appointment: Appointment, word: str
) -> None:
    Appointment.objects.update(state="cancelled")

    text = say(client, appointment, word)

    assert "지금은 답하실 수 없는 예약입니다." in text
    assert not AttendanceReply.objects.exists()


@pytest.mark.parametrize("word", ["coming", "not-coming"])
def test_answers_refuse_get_and_strangers(
    client: Client, appointment: Appointment, word: str
) -> None:
    address = f"/appointments/{appointment.ref}/{word}/"

    assert client.get(address).status_code == 405
    assert Client().post(address).status_code == 404
    assert not AttendanceReply.objects.exists()


def test_nobody_is_asked_once_it_is_over(client: Client, appointment: Appointment) -> None:
    _move(appointment, by=-8 * IN_AN_HOUR)

    assert "오실 수 있나요?" not in page(client, appointment)


def _move(appointment: Appointment, *, by: dt.timedelta) -> None:
    for field in ("starts_at", "ends_at", "reserved_from", "reserved_until"):
        setattr(appointment, field, getattr(appointment, field) + by)
    appointment.save()

"""Walk-ins on the web."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from counselling.models import QueueTicket
from tests.cast import Cast
from tests.counselling.conftest import OFFICE_TIME
from tests.counselling.views.citizen.acts import walk_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

AGREED = {"agrees_to_data": "on", "agrees_to_video": "on"}
NOW = "/services/mfds/mfds-foreign-matter/now/"


def test_what_looks_like_a_program_is_asked_once_and_loses_nothing(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.BOT_CHECK = True
    about = {**AGREED, "name": "이민원", "question": "과자에서 벌레가 나왔어요"}

    asked = client.post(NOW, about)
    drawn = asked.context["check"].token
    with time_machine.travel(OFFICE_TIME + dt.timedelta(seconds=5), tick=False):
        answer = client.post(NOW, {**about, "drawn": drawn, "is_person": "on"})

    page = asked.content.decode()
    assert "직접 적으셨다면" in page
    assert "과자에서 벌레가 나왔어요" in page
    assert QueueTicket.objects.count() == 1
    assert answer.status_code == 302


def test_walk_in_gets_a_number_and_goes_to_the_equipment_check(client: Client, cast: Cast) -> None:
    answer = client.post(NOW, {"name": "이민원", **AGREED})

    ticket = QueueTicket.objects.get()
    assert answer["Location"] == f"/waiting/{ticket.ref}/equipment/"
    assert (ticket.number, ticket.name) == (1, "이민원")


def test_second_place_in_the_same_line_leads_to_the_first(client: Client, cast: Cast) -> None:
    ticket = walk_in(client, cast)

    answer = client.post(NOW, {"name": "이민원", **AGREED}, follow=True)

    assert answer.redirect_chain == [(f"/waiting/{ticket.ref}/", 302)]
    assert "이미 이 부서에서 기다리고 있습니다." in answer.content.decode()
    assert QueueTicket.objects.count() == 1


def test_closed_line_says_when_it_reopens(client: Client, cast: Cast) -> None:
    with time_machine.travel(OFFICE_TIME + dt.timedelta(hours=9), tick=False):
        page = client.get(NOW).content.decode()
        answer = client.post(NOW, {"name": "이민원", **AGREED})

    assert "11월 25일 09:00에 다시 엽니다." in page
    assert "지금은 상담 시간이 아닙니다." in answer.content.decode()
    assert not QueueTicket.objects.exists()


def test_missing_name_keeps_the_rest(client: Client, cast: Cast) -> None:
    answer = client.post(NOW, {"phone": "010-1234-5678", **AGREED})

    assert "이름을 넣어 주세요." in answer.content.decode()
    assert 'value="010-1234-5678"' in answer.content.decode()


def test_unknown_service_is_not_found(client: Client, cast: Cast) -> None:
    assert client.get("/services/mfds/nothing/now/").status_code == 404

"""Asking without picking a slot: the citizen's pages and the official's."""

import datetime as dt

import pytest
from django.test import Client

from counselling.models import Appointment, BookingRequest
from tests.cast import Cast
from tests.counselling.conftest import OFFICE_TIME

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

ASK = "/services/mfds/mfds-foreign-matter/request/"
ABOUT_ME = {
    "name": "박민원",
    "phone": "010-1234-5678",
    "question": "과자에서 벌레가 나왔어요",
    "wishes": "수요일 오후",
    "agrees_to_data": "on",
}
TIMES = [(OFFICE_TIME + dt.timedelta(days=1, hours=hours)).isoformat() for hours in (0, 1, 4)]


@pytest.fixture
def official(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.kim)
    return browser


@pytest.fixture
def request_made(client: Client, cast: Cast) -> BookingRequest:
    client.post(ASK, ABOUT_ME)
    return BookingRequest.objects.get()


def test_c5_ask_without_a_slot_and_accept_one_of_the_proposed_times(
    client: Client, official: Client, request_made: BookingRequest
) -> None:
    address = f"/desk/requests/{request_made.ref}/"
    assert request_made.name in official.get("/desk/requests/").content.decode()
    official.post(f"{address}propose/", {"times": TIMES, "message": "서류를 보았습니다"})

    page = client.get(f"/requests/{request_made.ref}/")
    offers = page.context["offers"]
    assert "서류를 보았습니다" in page.content.decode()
    done = client.post(f"/offers/{offers[1].ref}/accept/")

    appointment = Appointment.objects.get(state="confirmed")
    assert done["Location"] == f"/appointments/{appointment.ref}/done/"
    assert len(client.get(done["Location"]).context["code"]) == 6
    assert (
        appointment.starts_at.isoformat()
        == dt.datetime.fromisoformat(TIMES[1]).astimezone(dt.UTC).isoformat()
    )


def test_request_shows_its_code_and_is_found_again_with_it(
    client: Client, request_made: BookingRequest
) -> None:
    code = client.get(f"/requests/{request_made.ref}/").context["code"]

    entered = Client().post("/enter/", {"name": "박민원", "code": code})

    assert entered["Location"] == f"/requests/{request_made.ref}/"


def test_declined_request_says_why(
    client: Client, official: Client, request_made: BookingRequest
) -> None:
    address = f"/desk/requests/{request_made.ref}/decline/"
    refused = official.post(address, {"reason": " "}, follow=True)
    official.post(address, {"reason": "방문이 필요합니다."})

    page = client.get(f"/requests/{request_made.ref}/").content.decode()
    assert "상담이 어려운 까닭을 적어 주세요." in refused.content.decode()
    assert "방문이 필요합니다." in page


@pytest.mark.parametrize("times", [[], [*TIMES, TIMES[0].replace("T10", "T09")]])
def test_one_to_three_times_are_proposed(
    official: Client, request_made: BookingRequest, times: list[str]
) -> None:
    answer = official.post(
        f"/desk/requests/{request_made.ref}/propose/", {"times": times}, follow=True
    )

    assert "하나에서 세 개까지 골라 주세요." in answer.content.decode()
    assert not Appointment.objects.exists()


def test_none_of_the_times_suits(
    client: Client, official: Client, request_made: BookingRequest
) -> None:
    official.post(f"/desk/requests/{request_made.ref}/propose/", {"times": TIMES[:1]})

    client.post(f"/requests/{request_made.ref}/refuse/", {"wishes": "저녁"})

    request_made.refresh_from_db()
    assert (request_made.state, request_made.wishes) == ("open", "저녁")
    assert "저녁" in official.get(f"/desk/requests/{request_made.ref}/").content.decode()


def test_withdrawn_request_is_answered_no_more(
    client: Client, official: Client, request_made: BookingRequest
) -> None:
    client.post(f"/requests/{request_made.ref}/withdraw/")

    answer = official.post(
        f"/desk/requests/{request_made.ref}/propose/", {"times": TIMES[:1]}, follow=True
    )

    assert "이미 답변했거나 취소된 요청입니다." in answer.content.decode()


def test_form_keeps_what_was_typed_when_something_is_missing(client: Client, cast: Cast) -> None:
    page = client.post(ASK, ABOUT_ME | {"phone": ""}).content.decode()

    assert "휴대전화 번호나 이메일을 하나 이상 넣어 주세요." in page
    assert "과자에서 벌레가 나왔어요" in page
    assert not BookingRequest.objects.exists()


def test_requests_are_hidden_from_strangers_and_other_departments(
    request_made: BookingRequest, cast: Cast
) -> None:
    other = Client()
    other.force_login(cast.seo)

    assert Client().get(f"/requests/{request_made.ref}/").status_code == 404
    assert other.get(f"/desk/requests/{request_made.ref}/").status_code == 404

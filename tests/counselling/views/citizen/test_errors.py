"""When something goes wrong: plain words and a way on, whatever is broken."""

import pytest
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client

from counselling.domain import booking_requests, entry_codes
from counselling.models import BookingRequest
from tests.cast import Cast
from tests.journeys.plain_http import Seen

pytestmark = pytest.mark.django_db


def test_unknown_address_is_said_in_words(client: Client) -> None:
    answer = client.get("/nothing-here/")

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "찾으시는 화면이 없습니다" in page
    assert 'href="/enter/"' in page


def test_old_form_is_said_in_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/enter/", {"name": "박민원"})

    assert answer.status_code == 403
    assert "화면이 오래되어 처리하지 못했습니다" in answer.content.decode()


def test_address_of_a_button_is_said_in_words(client: Client) -> None:
    answer = client.get("/display/")

    page = answer.content.decode()
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "앞 화면으로 돌아가 다시 눌러 주세요." in page
    assert 'href="/enter/"' in page


@pytest.mark.parametrize("name", ["400", "405", "500", "503"])
def test_page_can_be_drawn_without_a_request(name: str) -> None:
    page = render_to_string(f"{name}.html")

    assert 'href="/"' in page
    assert "<form" not in page


def test_what_was_typed_is_sent_again_when_the_database_is_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False)
    address, typed = "/services/mfds/mfds-foreign-matter/request/", '두 줄\n"따옴표" <b>굵게</b>'
    about = {"name": "박민원", "phone": "010-1234-5678", "question": typed, "agrees_to_data": "on"}
    with monkeypatch.context() as away:
        away.setattr(booking_requests, "ask", _away)
        refused = client.post(address, about)

    seen = Seen(refused.status_code, address, refused.content.decode())
    form = seen.form(action=address)
    client.post(form.action, form.fields)

    assert refused.status_code == 503
    assert form.fields == about
    assert BookingRequest.objects.get().question == typed


def test_a_secret_is_not_written_into_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    monkeypatch.setattr(entry_codes, "redeem", _away)

    page = client.post("/enter/", {"name": "박민원", "code": "123456"}).content.decode()

    assert "123456" not in page
    assert "다시 보내기" not in page


def _away(*_args: object, **_values: object) -> None:
    raise OperationalError("the database system is starting up")


def test_every_page_is_strict_about_scripts(client: Client) -> None:
    answer = client.get("/enter/")

    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy

"""All around a booking with nothing but links and forms as they came.

These pages have no script of their own, so an HTTP client that follows what stands in them goes
the whole way of somebody without JavaScript.
"""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlencode, urljoin

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from counselling.domain import waiting_list
from counselling.models import Appointment, BookingRequest, Document
from tests.cast import Cast
from tests.counselling.views.citizen.acts import ABOUT_ME, TODAY_AT_11, book
from tests.journeys.plain_http import Seen
from tests.papers import good

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]


class Reader:
    """Somebody who opens addresses that a page shows and sends forms that stand in it."""

    def __init__(self, client: Client) -> None:
        self._client = client
        client.handler.enforce_csrf_checks = True  # a form must carry its token itself

    def open(self, path: str) -> Seen:
        return self._seen(path, self._client.get(path, follow=True))

    def follow(self, page: Seen, end: str) -> Seen:
        """Open the link of the page whose address ends so."""
        found = re.search(rf'href="([^"]*{end})"', page.text)
        assert found is not None, end
        return self.open(urljoin(page.url, found[1]))

    def send(self, page: Seen, *, action: str = "", text: str = "", **values: object) -> Seen:
        """Send the form with this address or these words, with some fields filled in."""
        form = page.form(action=action, text=text)
        path, data = form.action or page.url, {**form.fields, **values}
        if form.sends_files:
            return self._seen(path, self._client.post(path, data, follow=True))
        encoded, kind = urlencode(data, doseq=True), "application/x-www-form-urlencoded"
        return self._seen(path, self._client.post(path, encoded, content_type=kind, follow=True))

    def _seen(self, path: str, answer: Any) -> Seen:
        assert answer.status_code == 200, path
        url = answer.redirect_chain[-1][0] if answer.redirect_chain else path
        return Seen(200, url, answer.content.decode())


def times_in(page: Seen) -> list[str]:
    return re.findall(r'name="starts_at" value="([^"]+)"', page.text)


def test_an_appointment_is_moved_by_links_and_forms(client: Client, cast: Cast) -> None:
    appointment, reader = book(client, cast, TODAY_AT_11 + dt.timedelta(days=1)), Reader(client)

    page = reader.follow(reader.open(f"/appointments/{appointment.ref}/"), "/move/")
    wanted = times_in(page)[-1]
    page = reader.send(page, action="/move/", starts_at=wanted)

    moved = Appointment.objects.get(state="confirmed")
    assert moved.starts_at == dt.datetime.fromisoformat(wanted)
    assert "로 바꿨습니다. 인증번호는 그대로입니다." in page.text


def test_a_request_is_asked_answered_and_an_offer_taken(client: Client, cast: Cast) -> None:
    reader, official = Reader(client), Client()
    official.force_login(cast.kim)
    desk = Reader(official)

    page = reader.open(f"/services/mfds/{cast.service.code}/times/")
    page = reader.follow(page, "/request/")
    about = {"name": "박민원", "phone": "010-1234-5678", "question": "벌레", "agrees_to_data": "on"}
    page = reader.send(page, text="요청 보내기", **about)
    ref = BookingRequest.objects.get().ref
    answer = desk.open(f"/desk/requests/{ref}/")
    choices = re.findall(r'name="times" value="([^"]+)"', answer.text)
    desk.send(answer, action="/propose/", times=choices[:2])
    page = reader.send(reader.open(page.url), action="/accept/")

    assert "예약을 마쳤습니다" in page.text
    assert Appointment.objects.filter(state="confirmed").count() == 1


def test_papers_are_added_and_taken_away(client: Client, cast: Cast) -> None:
    appointment, reader = book(client, cast), Reader(client)

    page = reader.follow(reader.open(f"/appointments/{appointment.ref}/"), "/papers/")
    photo = SimpleUploadedFile("사진.png", good.png())
    page = reader.send(page, text="서류 올리기", papers=photo)
    assert "사진.png" in page.text
    page = reader.send(page, action="/remove/")

    assert "서류를 지웠습니다." in page.text
    assert not Document.objects.filter(state="clean").exists()


def test_somebody_else_is_booked_for(client: Client, cast: Cast) -> None:
    reader = Reader(client)
    page = reader.open(f"/services/mfds/{cast.service.code}/times/")
    page = reader.send(page, action="/hold/", starts_at=times_in(page)[-1])
    booker = {"booker_name": "김아들 (아들)", "other_has_agreed": "yes"}

    page = reader.send(page, text="예약하기", **ABOUT_ME, **booker)

    assert "예약을 마쳤습니다" in page.text
    assert Appointment.objects.get().booker_name == "김아들 (아들)"


def test_a_reminder_is_answered_and_the_booking_cancelled(client: Client, cast: Cast) -> None:
    appointment, reader = book(client, cast, TODAY_AT_11 + dt.timedelta(days=1)), Reader(client)
    page = reader.open(f"/appointments/{appointment.ref}/")

    page = reader.send(page, action="/not-coming/")
    assert "못 오신다고 알려 주셨습니다." in page.text
    page = reader.send(page, action="/coming/")
    assert "오신다고 알려 주셨습니다." in page.text
    page = reader.send(page, action="/cancel/")

    assert "예약을 취소했습니다." in page.text
    appointment.refresh_from_db()
    assert appointment.state == "cancelled"


def test_an_earlier_time_is_waited_for_and_taken(client: Client, cast: Cast) -> None:
    appointment, reader = book(client, cast, TODAY_AT_11 + dt.timedelta(days=2)), Reader(client)
    page = reader.open(f"/appointments/{appointment.ref}/")
    page = reader.send(page, action="/earlier/")
    waiting_list.offer_freed()
    page = reader.open(page.url)
    assert "더 빠른 시간이 났습니다" in page.text

    page = reader.send(page, action="/accept/")

    assert "인증번호는 그대로입니다." in page.text
    moved = Appointment.objects.get(state="confirmed")
    assert moved.starts_at < appointment.starts_at

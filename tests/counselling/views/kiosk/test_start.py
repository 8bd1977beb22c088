import datetime as dt

import pytest
import time_machine
from django.test import Client

from counselling.domain import kiosks
from counselling.entered import KIOSK_COOKIE
from counselling.enums import QueueTicketState
from counselling.models import Booth, Kiosk, QueueTicket
from tests.cast import Cast
from tests.counselling.conftest import OFFICE_TIME
from tests.counselling.views.kiosk.conftest import AGREED, wait_at
from tests.factories.kiosks import make_block, make_booth


def test_start_offers_three_ways(booth: Client) -> None:
    response = booth.get("/kiosk/")

    assert response.status_code == 200
    for words in ("예약했어요", "지금 상담할래요", "도와주세요", "English", "낮은 화면"):
        assert words in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_unknown_device_is_asked_for_an_enrolment_code(client: Client, db: None) -> None:
    assert client.get("/kiosk/")["Location"] == "/kiosk/enrol/"


def test_enrolment_sets_a_device_cookie_and_ends_the_sign_in(client: Client, cast: Cast) -> None:
    client.force_login(cast.choi)
    _kiosk, code = kiosks.create_kiosk(_booth(cast), name="민원실 2", by=cast.choi)

    response = client.post("/kiosk/enrol/", {"code": code})

    assert response["Location"] == "/kiosk/"
    cookie = response.cookies[KIOSK_COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    assert "_auth_user_id" not in client.session
    assert client.get("/kiosk/").status_code == 200


def test_enrolment_code_works_once(client: Client, cast: Cast) -> None:
    _kiosk, code = kiosks.create_kiosk(_booth(cast), name="민원실 2", by=cast.choi)
    client.post("/kiosk/enrol/", {"code": code})

    response = Client().post("/kiosk/enrol/", {"code": code})

    assert "등록 코드가 맞지 않거나" in response.content.decode()
    assert KIOSK_COOKIE not in response.cookies


def test_disabled_device_says_so(booth: Client, kiosk: Kiosk, cast: Cast) -> None:
    assert booth.get("/kiosk/").status_code == 200
    kiosks.disable(kiosk, by=cast.choi)

    response = booth.get("/kiosk/")

    assert response.status_code == 403
    assert "지금은 이 키오스크를 쓸 수 없습니다" in response.content.decode()


@pytest.mark.usefixtures("office_time")
def test_finish_forgets_the_person_and_keeps_the_device(booth: Client, cast: Cast) -> None:
    ref = wait_at(booth, cast.service)
    assert booth.get(f"/kiosk/waiting/{ref}/").status_code == 200
    session_key = booth.session.session_key

    response = booth.post("/kiosk/finish/")

    assert response["Location"] == "/kiosk/"
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert booth.session.session_key != session_key
    assert booth.get(f"/kiosk/waiting/{ref}/").status_code == 404
    assert booth.get("/kiosk/").status_code == 200
    assert QueueTicket.objects.get(ref=ref).state == QueueTicketState.LEFT


@pytest.mark.usefixtures("office_time")
def test_start_wipes_what_a_page_without_script_left(booth: Client, cast: Cast) -> None:
    ref = wait_at(booth, cast.service)

    response = booth.get("/kiosk/")

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert booth.get(f"/kiosk/waiting/{ref}/").status_code == 404


def test_finish_resets_language_and_display(booth: Client) -> None:
    booth.post("/language/", {"language": "en", "next": "/kiosk/"})
    for toggle in ("text", "contrast", "low"):
        booth.post("/kiosk/display/", {"toggle": toggle})
    body = booth.get("/kiosk/").content.decode()
    assert 'class="text-larger"' in body
    assert 'data-krds-mode="high-contrast"' in body
    assert "kiosk low" in body

    booth.post("/kiosk/finish/")

    body = booth.get("/kiosk/").content.decode()
    assert 'lang="ko"' in body.split(">")[1]
    assert 'class="text-normal"' in body
    assert "kiosk low" not in body


def test_display_leads_back_within_the_kiosk_only(booth: Client) -> None:
    response = booth.post("/kiosk/display/", {"toggle": "low", "next": "https://evil.test/kiosk/"})

    assert response["Location"] == "/kiosk/"


def test_help_is_recorded_for_the_operator(booth: Client, kiosk: Kiosk) -> None:
    assert kiosk.help_asked_at is None

    response = booth.post("/kiosk/help/", {"next": "/kiosk/code/"})

    kiosk.refresh_from_db()
    assert kiosk.help_asked_at is not None
    assert response["Location"] == "/kiosk/code/"
    assert "직원을 불렀습니다" in booth.get("/kiosk/code/").content.decode()


def test_heartbeat_notes_that_the_device_lives(booth: Client, kiosk: Kiosk) -> None:
    Kiosk.objects.filter(pk=kiosk.pk).update(seen_at=None)

    assert booth.post("/kiosk/heartbeat/").status_code == 204

    kiosk.refresh_from_db()
    assert kiosk.seen_at is not None


def test_heartbeat_of_a_disabled_device_leads_its_page_to_the_start(
    booth: Client, kiosk: Kiosk, cast: Cast
) -> None:
    kiosks.disable(kiosk, by=cast.choi)

    response = booth.post("/kiosk/heartbeat/", headers={"HX-Request": "true"})

    assert response["HX-Redirect"] == "/kiosk/"


@pytest.mark.parametrize("act", ["finish", "help", "heartbeat", "display"])
def test_acts_refuse_get(booth: Client, act: str) -> None:
    assert booth.get(f"/kiosk/{act}/").status_code == 405


@pytest.mark.parametrize("act", ["finish", "help", "heartbeat", "display"])
def test_acts_refuse_browsers_that_are_no_kiosk(client: Client, kiosk: Kiosk, act: str) -> None:
    assert client.post(f"/kiosk/{act}/")["Location"] == "/kiosk/"

    kiosk.refresh_from_db()
    assert kiosk.help_asked_at is None


def _booth(cast: Cast) -> Booth:
    return make_booth(cast.seocho, "site-r2")


@pytest.mark.usefixtures("office_time")
def test_a_blocked_booth_says_until_when_and_begins_no_visit(
    booth: Client, kiosk: Kiosk, cast: Cast
) -> None:
    make_block(kiosk.booth, OFFICE_TIME, OFFICE_TIME + dt.timedelta(hours=2))
    address = f"/kiosk/services/mfds/{cast.service.code}/"

    page = booth.get("/kiosk/").content.decode()

    assert "11월 24일 12:00에 다시 엽니다." in page
    assert "도와주세요" in page
    assert booth.get("/kiosk/code/")["Location"] == "/kiosk/"
    assert booth.post(address, {"name": "박민원", **AGREED})["Location"] == "/kiosk/"
    assert not QueueTicket.objects.exists()
    with time_machine.travel(OFFICE_TIME + dt.timedelta(hours=2), tick=False):
        assert "예약했어요" in booth.get("/kiosk/").content.decode()

import datetime as dt

import pytest
import time_machine
from django.test import Client

from counselling.domain import conference_planning, entry_codes, reservation
from counselling.domain.entry_codes import FREE_TRIES
from counselling.entered import REFS_KEY
from counselling.models import QueueTicket
from tests.cast import Cast

DOOR_IS_OPEN_AFTER = dt.timedelta(minutes=6)
WRONG = "이름 또는 인증번호가 맞지 않습니다"
SLOWED = "여러 번 틀렸습니다"


@pytest.fixture
def code(cast: Cast, office_time: dt.datetime) -> str:
    """The code of an appointment of 박민원 that begins in a quarter of an hour."""
    starts_at = office_time + dt.timedelta(minutes=15)
    held = reservation.hold_slot(cast.service, starts_at=starts_at)
    return reservation.confirm(held, name="박민원", phone="010-1234-5678")


def test_code_leads_to_the_equipment_check(
    booth: Client, code: str, office_time: dt.datetime
) -> None:
    with time_machine.travel(office_time + DOOR_IS_OPEN_AFTER, tick=False):
        response = booth.post("/kiosk/code/", {"name": "박 민원", "code": code})

    ticket = QueueTicket.objects.get()
    assert response["Location"] == f"/kiosk/check/{ticket.ref}/"
    assert ticket.kiosk is not None


def test_door_opens_ten_minutes_before(booth: Client, code: str) -> None:
    response = booth.post("/kiosk/code/", {"name": "박민원", "code": code})

    assert "아직 입장할 시간이 아닙니다" in response.content.decode()
    assert REFS_KEY not in booth.session


def test_wrong_code_keeps_what_was_typed(booth: Client, code: str) -> None:
    response = booth.post("/kiosk/code/", {"name": "박민원", "code": _another(code)})

    body = response.content.decode()
    assert WRONG in body
    assert 'value="박민원"' in body


def test_wrong_tries_slow_the_device_and_not_the_name(booth: Client, code: str) -> None:
    for _try in range(FREE_TRIES + 1):
        body = booth.post("/kiosk/code/", {"name": "박민원", "code": _another(code)})
    assert WRONG in body.content.decode()

    slowed = booth.post("/kiosk/code/", {"name": "박민원", "code": code})

    assert SLOWED in slowed.content.decode()
    assert entry_codes.redeem("박민원", code, network="192.0.2.7").name == "박민원"


def test_entering_begins_a_new_session(booth: Client, code: str, office_time: dt.datetime) -> None:
    with time_machine.travel(office_time + DOOR_IS_OPEN_AFTER, tick=False):
        booth.post("/kiosk/code/", {"name": "박민원", "code": code})
        first = booth.session.session_key
        booth.post("/kiosk/code/", {"name": "박민원", "code": code})

    assert booth.session.session_key != first
    assert len(booth.session[REFS_KEY]) == 1


def test_code_of_a_meeting_is_sent_to_a_computer(booth: Client, cast: Cast) -> None:
    starts_at = dt.datetime(2026, 12, 1, 5, 0, tzinfo=dt.UTC)
    _meeting, codes = conference_planning.create_conference(
        cast.mfds,
        title="자문회의",
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=2),
        secretary=cast.park,
        invitations=[conference_planning.Invitation(name="이위원", email="lee@example.test")],
    )

    response = booth.post("/kiosk/code/", {"name": "이위원", "code": next(iter(codes.values()))})

    assert "회의 초대 번호입니다" in response.content.decode()


def test_browser_that_is_no_kiosk_may_not_try_codes(client: Client, code: str) -> None:
    response = client.post("/kiosk/code/", {"name": "박민원", "code": code})

    assert response["Location"] == "/kiosk/"
    assert REFS_KEY not in client.session


def _another(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"

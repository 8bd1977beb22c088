"""Beside the call at a kiosk: the clock, warnings, and reporting the official by touch."""

import datetime as dt

import pytest
from django.test import Client

from counselling.domain import desks, misconduct, queue_calling, sessions
from counselling.models import ConductComplaint, CounsellingSession, UnitSettings
from tests.cast import Cast
from tests.counselling.views.kiosk.conftest import wait_at

HTMX = {"HTTP_HX_REQUEST": "true"}
ROUGH = "말이나 태도가 거칠었습니다."


@pytest.fixture
def session(booth: Client, cast: Cast, office_time: dt.datetime) -> CounsellingSession:
    """In the call at the kiosk, where the clock is shown and officials are protected."""
    UnitSettings.objects.create(department=cast.food, protects_officials=True, shows_clock=True)
    ref = wait_at(booth, cast.service)
    desks.sit_down(cast.desk1, official=cast.kim)
    session = queue_calling.call_next(cast.desk1, official=cast.kim)
    booth.post(f"/kiosk/waiting/{ref}/join/")
    sessions.start_session(session, by=cast.kim)
    CounsellingSession.objects.filter(pk=session.pk).update(live_at=office_time, state="live")
    session.refresh_from_db()
    return session


def test_the_call_shows_clock_and_warning_but_no_telephone(
    booth: Client, cast: Cast, session: CounsellingSession
) -> None:
    misconduct.warn(session, kind="abuse", by=cast.kim)

    page = booth.get(f"/kiosk/call/{session.ref}/").content.decode()

    assert "권장시간 20분" in page and "첫 번째 안내: 욕설·폭언" in page
    assert "전화받을 번호" not in page
    assert 'target="_blank"' not in page


def test_a_touch_tells_the_supervisor_once(booth: Client, session: CounsellingSession) -> None:
    address = f"/kiosk/call/{session.ref}/report/"
    answers = [booth.post(address, {"complaint": ROUGH}, **HTMX) for _touch in range(2)]

    assert [complaint.text for complaint in ConductComplaint.objects.all()] == [ROUGH]
    for answer in answers:
        assert "관리 담당자에게 알렸습니다." in answer.content.decode()


def test_without_a_script_the_report_leads_back_into_the_call(
    booth: Client, session: CounsellingSession
) -> None:
    answer = booth.post(f"/kiosk/call/{session.ref}/report/", {"complaint": ROUGH})

    assert answer["Location"] == f"/kiosk/call/{session.ref}/"


def test_a_stopped_session_says_why_and_how_to_object(
    booth: Client, cast: Cast, session: CounsellingSession
) -> None:
    for _time in range(2):
        misconduct.warn(session, kind="abuse", by=cast.kim)
    misconduct.stop(session, reason="욕설이 이어졌습니다.", by=cast.kim)

    page = booth.get(f"/kiosk/outcome/{session.ref}/").content.decode()

    assert "담당자가 적은 까닭: 욕설이 이어졌습니다." in page
    assert "이의를 내거나 글로 이어 갈 수 있습니다." in page

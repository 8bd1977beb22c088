"""The strip beside the call, the pages of conduct and of the legal clock."""

import datetime as dt

import pytest
from django.test import Client

from counselling.domain import misconduct, queue_calling, sessions
from counselling.domain.desks import sit_down
from counselling.entered import REFS_KEY
from counselling.models import (
    ConductComplaint,
    CounsellingSession,
    LegalClock,
    Misconduct,
    PhoneTalk,
    UnitSettings,
)
from tests.cast import Cast
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def session(cast: Cast, office_time: dt.datetime) -> CounsellingSession:
    UnitSettings.objects.create(department=cast.food, protects_officials=True, shows_clock=True)
    make_queue_ticket(cast.service, phone="01012345678")
    sit_down(cast.desk1, official=cast.kim)
    session = queue_calling.call_next(cast.desk1, official=cast.kim)
    sessions.start_session(session, by=cast.kim)
    CounsellingSession.objects.filter(pk=session.pk).update(live_at=office_time, state="live")
    return session


@pytest.fixture
def citizen(session: CounsellingSession) -> Client:
    browser = Client()
    browser.get("/")
    kept = browser.session
    assert session.queue_ticket is not None
    kept[REFS_KEY] = [session.queue_ticket.ref]
    kept.save()
    browser.cookies["sessionid"] = kept.session_key
    return browser


def test_both_sides_see_the_same_clock(
    client: Client, citizen: Client, cast: Cast, session: CounsellingSession
) -> None:
    client.force_login(cast.kim)
    client.post(
        f"/desk/sessions/{session.ref}/more-time/",
        {"minutes": "5", "reason": "서류를 함께 보느라"},
        **HTMX,
    )

    seen = [
        citizen.get(f"/sessions/{session.ref}/course/").content.decode(),
        client.get(f"/desk/sessions/{session.ref}/course/").content.decode(),
    ]

    for page in seen:
        assert "권장시간 25분" in page
        assert "담당자가 5분 늘렸습니다: 서류를 함께 보느라" in page


def test_the_procedure_goes_to_its_end_and_on_to_the_review(
    client: Client, citizen: Client, cast: Cast, session: CounsellingSession
) -> None:
    client.force_login(cast.kim)
    address = f"/desk/sessions/{session.ref}"
    client.post(f"{address}/warn/", {"kind": "abuse"}, **HTMX)
    warned = citizen.get(f"/sessions/{session.ref}/course/").content.decode()
    assert "첫 번째 안내: 욕설·폭언을(를) 멈춰 주세요." in warned
    assert "제5조제2항" in warned
    client.post(f"{address}/warn/", {"kind": "abuse"}, **HTMX)
    nothing_typed = client.post(f"{address}/stop/", {"reason": ""}, **HTMX).content.decode()
    assert "까닭을 적어 주세요." in nothing_typed

    client.post(f"{address}/stop/", {"reason": "욕설이 이어짐"})
    page = citizen.get(f"/sessions/{session.ref}/conduct/").content.decode()
    assert "욕설이 이어짐" in page and "글로 이어 가기" in page
    citizen.post(f"/sessions/{session.ref}/conduct/", {"objection": "<i>아닙니다</i>"})
    citizen.post(f"/sessions/{session.ref}/conduct/", {"complaint": "반말을 했습니다"})

    client.force_login(cast.park)
    listed = client.get("/desk/conduct/").content.decode()
    found, complaint = Misconduct.objects.get(), ConductComplaint.objects.get()
    assert f"/desk/conduct/{found.ref}/" in listed
    assert f"/desk/complaints/{complaint.ref}/" in listed
    assert "&lt;i&gt;아닙니다" in client.get(f"/desk/conduct/{found.ref}/").content.decode()
    client.post(
        f"/desk/conduct/{found.ref}/", {"verdict": "withdrawn", "decision": "경고를 거둡니다"}
    )
    client.post(f"/desk/complaints/{complaint.ref}/", {"answer": "교육하겠습니다"})
    answered = citizen.get(f"/sessions/{session.ref}/conduct/").content.decode()
    assert "경고를 거둡니다" in answered and "교육하겠습니다" in answered


def test_nobody_reviews_what_is_said_about_themselves(
    client: Client, cast: Cast, session: CounsellingSession
) -> None:
    CounsellingSession.objects.filter(pk=session.pk).update(official=cast.park)
    for _time in range(2):
        misconduct.warn(session, kind="abuse", by=cast.park)
    client.force_login(cast.park)

    assert client.get(f"/desk/conduct/{Misconduct.objects.get().ref}/").status_code == 404
    assert "/desk/conduct/" + Misconduct.objects.get().ref not in (
        client.get("/desk/conduct/").content.decode()
    )


def test_an_objection_without_words_is_asked_for(
    citizen: Client, cast: Cast, session: CounsellingSession
) -> None:
    answer = citizen.post(f"/sessions/{session.ref}/conduct/", {"complaint": " "})

    assert "있었던 일을 적어 주세요." in answer.content.decode()
    assert not ConductComplaint.objects.exists()


def test_the_number_the_citizen_types_is_the_one_the_official_sees(
    client: Client, citizen: Client, cast: Cast, session: CounsellingSession
) -> None:
    wrong = citizen.post(f"/sessions/{session.ref}/phone/", {"phone": "모름"}, **HTMX)
    assert "전화번호를 숫자로 적어 주세요." in wrong.content.decode()
    citizen.post(f"/sessions/{session.ref}/phone/", {"phone": "010-5555-6666"}, **HTMX)
    client.force_login(cast.kim)
    page = client.get(f"/desk/sessions/{session.ref}/course/").content.decode()
    assert "민원인이 전화를 부탁했습니다." in page and "01055556666" in page

    client.post(f"/desk/sessions/{session.ref}/phone/")

    assert PhoneTalk.objects.get().state == "talking"
    seen = citizen.get(f"/sessions/{session.ref}/course/").content.decode()
    assert "전화로 상담합니다" in seen
    assert session.queue_ticket is not None
    waiting = citizen.get(f"/waiting/{session.queue_ticket.ref}/").content.decode()
    assert "전화로 상담을 이어 갑니다." in waiting


def test_the_legal_clock_is_moved_on_its_page(
    client: Client, cast: Cast, session: CounsellingSession
) -> None:
    client.force_login(cast.kim)
    address = f"/desk/petitions/{LegalClock.objects.get().ref}/"
    assert "12월 2일 18:00까지" in client.get("/desk/petitions/").content.decode()

    client.post(f"{address}supplement/", {"reason": "영수증"})
    assert "보완을 기다리는 중" in client.get(address).content.decode()
    client.post(f"{address}supplied/")
    client.post(f"{address}extend/", {"reason": "현장 확인"})
    refused = client.post(f"{address}extend/", {"reason": "더"}, follow=True).content.decode()
    assert "두 번째 연장은 민원인이 동의해야 합니다." in refused
    client.post(f"{address}finish/")

    assert LegalClock.objects.get().state == "done"
    assert "처리할 민원이 없습니다." in client.get("/desk/petitions/").content.decode()

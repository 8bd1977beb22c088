"""The citizen's sheet, checking it, and objecting to it."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from counselling.domain import disposition, objections, queue_calling, sessions
from counselling.entered import REFS_KEY
from counselling.enums import NoticeKind, Outcome
from counselling.exceptions import ObjectionOver
from counselling.models import CounsellingSession, Notice, Objection, SessionSheet, UnitSettings
from tests.cast import Cast
from tests.counselling.views.desk.conftest import signed_in
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]


@pytest.fixture
def closed(cast: Cast) -> CounsellingSession:
    ticket = make_queue_ticket(cast.service, name="홍길동", phone="010-1234-5678")
    session = queue_calling.call_this(cast.desk1, ticket, official=cast.kim)
    sessions.start_session(session, by=cast.kim)
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)
    return session


@pytest.fixture
def citizen(closed: CounsellingSession) -> Client:
    """The browser in which the code was typed."""
    browser = Client()
    session = browser.session
    session[REFS_KEY] = [closed.queue_ticket.ref]
    session.save()
    browser.cookies["sessionid"] = session.session_key
    return browser


def test_d8_the_citizen_gets_the_sheet_as_pdf(citizen, closed):
    page = citizen.get(f"/sessions/{closed.ref}/").content.decode()
    answer = citizen.get(f"/sessions/{closed.ref}/sheet/")

    assert closed.sheets.get().content["code"] in page
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_anyone_verifies_a_sheet_by_its_code(client, closed):
    sheet = SessionSheet.objects.get()

    page = client.post("/verify/", {"code": sheet.content["code"].lower()}).content.decode()

    assert 'data-verdict="genuine"' in page
    assert "홍○○" in page
    assert "홍길동" not in page


def test_a_changed_file_does_not_verify(client, citizen, closed):
    pdf = citizen.get(f"/sessions/{closed.ref}/sheet/").content
    files = {"same": pdf, "changed": pdf.replace(b"%PDF-", b"%PDF_")}

    verdicts = {
        name: client.post("/verify/", {"file": SimpleUploadedFile("sheet.pdf", content)})
        for name, content in files.items()
    }

    assert 'data-verdict="genuine"' in verdicts["same"].content.decode()
    assert 'data-verdict="changed"' in verdicts["changed"].content.decode()


def test_verify_asks_for_something_to_check(client):
    assert "확인 코드를 넣거나" in client.post("/verify/", {"code": " "}).content.decode()


def test_f14_an_objection_goes_to_the_supervisor_and_is_answered(cast: Cast, citizen, closed):
    citizen.post(f"/sessions/{closed.ref}/objection/", {"text": "날짜가 다릅니다."})
    park = signed_in(cast.park)
    listed = park.get("/desk/objections/").content.decode()

    park.post(f"/desk/objections/{Objection.objects.get().ref}/", {"text": "바로잡았습니다."})

    page = citizen.get(f"/sessions/{closed.ref}/").content.decode()
    told = Notice.objects.filter(kind=NoticeKind.OBJECTION_ANSWERED).count()
    steps = list(Objection.objects.get().changes.values_list("to_state", flat=True))
    assert "날짜가 다릅니다." in listed
    assert "바로잡았습니다." in page
    assert (told, steps) == (1, ["filed", "answered"])


def test_an_objection_comes_in_time_and_one_at_a_time(citizen, closed):
    UnitSettings.objects.create(department=closed.department, objection_days=1)
    address = f"/sessions/{closed.ref}/objection/"
    citizen.post(address, {"text": "첫째"})
    second = citizen.post(address, {"text": "둘째"}).content.decode()
    citizen.post(f"/objections/{Objection.objects.get().ref}/withdraw/")
    late = time_machine.travel(closed.closed_at + dt.timedelta(days=2), tick=False)
    with late, pytest.raises(ObjectionOver):
        objections.file(closed, text="셋째", by=None)

    assert "이미 이의를 냈습니다." in second
    assert "둘째" in second
    assert list(Objection.objects.values_list("text", "state")) == [("첫째", "withdrawn")]

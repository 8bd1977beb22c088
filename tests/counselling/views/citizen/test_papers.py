"""Papers and consents of one's own case: seen, added, taken away, taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from counselling.domain.consents import standing_of
from counselling.enums import DocumentState
from counselling.models import Appointment, Document, QueueTicket
from tests.cast import Cast
from tests.counselling.views.citizen.acts import book, walk_in
from tests.factories.documents import make_document
from tests.papers import good

pytestmark = pytest.mark.usefixtures("office_time", "cast")

NASTY = '"><script>alert(1)</script>.pdf'


@pytest.fixture
def appointment(client: Client, cast: Cast) -> Appointment:
    return book(client, cast)


@pytest.fixture
def ticket(client: Client, cast: Cast) -> QueueTicket:
    return walk_in(client, cast)


def _send(client: Client, path: str, name: str, data: bytes) -> str:
    file = SimpleUploadedFile(name, data)
    return client.post(path, {"papers": [file]}, follow=True).content.decode()


def test_a_paper_is_handed_out_to_be_saved_and_never_shown(
    client: Client, appointment: Appointment
) -> None:
    document = make_document(appointment, file_name="가족 관계.pdf", data=b"%PDF-1.7 <script>")

    answer = client.get(f"/papers/{document.ref}/")

    assert answer.content == b"%PDF-1.7 <script>"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=UTF-8''%EA%B0%80%EC%A1%B1%20%EA%B4%80%EA%B3%84.pdf"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]


def test_papers_are_added_from_the_waiting_room(client: Client, ticket: QueueTicket) -> None:
    page = _send(client, f"/waiting/{ticket.ref}/papers/?back=waiting", "사진.jpg", good.jpg())

    assert "서류를 올렸습니다." in page
    assert "대기실" in page
    assert Document.objects.get(queue_ticket=ticket).file_name == "사진.jpg"


def test_a_refused_paper_is_named_with_its_reason(client: Client, appointment: Appointment) -> None:
    page = _send(client, f"/appointments/{appointment.ref}/papers/", "모음.zip", good.zip_of({}))

    assert "‘모음.zip’: 압축 파일은 받지 않습니다." in page


def test_sending_nothing_says_so(client: Client, appointment: Appointment) -> None:
    page = client.post(f"/appointments/{appointment.ref}/papers/", follow=True).content.decode()

    assert "올릴 파일을 골라 주세요." in page


def test_a_nasty_name_is_shown_as_text(client: Client, appointment: Appointment) -> None:
    make_document(appointment, file_name=NASTY)

    page = client.get(f"/appointments/{appointment.ref}/papers/").content.decode()

    assert "<script>alert" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


def test_a_stranger_gets_neither_page_nor_paper(appointment: Appointment) -> None:
    document = make_document(appointment)
    stranger = Client()

    for path in (f"/appointments/{appointment.ref}/papers/", f"/papers/{document.ref}/"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(f"/papers/{document.ref}/remove/").status_code == 404


def test_papers_of_a_case_that_is_over_stay(client: Client, appointment: Appointment) -> None:
    document = make_document(appointment)
    Appointment.objects.filter(pk=appointment.pk).update(state="done")

    page = client.post(f"/papers/{document.ref}/remove/", follow=True).content.decode()

    document.refresh_from_db()
    assert document.state == DocumentState.CLEAN
    assert "끝난 상담의 서류는 지울 수 없습니다." in page
    assert 'type="file"' not in page


def test_an_optional_consent_is_taken_back_and_the_case_goes_on(
    client: Client, cast: Cast, appointment: Appointment
) -> None:
    client.post(f"/appointments/{appointment.ref}/consents/withdraw/?item=history")
    appointment.refresh_from_db()
    assert appointment.state == "confirmed"


def test_a_required_consent_taken_back_cancels(client: Client, appointment: Appointment) -> None:
    address = f"/appointments/{appointment.ref}/consents/withdraw/?item=video"

    page = client.post(address, follow=True).content.decode()

    appointment.refresh_from_db()
    assert appointment.state == "cancelled"
    assert "꼭 필요한 동의여서 이 상담은 취소되었습니다." in page
    assert [s.consent.answer for s in standing_of(appointment)] == ["yes", "withdrawn", "no"]


def test_a_required_consent_taken_back_leaves_the_line(client: Client, ticket: QueueTicket) -> None:
    client.post(f"/waiting/{ticket.ref}/consents/withdraw/?item=data")

    ticket.refresh_from_db()
    assert ticket.state == "left"


def test_an_unknown_item_changes_nothing(client: Client, appointment: Appointment) -> None:
    client.post(f"/appointments/{appointment.ref}/consents/withdraw/?item=%27")

    assert [s.consent.answer for s in standing_of(appointment)] == ["yes", "yes", "no"]


def test_my_page_leads_to_papers_and_consents(client: Client, appointment: Appointment) -> None:
    page = client.get("/my/").content.decode()

    assert f'href="/appointments/{appointment.ref}/papers/"' in page

"""What the SMS gateway reports later: signed, written down once."""

import hashlib
import hmac
import json

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from counselling.domain import notice_sending, notices
from counselling.models import Notice
from tests.cast import Cast
from tests.factories.appointments import make_appointment

# By day: in quiet hours nothing would be sent.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

SECRET = "shared-with-the-gateway"


@pytest.fixture
def notice(cast: Cast, settings: Settings) -> Notice:
    settings.SMS_REPORT_SECRET = SECRET
    notices.tell_cancelled(make_appointment(cast.service, cast.desk1, phone="01012345678"))
    notice = notice_sending.claim(Notice.objects.get().pk)
    assert notice is not None
    notice_sending.record_sent(notice, gateway="sms")
    return notice


def report(body: bytes, *, secret: str = SECRET) -> int:
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    answer = Client(enforce_csrf_checks=True).post(
        "/sms-reports/",
        body,
        content_type="application/json",
        headers={"X-Maju-Signature": f"sha256={signature}"},
    )
    return answer.status_code


@pytest.mark.parametrize(("status", "state"), [("delivered", "delivered"), ("failed", "failed")])
def test_s6_a_signed_report_is_written_down_once(notice: Notice, status: str, state: str) -> None:
    body = json.dumps({"key": notice.key, "status": status, "detail": "x"}).encode()

    assert [report(body), report(body)] == [204, 204]

    notice.refresh_from_db()
    assert notice.state == state
    assert notice.receipts.count() == 2


def test_s6_a_report_with_a_wrong_signature_is_refused(notice: Notice) -> None:
    body = json.dumps({"key": notice.key, "status": "delivered"}).encode()

    assert report(body, secret="guessed") == 404
    assert Client().post("/sms-reports/", body, content_type="application/json").status_code == 404
    notice.refresh_from_db()
    assert notice.state == "sent"


def test_without_a_secret_no_report_is_taken(notice: Notice, settings: Settings) -> None:
    settings.SMS_REPORT_SECRET = ""
    body = json.dumps({"key": notice.key, "status": "delivered"}).encode()

    assert report(body, secret="") == 404


def test_a_report_of_an_unknown_message_is_404(notice: Notice) -> None:
    assert report(b'{"key": "nobody-1", "status": "delivered"}') == 404


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b"{", b'{"key": 1}', b'{"key": "a", "status": []}', b"[" * 9999, b"\xff"],
)
def test_a_report_of_another_shape_is_400(notice: Notice, body: bytes) -> None:
    assert report(body) == 400


def test_reports_refuse_get() -> None:
    assert Client().get("/sms-reports/").status_code == 405

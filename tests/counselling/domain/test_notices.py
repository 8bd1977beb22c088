import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from counselling.domain import notices
from counselling.enums import NoticeState
from counselling.models import Appointment, Notice, Receipt
from tests.cast import Cast
from tests.factories.appointments import make_appointment

pytestmark = pytest.mark.django_db


@pytest.fixture
def appointment(cast: Cast) -> Appointment:
    return make_appointment(
        cast.service,
        cast.desk1,
        phone="01012345678",
        starts_at=dt.datetime(2026, 11, 24, 1, 30, tzinfo=dt.UTC),
    )


@pytest.fixture
def notice(appointment: Appointment) -> Notice:
    notices.tell_confirmed(appointment, code="123456")
    return Notice.objects.get()


def test_the_text_says_when_what_and_the_code_without_a_link(notice: Notice) -> None:
    assert notice.text.startswith("[마주] 홍길동 님, 11월 24일 10:30 포장식품 이물 신고 상담")
    assert "123456" in notice.text
    assert "http" not in notice.text and "/" not in notice.text


def test_a_notice_speaks_the_language_of_the_person(appointment: Appointment) -> None:
    appointment.language = "en"

    notices.tell_cancelled(appointment)

    assert "Service mfds-foreign-matter" in Notice.objects.get().text


def test_nobody_is_told_without_an_address(cast: Cast) -> None:
    notices.tell_confirmed(make_appointment(cast.service, cast.desk1), code="123456")

    assert not Notice.objects.exists()


def test_a_notice_is_claimed_by_one_worker(notice: Notice) -> None:
    assert notices.claim(notice.pk) == notice
    assert notices.claim(notice.pk) is None


def test_a_claim_that_was_never_finished_is_free_again(notice: Notice) -> None:
    notices.claim(notice.pk)

    later = timezone.now() + dt.timedelta(seconds=61)
    assert notices.due_notices(now=later) == [notice.pk]
    assert notices.claim(notice.pk, now=later) == notice


def test_a_sent_notice_has_a_receipt_and_no_code(notice: Notice) -> None:
    notices.record_sent(notice, gateway="sms", reference="abc")

    notice.refresh_from_db()
    assert (notice.state, notice.code) == (NoticeState.SENT, "")
    assert "123456" not in notice.text
    receipt = Receipt.objects.get()
    assert (receipt.event, receipt.gateway, receipt.reference) == ("sent", "sms", "abc")
    assert notices.claim(notice.pk) is None


def test_tries_are_spaced_out_and_end(notice: Notice) -> None:
    now = timezone.now()
    for _try in range(6):
        now += dt.timedelta(hours=1)
        claimed = notices.claim(notice.pk, now=now)
        assert claimed is not None
        notices.record_failed(claimed, gateway="sms", detail="503", is_permanent=False)

    notice.refresh_from_db()
    assert (notice.state, notice.code) == (NoticeState.FAILED, "")
    assert Receipt.objects.filter(event="failed").count() == 6


def test_a_permanent_failure_is_final(notice: Notice) -> None:
    claimed = notices.claim(notice.pk)
    assert claimed is not None

    notices.record_failed(claimed, gateway="sms", detail="400", is_permanent=True)

    notice.refresh_from_db()
    assert notice.state == NoticeState.FAILED


def test_the_same_notice_is_never_written_twice(notice: Notice) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(
            kind=notice.kind,
            subject=notice.subject,
            due_at=notice.due_at,
            contact_method=notice.contact_method,
            address="else",
            heading="",
            text="",
        )

"""From due to delivered: each notice goes out once, and every try leaves a receipt."""

import datetime as dt

import pytest
from django.utils import timezone

from counselling.domain import notice_sending, notices
from counselling.enums import NoticeState
from counselling.exceptions import ClaimLost
from counselling.models import Notice, Receipt
from tests.cast import Cast
from tests.factories.appointments import make_appointment

pytestmark = pytest.mark.django_db

LATER = dt.timedelta(seconds=26)


@pytest.fixture
def notice(cast: Cast) -> Notice:
    notices.tell_confirmed(
        make_appointment(cast.service, cast.desk1, phone="01012345678"), code="123456"
    )
    return Notice.objects.get()


@pytest.fixture
def letter(cast: Cast) -> Notice:
    notices.tell_confirmed(
        make_appointment(cast.service, cast.desk2, email="hong@example.test"), code="123456"
    )
    return Notice.objects.get()


def claimed(notice: Notice) -> Notice:
    taken = notice_sending.claim(notice.pk)
    assert taken is not None
    return taken


def state_of(notice: Notice) -> str:
    notice.refresh_from_db()
    return notice.state


def test_a_notice_is_claimed_by_one_worker(notice: Notice) -> None:
    assert notice_sending.claim(notice.pk) == notice
    assert notice_sending.claim(notice.pk) is None
    assert notice_sending.claim_next() is None


def test_a_claim_whose_worker_died_is_free_again(notice: Notice) -> None:
    claimed(notice)

    assert notice_sending.claim_next(now=timezone.now() + LATER) == notice


def test_a_worker_that_was_too_slow_hands_nothing_over(notice: Notice) -> None:
    slow = claimed(notice)
    notice_sending.claim(notice.pk, now=timezone.now() + LATER)

    with pytest.raises(ClaimLost):
        notice_sending.hand_over(slow)


def test_a_text_handed_over_by_a_worker_that_died_is_sent_again_under_its_key(
    notice: Notice,
) -> None:
    first = claimed(notice)
    notice_sending.hand_over(first)

    again = notice_sending.claim_next(now=timezone.now() + 2 * LATER)

    assert again is not None
    assert again.key == first.key


def test_a_letter_handed_over_by_a_worker_that_died_is_not_sent_again(letter: Notice) -> None:
    notice_sending.hand_over(claimed(letter))
    later = timezone.now() + 2 * LATER

    assert notice_sending.claim_next(now=later) is None
    assert notice_sending.settle_lost(now=later) == 1
    assert state_of(letter) == NoticeState.UNSURE
    assert "123456" not in letter.text
    assert Receipt.objects.get().event == "unsure"


def test_a_letter_not_yet_handed_over_is_sent_by_another_worker(letter: Notice) -> None:
    claimed(letter)
    later = timezone.now() + LATER

    assert notice_sending.settle_lost(now=later) == 0
    assert notice_sending.claim_next(now=later) == letter


def test_a_slow_worker_may_still_say_that_it_was_sent(letter: Notice) -> None:
    slow = claimed(letter)
    notice_sending.hand_over(slow)
    notice_sending.settle_lost(now=timezone.now() + 2 * LATER)

    notice_sending.record_sent(slow, gateway="email")

    assert state_of(letter) == NoticeState.SENT


def test_s6_a_sent_notice_has_a_receipt_and_no_code(notice: Notice) -> None:
    notice_sending.record_sent(claimed(notice), gateway="sms", reference="abc")

    assert (state_of(notice), notice.code) == (NoticeState.SENT, "")
    assert "123456" not in notice.text
    receipt = Receipt.objects.get()
    assert (receipt.event, receipt.gateway, receipt.reference) == ("sent", "sms", "abc")
    assert notice_sending.claim(notice.pk) is None


def test_s6_tries_are_spaced_out_and_end(notice: Notice) -> None:
    now, waits = timezone.now(), []
    for _try in range(10):
        now += dt.timedelta(hours=1)
        taken = notice_sending.claim(notice.pk, now=now)
        assert taken is not None
        notice_sending.record_failed(taken, gateway="sms", detail="503", is_permanent=False)
        notice.refresh_from_db()
        waits.append(round((notice.next_try_at - timezone.now()).total_seconds()))

    assert waits[:8] == [30, 60, 120, 240, 480, 960, 1800, 1800]
    assert (notice.state, notice.code) == (NoticeState.FAILED, "")
    assert Receipt.objects.filter(event="failed").count() == 10


def test_a_notice_that_kills_its_workers_is_given_up(notice: Notice) -> None:
    now = timezone.now()
    for _try in range(10):
        assert notice_sending.claim(notice.pk, now=now) == notice
        now += LATER

    assert notice_sending.claim_next(now=now) is None
    assert (state_of(notice), notice.code) == (NoticeState.FAILED, "")


def test_a_permanent_failure_is_final(notice: Notice) -> None:
    notice_sending.record_failed(claimed(notice), gateway="sms", detail="400", is_permanent=True)

    assert state_of(notice) == NoticeState.FAILED


def test_what_is_over_is_not_sent_any_more(notice: Notice) -> None:
    Notice.objects.update(expires_at=timezone.now())

    assert notice_sending.claim_next() is None
    assert state_of(notice) == NoticeState.DROPPED


def test_s6_a_report_of_the_gateway_is_written_once(notice: Notice) -> None:
    taken = claimed(notice)
    notice_sending.record_sent(taken, gateway="sms")

    for _time in range(2):
        assert notice_sending.record_report(taken.key, is_delivered=True)

    assert state_of(notice) == NoticeState.DELIVERED
    assert list(notice.receipts.values_list("event", flat=True)) == ["sent", "delivered"]


def test_s6_a_report_settles_a_try_whose_worker_died(notice: Notice) -> None:
    taken = claimed(notice)
    notice_sending.hand_over(taken)

    notice_sending.record_report(taken.key, is_delivered=True)

    assert (state_of(notice), notice.code) == (NoticeState.DELIVERED, "")
    assert notice_sending.claim_next(now=timezone.now() + 2 * LATER) is None


def test_s6_an_undelivered_text_is_shown_as_failed(notice: Notice) -> None:
    taken = claimed(notice)
    notice_sending.record_sent(taken, gateway="sms")

    notice_sending.record_report(taken.key, is_delivered=False, detail="no such number")

    assert state_of(notice) == NoticeState.FAILED
    assert notice.receipts.get(event="undelivered").detail == "no such number"


def test_a_report_of_an_unknown_key_is_refused() -> None:
    assert not notice_sending.record_report("nobody-1", is_delivered=True)

"""Sending a notice again by hand: what failed, or what nobody knows the end of."""

from django.db import transaction
from django.utils import timezone

from counselling import live, outbox
from counselling.domain import code_requests, notices
from counselling.domain.entry_codes import issue
from counselling.domain.notice_sending import MESSAGES_TOPIC
from counselling.domain.notice_texts import DEFAULTS
from counselling.domain.notice_writing import DELIVER_TASK
from counselling.enums import NoticeKind, NoticeState, ReceiptEvent
from counselling.exceptions import CannotRetry
from counselling.models import (
    Appointment,
    BookingRequest,
    ConferenceMember,
    Notice,
    QueueTicket,
    Receipt,
    User,
)

RETRYABLE = (NoticeState.FAILED, NoticeState.UNSURE)
SUBJECTS = (Appointment, BookingRequest, QueueTicket, ConferenceMember)


def retry(notice: Notice, *, by: User) -> None:
    """Send a notice again, under a new key; one that told a code gives way to one with a new code.

    Raises:
        CannotRetry: It went out, is about to, is over, or what it is about is gone.
    """
    if notice.expires_at is not None and notice.expires_at <= timezone.now():
        raise CannotRetry
    tells_code = "code" in DEFAULTS[NoticeKind(notice.kind)].uses
    to = NoticeState.DROPPED if tells_code else NoticeState.WAITING
    with transaction.atomic():
        failed = Notice.objects.filter(pk=notice.pk, round=notice.round, state__in=RETRYABLE)
        again = failed.update(
            state=to,
            round=notice.round + 1,
            attempts=0,
            next_try_at=timezone.now(),
            handed_over_at=None,
        )
        if not again:
            raise CannotRetry
        Receipt.objects.create(notice=notice, event=ReceiptEvent.RETRIED, gateway="", actor=by)
        if tells_code:
            _tell_new_code(notice)
        else:
            outbox.enqueue(DELIVER_TASK, notice_pk=notice.pk)
        live.touch(MESSAGES_TOPIC)


def _tell_new_code(notice: Notice) -> None:
    """The old code was wiped with the text that told it."""
    person = _person_of(notice)
    if person is None:
        raise CannotRetry
    if isinstance(person, ConferenceMember):
        notices.tell_invited(person, code=issue(person))
    elif isinstance(person, BookingRequest):
        notices.tell_code_again(person, code=issue(person))
    else:
        code_requests.send_code(person)


def _person_of(
    notice: Notice,
) -> Appointment | BookingRequest | QueueTicket | ConferenceMember | None:
    name, _separator, ref = notice.subject.partition(":")
    model = next((model for model in SUBJECTS if model._meta.model_name == name), None)
    return model._default_manager.filter(ref=ref).first() if model else None

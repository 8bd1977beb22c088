"""Notices: written with the change they tell of, sent after commit, once.

`tell_*` functions are called inside the transaction of the change. Without a phone number or
e-mail address nobody is told, and that is fine: the code was shown on the screen.
"""

import datetime as dt
from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from counselling import live, outbox
from counselling.domain import notice_texts
from counselling.enums import ContactMethod, NoticeKind, NoticeState
from counselling.models import (
    Appointment,
    BookingRequest,
    ConferenceMember,
    CounsellingSession,
    Notice,
    QueueTicket,
    Receipt,
)
from counselling.notice_enums import ReceiptEvent

Person = Appointment | BookingRequest | QueueTicket | ConferenceMember
"""Who can be told something: it has a language and perhaps a phone number or e-mail address."""

DELIVER_TASK = "counselling.tasks.deliver_notice"
SENDER = "[마주]"
MESSAGES_TOPIC = "office:messages"
ATTEMPTS_AT_MOST = 6
FIRST_RETRY_AFTER = dt.timedelta(seconds=30)
# A try is expected to be over by then; afterwards another worker may take the notice.
TRY_LASTS_AT_MOST = dt.timedelta(seconds=60)


def tell_confirmed(appointment: Appointment, *, code: str) -> None:
    text = notice_texts.in_language_of(
        appointment.language, partial(notice_texts.appointment_confirmed, appointment, code)
    )
    tell_person(NoticeKind.APPOINTMENT_CONFIRMED, appointment, text=text, code=code)


def tell_cancelled(appointment: Appointment) -> None:
    text = notice_texts.in_language_of(
        appointment.language, partial(notice_texts.appointment_cancelled, appointment)
    )
    tell_person(NoticeKind.APPOINTMENT_CANCELLED, appointment, text=text)


def tell_code_again(subject: Appointment | QueueTicket, *, code: str) -> None:
    text = notice_texts.in_language_of(
        subject.language, partial(notice_texts.code_reissued, subject.service, subject.name, code)
    )
    tell_person(NoticeKind.CODE_REISSUED, subject, text=text, code=code)


def tell_queue_ticket_taken(ticket: QueueTicket, *, code: str) -> None:
    text = notice_texts.in_language_of(
        ticket.language, partial(notice_texts.queue_ticket_taken, ticket, code)
    )
    tell_person(NoticeKind.QUEUE_TICKET_TAKEN, ticket, text=text, code=code)


def tell_closed(session: CounsellingSession) -> None:
    """Tell the citizen of a session, if they left an address, that the outcome can be read."""
    person = session.appointment or session.queue_ticket
    if person is None:
        return
    text = notice_texts.in_language_of(
        person.language, partial(notice_texts.session_closed, session, person.name)
    )
    tell_person(NoticeKind.SESSION_CLOSED, person, text=text)


def tell_invited(member: ConferenceMember, *, code: str) -> None:
    text = notice_texts.in_language_of(
        member.language,
        partial(notice_texts.conference_invited, member.conference, member.name, code),
    )
    tell_person(NoticeKind.CONFERENCE_INVITED, member, text=text, code=code)


def claim(notice_pk: int, *, now: dt.datetime | None = None) -> Notice | None:
    """Take a due notice for one try to send it; None when it is sent, not due, or being sent.

    The claim is a conditional update, so of two workers only one sends.
    """
    now = now or timezone.now()
    due = Notice.objects.filter(pk=notice_pk, state=NoticeState.WAITING, next_try_at__lte=now)
    taken = due.update(next_try_at=now + TRY_LASTS_AT_MOST, attempts=F("attempts") + 1)
    return Notice.objects.get(pk=notice_pk) if taken else None


def record_sent(notice: Notice, *, gateway: str, reference: str = "") -> None:
    """Write the receipt of a notice that went out, and wipe its code."""
    with transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(
            state=NoticeState.SENT, text=_without_code(notice), code=""
        )
        Receipt.objects.create(
            notice=notice, gateway=gateway, event=ReceiptEvent.SENT, reference=reference[:120]
        )
        live.touch(MESSAGES_TOPIC)


def record_failed(notice: Notice, *, gateway: str, detail: str, is_permanent: bool) -> None:
    """Write the receipt of a failed try; plan the next one, doubling, unless it is no use."""
    given_up = is_permanent or notice.attempts >= ATTEMPTS_AT_MOST
    wait = FIRST_RETRY_AFTER * 2 ** max(notice.attempts - 1, 0)
    with transaction.atomic():
        if given_up:
            Notice.objects.filter(pk=notice.pk).update(
                state=NoticeState.FAILED, text=_without_code(notice), code=""
            )
        else:
            Notice.objects.filter(pk=notice.pk).update(next_try_at=timezone.now() + wait)
        Receipt.objects.create(
            notice=notice, gateway=gateway, event=ReceiptEvent.FAILED, detail=detail[:300]
        )


def due_notices(*, now: dt.datetime | None = None) -> list[int]:
    """Return the notices whose time has come, oldest first; those in a try are left out."""
    now = now or timezone.now()
    due = Notice.objects.filter(state=NoticeState.WAITING, next_try_at__lte=now, due_at__lte=now)
    return list(due.order_by("next_try_at").values_list("pk", flat=True)[:200])


def tell_person(
    kind: NoticeKind,
    person: Person,
    *,
    text: notice_texts.Text,
    code: str = "",
) -> None:
    """Write a notice for each address of the person; inside the transaction of the change."""
    heading, body = text
    # A text message has no subject line: it says itself who sends it.
    texts = {ContactMethod.SMS: f"{SENDER} {body}", ContactMethod.EMAIL: body}
    for method, address in _contact_methods(person):
        notice = Notice.objects.create(
            kind=kind,
            subject=live.topic_of(person),
            contact_method=method,
            address=address,
            language=person.language,
            heading=heading,
            text=texts[method],
            code=code,
        )
        outbox.enqueue(DELIVER_TASK, notice_pk=notice.pk)


def _contact_methods(
    person: Person,
) -> Iterable[tuple[ContactMethod, str]]:
    known = [(ContactMethod.SMS, person.phone), (ContactMethod.EMAIL, person.email)]
    return [(method, address) for method, address in known if address]


def _without_code(notice: Notice) -> str:
    return notice.text.replace(notice.code, "******") if notice.code else notice.text

"""The life of a notice between "due" and "delivered": each goes out once.

    waiting --claim--> sending --hand_over--> (the other side may have it) --record_*--> ...

A claim has a time; when its worker died, another takes the notice over. Until `hand_over` nobody
outside has it: sending again is safe. After it a text message is sent again under the same key,
which the gateway takes once (Idempotency-Key). SMTP knows no such key: what became of an e-mail
whose worker died between handing over and writing down stays unknown, so it is not sent a second
time, is shown as "unsure", and a person decides. Every step is a conditional update that names the
try, so a worker that was too slow changes nothing any more.
"""

import datetime as dt

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from counselling import live
from counselling.domain import reminders
from counselling.domain.notice_writing import next_allowed
from counselling.enums import ContactMethod, NoticeState, ReceiptEvent
from counselling.exceptions import ClaimLost
from counselling.models import Notice, Receipt

MESSAGES_TOPIC = "office:messages"
ATTEMPTS_AT_MOST = 10
FIRST_RETRY_AFTER = dt.timedelta(seconds=30)
LONGEST_RETRY_AFTER = dt.timedelta(minutes=30)
# A try, and after it the handing over, is expected to be over by then; with the poll of beat
# every 30 s a notice whose worker died goes out within a minute.
TRY_LASTS_AT_MOST = dt.timedelta(seconds=25)
# The other side takes the same key once.
TAKES_KEYS = (ContactMethod.SMS,)


def claim(notice_pk: int, *, now: dt.datetime | None = None) -> Notice | None:
    """Take a due notice for one try to send it; None when it is sent, not due, or being sent."""
    now = now or timezone.now()
    with transaction.atomic():
        return _take(_lock_first(_due(now).filter(pk=notice_pk)), now)


def claim_next(*, now: dt.datetime | None = None) -> Notice | None:
    """Take the notice that has been due for longest and that nobody else is taking."""
    now = now or timezone.now()
    while True:
        with transaction.atomic():
            notice = _lock_first(_due(now).order_by("next_try_at", "pk"))
            if notice is None:
                return None
            taken = _take(notice, now)
        if taken is not None:
            return taken


def hand_over(notice: Notice) -> None:
    """Note that from now on the other side may have the notice; call it just before.

    Raises:
        ClaimLost: It was dropped, or the try took so long that another worker has it.
    """
    now = timezone.now()
    taken = _this_try(notice).filter(state=NoticeState.SENDING, handed_over_at=None)
    if taken.update(handed_over_at=now, next_try_at=now + TRY_LASTS_AT_MOST) != 1:
        raise ClaimLost


def record_sent(notice: Notice, *, gateway: str, reference: str = "") -> None:
    """Write the receipt of a notice that went out, and wipe its code."""
    unsettled = [NoticeState.SENDING, NoticeState.UNSURE]
    with transaction.atomic():
        _this_try(notice).filter(state__in=unsettled).update(state=NoticeState.SENT)
        _wipe_code(notice)
        _receipt(notice, ReceiptEvent.SENT, gateway=gateway, reference=reference)


def record_failed(notice: Notice, *, gateway: str, detail: str, is_permanent: bool) -> None:
    """Write the receipt of a failed try; plan the next one, doubling, unless it is no use."""
    given_up = is_permanent or notice.attempts >= ATTEMPTS_AT_MOST
    mine = _this_try(notice).filter(state=NoticeState.SENDING)
    with transaction.atomic():
        if given_up:
            mine.update(state=NoticeState.FAILED)
            _wipe_code(notice)
        else:
            wait = FIRST_RETRY_AFTER * 2 ** max(notice.attempts - 1, 0)
            at = timezone.now() + min(wait, LONGEST_RETRY_AFTER)
            mine.update(
                state=NoticeState.WAITING,
                next_try_at=next_allowed(notice, at),
                handed_over_at=None,
            )
        _receipt(notice, ReceiptEvent.FAILED, gateway=gateway, detail=detail)


def record_unsure(notice: Notice, *, gateway: str, detail: str) -> None:
    """Write down that nobody knows whether the other side took it; it is not sent again."""
    with transaction.atomic():
        mine = _this_try(notice).filter(state=NoticeState.SENDING)
        if mine.update(state=NoticeState.UNSURE):
            _wipe_code(notice)
            _receipt(notice, ReceiptEvent.UNSURE, gateway=gateway, detail=detail)


def settle_lost(*, now: dt.datetime | None = None) -> int:
    """Give up on tries whose worker died when the other side may have had the notice already.

    Only where the other side takes no key: the rest is simply sent again. Returns how many.
    """
    now = now or timezone.now()
    lost = Notice.objects.filter(state=NoticeState.SENDING, next_try_at__lte=now)
    lost = lost.exclude(handed_over_at=None).exclude(contact_method__in=TAKES_KEYS)
    unsure = list(lost[:200])
    for notice in unsure:
        record_unsure(notice, gateway=notice.contact_method, detail="The worker was lost.")
    return len(unsure)


def record_report(key: str, *, is_delivered: bool, detail: str = "") -> bool:
    """Write what the gateway reports later about a message, once; False for an unknown key.

    A report also settles a try whose worker died before it could write anything down.
    """
    ref, _separator, round_number = key.partition("-")
    event = ReceiptEvent.DELIVERED if is_delivered else ReceiptEvent.UNDELIVERED
    with transaction.atomic():
        notice = Notice.objects.select_for_update(of=("self",)).filter(ref=ref).first()
        if notice is None:
            return False
        if notice.receipts.filter(event=event, reference=key).exists():
            return True
        if str(notice.round) == round_number:
            _settle(notice, is_delivered=is_delivered)
        _receipt(notice, event, gateway=notice.contact_method, reference=key, detail=detail)
    return True


def _settle(notice: Notice, *, is_delivered: bool) -> None:
    open_states = [NoticeState.SENDING, NoticeState.SENT, NoticeState.UNSURE]
    to = NoticeState.DELIVERED if is_delivered else NoticeState.FAILED
    if Notice.objects.filter(pk=notice.pk, state__in=open_states).update(state=to):
        _wipe_code(notice)


def _due(now: dt.datetime) -> QuerySet[Notice]:
    """Those whose time has come: waiting, or in the hands of a worker that died."""
    safe_to_repeat = Q(handed_over_at=None) | Q(contact_method__in=TAKES_KEYS)
    return Notice.objects.filter(
        Q(state=NoticeState.WAITING) | Q(safe_to_repeat, state=NoticeState.SENDING),
        next_try_at__lte=now,
    )


def _lock_first(due: QuerySet[Notice]) -> Notice | None:
    """Lock the first of them that no other worker is taking at this moment."""
    return due.select_for_update(of=("self",), skip_locked=True).first()


def _take(notice: Notice | None, now: dt.datetime) -> Notice | None:
    """Claim a locked notice for one try; drop it instead when it is of no use any more."""
    if notice is None:
        return None
    mine = _this_try(notice).filter(state=notice.state)
    is_over = notice.expires_at is not None and notice.expires_at <= now
    if is_over or reminders.is_stale(notice):
        mine.update(state=NoticeState.DROPPED)
        _wipe_code(notice)
        return None
    if notice.attempts >= ATTEMPTS_AT_MOST:
        # Nobody lived to record a failure: a message that kills its workers must not go on.
        mine.update(state=NoticeState.FAILED)
        _wipe_code(notice)
        _receipt(notice, ReceiptEvent.FAILED, gateway="", detail="Every try broke off.")
        return None
    mine.update(
        state=NoticeState.SENDING,
        next_try_at=now + TRY_LASTS_AT_MOST,
        attempts=F("attempts") + 1,
        handed_over_at=None,
    )
    notice.refresh_from_db()
    return notice


def _this_try(notice: Notice) -> QuerySet[Notice]:
    """Name the try: a worker that another has overtaken finds no row."""
    return Notice.objects.filter(pk=notice.pk, round=notice.round, attempts=notice.attempts)


def _wipe_code(notice: Notice) -> None:
    if notice.code:
        text = notice.text.replace(notice.code, "******")
        Notice.objects.filter(pk=notice.pk).update(text=text, code="")


def _receipt(
    notice: Notice, event: ReceiptEvent, *, gateway: str, reference: str = "", detail: str = ""
) -> None:
    Receipt.objects.create(
        notice=notice,
        event=event,
        gateway=gateway,
        reference=reference[:120],
        detail=detail[:300],
    )
    live.touch(MESSAGES_TOPIC)

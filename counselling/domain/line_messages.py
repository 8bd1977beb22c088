"""What waiting people read: words from the desk (Q5), and words after some time (Q6)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling import live
from counselling.domain import unit_changes
from counselling.domain.unit_changes import Change
from counselling.domain.unit_settings import Settings
from counselling.domain.units import Unit, unit_of
from counselling.enums import ChangeTopic
from counselling.models import Line, LineMessage, QueueTicket, TimedMessage, User
from counselling.timetable.days import at, day_of

# What is told where a line has no timed messages of its own.
FIRST_AFTER, PHONE_AFTER = 10, 30


@dataclass(frozen=True)
class Told:
    """Words for a waiting person; `phone` is the number to call if nobody answers."""

    text: str
    phone: str = ""
    is_from_desk: bool = False


def say(
    line: Line, text: str, *, by: User | None, ticket: QueueTicket | None = None
) -> LineMessage:
    """Show words to one person, or to everybody in the line, at once and until taken back."""
    with transaction.atomic():
        message = LineMessage.objects.create(
            line=line, queue_ticket=ticket, author=by, text=text.strip()
        )
        live.touch(ticket or line)
    return message


def take_back(message: LineMessage, *, by: User | None) -> None:
    """Show a message no more; of one that is gone already nothing changes."""
    with transaction.atomic():
        shown = LineMessage.objects.filter(pk=message.pk, taken_back_at=None)
        if shown.update(taken_back_at=timezone.now(), taken_back_by=by):
            live.touch(message.queue_ticket or message.line)


def shown_in(line: Line, *, now: dt.datetime | None = None) -> QuerySet[LineMessage]:
    """Return the messages of today that people in the line read now."""
    today = at(day_of(now or timezone.now()), dt.time(0))
    rows = LineMessage.objects.filter(line=line, taken_back_at=None, created_at__gte=today)
    return rows.select_related("queue_ticket", "author")


def told_to(
    ticket: QueueTicket,
    settings: Settings,
    *,
    now: dt.datetime,
    timed: Sequence[TimedMessage] | None = None,
) -> list[Told]:
    """Return what a waiting person reads: all from the desk, and the last of the timed ones."""
    timed = timed_messages(ticket.line) if timed is None else timed
    mine = shown_in(ticket.line, now=now).filter(Q(queue_ticket=None) | Q(queue_ticket=ticket))
    told = [Told(message.text, is_from_desk=True) for message in mine]
    waited = (now - ticket.waiting_since).total_seconds() / 60
    due = [item for item in timed if item.after_minutes <= waited]
    if due:
        told.append(Told(due[-1].text, settings.phone if due[-1].with_phone else ""))
    return told


def seconds_to_next(
    ticket: QueueTicket, *, now: dt.datetime, timed: Sequence[TimedMessage] | None = None
) -> int | None:
    """Return after how many seconds the next timed message is due; None after the last."""
    timed = timed_messages(ticket.line) if timed is None else timed
    waited = (now - ticket.waiting_since).total_seconds()
    coming = [item.after_minutes * 60 - waited for item in timed]
    return min((round(seconds) + 1 for seconds in coming if seconds > 0), default=None)


def timed_messages(line: Line, *, own: Sequence[TimedMessage] | None = None) -> list[TimedMessage]:
    """Return the line's own timed messages (`own`, if known), or else the product's."""
    written = list(line.timed_messages.all()) if own is None else list(own)
    return written or _default_messages(line)


def add_timed(line: Line, *, by: User | None, **fields: object) -> TimedMessage:
    """Add a timed message; the first one of a line replaces the product's own."""
    with transaction.atomic():
        made = TimedMessage.objects.create(line=line, **fields)
        _record(line, made, by, before="", after=made.text_ko)
        live.touch(line)
    return made


def remove_timed(message: TimedMessage, *, by: User | None) -> None:
    with transaction.atomic():
        _record(message.line, message, by, before=message.text_ko, after="")
        message.delete()
        live.touch(message.line)


def _default_messages(line: Line) -> list[TimedMessage]:
    calm = _("조금 더 걸리고 있습니다. 순서는 그대로이니 이 화면을 열어 두세요.")
    call = _("오래 기다리게 해 드려 죄송합니다. 급하시면 전화해 주세요.")
    return [
        TimedMessage(line=line, after_minutes=FIRST_AFTER, text_ko=calm, text_en=calm),
        TimedMessage(
            line=line, after_minutes=PHONE_AFTER, text_ko=call, text_en=call, with_phone=True
        ),
    ]


def _record(line: Line, message: TimedMessage, by: User | None, *, before: str, after: str) -> None:
    unit: Unit = unit_of(line.department)
    unit_changes.record(
        unit,
        [Change(_("%(minutes)s분 뒤 안내") % {"minutes": message.after_minutes}, before, after)],
        topic=ChangeTopic.LINE,
        subject=f"line:{line.pk}",
        name=unit.full_name,
        by=by,
    )

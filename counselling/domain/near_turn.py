"""A text message when the turn is near (Q15): asked for, sent once, quiet after."""

from django.db import transaction
from django.utils import timezone

from counselling import live
from counselling.domain import notices
from counselling.domain.queries.turns import waiting_in
from counselling.domain.unit_settings import setting
from counselling.enums import QueueTicketState
from counselling.models import Line, QueueTicket


def tell_who_is_near(line: Line) -> int:
    """Tell who asked for it and has few people ahead; the line must be locked."""
    wished = QueueTicket.objects.filter(
        line=line, state=QueueTicketState.WAITING, texts_when_near=True, near_told_at=None
    )
    if not wished.exists():
        return 0
    near = setting(line.department, "near_ahead")
    first = list(waiting_in(line.department)[: near + 1])
    told = [ticket for ticket in first if ticket.texts_when_near and not ticket.near_told_at]
    for ticket in told:
        QueueTicket.objects.filter(pk=ticket.pk).update(near_told_at=timezone.now())
        notices.tell_turn_near(ticket)
    return len(told)


def ask_for_text(ticket: QueueTicket, *, phone: str) -> None:
    """Have a text message sent when the turn is near; from then on the person may go away."""
    _set_wish(ticket, texts_when_near=True, phone=phone)


def ask_for_no_text(ticket: QueueTicket) -> None:
    """Stay on the page instead."""
    _set_wish(ticket, texts_when_near=False, seen_at=timezone.now())


def _set_wish(ticket: QueueTicket, **fields: object) -> None:
    with transaction.atomic():
        line = Line.objects.select_for_update(no_key=True).get(pk=ticket.line_id)
        QueueTicket.objects.filter(pk=ticket.pk).update(**fields)
        ticket.refresh_from_db()
        tell_who_is_near(line)
        live.touch(ticket, line)

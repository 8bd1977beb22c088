"""Queue tickets."""

import datetime as dt
from typing import Any

from django.db.models import Max
from django.utils import timezone

from counselling.models import QueueTicket, Service
from counselling.timetable.days import day_of


def make_queue_ticket(
    service: Service, *, waiting_since: dt.datetime | None = None, **fields: Any
) -> QueueTicket:
    """Create a walk-in's queue ticket with the next number of the day."""
    now = timezone.now()
    line = service.department.line
    today = QueueTicket.objects.filter(line=line, day=day_of(now))
    number = (today.aggregate(last=Max("number"))["last"] or 0) + 1
    fields.setdefault("name", f"민원인{number}")
    fields.setdefault("holder", f"browser:{number}")
    return QueueTicket.objects.create(
        line=line,
        service=service,
        day=day_of(now),
        number=number,
        waiting_since=waiting_since or now,
        **fields,
    )

"""Places in line that were left behind when the day ended."""

import datetime as dt

from django.utils import timezone

from counselling.domain.queue import STATES_TO_LEAVE, leave
from counselling.exceptions import StateChanged
from counselling.models import QueueTicket
from counselling.timetable.days import day_of

KEPT_OVERNIGHT = dt.timedelta(hours=6)


def end_past_days(*, now: dt.datetime | None = None) -> int:
    """Give up the places of people who waited on an earlier day and are gone; return how many.

    Whoever waits across midnight, where a line is open then, keeps the place for six hours.
    """
    now = now or timezone.now()
    gone = QueueTicket.objects.filter(
        state__in=STATES_TO_LEAVE, day__lt=day_of(now), waiting_since__lt=now - KEPT_OVERNIGHT
    )
    ended = 0
    for ticket in gone.select_related("line", "appointment").order_by("pk")[:500]:
        try:
            leave(ticket, why="day over")
        except StateChanged:
            continue
        ended += 1
    return ended

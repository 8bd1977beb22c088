"""What all waiting pages of a line have in common, worked out once after each change.

A change of a line concerns everybody in it, and all their pages ask at once. The first of them
works it out; the others wait for that and find it done. It counts until the line's live topic
moves on, and for a second at most: what depends on the clock, such as presence, tells no topic.
"""

import datetime as dt
from dataclasses import dataclass
from threading import Lock

from django.utils import timezone

from counselling import live
from counselling.domain import waits
from counselling.domain.queries.waiting import LinePlaces, Place, places_in
from counselling.domain.unit_settings import Settings, settings_of
from counselling.enums import QueueTicketState
from counselling.models import Handover, QueueTicket, TicketTransfer, TimedMessage, WaitForecast

COUNTS_FOR = dt.timedelta(seconds=1)
LINES_AT_MOST = 500


@dataclass(frozen=True)
class LinePage:
    """What the pages of a line share. The sets hold keys of waiting tickets."""

    version: int
    made_at: dt.datetime
    places: LinePlaces
    settings: Settings
    timed: tuple[TimedMessage, ...]
    """The line's own timed messages."""
    moved: frozenset[int]
    """Who came from another line, and has to be told why."""
    handed_over: frozenset[int]
    forecast: set[int]
    """Whose first range is kept already; grows while the page counts."""

    def serves(self, ticket: QueueTicket, version: int, now: dt.datetime) -> bool:
        return (
            self.version == version
            and abs(now - self.made_at) < COUNTS_FOR
            and (ticket.state != QueueTicketState.WAITING or ticket.ref in self.places.ahead)
        )


_pages: dict[int, LinePage] = {}
# Lines share a few locks: two lines that wait for each other lose a moment only.
_locks = tuple(Lock() for _number in range(64))


def line_page(ticket: QueueTicket, *, is_fresh: bool = False) -> LinePage:
    """Return the common part of the pages of the ticket's line.

    Args:
        is_fresh: Work it out now, for a whole page; its live parts find it done then.
    """
    line, now = ticket.line_id, timezone.now()
    version = _version_of(ticket)
    with _locks[line % len(_locks)]:
        known = _pages.get(line)
        if known is None or is_fresh or not known.serves(ticket, version, now):
            known = _work_out(ticket, version, now)
            if len(_pages) >= LINES_AT_MOST:
                _pages.clear()
            _pages[line] = known
        return known


def shown_place(ticket: QueueTicket, page: LinePage) -> Place | None:
    """Return where a waiting person stands; the first range shown is kept, to be compared."""
    if ticket.state != QueueTicketState.WAITING:
        return None
    place = page.places.place_of(ticket)
    if ticket.pk not in page.forecast:
        waits.note_shown(ticket, place)
        if place.wait is not None:
            page.forecast.add(ticket.pk)
    return place


def _version_of(ticket: QueueTicket) -> int:
    """Read before the line is: what is found may be newer than it says, never older."""
    topic = live.topic_of(ticket.line)
    return live.sequences([topic])[topic]


def _work_out(ticket: QueueTicket, version: int, now: dt.datetime) -> LinePage:
    line, department = ticket.line, ticket.line.department
    here = {"queue_ticket__line": line, "queue_ticket__state": QueueTicketState.WAITING}
    moved = TicketTransfer.objects.filter(**here).values_list("queue_ticket", flat=True)
    handed_over = Handover.objects.filter(**here).values_list("queue_ticket", flat=True)
    forecast = WaitForecast.objects.filter(line=line, **here)
    return LinePage(
        version=version,
        made_at=now,
        places=places_in(department, now=now),
        settings=settings_of(department),
        timed=tuple(line.timed_messages.all()),
        moved=frozenset(moved),
        handed_over=frozenset(handed_over),
        forecast=set(forecast.values_list("queue_ticket", flat=True)),
    )

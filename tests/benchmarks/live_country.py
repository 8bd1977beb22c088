"""50 lines with 40 people and a board each, for `BENCH=live`, and the cookies of all of them."""

import os
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from counselling.domain import desks, waits
from counselling.domain.accounts import give_role
from counselling.domain.queries.waiting import places_in
from counselling.entered import REFS_KEY
from counselling.enums import Role
from counselling.models import QueueTicket, User
from tests.factories.agencies import make_agency, make_department, make_desk, make_service
from tests.factories.opening_hours import open_on_weekdays
from tests.factories.queue import make_queue_ticket

LINES = int(os.environ.get("BENCH_LINES", "50"))
PEOPLE = 40


@dataclass(frozen=True)
class Screen:
    """A page: its live address, what it fetches after a change, and its cookie."""

    socket: str
    fragments: tuple[str, ...]
    cookie: str


@dataclass(frozen=True)
class LineOfPeople:
    screens: tuple[Screen, ...]
    """The board, then the waiting rooms in order."""
    last: QueueTicket
    """Whom the changes park and bring back."""


def make_lines() -> list[LineOfPeople]:
    """Create every line with its board and its people."""
    open_on_weekdays()
    agency = make_agency("bench")
    return [_line(agency, number) for number in range(LINES)]


def _line(agency: object, number: int) -> LineOfPeople:
    department = make_department(agency, f"d-{number}")
    desk = make_desk(department, 1)
    service = make_service(department, f"s-{number}")
    official = User.objects.create_user(f"official{number}@bench.test", name=f"담당{number}")
    give_role(official, Role.OFFICIAL, unit=department)
    desks.sit_down(desk, official=official)
    tickets = [make_queue_ticket(service) for _person in range(PEOPLE)]
    places = places_in(department, now=timezone.now())
    for ticket in tickets:  # Their pages are open: each has seen a range.
        waits.note_shown(ticket, places.place_of(ticket))
    board = Screen(
        f"/ws/live/desk/{desk.pk}/",
        (f"/desk/{desk.pk}/now/?shown=free",),
        _cookie(_signed_in(official)),
    )
    return LineOfPeople((board, *map(_waiting_room, tickets)), tickets[-1])


def _waiting_room(ticket: QueueTicket) -> Screen:
    session = _session()
    session[REFS_KEY] = [ticket.ref]
    return Screen(
        f"/ws/live/queue_ticket/{ticket.ref}/", (f"/waiting/{ticket.ref}/now/",), _cookie(session)
    )


def _signed_in(user: User) -> SessionBase:
    session = _session()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    return session


def _session() -> SessionBase:
    return import_module(settings.SESSION_ENGINE).SessionStore()


def _cookie(session: SessionBase) -> str:
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"

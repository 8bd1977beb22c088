"""Call displays (Q16): opened with a token like a kiosk, they show numbers and never names."""

import datetime as dt
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from counselling import live
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.enums import QueueTicketState, ScreenState
from counselling.exceptions import WrongScreenToken
from counselling.models import CallDisplay, Department, Line, QueueTicket, Site
from counselling.references import keyed_hash

TOKEN_LASTS = dt.timedelta(hours=24)
SHOWN_CALLS = 6
# A number stays on the screen for so long after it was called.
CALL_STAYS = dt.timedelta(minutes=20)


@dataclass(frozen=True)
class Calls:
    """What a screen shows: the calls, newest first, and how many wait."""

    calls: tuple[QueueTicket, ...]
    waiting: int
    has_many_lines: bool

    @property
    def newest(self) -> QueueTicket | None:
        return self.calls[0] if self.calls else None


def create_display(
    *, name: str, by: AnyUser, department: Department | None = None, site: Site | None = None
) -> tuple[CallDisplay, str]:
    """Make a screen of a department or a site, and the token that opens it, told only here."""
    with transaction.atomic():
        display = CallDisplay.objects.create(department=department, site=site, name=name.strip())
        record_change(display, from_state="", to=ScreenState.AWAITING, by=by)
        token = _set_token(display)
    return display, token


def renew_token(display: CallDisplay, *, by: AnyUser) -> str:
    """Make a new token; what was opened with the old one goes dark."""
    with transaction.atomic():
        change_state(
            display,
            to=ScreenState.AWAITING,
            allowed_from=ScreenState.values,
            by=by,
            why="new token",
            device_key_hash="",
        )
        token = _set_token(display)
        live.touch(display)
    return token


def open_display(token: str, *, now: dt.datetime | None = None) -> tuple[CallDisplay, str]:
    """Turn the token into a device key, once. The key goes into the screen's cookie.

    Raises:
        WrongScreenToken: Unknown, used, or older than a day.
    """
    now = now or timezone.now()
    wanted = keyed_hash("screen_token", token)
    with transaction.atomic():
        display = (
            CallDisplay.objects.select_for_update()
            .filter(token_hash=wanted, token_until__gt=now, state=ScreenState.AWAITING)
            .first()
        )
        if display is None:
            raise WrongScreenToken
        key = secrets.token_urlsafe(32)
        change_state(
            display,
            to=ScreenState.ACTIVE,
            allowed_from=[ScreenState.AWAITING],
            by=None,
            why="opened",
            device_key_hash=keyed_hash("screen_key", key),
            token_hash="",
            token_until=None,
        )
    return display, key


def disable_display(display: CallDisplay, *, by: AnyUser) -> None:
    """Darken the screen from afar."""
    with transaction.atomic():
        change_state(
            display,
            to=ScreenState.DISABLED,
            allowed_from=[ScreenState.ACTIVE, ScreenState.AWAITING],
            by=by,
            device_key_hash="",
            token_hash="",
        )
        live.touch(display)


def lines_of(display: CallDisplay) -> QuerySet[Line]:
    """Return the lines whose calls the screen shows."""
    if display.department_id is not None:
        return Line.objects.filter(department=display.department_id)
    return Line.objects.filter(department__agency=display.agency)


def displays_about(department: Department) -> QuerySet[CallDisplay]:
    """Return the screens of a department and of its agency's sites."""
    about = Q(department=department) | Q(site__agency=department.agency_id)
    return CallDisplay.objects.filter(about).select_related("site", "department")


def calls_in(lines: QuerySet[Line], *, now: dt.datetime | None = None) -> Calls:
    """Return who is called now in these lines, newest first."""
    now = now or timezone.now()
    called = QueueTicket.objects.filter(
        line__in=lines,
        state__in=QueueTicketState.at_desk(),
        called_at__gte=now - CALL_STAYS,
    ).select_related("desk", "line__department")
    waiting = QueueTicket.objects.filter(line__in=lines, state=QueueTicketState.WAITING)
    return Calls(
        calls=tuple(called.order_by("-called_at", "-pk")[:SHOWN_CALLS]),
        waiting=waiting.count(),
        has_many_lines=lines.count() > 1,
    )


def _set_token(display: CallDisplay) -> str:
    token = secrets.token_urlsafe(24)
    display.token_hash = keyed_hash("screen_token", token)
    display.token_until = timezone.now() + TOKEN_LASTS
    display.save(update_fields=["token_hash", "token_until"])
    return token

"""Who sits at which desk."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from counselling import live
from counselling.enums import QueueTicketState
from counselling.exceptions import DeskBusy, DeskTaken
from counselling.models import Department, Desk, QueueTicket, User

# The board renews presence every 15 s; after this long without it the desk counts as left.
PRESENCE_LASTS = dt.timedelta(seconds=60)


def sit_down(desk: Desk, *, official: User, now: dt.datetime | None = None) -> None:
    """Take the desk. The official leaves any other desk; an abandoned desk may be taken over.

    Raises:
        DeskTaken: Somebody else is there.
        DeskBusy: The official's other desk still has a person.
    """
    now = now or timezone.now()
    try:
        with transaction.atomic():
            row = Desk.objects.select_for_update(of=("self",), no_key=True).get(pk=desk.pk)
            if row.official_id not in (None, official.pk) and not _is_abandoned(row, now):
                raise DeskTaken
            for other in Desk.objects.filter(official=official).exclude(pk=desk.pk):
                stand_up(other)
            Desk.objects.filter(pk=desk.pk).update(
                official=official, seated_at=now, seen_at=now, away_since=None
            )
            desk.refresh_from_db()
            live.touch(desk, desk.department.line)
    except IntegrityError as error:
        raise DeskTaken from error


def stand_up(desk: Desk) -> None:
    """Leave the desk.

    Raises:
        DeskBusy: A person is called or in session there.
    """
    with transaction.atomic():
        if QueueTicket.objects.filter(desk=desk, state__in=QueueTicketState.at_desk()).exists():
            raise DeskBusy
        Desk.objects.filter(pk=desk.pk).update(
            official=None, seated_at=None, seen_at=None, away_since=None
        )
        desk.refresh_from_db()
        live.touch(desk, desk.department.line)


def keep_presence(desk: Desk, *, official: User, now: dt.datetime | None = None) -> None:
    """Note that the official's board is there; boards do so with every heartbeat."""
    Desk.objects.filter(pk=desk.pk, official=official).update(seen_at=now or timezone.now())


def go_away(desk: Desk, *, now: dt.datetime | None = None) -> None:
    """Step out for a while: the desk stays taken but does not count as staffed.

    Raises:
        DeskBusy: A person is called or in session there.
    """
    with transaction.atomic():
        row = Desk.objects.select_for_update(of=("self",), no_key=True).get(pk=desk.pk)
        if QueueTicket.objects.filter(desk=row, state__in=QueueTicketState.at_desk()).exists():
            raise DeskBusy
        _set_away(desk, now or timezone.now())


def come_back(desk: Desk) -> None:
    """Be available again after `go_away`."""
    with transaction.atomic():
        _set_away(desk, None)


def staffed_desks(department: Department, *, now: dt.datetime | None = None) -> QuerySet[Desk]:
    """Return the desks where an official was present within the last minute and is not away."""
    since = (now or timezone.now()) - PRESENCE_LASTS
    return Desk.objects.filter(
        department=department, official__isnull=False, seen_at__gte=since, away_since=None
    ).select_related("official")


def _is_abandoned(desk: Desk, now: dt.datetime) -> bool:
    is_away = desk.seen_at is None or desk.seen_at < now - PRESENCE_LASTS
    at_desk = QueueTicket.objects.filter(desk=desk, state__in=QueueTicketState.at_desk())
    return is_away and not at_desk.exists()


def _set_away(desk: Desk, since: dt.datetime | None) -> None:
    Desk.objects.filter(pk=desk.pk).update(away_since=since)
    desk.away_since = since
    live.touch(desk, desk.department.line)

"""The secret address of an official's calendar: made, renewed, revoked, read."""

import datetime as dt
import secrets

from django.db.models import Q, QuerySet
from django.utils import timezone

from counselling.enums import AppointmentState
from counselling.models import Appointment, CalendarFeed, User
from counselling.references import keyed_hash

SECRET_BYTES = 24  # 192 bits: the address is the only key
SHOWN_BEFORE = dt.timedelta(days=14)
SHOWN_AHEAD = dt.timedelta(days=90)
SHOWN_STATES = (*AppointmentState.upcoming(), AppointmentState.IN_SESSION, AppointmentState.DONE)


def make_feed(official: User, *, now: dt.datetime | None = None) -> str:
    """Make a new secret, shown this once; an older one stops working at once."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    hashed = _hash(secret)
    fresh = {"secret_hash": hashed, "made_at": now or timezone.now(), "read_at": None}
    CalendarFeed.objects.update_or_create(official=official, defaults=fresh)
    return secret


def revoke_feed(official: User) -> None:
    CalendarFeed.objects.filter(official=official).delete()


def feed_of(secret: str, *, now: dt.datetime | None = None) -> CalendarFeed | None:
    """Return the feed of that secret, and note that it was read; none of a closed account."""
    found = CalendarFeed.objects.filter(
        secret_hash=_hash(secret), official__is_active=True, official__memberships__isnull=False
    )
    feed = found.select_related("official").first()
    if feed is not None:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now or timezone.now())
    return feed


def appointments_of(official: User, *, now: dt.datetime | None = None) -> QuerySet[Appointment]:
    """Return what the official's calendar shows: theirs, and what is not yet given to anybody at
    the desk where they sit."""
    now = now or timezone.now()
    at_own_desk = Q(official=None, desk__official=official, starts_at__gte=now)
    return (
        Appointment.objects.filter(Q(official=official) | at_own_desk)
        .filter(state__in=SHOWN_STATES, ends_at__gte=now - SHOWN_BEFORE)
        .filter(starts_at__lt=now + SHOWN_AHEAD)
        .select_related("service__agency", "service__department", "desk")
        .prefetch_related("changes")
        .order_by("starts_at", "pk")
    )


def _hash(secret: str) -> str:
    return keyed_hash("calendar_feed", secret)

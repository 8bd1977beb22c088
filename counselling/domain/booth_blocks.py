"""Booths shut from one time to another; they reopen by themselves. The booth's schedule."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.domain import unit_changes
from counselling.domain.row_changes import subject_of
from counselling.domain.unit_changes import Change
from counselling.domain.units import unit_of
from counselling.enums import AppointmentState, ChangeTopic
from counselling.exceptions import ChangedMeanwhile
from counselling.models import Absence, Appointment, Booth, User
from counselling.timetable.intervals import Interval

BLOCKED = _("사용 막음")


def blocks_to_come(booth: Booth) -> QuerySet[Absence]:
    """Return when the booth is blocked, now and later, by time."""
    return Absence.objects.filter(booth=booth, taken_back_at=None, ends_at__gt=timezone.now())


def block_now(booth: Booth, *, now: dt.datetime | None = None) -> Absence | None:
    """Return what keeps the booth shut at this moment; of several the one that lasts longest."""
    now = now or timezone.now()
    blocks = Absence.objects.filter(booth=booth, taken_back_at=None)
    return blocks.filter(starts_at__lte=now, ends_at__gt=now).order_by("-ends_at").first()


def schedule_of(booth: Booth) -> QuerySet[Appointment]:
    """Return the bookings to come in the booth, by time."""
    return (
        Appointment.objects.filter(
            booth=booth, state__in=AppointmentState.upcoming(), ends_at__gt=timezone.now()
        )
        .select_related("service__department__agency", "desk__department")
        .order_by("starts_at", "pk")
    )


def bookings_hit(booth: Booth, during: Interval) -> list[Appointment]:
    """Return the bookings to come that need the booth in the interval."""
    hit = schedule_of(booth).filter(
        reserved_from__lt=during.ends_at, reserved_until__gt=during.starts_at
    )
    return list(hit)


def block(
    booth: Booth, *, starts_at: dt.datetime, ends_at: dt.datetime, reason: str, by: User
) -> Absence:
    """Take the booth out of booking for a while; bookings that it hits stay to be moved."""
    with transaction.atomic():
        unit_changes.lock(unit_of(booth.site.agency))
        absence = Absence.objects.create(
            booth=booth, starts_at=starts_at, ends_at=ends_at, reason=reason, entered_by=by
        )
        _record(booth, Change(BLOCKED, "", _spoken(absence)), by)
    return absence


def reopen(booth: Booth, absence: Absence, *, by: User) -> None:
    """End a block before its time.

    Raises:
        ChangedMeanwhile: Somebody has ended it already.
    """
    with transaction.atomic():
        unit_changes.lock(unit_of(booth.site.agency))
        row = Absence.objects.filter(pk=absence.pk, booth=booth, taken_back_at=None)
        if row.update(taken_back_at=timezone.now()) != 1:
            raise ChangedMeanwhile
        _record(booth, Change(BLOCKED, _spoken(absence), ""), by)


def _record(booth: Booth, change: Change, by: User) -> None:
    unit_changes.record(
        unit_of(booth.site.agency),
        [change],
        topic=ChangeTopic.SITE,
        subject=subject_of(booth),
        name=f"{booth.site.name_ko} {booth.name_ko}",
        by=by,
    )


def _spoken(absence: Absence) -> str:
    starts_at, ends_at = map(timezone.localtime, (absence.starts_at, absence.ends_at))
    return f"{starts_at:%Y-%m-%d %H:%M} ~ {ends_at:%Y-%m-%d %H:%M} {absence.reason}".strip()

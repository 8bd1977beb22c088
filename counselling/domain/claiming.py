"""Taking a desk, and whatever else a booking needs, for one slot in one transaction.

Rows are locked in a fixed order (desk, booth, interpreter, official) and those that somebody else
is about to take are passed over, so that a crowd does not queue up behind one lock and nobody
waits for anybody in a circle. Where all are about to be taken, one looks again until it is known
who got them. The database decides in the end (migration 0007).
"""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from counselling.domain.availability import load_timetable, slot_from
from counselling.domain.booking_timetable import Timetable, reserved_around
from counselling.domain.occupied import occupying
from counselling.domain.pools import NOTHING, Needs
from counselling.domain.state_changes import change_state
from counselling.enums import AppointmentState
from counselling.exceptions import AlreadyBookedThen, SlotNotOffered, SlotTaken, StateChanged
from counselling.models import Appointment, Booth, Desk, Interpreter, Service, User
from counselling.timetable.days import day_of
from counselling.timetable.intervals import Interval

# A crowd on one time: how long a request may look for a desk, and how often it looks.
LOOKING_LASTS_SECONDS = 5.0
LOOK_AGAIN_SECONDS = 0.05

LOCKED_IN_ORDER: tuple[tuple[str, type[models.Model]], ...] = (
    ("booth", Booth),
    ("interpreter", Interpreter),
    ("official", User),
)

Result = TypeVar("Result")


@dataclass(frozen=True)
class Claim:
    """What was found free and locked for a slot."""

    service: Service
    slot: Interval
    desk: Desk
    others: dict[str, Any]
    """By column: booth, interpreter and official, those that are needed."""

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of the appointment that takes it all; what is not needed is empty."""
        reserved = reserved_around(self.service, self.slot)
        return {
            "desk": self.desk,
            "starts_at": self.slot.starts_at,
            "ends_at": self.slot.ends_at,
            "reserved_from": reserved.starts_at,
            "reserved_until": reserved.ends_at,
            **{kind: self.others.get(kind) for kind, _model in LOCKED_IN_ORDER},
        }


def claim(
    service: Service,
    starts_at: dt.datetime,
    take: Callable[[Claim], Result],
    *,
    needs: Needs = NOTHING,
    now: dt.datetime | None = None,
    ignoring: Appointment | None = None,
) -> Result:
    """Find and lock what a booking at `starts_at` needs, and call `take` in that transaction.

    Args:
        ignoring: The appointment that is to be moved: its own times do not stand in its way.

    Raises:
        SlotNotOffered: Not a time of the timetable, or already begun.
        SlotTaken: A desk, or something else that is needed, is taken then.
        AlreadyBookedThen: The contact has another appointment at this time.
    """
    now = now or timezone.now()
    slot = slot_from(service, starts_at)
    give_up_at = time.monotonic() + LOOKING_LASTS_SECONDS
    while time.monotonic() < give_up_at:
        timetable = _timetable_of(service, slot, needs, now, ignoring)
        free = _free_desks(timetable, slot)
        try:
            with transaction.atomic():
                found = _lock(timetable, slot, free, ignoring)
                if found is not None:
                    _expire_holds_in_the_way(found, now)
                    return take(found)
        except IntegrityError as error:
            raise refusal_of(error) from error
        time.sleep(LOOK_AGAIN_SECONDS)
    raise SlotTaken


def refusal_of(error: IntegrityError) -> SlotTaken | AlreadyBookedThen:
    """Name what the database refused: both databases say which rule it was."""
    text = str(error)
    is_contact = "appointment_phone_overlap" in text or "appointment_email_overlap" in text
    return AlreadyBookedThen() if is_contact else SlotTaken()


def expire(appointment: Appointment) -> bool:
    """End a hold that ran out; return False when somebody else was faster."""
    try:
        change_state(
            appointment,
            to=AppointmentState.EXPIRED,
            allowed_from=[AppointmentState.HELD],
            by=None,
            why="hold ran out",
        )
    except StateChanged:
        return False
    return True


def _timetable_of(
    service: Service,
    slot: Interval,
    needs: Needs,
    now: dt.datetime,
    ignoring: Appointment | None,
) -> Timetable:
    if not service.is_offered or slot.starts_at < now:
        raise SlotNotOffered
    day = day_of(slot.starts_at)
    timetable = load_timetable(
        service, first_day=day, last_day=day, needs=needs, now=now, ignoring=ignoring
    )
    if slot.starts_at >= now + dt.timedelta(days=timetable.settings.bookable_days):
        raise SlotNotOffered
    return timetable


def _free_desks(timetable: Timetable, slot: Interval) -> list[Desk]:
    free = timetable.desks_free_at(slot)
    if free and timetable.has_others_free(reserved_around(timetable.service, slot)):
        return free
    raise SlotTaken if timetable.is_offered(slot) else SlotNotOffered


def _lock(
    timetable: Timetable, slot: Interval, free: list[Desk], ignoring: Appointment | None
) -> Claim | None:
    """Lock one of each; None when one was taken meanwhile or is about to be."""
    service, now = timetable.service, timetable.now
    reserved = reserved_around(service, slot)
    occupied = occupying(reserved, now=now, ignoring=ignoring)
    # NO KEY: histories that name the desk must not wait for it (their foreign key reads it).
    desks = Desk.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
    pks = [desk.pk for desk in free]
    desk = desks.filter(pk__in=pks).select_related("department").order_by("pk").first()
    if desk is None or occupied.filter(desk=desk).exists():
        return None
    wanted = {pool.kind: pool.free_in(reserved) for pool in timetable.pools}
    others: dict[str, Any] = {}
    for kind, model in LOCKED_IN_ORDER:
        if kind not in wanted:
            continue
        row = _lock_first(model, wanted[kind])
        if row is None or occupied.filter(**{kind: row}).exists():
            return None
        others[kind] = row
    return Claim(service=service, slot=slot, desk=desk, others=others)


def _lock_first(model: type[models.Model], pks: list[int]) -> models.Model | None:
    """Lock the first of the rows, in the given order, that nobody else is about to take."""
    rows = model._default_manager.select_for_update(no_key=True, skip_locked=True)
    for pk in pks:
        row = rows.filter(pk=pk).first()
        if row is not None:
            return row
    return None


def _expire_holds_in_the_way(found: Claim, now: dt.datetime) -> None:
    reserved = reserved_around(found.service, found.slot)
    resources = Q(desk=found.desk)
    for kind, row in found.others.items():
        resources |= Q(**{kind: row})
    over = Appointment.objects.filter(
        resources,
        state=AppointmentState.HELD,
        held_until__lte=now,
        reserved_from__lt=reserved.ends_at,
        reserved_until__gt=reserved.starts_at,
    )
    for appointment in over.order_by("pk"):
        expire(appointment)

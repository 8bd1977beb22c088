"""Holding, confirming and cancelling a slot.

The database decides who gets a desk (migration 0002); the checks here only make the refusal
friendly. A hold is over when its time is over, whether or not it was tidied away.
"""

import datetime as dt
import time

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from counselling import live
from counselling.domain import entry_codes, notices
from counselling.domain.availability import (
    BOOKABLE_DAYS,
    desks_for,
    desks_free_at,
    is_offered,
    occupying,
)
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.enums import AppointmentState, Language, QueueTicketState
from counselling.exceptions import (
    CannotCancel,
    HoldExpired,
    SlotNotOffered,
    SlotTaken,
    StateChanged,
    TooManyBookings,
)
from counselling.models import Appointment, Booth, Desk, Service, User
from counselling.timetable.intervals import Interval

HOLD_TIME = dt.timedelta(minutes=5)
# A crowd on one time: how long a request may look for a desk, and how often it looks.
LOOKING_LASTS_SECONDS = 5.0
LOOK_AGAIN_SECONDS = 0.05
BOOKABLE_TIME = dt.timedelta(days=BOOKABLE_DAYS)
OPEN_BOOKINGS_AT_MOST = 5


def hold_slot(
    service: Service,
    *,
    starts_at: dt.datetime,
    citizen: User | None = None,
    booth: Booth | None = None,
    now: dt.datetime | None = None,
) -> Appointment:
    """Take the slot that begins at `starts_at` at a free desk for 5 minutes.

    Locks one free desk that nobody else is about to take. Where all are about to be taken, looks
    again until it is known who got them, so that a crowd does not queue up behind one lock.

    Raises:
        SlotNotOffered: Not a time of the timetable, or already begun.
        SlotTaken: Every desk is taken then.
    """
    now = now or timezone.now()
    slot = Interval(starts_at, starts_at + dt.timedelta(minutes=service.duration_minutes))
    give_up_at = time.monotonic() + LOOKING_LASTS_SECONDS
    while time.monotonic() < give_up_at:
        free = _free_desks(service, slot, now)
        try:
            with transaction.atomic():
                desk = _lock_one(free, slot, now)
                if desk is not None:
                    return _hold(desk, service, slot, now, citizen=citizen, booth=booth)
        except IntegrityError as error:
            raise SlotTaken from error
        time.sleep(LOOK_AGAIN_SECONDS)
    raise SlotTaken


def extend_hold(appointment: Appointment, *, now: dt.datetime | None = None) -> None:
    """Hold the slot for 5 more minutes from now.

    Raises:
        HoldExpired: The hold is over.
    """
    now = now or timezone.now()
    running = Appointment.objects.filter(
        pk=appointment.pk, state=AppointmentState.HELD, held_until__gt=now
    )
    if running.update(held_until=now + HOLD_TIME) != 1:
        raise HoldExpired
    appointment.held_until = now + HOLD_TIME


def confirm(
    appointment: Appointment,
    *,
    name: str,
    phone: str = "",
    email: str = "",
    question: str = "",
    language: str = Language.KOREAN,
    by: AnyUser = None,
    now: dt.datetime | None = None,
) -> str:
    """Turn a hold into an appointment; return the 6-digit code, which is told only here.

    The code is also sent to the phone and the e-mail address given.

    Raises:
        HoldExpired: The hold is over.
        TooManyBookings: The contact already has 5 open bookings.
    """
    now = now or timezone.now()
    _refuse_too_many(phone, email, now)
    with transaction.atomic():
        if appointment.held_until is None or appointment.held_until <= now:
            raise HoldExpired
        try:
            change_state(
                appointment,
                to=AppointmentState.CONFIRMED,
                allowed_from=[AppointmentState.HELD],
                by=by,
                name=name.strip(),
                phone=phone,
                email=email,
                question=question,
                language=language,
                confirmed_at=now,
                held_until=None,
            )
        except StateChanged as error:
            raise HoldExpired from error
        code = entry_codes.issue(appointment)
        notices.tell_confirmed(appointment, code=code)
        live.touch(appointment, appointment.desk)
    return code


def release_hold(appointment: Appointment, *, by: AnyUser = None) -> None:
    """Give a held slot back at once; a hold that is over already is left alone."""
    if appointment.state != AppointmentState.HELD:
        return
    with transaction.atomic():
        try:
            change_state(
                appointment,
                to=AppointmentState.EXPIRED,
                allowed_from=[AppointmentState.HELD],
                by=by,
                why="released",
            )
        except StateChanged:
            return
        live.touch(appointment.desk)


def cancel(appointment: Appointment, *, by: AnyUser, why: str = "") -> None:
    """Cancel a confirmed appointment; its code still opens the page that says so.

    Raises:
        CannotCancel: It has begun, or is over.
    """
    with transaction.atomic():
        is_waiting = appointment.queue_tickets.filter(
            state__in=[QueueTicketState.CALLED, QueueTicketState.IN_SESSION]
        ).exists()
        if is_waiting:
            raise CannotCancel
        try:
            change_state(
                appointment,
                to=AppointmentState.CANCELLED,
                allowed_from=[AppointmentState.CONFIRMED],
                by=by,
                why=why,
            )
        except StateChanged as error:
            raise CannotCancel from error
        entry_codes.end_after(appointment, ended_at=timezone.now())
        notices.tell_cancelled(appointment)
        live.touch(appointment, appointment.desk)


def expire_holds(*, now: dt.datetime | None = None) -> int:
    """Tidy away holds that ran out; return how many. Booking does not wait for this."""
    now = now or timezone.now()
    over = Appointment.objects.filter(state=AppointmentState.HELD, held_until__lte=now)
    return sum(_expire(appointment) for appointment in over.order_by("pk")[:500])


def _free_desks(service: Service, slot: Interval, now: dt.datetime) -> list[Desk]:
    if not service.is_offered or not now <= slot.starts_at < now + BOOKABLE_TIME:
        raise SlotNotOffered
    desks = desks_for(service)
    free = desks_free_at(service, slot, desks=desks, now=now)
    if free:
        return free
    if is_offered(service, slot, desks=desks, now=now):
        raise SlotTaken
    raise SlotNotOffered


def _lock_one(free: list[Desk], slot: Interval, now: dt.datetime) -> Desk | None:
    """Lock the first of the desks that nobody else holds; None when it was taken meanwhile."""
    rows = Desk.objects.select_for_update(of=("self",), skip_locked=True)
    pks = [desk.pk for desk in free]
    desk = rows.filter(pk__in=pks).select_related("department").order_by("pk").first()
    if desk is None or occupying(slot, now=now).filter(desk=desk).exists():
        return None
    return desk


def _hold(
    desk: Desk,
    service: Service,
    slot: Interval,
    now: dt.datetime,
    *,
    citizen: User | None,
    booth: Booth | None,
) -> Appointment:
    _expire_holds(Q(desk=desk) | Q(booth=booth) if booth else Q(desk=desk), slot, now)
    appointment = Appointment.objects.create(
        service=service,
        desk=desk,
        booth=booth,
        citizen=citizen,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        held_until=now + HOLD_TIME,
    )
    record_change(appointment, from_state="", to=AppointmentState.HELD, by=citizen)
    live.touch(desk)
    return appointment


def _expire_holds(where: Q, slot: Interval, now: dt.datetime) -> None:
    over = Appointment.objects.filter(
        where,
        state=AppointmentState.HELD,
        held_until__lte=now,
        starts_at__lt=slot.ends_at,
        ends_at__gt=slot.starts_at,
    )
    for appointment in over.order_by("pk"):
        _expire(appointment)


def _expire(appointment: Appointment) -> bool:
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


def _refuse_too_many(phone: str, email: str, now: dt.datetime) -> None:
    contact = Q(pk=None)
    contact = Q(phone=phone) if phone else contact
    contact = (contact | Q(email__iexact=email)) if email else contact
    mine = Appointment.objects.filter(contact, state=AppointmentState.CONFIRMED, ends_at__gt=now)
    if (phone or email) and mine.count() >= OPEN_BOOKINGS_AT_MOST:
        raise TooManyBookings

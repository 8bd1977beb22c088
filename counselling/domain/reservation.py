"""Holding, confirming and cancelling a slot.

The database decides who gets a desk (migration 0007); the checks here only make the refusal
friendly. A hold is over when its time is over, whether or not it was tidied away.
"""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from counselling.domain import entry_codes, notices
from counselling.domain.booking_topics import touch_booking
from counselling.domain.claiming import Claim, claim, expire, refusal_of
from counselling.domain.contacts import lock_contact, refuse_too_many
from counselling.domain.pools import NOTHING, Needs
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.domain.unit_settings import settings_of
from counselling.enums import AppointmentState, BookedAs, Language, QueueTicketState
from counselling.exceptions import CannotCancel, HoldExpired, StateChanged
from counselling.models import Appointment, Service, User


def hold_slot(
    service: Service,
    *,
    starts_at: dt.datetime,
    citizen: User | None = None,
    needs: Needs = NOTHING,
    lasts: dt.timedelta | None = None,
    by: AnyUser = None,
    now: dt.datetime | None = None,
) -> Appointment:
    """Take the slot that begins at `starts_at`: a free desk, and all else that is needed.

    Args:
        lasts: How long it is held; the unit's setting (5 minutes) when not given.
        by: Who holds it, when it is not the citizen.

    Raises:
        SlotNotOffered: Not a time of the timetable, or already begun.
        SlotTaken: Every desk is taken then, or something else that is needed.
    """
    now = now or timezone.now()

    def hold(found: Claim) -> Appointment:
        appointment = Appointment.objects.create(
            service=service,
            citizen=citizen,
            interpreted_language=needs.language,
            held_until=now + (lasts or hold_time(service)),
            **found.columns,
        )
        record_change(appointment, from_state="", to=AppointmentState.HELD, by=by or citizen)
        touch_booking(appointment)
        return appointment

    return claim(service, starts_at, hold, needs=needs, now=now)


def hold_time(service: Service) -> dt.timedelta:
    """Return how long the unit holds a chosen time while the form is filled in."""
    return dt.timedelta(minutes=settings_of(service.department).hold_minutes)


def extend_hold(appointment: Appointment, *, now: dt.datetime | None = None) -> None:
    """Hold the slot anew from now, 5 minutes unless the unit says otherwise.

    Raises:
        HoldExpired: The hold is over.
    """
    now = now or timezone.now()
    held_until = now + hold_time(appointment.service)
    running = Appointment.objects.filter(
        pk=appointment.pk, state=AppointmentState.HELD, held_until__gt=now
    )
    if running.update(held_until=held_until) != 1:
        raise HoldExpired
    appointment.held_until = held_until


def confirm(
    appointment: Appointment,
    *,
    name: str,
    phone: str = "",
    email: str = "",
    question: str = "",
    language: str = Language.KOREAN,
    booked_as: str = BookedAs.CITIZEN,
    booker_name: str = "",
    by: AnyUser = None,
    now: dt.datetime | None = None,
) -> str:
    """Turn a hold into an appointment; return the 6-digit code, which is told only here.

    The code is also sent to the phone and the e-mail address given. Who booked for somebody else
    is kept: `by` when signed in, and the name given.

    Raises:
        HoldExpired: The hold is over.
        TooManyBookings: The contact already has 5 open bookings (a setting of the unit).
        AlreadyBookedThen: The contact has another appointment at this time.
    """
    now = now or timezone.now()
    email = email.strip().lower()
    with transaction.atomic():
        lock_contact(phone, email)
        refuse_too_many(appointment.service, phone=phone, email=email, now=now)
        if appointment.held_until is None or appointment.held_until <= now:
            raise HoldExpired
        try:
            change_state(
                appointment,
                to=AppointmentState.CONFIRMED,
                allowed_from=[AppointmentState.HELD],
                by=by,
                why=booker_name,
                name=name.strip(),
                phone=phone,
                email=email,
                question=question,
                language=language,
                booked_as=booked_as,
                booked_by=by if isinstance(by, User) else None,
                booker_name=booker_name,
                confirmed_at=now,
                held_until=None,
            )
        except StateChanged as error:
            raise HoldExpired from error
        except IntegrityError as error:
            raise refusal_of(error) from error
        code = entry_codes.issue(appointment)
        notices.tell_confirmed(appointment, code=code)
        touch_booking(appointment)
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
        touch_booking(appointment)


def cancel(appointment: Appointment, *, by: AnyUser, why: str = "") -> None:
    """Cancel a confirmed appointment; its code still opens the page that says so.

    Citizens cancel with `changing.cancel_own`, which asks for the time that is left.

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
        touch_booking(appointment)


def expire_holds(*, now: dt.datetime | None = None) -> int:
    """Tidy away holds that ran out; return how many. Booking does not wait for this."""
    now = now or timezone.now()
    over = Appointment.objects.filter(state=AppointmentState.HELD, held_until__lte=now)
    return sum(expire(appointment) for appointment in over.order_by("pk")[:500])

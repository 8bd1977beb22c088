"""The waiting list for an earlier slot: joining, at most three offers, accepting.

Whoever has an appointment may wait for an earlier one. A task offers the earliest free time to
who has waited longest; the offer is a hold, so nobody else gets it meanwhile, and the appointment
stays as it is until the offer is accepted.
"""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from counselling import live
from counselling.domain import booking_notices, slot_offers
from counselling.domain.availability import offer_days
from counselling.domain.changing import put_into
from counselling.domain.claiming import refusal_of
from counselling.domain.pools import needs_of
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.domain.unit_settings import settings_of
from counselling.enums import AppointmentState, SlotOfferState, WaitingListState
from counselling.exceptions import AppointmentError, CannotMove, OfferOver, StateChanged
from counselling.models import Appointment, Desk, SlotOffer, WaitingListEntry
from counselling.timetable.days import day_of
from counselling.timetable.quiet_hours import is_quiet

OFFERS_AT_MOST = 3
OFFER_LASTS = dt.timedelta(minutes=30)
# Nobody is offered a time that begins sooner than they can make up their mind and come.
OFFER_LEAD = dt.timedelta(hours=1)
ENTRIES_AT_ONCE = 200


def join(
    appointment: Appointment,
    *,
    earliest_at: dt.datetime | None = None,
    by: AnyUser,
    now: dt.datetime | None = None,
) -> WaitingListEntry:
    """Wait for a time earlier than the appointment; again: the same entry.

    Raises:
        CannotMove: The appointment is not confirmed, or too near to come earlier.
    """
    now = now or timezone.now()
    if appointment.state != AppointmentState.CONFIRMED or appointment.starts_at < now + OFFER_LEAD:
        raise CannotMove
    entry = entry_of(appointment)
    if entry is not None:
        return entry
    try:
        with transaction.atomic():
            entry = WaitingListEntry.objects.create(
                appointment=appointment, earliest_at=earliest_at or now
            )
            record_change(entry, from_state="", to=WaitingListState.WAITING, by=by)
            live.touch(appointment)
    except IntegrityError:  # A double click.
        return WaitingListEntry.objects.get(appointment=appointment, state=WaitingListState.WAITING)
    return entry


def leave(entry: WaitingListEntry, *, by: AnyUser) -> None:
    """Wait no longer; the appointment stays."""
    _end(entry, to=WaitingListState.LEFT, by=by)


def entry_of(appointment: Appointment) -> WaitingListEntry | None:
    """Return the entry with which the appointment waits."""
    return appointment.waiting_list_entries.filter(state=WaitingListState.WAITING).first()


def offer_of(appointment: Appointment) -> SlotOffer | None:
    """Return the earlier time that can be accepted now."""
    offers = SlotOffer.objects.filter(
        entry__appointment=appointment,
        entry__state=WaitingListState.WAITING,
        state=SlotOfferState.OFFERED,
    )
    offer = offers.select_related("hold", "entry__appointment").first()
    return offer if offer is not None and offer.is_open else None


def accept(offer: SlotOffer, *, by: AnyUser, now: dt.datetime | None = None) -> Appointment:
    """Move the appointment into the offered time; code and papers stay.

    Raises:
        OfferOver: It ran out, was answered, or is no longer earlier than the appointment.
        AlreadyBookedThen: The contact has another appointment at that time.
    """
    entry = _entry_from(offer)
    appointment = entry.appointment
    try:
        with transaction.atomic():
            slot_offers.take(offer, by=by, now=now)
            if offer.hold.starts_at >= appointment.starts_at:
                raise OfferOver
            Desk.objects.select_for_update(of=("self",), no_key=True).get(pk=offer.hold.desk_id)
            _turn_over(offer.hold, appointment, by=by)
            change_state(
                entry,
                to=WaitingListState.MOVED,
                allowed_from=[WaitingListState.WAITING],
                by=by,
            )
    except (StateChanged, CannotMove) as error:
        raise OfferOver from error
    except IntegrityError as error:
        raise refusal_of(error) from error
    return appointment


def decline(offer: SlotOffer, *, by: AnyUser) -> None:
    """Let the offered time go; after the third the entry is used up."""
    entry = _entry_from(offer)
    with transaction.atomic():
        slot_offers.give_back(offer, to=SlotOfferState.DECLINED, by=by)
        _end_if_used_up(entry)


def offer_freed(*, now: dt.datetime | None = None) -> int:
    """Offer earlier times to those who wait, longest first; return how many were offered."""
    now = now or timezone.now()
    _tidy(now)
    waiting = WaitingListEntry.objects.filter(
        state=WaitingListState.WAITING, offers_made__lt=OFFERS_AT_MOST
    ).exclude(offers__state=SlotOfferState.OFFERED)
    entries = waiting.select_related(
        "appointment__service__department__agency", "appointment__desk", "appointment__booth__site"
    ).order_by("pk")[:ENTRIES_AT_ONCE]
    return sum(_offer_one(entry, now) for entry in entries)


def _offer_one(entry: WaitingListEntry, now: dt.datetime) -> bool:
    service = entry.appointment.service
    settings = settings_of(service.department)
    if is_quiet(now, quiet_from=settings.quiet_from, quiet_until=settings.quiet_until):
        return False
    for starts_at in _earlier_times(entry, now):
        try:
            with transaction.atomic():
                _make_offer(entry, starts_at, now)
        except (AppointmentError, StateChanged):
            continue
        return True
    return False


def _earlier_times(entry: WaitingListEntry, now: dt.datetime) -> list[dt.datetime]:
    """Return the first few free times that were not offered before, by time."""
    appointment = entry.appointment
    first, last = day_of(now), day_of(appointment.starts_at)
    offers = offer_days(
        appointment.service,
        first_day=first,
        count=(last - first).days + 1,
        needs=needs_of(appointment),
        now=now,
    )
    offered = set(entry.offers.values_list("hold__starts_at", flat=True))
    not_before = max(now + OFFER_LEAD, entry.earliest_at)
    times = [slot.starts_at for offer in offers for slot in offer.slots]
    return [
        time for time in times if not_before <= time < appointment.starts_at and time not in offered
    ][:OFFERS_AT_MOST]


def _make_offer(entry: WaitingListEntry, starts_at: dt.datetime, now: dt.datetime) -> None:
    """Count the offer first: of two beats one finds the count changed."""
    appointment = entry.appointment
    same = WaitingListEntry.objects.filter(
        pk=entry.pk, state=WaitingListState.WAITING, offers_made=entry.offers_made
    )
    if same.update(offers_made=entry.offers_made + 1) != 1:
        raise StateChanged
    offer = slot_offers.make_offer(
        appointment.service,
        starts_at=starts_at,
        expires_at=now + OFFER_LASTS,
        needs=needs_of(appointment),
        entry=entry,
        now=now,
    )
    booking_notices.tell_slot_offered(offer, appointment)
    live.touch(appointment)


def _tidy(now: dt.datetime) -> None:
    """End offers that ran out, and entries whose appointment is over or cancelled."""
    over = SlotOffer.objects.filter(
        state=SlotOfferState.OFFERED, expires_at__lte=now, entry__isnull=False
    )
    for offer in over.select_related("hold__desk", "entry__appointment").order_by("pk")[:500]:
        with transaction.atomic():
            slot_offers.give_back(offer, to=SlotOfferState.EXPIRED, by=None)
            _end_if_used_up(_entry_from(offer))
    past = WaitingListEntry.objects.filter(state=WaitingListState.WAITING).exclude(
        appointment__state=AppointmentState.CONFIRMED, appointment__starts_at__gt=now
    )
    for entry in past.select_related("appointment").order_by("pk")[:500]:
        _end(entry, to=WaitingListState.OVER, by=None)


def _end_if_used_up(entry: WaitingListEntry) -> None:
    entry.refresh_from_db(fields=["offers_made", "state"])
    if entry.offers_made >= OFFERS_AT_MOST:
        _end(entry, to=WaitingListState.USED_UP, by=None)


def _end(entry: WaitingListEntry, *, to: WaitingListState, by: AnyUser) -> None:
    try:
        with transaction.atomic():
            change_state(entry, to=to, allowed_from=[WaitingListState.WAITING], by=by)
            for offer in entry.offers.filter(state=SlotOfferState.OFFERED).select_related(
                "hold__desk", "entry__appointment"
            ):
                slot_offers.give_back(offer, to=SlotOfferState.DECLINED, by=by)
            live.touch(entry.appointment)
    except StateChanged:
        return


def _entry_from(offer: SlotOffer) -> WaitingListEntry:
    if offer.entry is None:  # The check constraint slot_offer_to_one_person allows the other kind.
        raise OfferOver
    return offer.entry


def _turn_over(hold: Appointment, appointment: Appointment, *, by: AnyUser) -> None:
    """Let the hold go and put the appointment into its place."""
    change_state(
        hold,
        to=AppointmentState.EXPIRED,
        allowed_from=[AppointmentState.HELD],
        by=by,
        why="taken by the appointment it was held for",
    )
    names = ("desk", "booth", "interpreter", "official", "starts_at", "ends_at")
    columns = {name: getattr(hold, name) for name in (*names, "reserved_from", "reserved_until")}
    put_into(appointment, columns, by=by, why="from the waiting list")

"""How much one contact (phone number or e-mail address) may have booked."""

import datetime as dt

from django.db import connection
from django.db.models import Q

from counselling.domain.unit_settings import settings_of
from counselling.enums import AppointmentState, BookingRequestState
from counselling.exceptions import TooManyBookings
from counselling.models import Appointment, BookingRequest, Service
from counselling.references import keyed_hash


def lock_contact(phone: str, email: str) -> None:
    """Let one booking of a contact wait for the other, until the end of the transaction.

    Counting alone would let two at once both be the fifth. SQLite has one writer at a time anyway.
    """
    if connection.vendor != "postgresql":
        return
    known = sorted(contact for contact in (phone, email) if contact)
    keys = [int(keyed_hash("contact", contact)[:15], 16) for contact in known]
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def refuse_too_many(service: Service, *, phone: str, email: str, now: dt.datetime) -> None:
    """Refuse a contact that has as many open bookings and requests as the unit allows.

    Raises:
        TooManyBookings: It has.
    """
    contact = _same_contact(phone, email)
    if contact is None:
        return
    booked = Appointment.objects.filter(contact, state=AppointmentState.CONFIRMED, ends_at__gt=now)
    asked = BookingRequest.objects.filter(contact, state=BookingRequestState.OPEN)
    at_most = settings_of(service.department).open_bookings_at_most
    if booked.count() + asked.count() >= at_most:
        raise TooManyBookings


def _same_contact(phone: str, email: str) -> Q | None:
    if phone and email:
        return Q(phone=phone) | Q(email=email)
    if phone:
        return Q(phone=phone)
    return Q(email=email) if email else None

"""Notices about times that were moved or offered, and about requests without a slot.

Called inside the transaction of the change, like those of domain.notices.
"""

from functools import partial

from counselling.domain import booking_notice_texts as texts
from counselling.domain.notice_texts import in_language_of
from counselling.domain.notices import tell_person
from counselling.enums import NoticeKind
from counselling.models import Appointment, BookingRequest, SlotOffer


def tell_moved(appointment: Appointment) -> None:
    text = in_language_of(appointment.language, partial(texts.appointment_moved, appointment))
    tell_person(NoticeKind.APPOINTMENT_MOVED, appointment, text=text)


def tell_slot_offered(offer: SlotOffer, appointment: Appointment) -> None:
    """Tell who waits for an earlier time that there is one."""
    text = in_language_of(appointment.language, partial(texts.slot_offered, offer, appointment))
    tell_person(NoticeKind.SLOT_OFFERED, appointment, text=text)


def tell_request_received(request: BookingRequest, *, code: str) -> None:
    text = in_language_of(request.language, partial(texts.request_received, request, code))
    tell_person(NoticeKind.REQUEST_RECEIVED, request, text=text, code=code)


def tell_times_proposed(request: BookingRequest) -> None:
    text = in_language_of(request.language, partial(texts.times_proposed, request))
    tell_person(NoticeKind.TIMES_PROPOSED, request, text=text)


def tell_request_declined(request: BookingRequest) -> None:
    text = in_language_of(request.language, partial(texts.request_declined, request))
    tell_person(NoticeKind.REQUEST_DECLINED, request, text=text)

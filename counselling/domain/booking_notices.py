"""Notices about times that were moved or offered, and about requests without a slot.

Called inside the transaction of the change, like those of domain.notices.
"""

from counselling.domain import reminders
from counselling.domain.notice_writing import drop_waiting, tell_person
from counselling.enums import NoticeKind
from counselling.models import Appointment, BookingRequest, SlotOffer


def tell_moved(appointment: Appointment) -> None:
    """Tell the new time; reminders of the old one never go out."""
    drop_waiting(appointment, NoticeKind.APPOINTMENT_MOVED)
    tell_person(NoticeKind.APPOINTMENT_MOVED, appointment)
    reminders.plan(appointment)


def tell_slot_offered(offer: SlotOffer, appointment: Appointment) -> None:
    """Tell who waits for an earlier time that there is one."""
    tell_person(
        NoticeKind.SLOT_OFFERED,
        appointment,
        expires_at=offer.expires_at,
        when=offer.hold.starts_at,
        until=offer.expires_at,
    )


def tell_request_received(request: BookingRequest, *, code: str) -> None:
    tell_person(NoticeKind.REQUEST_RECEIVED, request, code=code)


def tell_times_proposed(request: BookingRequest) -> None:
    until = min(offer.expires_at for offer in request.open_offers)
    tell_person(NoticeKind.TIMES_PROPOSED, request, expires_at=until, until=until)


def tell_request_declined(request: BookingRequest) -> None:
    tell_person(NoticeKind.REQUEST_DECLINED, request, reason=request.decline_reason)

"""Finds what an address names, for `guarded(..., load=...)`."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from counselling.models import (
    Appointment,
    BookingRequest,
    CounsellingSession,
    QueueTicket,
    Service,
    SlotOffer,
)


def load_service(_request: HttpRequest, agency_code: str, service_code: str) -> Service:
    services = Service.objects.select_related("agency", "department__agency")
    return get_object_or_404(services, agency__code=agency_code, code=service_code, is_offered=True)


def load_appointment(_request: HttpRequest, ref: str) -> Appointment:
    appointments = Appointment.objects.select_related(
        "service__agency",
        "service__department__agency",
        "desk",
        "official",
        "booth__site",
        "interpreter",
    )
    return get_object_or_404(appointments, ref=ref)


def load_ticket(_request: HttpRequest, ref: str) -> QueueTicket:
    tickets = QueueTicket.objects.select_related(
        "appointment", "desk__official", "line__department__agency", "service__agency"
    )
    return get_object_or_404(tickets, ref=ref)


def load_session(_request: HttpRequest, ref: str) -> CounsellingSession:
    sessions = CounsellingSession.objects.select_related(
        "appointment",
        "queue_ticket__appointment",
        "service__agency",
        "department__agency",
        "desk",
        "official",
    )
    return get_object_or_404(sessions, ref=ref)


def load_booking_request(_request: HttpRequest, ref: str) -> BookingRequest:
    requests = BookingRequest.objects.select_related(
        "service__agency", "service__department__agency", "appointment"
    )
    return get_object_or_404(requests, ref=ref)


def load_slot_offer(_request: HttpRequest, ref: str) -> SlotOffer:
    offers = SlotOffer.objects.select_related(
        "hold__service__department__agency",
        "hold__desk",
        "hold__booth",
        "hold__interpreter",
        "hold__official",
        "entry__appointment__service__department__agency",
        "entry__appointment__desk",
        "booking_request__service__department__agency",
    )
    return get_object_or_404(offers, ref=ref)

"""Finds what an address names, for `guarded(..., load=...)`."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from counselling.models import Appointment, CounsellingSession, QueueTicket, Service


def load_service(_request: HttpRequest, agency_code: str, service_code: str) -> Service:
    services = Service.objects.select_related("agency", "department__agency")
    return get_object_or_404(services, agency__code=agency_code, code=service_code, is_offered=True)


def load_appointment(_request: HttpRequest, ref: str) -> Appointment:
    appointments = Appointment.objects.select_related(
        "service__agency", "service__department__agency", "desk", "official"
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

"""Finds what an address of the desk names, for `guarded(..., load=...)`."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from counselling.models import CounsellingSession, Desk, QueueTicket


def load_desk(_request: HttpRequest, pk: int) -> Desk:
    desks = Desk.objects.select_related("department__agency", "department__line", "official")
    return get_object_or_404(desks, pk=pk)


def load_ticket(_request: HttpRequest, ref: str) -> QueueTicket:
    tickets = QueueTicket.objects.select_related(
        "line__department", "service", "desk", "appointment", "citizen"
    )
    return get_object_or_404(tickets, ref=ref)


def load_session(_request: HttpRequest, ref: str) -> CounsellingSession:
    sessions = CounsellingSession.objects.select_related(
        "department", "desk", "official", "service", "queue_ticket", "appointment"
    )
    return get_object_or_404(sessions, ref=ref)

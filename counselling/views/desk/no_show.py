"""Who came, as the office sees and corrects it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from counselling.enums import AttendanceSource
from counselling.models import Appointment, Department, QueueTicket
from counselling.rules import is_supervisor_of, may_handle_appointment, may_handle_ticket
from counselling.views.attendance_page import load_attendance_page, take_correction
from counselling.views.citizen.loaders import load_appointment, load_ticket
from counselling.views.guards import guarded


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_handle_appointment, load=load_appointment, login=True)
def attendance(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Show the verdict with its evidence; take the office's correction."""
    back_url = reverse("desk_booking", args=[appointment.ref])
    return _attendance(request, appointment, appointment.service.department, back_url)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_handle_ticket, load=load_ticket, login=True)
def walk_in_attendance(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """The same for who took a queue ticket."""
    return _attendance(request, ticket, ticket.line.department, reverse("desk"))


def _attendance(
    request: HttpRequest,
    about: Appointment | QueueTicket,
    department: Department,
    back_url: str,
) -> HttpResponse:
    source = _source_of(request, department)
    form, is_taken = take_correction(request, about, source)
    if is_taken:
        messages.success(request, _("고쳤습니다. 민원인도 까닭을 읽습니다."))
        return redirect(request.path)
    page = load_attendance_page(about, source)
    context = {"page": page, "about": about, "form": form, "back_url": back_url}
    return render(request, "desk/attendance.html", context)


def _source_of(request: HttpRequest, department: Department) -> AttendanceSource:
    actor = request.actor  # type: ignore[attr-defined]
    supervises = is_supervisor_of(actor, department)
    return AttendanceSource.SUPERVISOR if supervises else AttendanceSource.OFFICIAL

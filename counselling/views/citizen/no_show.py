"""Who came, as the citizen sees and corrects it; another time for who was let down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from counselling.domain import new_times
from counselling.domain.attendance_findings import finding_of
from counselling.enums import AttendanceSource
from counselling.models import Appointment, QueueTicket
from counselling.rules import may_enter_ticket, owns_appointment
from counselling.views.attendance_page import load_attendance_page, take_correction
from counselling.views.citizen.loaders import load_appointment, load_ticket
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages
from counselling.views.times_page import parse_moment


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(owns_appointment, load=load_appointment)
def attendance(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Show the verdict with its evidence; take the citizen's correction."""
    return _attendance(request, appointment, back_to="appointment")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_enter_ticket, load=load_ticket)
def walk_in_attendance(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """The same for who took a queue ticket."""
    return _attendance(request, ticket, back_to="waiting_room")


@require_POST
@guarded(owns_appointment, load=load_appointment)
def choose_new_time(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Take one of the times offered to who was let down."""
    finding = finding_of(appointment)
    starts_at = parse_moment(request.POST.get("starts_at", ""))
    if finding is None or starts_at is None:
        return redirect("appointment", appointment.ref)
    finding.appointment = appointment
    with errors_as_messages(request):
        new_times.choose(finding, starts_at=starts_at, by=request.user)
        when = formats.date_format(timezone.localtime(starts_at), "MONTH_DAY_TIME_FORMAT")
        messages.success(
            request, _("%(when)s(으)로 바꿨습니다. 인증번호는 그대로입니다.") % {"when": when}
        )
    return redirect("appointment", appointment.ref)


def _attendance(
    request: HttpRequest, about: Appointment | QueueTicket, *, back_to: str
) -> HttpResponse:
    form, is_taken = take_correction(request, about, AttendanceSource.CITIZEN)
    if is_taken:
        messages.success(request, _("고쳤습니다. 담당자도 까닭을 읽습니다."))
        return redirect(request.path)
    page = load_attendance_page(about, AttendanceSource.CITIZEN)
    context = {
        "page": page,
        "about": about,
        "form": form,
        "back_url": reverse(back_to, args=[about.ref]),
    }
    return render(request, "citizen/attendance.html", context)

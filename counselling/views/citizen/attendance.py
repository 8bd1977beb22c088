"""The answer to a reminder: "가겠습니다" or "못 갑니다". No link leads here, only name and code."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from counselling.domain import attendance
from counselling.enums import AttendanceAnswer
from counselling.models import Appointment
from counselling.rules import owns_appointment
from counselling.views.citizen.loaders import load_appointment
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages


@require_POST
@guarded(owns_appointment, load=load_appointment)
def say_coming(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    with errors_as_messages(request):
        attendance.reply(appointment, AttendanceAnswer.COMING)
        messages.success(request, _("오신다고 담당자에게 알렸습니다."))
    return redirect("appointment", appointment.ref)


@require_POST
@guarded(owns_appointment, load=load_appointment)
def say_not_coming(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Tell the official; the page then offers another time, or to cancel."""
    with errors_as_messages(request):
        attendance.reply(appointment, AttendanceAnswer.NOT_COMING)
        messages.success(request, _("못 오신다고 담당자에게 알렸습니다."))
    return redirect("appointment", appointment.ref)

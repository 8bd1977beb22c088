"""One's own appointment at another time: chosen by hand, or offered from the waiting list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from counselling.domain import changing, waiting_list
from counselling.domain.pools import needs_of
from counselling.enums import AppointmentState
from counselling.exceptions import CannotMove, CounsellingError, TooLateToChange
from counselling.models import Appointment
from counselling.rules import owns_appointment
from counselling.views.citizen.loaders import load_appointment
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages
from counselling.views.times_page import load_times_page, parse_moment


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(owns_appointment, load=load_appointment)
def move_appointment(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Show the times that could be had instead; move to the one chosen."""
    if request.method == "POST":
        return _move(request, appointment)
    is_late = timezone.now() > changing.change_deadline(appointment)
    if appointment.state != AppointmentState.CONFIRMED or is_late:
        return redirect("appointment", appointment.ref)
    page = load_times_page(
        appointment.service, request.GET, needs=needs_of(appointment), ignoring=appointment
    )
    context = {
        "appointment": appointment,
        "page": page,
        "deadline": changing.change_deadline(appointment),
    }
    return render(request, "citizen/move.html", context)


@require_POST
@guarded(owns_appointment, load=load_appointment)
def join_waiting_list(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Wait for an earlier time, from the day on which one can come."""
    earliest_at = parse_moment(request.POST.get("earliest_at", ""))
    with errors_as_messages(request):
        waiting_list.join(appointment, earliest_at=earliest_at, by=request.user)
        messages.success(request, _("더 빠른 시간이 나면 알려 드립니다."))
    return redirect("appointment", appointment.ref)


@require_POST
@guarded(owns_appointment, load=load_appointment)
def leave_waiting_list(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    entry = waiting_list.entry_of(appointment)
    if entry is not None:
        waiting_list.leave(entry, by=request.user)
    messages.success(request, _("빠른 시간을 더 기다리지 않습니다. 예약은 그대로입니다."))
    return redirect("appointment", appointment.ref)


def _move(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    starts_at = parse_moment(request.POST.get("starts_at", ""))
    if starts_at is None:
        return redirect("move_appointment", appointment.ref)
    try:
        changing.move_own(appointment, starts_at=starts_at, by=request.user)
    except (TooLateToChange, CannotMove) as error:
        messages.warning(request, str(error))
    except CounsellingError as error:
        messages.warning(request, str(error))
        address = reverse("move_appointment", args=[appointment.ref])
        return redirect(f"{address}?wanted={starts_at:%Y-%m-%dT%H:%M}")
    else:
        when = formats.date_format(timezone.localtime(starts_at), "MONTH_DAY_TIME_FORMAT")
        messages.success(
            request, _("%(when)s(으)로 바꿨습니다. 인증번호는 그대로입니다.") % {"when": when}
        )
    return redirect("appointment", appointment.ref)

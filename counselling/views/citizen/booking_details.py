"""Booking, steps 3 and 4: about you while the time is held, then done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling.domain import reservation
from counselling.enums import AppointmentState
from counselling.exceptions import CounsellingError, HoldExpired
from counselling.forms.citizen_booking import CONTACT_FIELDS, BookingForm, known_about
from counselling.models import Appointment
from counselling.rules import owns_appointment
from counselling.timetable.days import day_of
from counselling.views.citizen.booking import STEPS, times_address
from counselling.views.citizen.loaders import load_appointment
from counselling.views.citizen.shown_codes import keep_code, kept_code
from counselling.views.guards import guarded

DRAFT_KEY = "booking_draft"


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(owns_appointment, load=load_appointment)
def book_details(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Step 3: about you. Confirms the appointment."""
    if request.method == "POST":
        _keep_typed(request)
    if appointment.state == AppointmentState.EXPIRED or appointment.is_hold_over:
        return _hold_is_over(request, appointment)
    if appointment.state != AppointmentState.HELD:
        return redirect("appointment", appointment.ref)
    form = BookingForm(request.POST or None, initial=_what_was_typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _confirm(request, appointment, form)
        except HoldExpired:
            return _hold_is_over(request, appointment)
        except CounsellingError as error:
            form.add_error(None, str(error))
    return render(
        request,
        "citizen/book_details.html",
        {"appointment": appointment, "form": form, "steps": STEPS, **_time_left(appointment)},
    )


@require_POST
@guarded(owns_appointment, load=load_appointment)
def extend_hold(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Hold the time for five more minutes; what was typed stays."""
    _keep_typed(request)
    try:
        reservation.extend_hold(appointment)
    except HoldExpired:
        return _hold_is_over(request, appointment)
    messages.success(request, _("시간을 5분 더 잡아 두었습니다."))
    return redirect("book_details", appointment.ref)


@require_POST
@guarded(owns_appointment, load=load_appointment)
def release_hold(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Give the time back and choose another; what was typed stays."""
    _keep_typed(request)
    if appointment.is_hold_over:
        return _hold_is_over(request, appointment)
    reservation.release_hold(appointment, by=request.user)
    return redirect(times_address(appointment.service, day=day_of(appointment.starts_at)))


@require_POST
@guarded(owns_appointment, load=load_appointment)
def keep_typed(request: HttpRequest, _appointment: Appointment) -> HttpResponse:
    """Keep what was typed when the page is left without sending it."""
    _keep_typed(request)
    return HttpResponse(status=204)


@require_safe
@guarded(owns_appointment, load=load_appointment)
def book_done(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Step 4: the code in large type, and what happens next."""
    if appointment.state == AppointmentState.HELD:
        return redirect("book_details", appointment.ref)
    code = kept_code(request, appointment.ref)
    return render(
        request,
        "citizen/book_done.html",
        {"appointment": appointment, "code": code, "steps": STEPS},
    )


def _confirm(request: HttpRequest, appointment: Appointment, form: BookingForm) -> HttpResponse:
    answers = form.cleaned_data
    code = reservation.confirm(
        appointment,
        name=answers["name"],
        phone=answers["phone"],
        email=answers["email"],
        question=answers["question"],
        language=get_language() or "ko",
        by=request.user,
    )
    request.session.pop(DRAFT_KEY, None)
    keep_code(request, ref=appointment.ref, code=code)
    return redirect("book_done", appointment.ref)


def _hold_is_over(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    messages.warning(request, HoldExpired.text)
    return redirect(times_address(appointment.service, wanted=appointment.starts_at))


def _time_left(appointment: Appointment) -> dict[str, int]:
    until = appointment.held_until or timezone.now()
    seconds = max(0, int((until - timezone.now()).total_seconds()))
    return {"seconds_left": seconds, "minutes_left": -(-seconds // 60)}


def _keep_typed(request: HttpRequest) -> None:
    typed = {name: request.POST[name] for name in CONTACT_FIELDS if name in request.POST}
    request.session[DRAFT_KEY] = typed


def _what_was_typed(request: HttpRequest) -> dict[str, str]:
    return known_about(request.user) | request.session.get(DRAFT_KEY, {})

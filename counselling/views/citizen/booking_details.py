"""Booking, steps 3 and 4: about you while the time is held, then done."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling.domain import reservation
from counselling.domain.case_answers import confirm_with_answers
from counselling.domain.cases import carry_papers_over
from counselling.domain.documents import papers_of
from counselling.domain.entry_codes import door_opens_at
from counselling.enums import AppointmentState
from counselling.exceptions import CounsellingError, HoldExpired
from counselling.forms.case import CaseForms
from counselling.forms.citizen_booking import BookerForm, BookingForm
from counselling.forms.papers import PapersForm, uploads_in
from counselling.forms.quiet_check import DRAWN_FIELD, QuietCheck
from counselling.models import Appointment
from counselling.rules import owns_appointment
from counselling.views.citizen.booking import STEPS, times_again
from counselling.views.citizen.drafts import forget_typed, keep_typed_answers, what_was_typed
from counselling.views.citizen.loaders import load_appointment
from counselling.views.citizen.shown_codes import keep_code, kept_code
from counselling.views.guards import guarded
from counselling.views.papers import attach_all, takes_papers

# The button that only sends papers; the rest of the form is not judged yet.
ATTACH_ONLY = "attach"


@takes_papers
@require_http_methods(["GET", "HEAD", "POST"])
@guarded(owns_appointment, load=load_appointment)
def book_details(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Step 3: about you, questions, papers, consents. Confirms the appointment.

    Papers are taken as they come, also when something else is missing; one that is refused
    keeps the page open and loses nothing.
    """
    if request.method == "POST":
        keep_typed_answers(request)
    if appointment.state == AppointmentState.EXPIRED or appointment.is_hold_over:
        return _hold_is_over(request, appointment)
    if appointment.state != AppointmentState.HELD:
        return redirect("appointment", appointment.ref)
    carry_papers_over(request.actor.refs, appointment)  # type: ignore[attr-defined]
    refused = attach_all(request, appointment, uploads_in(request.FILES))
    is_sent = request.method == "POST" and ATTACH_ONLY not in request.POST
    data = request.POST if is_sent else None
    # After "올리기" the boxes that were ticked stay so; a page opened anew has none ticked.
    initial = what_was_typed(request) | (request.POST.dict() if not is_sent else {})
    form = BookingForm(data, initial=initial)
    booker = BookerForm(data, initial=initial)
    case = CaseForms(appointment.service, data, initial=initial)
    check = QuietCheck(data, drawn=initial.get(DRAWN_FIELD, ""))
    # All are asked, so that all errors show at once.
    parts = (form, booker, case, check)
    are_valid = is_sent and not [part for part in parts if not part.is_valid()]
    if are_valid and not refused:
        try:
            return _confirm(request, appointment, {**form.cleaned_data, **booker.booker()}, case)
        except HoldExpired:
            return _hold_is_over(request, appointment)
        except CounsellingError as error:
            form.add_error(None, str(error))
    context = {
        "appointment": appointment,
        "form": form,
        "booker": booker,
        "case": case,
        "check": check,
        "papers": papers_of(appointment),
        "papers_form": PapersForm(),
        "refused": refused,
        "steps": STEPS,
        **_time_left(appointment),
    }
    return render(request, "citizen/book_details.html", context)


@require_POST
@guarded(owns_appointment, load=load_appointment)
def extend_hold(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Hold the time for five more minutes; what was typed stays."""
    keep_typed_answers(request)
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
    keep_typed_answers(request)
    if appointment.is_hold_over:
        return _hold_is_over(request, appointment)
    reservation.release_hold(appointment, by=request.user)
    return redirect(times_again(appointment, is_gone=False))


@require_POST
@guarded(owns_appointment, load=load_appointment)
def keep_typed(request: HttpRequest, _appointment: Appointment) -> HttpResponse:
    """Keep what was typed when the page is left without sending it."""
    keep_typed_answers(request)
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
        {
            "appointment": appointment,
            "code": code,
            "opens_at": door_opens_at(appointment),
            "steps": STEPS,
        },
    )


def _confirm(
    request: HttpRequest, appointment: Appointment, contact: Mapping[str, str], case: CaseForms
) -> HttpResponse:
    language = get_language() or "ko"
    code = confirm_with_answers(
        appointment, case.answers(), language=language, by=request.user, **contact
    )
    forget_typed(request)
    keep_code(request, ref=appointment.ref, code=code)
    return redirect("book_done", appointment.ref)


def _hold_is_over(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    messages.warning(request, HoldExpired.text)
    return redirect(times_again(appointment, is_gone=True))


def _time_left(appointment: Appointment) -> dict[str, int]:
    until = appointment.held_until or timezone.now()
    seconds = max(0, int((until - timezone.now()).total_seconds()))
    return {"seconds_left": seconds, "minutes_left": -(-seconds // 60)}

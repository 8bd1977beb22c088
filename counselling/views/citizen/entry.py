"""The door: name + code, typed by hand, at home or at a kiosk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from counselling import entered
from counselling.domain import entry_codes
from counselling.domain.entry_codes import Subject
from counselling.domain.queries.my_sessions import outcome_of
from counselling.exceptions import EntryError
from counselling.forms.citizen_entry import EntryForm
from counselling.models import Appointment, BookingRequest, ConferenceMember
from counselling.views.guards import anyone, guarded
from video.networks import network_of


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@guarded(anyone)
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for name and code; lead to the outcome, appointment, waiting room or meeting."""
    form = EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            subject = entry_codes.redeem(
                form.cleaned_data["name"],
                form.cleaned_data["code"],
                network=network_of(request.META["REMOTE_ADDR"]),
            )
        except EntryError as error:
            form.add_error(None, str(error))
        else:
            entered.remember(request, subject.ref)
            _remember_representative(request, form)
            if isinstance(subject, BookingRequest) and subject.appointment:
                entered.remember(request, subject.appointment.ref)
            return _lead_to(subject)
    return render(request, "citizen/enter.html", {"form": form})


def _remember_representative(request: HttpRequest, form: EntryForm) -> None:
    """Who entered as a child's legal representative takes that seat in the call."""
    representative = entry_codes.representative_of_code(
        form.cleaned_data["name"], form.cleaned_data["code"]
    )
    if representative is not None:
        entered.remember(request, representative.ref)


def _lead_to(subject: Subject) -> HttpResponse:
    if isinstance(subject, ConferenceMember):
        return redirect("conference_lobby", subject.ref)
    if isinstance(subject, BookingRequest):
        return redirect("booking_request", subject.ref)
    outcome = outcome_of(subject)
    if outcome is not None:
        return redirect("session_outcome", outcome.session.ref)
    if isinstance(subject, Appointment):
        return redirect("appointment", subject.ref)
    return redirect("waiting_room", subject.ref)

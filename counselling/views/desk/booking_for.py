"""Booking for a citizen: at the counter, on the telephone, at the word of a third party."""

import datetime as dt

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from counselling.domain import reservation
from counselling.domain.queries.needs import booths_by_site, interpreted_languages
from counselling.domain.queries.services import offered_services
from counselling.enums import Language, Role
from counselling.exceptions import CounsellingError
from counselling.forms.desk_booking import BookForForm
from counselling.models import Appointment, Service
from counselling.rules import booked_it, may_book_for_others
from counselling.views.citizen.loaders import load_appointment, load_service
from counselling.views.citizen.shown_codes import keep_code, kept_code
from counselling.views.desk.own_departments import own_departments
from counselling.views.guards import guarded
from counselling.views.times_page import load_times_page, needs_from, parse_moment, query_of

FOUND_AT_MOST = 30


@require_safe
@guarded(may_book_for_others, login=True)
def choose_service(request: HttpRequest) -> HttpResponse:
    """Find the service by words of its name or agency; without any, those of one's departments."""
    words = request.GET.get("q", "").split()[:5]
    found = offered_services().order_by("agency", "pk")
    for word in words:
        found = found.filter(name_ko__icontains=word) | found.filter(
            agency__name_ko__icontains=word
        )
    if not words:
        found = found.filter(department__in=own_departments(request, *Role))
    context = {"services": found[:FOUND_AT_MOST], "q": " ".join(words)}
    return render(request, "desk/book_for_service.html", context)


@require_safe
@guarded(may_book_for_others, load=load_service, login=True)
def choose_time(request: HttpRequest, service: Service) -> HttpResponse:
    """Show the free times, with booth and interpreter as the citizen asks for them."""
    context = {
        "service": service,
        "page": load_times_page(service, request.GET, needs=needs_from(request.GET)),
        "sites": booths_by_site(),
        "languages": interpreted_languages(service),
    }
    return render(request, "desk/book_for_time.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_book_for_others, load=load_service, login=True)
def book_for(request: HttpRequest, service: Service) -> HttpResponse:
    """Ask for whom, then hold and confirm the chosen time at once."""
    query = request.POST if request.method == "POST" else request.GET
    starts_at = parse_moment(query.get("starts_at", ""))
    if starts_at is None:
        return redirect("desk_book_for_time", service.agency.code, service.code)
    form = BookForForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _book(request, service, form, starts_at)
        except CounsellingError as error:
            form.add_error(None, str(error))
    needs = needs_from(query)
    context = {
        "service": service,
        "form": form,
        "starts_at": starts_at,
        "needs": needs,
        "keep": query_of(needs),
    }
    return render(request, "desk/book_for.html", context)


@require_safe
@guarded(booked_it, load=load_appointment, login=True)
def booked_for(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """Show the code once more, to be read out to the citizen."""
    code = kept_code(request, appointment.ref)
    return render(request, "desk/booked_for.html", {"appointment": appointment, "code": code})


def _book(
    request: HttpRequest, service: Service, form: BookForForm, starts_at: dt.datetime
) -> HttpResponse:
    answers = form.cleaned_data
    with transaction.atomic():
        appointment = reservation.hold_slot(
            service, starts_at=starts_at, needs=needs_from(request.POST), by=request.user
        )
        code = reservation.confirm(
            appointment,
            name=answers["name"],
            phone=answers["phone"],
            email=answers["email"],
            question=answers["question"],
            language=Language.KOREAN,
            booked_as=answers["booked_as"],
            booker_name=answers["booker_name"],
            by=request.user,
        )
    keep_code(request, ref=appointment.ref, code=code)
    messages.success(request, _("예약했습니다."))
    return redirect("desk_booked_for", appointment.ref)

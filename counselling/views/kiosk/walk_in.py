"""Counselling without an appointment: agency, service, name, and a place in the line."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from counselling.domain.case_answers import CaseAnswers, take_ticket_with_answers
from counselling.domain.opening import OpenState, line_states
from counselling.entered import holder_of, refs_in, remember
from counselling.exceptions import AlreadyWaiting, CounsellingError, LineClosed, LineSuspended
from counselling.forms.case import KioskCaseForms
from counselling.forms.kiosk import WalkInForm
from counselling.models import Agency, Department, Service
from counselling.rules import is_kiosk
from counselling.views.citizen.loaders import load_service
from counselling.views.citizen.shown_codes import keep_code
from counselling.views.kiosk.pages import kiosk_page, show


@dataclass(frozen=True)
class DepartmentTiles:
    """A department with the services that can be chosen now, or why they cannot."""

    unit: Department
    services: list[Service]
    is_open: bool
    why_closed: str


def _agency(_request: HttpRequest, agency_code: str) -> Agency:
    return get_object_or_404(Agency, code=agency_code)


@kiosk_page(begins_visit=True)
def agencies(request: HttpRequest) -> HttpResponse:
    """Offer the agencies, the one of this place first."""
    here = request.kiosk.booth.site.agency_id  # type: ignore[attr-defined]
    known = Agency.objects.filter(services__is_offered=True).distinct().order_by("pk")
    ordered = sorted(known, key=lambda agency: agency.pk != here)
    return show(request, "kiosk/agencies.html", {"agencies": ordered})


@kiosk_page(is_kiosk, load=_agency, begins_visit=True)
def services(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Offer the services of an agency by department; closed ones say until when."""
    offered = Service.objects.filter(agency=agency, is_offered=True).select_related("department")
    by_department: dict[Department, list[Service]] = {}
    for service in offered.order_by("department__pk", "pk"):
        by_department.setdefault(service.department, []).append(service)
    states = line_states(by_department, now=timezone.now())
    departments = [
        DepartmentTiles(unit, of_unit, states[unit.pk].is_open, _why_closed(states[unit.pk]))
        for unit, of_unit in by_department.items()
    ]
    return show(request, "kiosk/services.html", {"agency": agency, "departments": departments})


@kiosk_page(is_kiosk, load=load_service, begins_visit=True)
def take_queue_ticket(request: HttpRequest, service: Service) -> HttpResponse:
    """Ask for the name and give a place in the line."""
    form = WalkInForm(request.POST or None)
    case = KioskCaseForms(service, request.POST or None)
    are_valid = [form.is_valid(), case.is_valid()] if request.method == "POST" else [False]
    if all(are_valid):
        try:
            return _begin_waiting(request, service, form.cleaned_data["name"], case.answers())
        except LineClosed as error:
            form.add_error(None, _until(str(error), error.reopens_at))
        except LineSuspended as error:
            form.add_error(None, _until(str(error), error.until))
        except CounsellingError as error:
            form.add_error(None, str(error))
    context = {"service": service, "form": form, "case": case}
    return show(request, "kiosk/service.html", context)


def _begin_waiting(
    request: HttpRequest, service: Service, name: str, answers: CaseAnswers
) -> HttpResponse:
    """A new visit; a second press of the button finds the place taken by the first.

    The holder is of this visit, not of the device: the last person's session may still be open
    at the desk while the next one queues up.
    """
    if not refs_in(request.session):
        logout(request)
    try:
        taken = take_ticket_with_answers(
            service,
            answers,
            holder=holder_of(request),
            name=name,
            language=get_language() or "ko",
            kiosk=request.kiosk,  # type: ignore[attr-defined]
        )
    except AlreadyWaiting as error:
        return redirect("kiosk_waiting", error.queue_ticket.ref)
    remember(request, taken.queue_ticket.ref)
    keep_code(request, ref=taken.queue_ticket.ref, code=taken.code)
    return redirect("kiosk_check", taken.queue_ticket.ref)


def _why_closed(state: OpenState) -> str:
    if state.is_open:
        return ""
    closed = _("지금은 점심시간입니다.") if state.is_lunch else _("지금은 상담 시간이 아닙니다.")
    return _until(closed, state.reopens_at)


def _until(sentence: str, reopens_at: dt.datetime | None) -> str:
    if reopens_at is None:
        return sentence
    when = formats.date_format(timezone.localtime(reopens_at), "MONTH_DAY_TIME_FORMAT")
    return f"{sentence} " + _("%(when)s에 다시 엽니다.") % {"when": when}

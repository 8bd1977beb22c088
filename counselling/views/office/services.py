"""Services of an agency as a table, and one form for each."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from counselling.domain import service_administration, unit_changes
from counselling.domain.row_changes import subject_of
from counselling.domain.unit_settings import setting
from counselling.domain.units import Unit, unit_of
from counselling.forms.office_services import ServiceForm, initial_of
from counselling.models import Service
from counselling.rules import may_administer
from counselling.views.guards import guarded
from counselling.views.office.loaders import (
    load_agency_unit,
    load_department_unit,
    load_service,
)
from counselling.views.office.saving import errors_on_form

BOOKINGS_SHOWN = 20


@require_safe
@guarded(may_administer, load=load_agency_unit, login=True)
def services(request: HttpRequest, unit: Unit) -> HttpResponse:
    """List the services of an agency or a department as a table."""
    rows = service_administration.services_of(unit)
    context = {"unit": unit, "tab": "services", "services": rows}
    return render(request, "office/services.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_department_unit, login=True)
def add_service(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Add a service to a department; every desk of it serves the service at first."""
    department = unit.department
    if department is None:
        raise Http404
    new = Service(agency=department.agency, department=department, duration_minutes=20)
    form = ServiceForm(
        request.POST or None,
        service=new,
        cutoff=setting(unit, "cutoff_minutes"),
        initial=initial_of(new),
    )
    if request.method == "POST" and form.is_valid():
        service_administration.add_service(
            department,
            form.values,
            skilled=form.skilled,
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, _("상담 서비스를 더했습니다."))
        return redirect("office_services", unit.key)
    context = {"unit": unit, "tab": "services", "service": None, "form": form}
    return render(request, "office/service.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_service, login=True)
def edit_service(request: HttpRequest, service: Service) -> HttpResponse:
    """Change a service; the bookings that exist keep their time and are listed."""
    subject = subject_of(service)
    unit = unit_of(service.department)
    form = ServiceForm(
        request.POST or None,
        service=service,
        cutoff=setting(unit, "cutoff_minutes"),
        initial={**initial_of(service), "seen": unit_changes.version_of(subject)},
    )
    if request.method == "POST" and form.is_valid():
        with errors_on_form(form, subject=subject):
            service_administration.change_service(
                service,
                form.values,
                skilled=form.skilled,
                seen=form.cleaned_data["seen"],
                by=request.user,  # type: ignore[arg-type]
            )
            messages.success(request, _("상담 서비스를 저장했습니다."))
            return redirect("office_services", unit.key)
    booked = service_administration.bookings_to_come(service)
    context = {
        "unit": unit,
        "tab": "services",
        "service": service,
        "form": form,
        "booked_count": booked.count(),
        "booked": booked.order_by("starts_at")[:BOOKINGS_SHOWN],
        "history": unit_changes.history_about(subject),
    }
    return render(request, "office/service.html", context)

"""Desks: added, renamed, opened and closed, and what they serve."""

import datetime as dt
from functools import partial

from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from counselling.domain import desk_administration, unit_changes
from counselling.domain.row_changes import subject_of
from counselling.domain.units import Unit
from counselling.forms.office_units import DeskForm
from counselling.rules import may_administer
from counselling.views.guards import guarded
from counselling.views.office.loaders import load_department_unit, load_desk_unit
from counselling.views.office.saving import errors_on_form, tried


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_department_unit, login=True)
def add_desk(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Add a desk to a department; it serves every service unless told otherwise."""
    department = unit.department
    if department is None:
        raise Http404
    number = (department.desks.aggregate(last=Max("number"))["last"] or 0) + 1
    initial = {
        "number": number,
        "name_ko": f"{number}번 창구",
        "name_en": f"Desk {number}",
        "services": department.services.all(),
    }
    form = DeskForm(request.POST or None, department=department, is_new=True, initial=initial)
    if request.method == "POST" and form.is_valid():
        with errors_on_form(form, subject="desk:new"):
            desk_administration.add_desk(
                department,
                form.values,
                services=list(form.cleaned_data["services"]),
                by=request.user,  # type: ignore[arg-type]
            )
            messages.success(request, _("창구를 더했습니다."))
            return redirect("office_unit", unit.key)
    context = {"unit": unit, "tab": "unit", "form": form, "effects": None}
    return render(request, "office/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_desk_unit, login=True)
def edit_desk(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Change a desk; what would hit bookings is previewed with their list first."""
    desk, department = unit.desk, unit.department
    if desk is None or department is None:
        raise Http404
    subject = subject_of(desk)
    initial = {
        "seen": unit_changes.version_of(subject),
        "number": desk.number,
        "name_ko": desk.name_ko,
        "name_en": desk.name_en,
        "is_open": desk.is_open,
        "services": desk.services.all(),
    }
    form = DeskForm(request.POST or None, department=department, is_new=False, initial=initial)
    effects = None
    if request.method == "POST" and form.is_valid():
        change = partial(
            desk_administration.change_desk,
            desk,
            form.values,
            services=list(form.cleaned_data["services"]),
            seen=form.cleaned_data["seen"],
            by=request.user,  # type: ignore[arg-type]
        )
        today: dt.date = timezone.localdate()
        effects = tried(request, form, change, unit=unit, subject=subject, first_day=today)
        if effects and effects.is_saved:
            messages.success(request, _("창구를 저장했습니다."))
            return redirect("office_unit", f"department-{department.pk}")
    context = {"unit": unit, "tab": "unit", "form": form, "effects": effects}
    context["history"] = unit_changes.history_about(subject)
    return render(request, "office/desk.html", context)

"""The unit tree: agencies, and one page per unit that leads to everything about it."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from counselling.domain import desk_administration, settings_administration, unit_changes
from counselling.domain.row_changes import subject_of
from counselling.domain.unit_settings import inherited_by
from counselling.domain.units import NATION, Unit, UnitLevel, unit_of
from counselling.enums import Role
from counselling.forms.office_units import DepartmentForm, SettingsForm
from counselling.models import Agency, Department, Desk, UnitChange
from counselling.rules import (
    administers_something,
    is_auditor,
    is_operator,
    may_administer,
    may_administer_agency,
    may_read_history,
)
from counselling.views.guards import guarded
from counselling.views.office.loaders import load_agency_unit, load_department_unit, load_unit
from counselling.views.office.saving import errors_on_form

HISTORY_LIMIT = 200


@require_safe
@guarded(administers_something | is_auditor, login=True)
def agencies(request: HttpRequest) -> HttpResponse:
    """List the agencies that the person administers or audits; one alone is opened at once."""
    actor = request.actor  # type: ignore[attr-defined]
    is_national = is_operator(actor)
    listed = [(unit_of(row), row, _page_about(row, actor)) for row in _own_agencies(actor)]
    if len(listed) == 1 and not is_national:
        unit, _row, page = listed[0]
        return redirect(page, unit.key)
    context = {"agencies": listed, "is_operator": is_national, "nation": NATION}
    return render(request, "office/agencies.html", context)


@require_safe
@guarded(may_administer, load=load_unit, login=True)
def unit(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Show a unit with what is below it."""
    if unit.level == UnitLevel.NATION:
        return redirect("office_units")
    if unit.level == UnitLevel.DESK:
        return redirect("office_desk", unit.own.pk)  # type: ignore[union-attr]
    departments = Department.objects.filter(agency=unit.agency).prefetch_related(
        Prefetch("desks", Desk.objects.select_related("official").order_by("number"))
    )
    if unit.department:
        departments = departments.filter(pk=unit.department.pk)
    counted = departments.annotate(
        services_on=Count("services", Q(services__is_offered=True), distinct=True),
        services_all=Count("services", distinct=True),
    )
    listed = [(unit_of(row), row) for row in counted.select_related("agency")]
    context = {"unit": unit, "tab": "unit", "departments": listed}
    return render(request, "office/unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_unit, login=True)
def edit_settings(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Edit the unit's own settings; inherited ones stand in grey with where they come from."""
    subject = settings_administration.subject_of(unit)
    own = settings_administration.own_settings(unit)
    inherited = inherited_by(unit)
    initial = {"seen": unit_changes.version_of(subject)}
    initial |= {name: getattr(own, name) for name in inherited}
    form = SettingsForm(request.POST or None, inherited=inherited, initial=initial)
    if request.method == "POST" and form.is_valid():
        with errors_on_form(form, subject=subject):
            changed = settings_administration.change_settings(
                unit,
                form.values,
                seen=form.cleaned_data["seen"],
                by=request.user,  # type: ignore[arg-type]
            )
            told = _("설정을 저장했습니다.") if changed else _("바뀐 것이 없습니다.")
            messages.success(request, told)
            return redirect("office_settings", unit.key)
    history = unit_changes.history_about(subject)
    context = {"unit": unit, "tab": "settings", "form": form, "history": history}
    return render(request, "office/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_agency_unit, login=True)
def add_department(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Add a department to an agency."""
    form = DepartmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        department = desk_administration.add_department(
            unit.agency,  # type: ignore[arg-type]
            form.values,
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, _("부서를 더했습니다. 창구와 상담 서비스를 더해 주세요."))
        return redirect("office_unit", unit_of(department).key)
    context = {"unit": unit_of(unit.agency), "tab": "unit", "form": form, "is_new": True}
    return render(request, "office/department.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_department_unit, login=True)
def edit_department(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Rename a department."""
    department = unit.department
    if department is None:
        raise Http404
    subject = subject_of(department)
    initial = {
        "seen": unit_changes.version_of(subject),
        "name_ko": department.name_ko,
        "name_en": department.name_en,
    }
    form = DepartmentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with errors_on_form(form, subject=subject):
            desk_administration.change_department(
                department,
                form.values,
                seen=form.cleaned_data["seen"],
                by=request.user,  # type: ignore[arg-type]
            )
            messages.success(request, _("부서 이름을 저장했습니다."))
            return redirect("office_unit", unit.key)
    context = {"unit": unit, "tab": "unit", "form": form}
    return render(request, "office/department.html", context)


@require_safe
@guarded(may_read_history, load=load_unit, login=True)
def history(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Show what was changed in the agency (or nation): what, when, who, from, to."""
    rows = UnitChange.objects.filter(agency=unit.agency)
    if unit.department:
        rows = rows.filter(department=unit.department)
    only_reads = not may_administer(request.actor, unit)  # type: ignore[attr-defined]
    context = {
        "unit": unit,
        "tab": "history",
        "history": rows[:HISTORY_LIMIT],
        "only_reads": only_reads,
    }
    return render(request, "office/history.html", context)


def _page_about(agency: Agency, actor: Any) -> str:
    """Name the page of an agency that the person may open."""
    return "office_unit" if may_administer_agency(actor, agency) else "office_history"


def _own_agencies(actor: Any) -> QuerySet[Agency]:
    rows = Agency.objects.annotate(
        department_count=Count("departments", distinct=True),
        desk_count=Count("departments__desks", distinct=True),
    )
    if is_operator(actor):
        return rows
    named = (Role.ADMINISTRATOR, Role.AUDITOR)
    own = {agency for role, agency, _department in actor.roles if role in named}
    return rows.filter(pk__in=own)

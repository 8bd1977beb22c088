"""Ready texts of a department, and the outcomes a service may end with."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from counselling.domain import unit_changes, writing_administration
from counselling.domain.row_changes import subject_of
from counselling.domain.units import Unit, unit_of
from counselling.domain.writing_administration import CODE_LABELS, TEXT_LABELS, Writing
from counselling.forms.office_writing import CodeForm, TextForm, WritingForm
from counselling.models import Agency, OutcomeCode, Service, TextModule
from counselling.rules import may_administer
from counselling.views.guards import guarded
from counselling.views.office.loaders import load_department_unit, load_service
from counselling.views.office.saving import errors_on_form


@dataclass(frozen=True)
class WritingOf:
    row: Writing

    @property
    def agency(self) -> Agency | None:
        return writing_administration.unit_of_writing(self.row).agency


def load_text(_request: HttpRequest, text_pk: int) -> WritingOf:
    rows = TextModule.objects.select_related("department__agency")
    return WritingOf(get_object_or_404(rows, pk=text_pk))


def load_code(_request: HttpRequest, outcome_pk: int) -> WritingOf:
    rows = OutcomeCode.objects.select_related("service__department__agency")
    return WritingOf(get_object_or_404(rows, pk=outcome_pk))


@require_safe
@guarded(may_administer, load=load_department_unit, login=True)
def texts(request: HttpRequest, unit: Unit) -> HttpResponse:
    rows = TextModule.objects.filter(department=unit.department).order_by("note_for", "position")
    context = {"unit": unit, "tab": "services", "texts": rows}
    return render(request, "office/texts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_department_unit, login=True)
def new_text(request: HttpRequest, unit: Unit) -> HttpResponse:
    form = TextForm(request.POST or None)
    form.twins = TextModule.objects.filter(department=unit.department)
    if request.method == "POST" and form.is_valid():
        writing_administration.add_text(unit.department, form.values, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("상용구를 더했습니다."))
        return redirect("office_texts", unit.key)
    context = {"unit": unit, "tab": "services", "form": form, "heading": _("상용구 더하기")}
    return render(request, "office/writing.html", context)


@require_safe
@guarded(may_administer, load=load_service, login=True)
def codes(request: HttpRequest, service: Service) -> HttpResponse:
    context = {
        "unit": unit_of(service.department),
        "tab": "services",
        "service": service,
        "codes": service.outcome_codes.all(),
    }
    return render(request, "office/outcome_codes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_service, login=True)
def new_code(request: HttpRequest, service: Service) -> HttpResponse:
    form = CodeForm(request.POST or None)
    form.twins = service.outcome_codes.all()
    if request.method == "POST" and form.is_valid():
        writing_administration.add_code(service, form.values, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("처리 결과를 더했습니다."))
        return redirect("office_outcomes", service.pk)
    context = {"service": service, "form": form, "heading": _("처리 결과 더하기")}
    unit = unit_of(service.department)
    return render(request, "office/writing.html", {**context, "unit": unit, "tab": "services"})


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_text, login=True)
def edit_text(request: HttpRequest, target: WritingOf) -> HttpResponse:
    return _edit(request, target.row, TextForm, TEXT_LABELS)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_code, login=True)
def edit_code(request: HttpRequest, target: WritingOf) -> HttpResponse:
    return _edit(request, target.row, CodeForm, CODE_LABELS)


def _edit(
    request: HttpRequest, row: Writing, kind: type[WritingForm], labels: dict[str, Any]
) -> HttpResponse:
    subject, unit = subject_of(row), writing_administration.unit_of_writing(row)
    initial = {name: getattr(row, name) for name in labels}
    form = kind(request.POST or None, initial={**initial, "seen": unit_changes.version_of(subject)})
    form.twins = _siblings(row).exclude(pk=row.pk)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        with errors_on_form(form, subject=subject):
            writing_administration.change(row, form.values, seen=seen, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("저장했습니다."))
            return _back(row, unit)
    context = {
        "unit": unit,
        "tab": "services",
        "service": row.service if isinstance(row, OutcomeCode) else None,
        "form": form,
        "heading": str(row),
        "history": unit_changes.history_about(subject),
    }
    return render(request, "office/writing.html", context)


def _siblings(row: Writing) -> Any:
    if isinstance(row, TextModule):
        return row.department.text_modules.all()
    return row.service.outcome_codes.all()


def _back(row: Writing, unit: Unit) -> HttpResponse:
    if isinstance(row, TextModule):
        return redirect("office_texts", unit.key)
    return redirect("office_outcomes", row.service.pk)

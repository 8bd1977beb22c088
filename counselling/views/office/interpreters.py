"""Interpreters of an agency: a list, and a form for each."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from counselling.domain import interpreter_administration, unit_changes
from counselling.domain.interpreter_administration import LABELS
from counselling.domain.row_changes import subject_of
from counselling.domain.units import Unit, unit_of
from counselling.forms.office_interpreters import InterpreterForm
from counselling.models import Interpreter
from counselling.rules import may_administer
from counselling.views.guards import guarded
from counselling.views.office.loaders import load_agency_unit
from counselling.views.office.saving import errors_on_form


def load_interpreter(_request: HttpRequest, ref: str) -> Interpreter:
    """Find an interpreter of an agency; those of the whole nation are nobody's to change here."""
    interpreter = get_object_or_404(Interpreter.objects.select_related("agency"), ref=ref)
    if interpreter.agency is None:
        raise Http404
    return interpreter


@require_safe
@guarded(may_administer, load=load_agency_unit, login=True)
def interpreters(request: HttpRequest, unit: Unit) -> HttpResponse:
    rows = interpreter_administration.interpreters_of(unit)
    context = {"unit": unit_of(unit.agency), "tab": "people", "interpreters": rows}
    return render(request, "office/interpreters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_agency_unit, login=True)
def add_interpreter(request: HttpRequest, unit: Unit) -> HttpResponse:
    form = InterpreterForm(request.POST or None)
    agency_unit = unit_of(unit.agency)
    if request.method == "POST" and form.is_valid():
        interpreter_administration.add_interpreter(
            unit.agency,  # type: ignore[arg-type]
            form.values,
            form.cleaned_data["languages"],
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, _("통역사를 더했습니다."))
        return redirect("office_interpreters", agency_unit.key)
    context = {"unit": agency_unit, "tab": "people", "form": form}
    return render(request, "office/interpreter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_interpreter, login=True)
def edit_interpreter(request: HttpRequest, interpreter: Interpreter) -> HttpResponse:
    unit, subject = unit_of(interpreter.agency), subject_of(interpreter)
    form = InterpreterForm(request.POST or None, initial=_initial(interpreter))
    if request.method == "POST" and form.is_valid():
        with errors_on_form(form, subject=subject):
            interpreter_administration.change_interpreter(
                interpreter,
                form.values,
                form.cleaned_data["languages"],
                seen=form.cleaned_data["seen"],
                by=request.user,  # type: ignore[arg-type]
            )
            messages.success(request, _("저장했습니다."))
            return redirect("office_interpreters", unit.key)
    history = unit_changes.history_about(subject)
    context = {"unit": unit, "tab": "people", "form": form, "row": interpreter, "history": history}
    return render(request, "office/interpreter.html", context)


def _initial(interpreter: Interpreter) -> dict[str, object]:
    return {
        "seen": unit_changes.version_of(subject_of(interpreter)),
        "languages": interpreter_administration.languages_of(interpreter),
        **{name: getattr(interpreter, name) for name in LABELS},
    }

"""The questions of a service: in their order, as citizens see them, and one form for each."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling.domain import intake_administration, unit_changes
from counselling.domain.intake import questions_of
from counselling.domain.row_changes import subject_of
from counselling.domain.units import unit_of
from counselling.forms.intake import IntakeForm
from counselling.forms.office_intake import QuestionForm, initial_of
from counselling.models import Agency, IntakeQuestion, Service
from counselling.rules import may_administer
from counselling.views.guards import guarded
from counselling.views.office.loaders import load_service
from counselling.views.office.saving import errors_on_form


@dataclass(frozen=True)
class QuestionOf:
    question: IntakeQuestion

    @property
    def agency(self) -> Agency:
        return self.question.service.agency


def load_question(_request: HttpRequest, question_pk: int) -> QuestionOf:
    rows = IntakeQuestion.objects.select_related("service__agency", "service__department__agency")
    return QuestionOf(get_object_or_404(rows, pk=question_pk))


@require_safe
@guarded(may_administer, load=load_service, login=True)
def questions(request: HttpRequest, service: Service) -> HttpResponse:
    """List the questions in their order, beside a preview of what citizens see."""
    context = {
        **_context(service),
        "questions": service.intake_questions.all(),
        "preview": IntakeForm(questions_of(service)),
    }
    return render(request, "office/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_service, login=True)
def new_question(request: HttpRequest, service: Service) -> HttpResponse:
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        intake_administration.add_question(
            service,
            form.values,
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, _("질문을 더했습니다."))
        return redirect("office_service_questions", service.pk)
    return render(request, "office/question.html", {**_context(service), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_question, login=True)
def edit_question(request: HttpRequest, target: QuestionOf) -> HttpResponse:
    """Change a question. The answers given so far keep the words they were given to."""
    question = target.question
    subject = subject_of(question)
    seen = unit_changes.version_of(subject)
    form = QuestionForm(request.POST or None, initial={**initial_of(question), "seen": seen})
    if request.method == "POST" and form.is_valid():
        with errors_on_form(form, subject=subject):
            intake_administration.change_question(
                question,
                form.values,
                seen=form.cleaned_data["seen"],
                by=request.user,  # type: ignore[arg-type]
            )
            messages.success(request, _("질문을 저장했습니다."))
            return redirect("office_service_questions", question.service.pk)
    context = {
        **_context(question.service),
        "question": question,
        "form": form,
        "history": unit_changes.history_about(subject),
    }
    return render(request, "office/question.html", context)


@require_POST
@guarded(may_administer, load=load_question)
def move_up(request: HttpRequest, target: QuestionOf) -> HttpResponse:
    intake_administration.move_up(target.question, by=request.user)  # type: ignore[arg-type]
    return redirect("office_service_questions", target.question.service.pk)


@require_POST
@guarded(may_administer, load=load_question)
def stop_asking(request: HttpRequest, target: QuestionOf) -> HttpResponse:
    """Ask no more; the answers given so far stay."""
    return _set_asked(request, target.question, is_asked=False)


@require_POST
@guarded(may_administer, load=load_question)
def ask_again(request: HttpRequest, target: QuestionOf) -> HttpResponse:
    return _set_asked(request, target.question, is_asked=True)


def _set_asked(request: HttpRequest, question: IntakeQuestion, *, is_asked: bool) -> HttpResponse:
    """A press of one button means what it says, whatever others changed before."""
    intake_administration.change_question(
        question,
        {"is_asked": is_asked},
        seen=unit_changes.version_of(subject_of(question)),
        by=request.user,  # type: ignore[arg-type]
    )
    return redirect("office_service_questions", question.service.pk)


def _context(service: Service) -> dict[str, object]:
    return {"unit": unit_of(service.department), "tab": "services", "service": service}

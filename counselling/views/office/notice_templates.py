"""An agency's own words for notices: listed, edited with a preview, put back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling.domain import notice_templates, unit_changes
from counselling.domain.notice_texts import DEFAULTS
from counselling.domain.notice_words import WORDS, written
from counselling.domain.units import Unit
from counselling.enums import Language, NoticeKind
from counselling.forms.notice_templates import NoticeTemplateForm
from counselling.models import Agency
from counselling.rules import may_administer
from counselling.views.guards import guarded
from counselling.views.office.loaders import load_agency_unit
from counselling.views.office.saving import errors_on_form


@dataclass(frozen=True)
class AgencyWords:
    """The words of an agency for one kind of notice in one language."""

    unit: Unit
    agency: Agency
    kind: NoticeKind
    language: Language


def load_words(request: HttpRequest, unit: str, kind: str, language: str) -> AgencyWords:
    found = load_agency_unit(request, unit)
    if found.agency is None or kind not in NoticeKind.values or language not in Language.values:
        raise Http404
    return AgencyWords(found, found.agency, NoticeKind(kind), Language(language))


@require_safe
@guarded(may_administer, load=load_agency_unit, login=True)
def template_list(request: HttpRequest, unit: Unit) -> HttpResponse:
    """List the kinds of notices, and for which the agency has words of its own."""
    own = notice_templates.own_templates(unit.agency) if unit.agency else set()
    kinds = [
        (kind, [(language, (kind.value, language.value) in own) for language in Language])
        for kind in DEFAULTS
    ]
    context = {"unit": unit, "tab": "notices", "kinds": kinds}
    return render(request, "office/notice_templates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_words, login=True)
def edit_template(request: HttpRequest, words: AgencyWords) -> HttpResponse:
    """Edit the words; `act` preview shows them filled in and stores nothing."""
    agency, kind, language = words.agency, words.kind, words.language.value
    subject = notice_templates.subject_of(agency, kind, language)
    current = notice_templates.template_of(agency, kind, language)
    initial = {**vars(current), "seen": unit_changes.version_of(subject)}
    form = NoticeTemplateForm(request.POST or None, initial=initial, kind=kind, language=language)
    shown = current
    if request.method == "POST" and form.is_valid():
        shown = form.template
        if request.POST.get("act") != "preview":
            with errors_on_form(form, subject=subject):
                notice_templates.save(
                    agency,
                    kind,
                    language,
                    form.template,
                    seen=form.cleaned_data["seen"],
                    by=request.user,  # type: ignore[arg-type]
                )
                messages.success(request, _("알림 문구를 저장했습니다."))
                return redirect("office_notice_template", words.unit.key, kind, language)
    context = {
        "unit": words.unit,
        "tab": "notices",
        "words": words,
        "form": form,
        "open_words": [(written(key, language), WORDS[key].says) for key in DEFAULTS[kind].uses],
        "preview": None if form.errors else notice_templates.preview(shown, kind, language),
        "is_own": (kind.value, language) in notice_templates.own_templates(agency),
        "history": unit_changes.history_about(subject),
    }
    return render(request, "office/notice_template.html", context)


@require_POST
@guarded(may_administer, load=load_words)
def reset_template(request: HttpRequest, words: AgencyWords) -> HttpResponse:
    """Go back to the product's own words."""
    notice_templates.reset(
        words.agency,
        words.kind,
        words.language.value,
        by=request.user,  # type: ignore[arg-type]
    )
    messages.success(request, _("기본 문구로 되돌렸습니다."))
    return redirect(
        "office_notice_template", words.unit.key, words.kind.value, words.language.value
    )

"""The record of a session for staff: drafts while they type, its versions, corrections."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling.domain import corrections
from counselling.domain.record_drafts import save_draft
from counselling.exceptions import CounsellingError
from counselling.forms.record import CorrectionForm, RecordForm, initial_of
from counselling.models import CounsellingSession, Department, TextModule
from counselling.rules import may_close_session, may_handle_session
from counselling.views.desk.loaders import load_session
from counselling.views.desk.seated import official_of
from counselling.views.guards import guarded
from counselling.views.sheet_files import sheet_file

NOTES = {"citizen": "citizen_note", "staff": "staff_note"}


@require_POST
@guarded(may_close_session, load=load_session)
def draft(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Keep what is typed so far; with `insert` put a ready text into a note as well."""
    return keep_draft(request, session, session.department)


def keep_draft(
    request: HttpRequest,
    session: CounsellingSession,
    department: Department,
    *,
    part: str = "desk/_end_form.html",
    page: str = "desk/end.html",
    **context: object,
) -> HttpResponse:
    """Answer with the form again where a text was put in, else with when it was saved."""
    typed = {name: str(value) for name, value in request.POST.items()}
    typed.pop("csrfmiddlewaretoken", None)
    inserted = _insert(typed, department)
    save_draft(session, typed, by=official_of(request))
    if not inserted and request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/_draft_saved.html", {"saved_at": timezone.now()})
    form = RecordForm(session=session, department=department, initial=typed)
    template = part if request.htmx else page  # type: ignore[attr-defined]
    return render(request, template, {"session": session, "form": form, **context})


@require_safe
@guarded(may_handle_session, load=load_session, login=True)
def record(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Show how it ended, every version of the sheet, and what the citizen objected."""
    context = {
        "session": session,
        "dispositions": session.dispositions.select_related("department__agency"),
        "notes": session.citizen_notes.all(),
        "staff_notes": session.staff_notes.select_related("author"),
        "promises": session.promises.select_related("department"),
        "sheets": session.sheets.select_related("made_by").order_by("-version"),
        "objections": session.objections.select_related("answered_by"),
        "may_correct": may_close_session(request.actor, session),  # type: ignore[attr-defined]
    }
    return render(request, "desk/record.html", context)


@require_safe
@guarded(may_handle_session, load=load_session, login=True)
def sheet(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    return sheet_file(request, session)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_close_session, load=load_session, login=True)
def correct(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Correct what was written: a new version of the sheet, and the citizen is told."""
    department = session.department
    form = CorrectionForm(
        request.POST or None,
        session=session,
        department=department,
        initial=initial_of(session, department),
    )
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        try:
            corrections.correct(session, department, form.written, why=why, by=official_of(request))
        except CounsellingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("새 안내서를 만들고 민원인에게 알렸습니다."))
            return redirect("desk_record", session.ref)
    return render(request, "desk/correct.html", {"session": session, "form": form})


def _insert(typed: dict[str, str], department: Department) -> bool:
    """Put the chosen ready text below what the note says already."""
    asked = typed.pop("insert", "")
    if asked not in NOTES:
        return False
    note, ref = NOTES[asked], typed.get(f"module_{asked}", "")
    if not ref:
        return True
    module = get_object_or_404(TextModule, department=department, ref=ref)
    typed[note] = "\n".join(part for part in (typed.get(note, "").rstrip(), module.text) if part)
    return True

"""A citizen's paper, handed out to staff: each time is one row of the access log."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from counselling.domain import audit
from counselling.domain.cases import about, case_of_row
from counselling.enums import AccessKind, SessionState
from counselling.models import CounsellingSession, Document
from counselling.rules import may_read_document
from counselling.views.desk.seated import official_of
from counselling.views.guards import guarded
from counselling.views.papers import hand_out, load_document


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("내려받는 까닭"),
        help_text=_("열람 기록에 남습니다. 예: 추가 서류 검토"),
        max_length=200,
        error_messages={"required": _("내려받는 까닭을 적어 주세요.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_read_document, load=load_document, login=True)
def download(request: HttpRequest, document: Document) -> HttpResponse:
    """Hand out the paper: to the official whose session it is at once, to others for a reason."""
    if not document.is_clean:
        raise Http404
    session = _own_session(request, document)
    if session is not None:
        return _logged(request, document, gettext("상담 진행 (%(ref)s)") % {"ref": session.ref})
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _logged(request, document, form.cleaned_data["reason"])
    return render(request, "desk/paper.html", {"paper": document, "form": form})


def _own_session(request: HttpRequest, document: Document) -> CounsellingSession | None:
    return CounsellingSession.objects.filter(
        **about(case_of_row(document)),
        official=official_of(request),
        state__in=SessionState.unfinished(),
    ).first()


def _logged(request: HttpRequest, document: Document, reason: str) -> HttpResponse:
    answer = hand_out(document)
    audit.log_access(
        actor=official_of(request),
        address=request.META.get("REMOTE_ADDR"),
        kind=AccessKind.DOCUMENT_DOWNLOADED,
        subject=f"document:{document.ref}",
        subject_name=document.file_name,
        whose=case_of_row(document).name,
        reason=reason,
    )
    return answer

"""The course of a session as the official leads it: more time, warnings, end, telephone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from counselling.domain import misconduct, phone_talks, recommended_time
from counselling.enums import MisconductKind
from counselling.exceptions import CounsellingError
from counselling.forms.course import REASON_LENGTH, StopForm, WarningForm
from counselling.models import CounsellingSession
from counselling.rules import may_close_session, may_handle_session
from counselling.views.course_strip import desks_strip
from counselling.views.desk.loaders import load_session
from counselling.views.desk.seated import official_of, to_own_desk
from counselling.views.guards import guarded
from counselling.views.typed import typed_text


@require_safe
@guarded(may_handle_session, load=load_session)
def course(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Answer with the strip beside the call."""
    return render(request, "course/_desk_strip.html", desks_strip(session))


@require_POST
@guarded(may_close_session, load=load_session)
def more_time(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Give more recommended time, with one touch and its reason."""
    minutes = request.POST.get("minutes", "")
    reason = typed_text(request, "reason", at_most=REASON_LENGTH)
    try:
        recommended_time.extend(
            session,
            minutes=int(minutes) if minutes.isdecimal() and len(minutes) < 4 else 0,
            reason=reason,
            by=official_of(request),
        )
    except CounsellingError as error:
        return _strip(request, session, error=str(error))
    return _strip(request, session)


@require_POST
@guarded(may_close_session, load=load_session)
def warn(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Warn for the first or second time."""
    form = WarningForm(request.POST)
    if not form.is_valid():
        return _strip(request, session, error=_("무엇 때문인지 골라 주세요."), warning_form=form)
    try:
        kind = MisconductKind(form.cleaned_data["kind"])
        misconduct.warn(session, kind=kind, by=official_of(request))
    except CounsellingError as error:
        return _strip(request, session, error=str(error))
    return _strip(request, session)


@require_POST
@guarded(may_close_session, load=load_session)
def stop(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """End the session for its reason; the official's desk is away until they come back."""
    form = StopForm(request.POST)
    if not form.is_valid():
        return _strip(request, session, error=_("까닭을 적어 주세요."), stop_form=form)
    try:
        misconduct.stop(session, reason=form.cleaned_data["reason"], by=official_of(request))
    except CounsellingError as error:
        return _strip(request, session, error=str(error), stop_form=form)
    text = _("상담을 멈췄습니다. 관리 담당자와 민원인에게 알렸습니다. 잠시 쉬었다 돌아오세요.")
    messages.success(request, text)
    return to_own_desk(request)


@require_POST
@guarded(may_close_session, load=load_session)
def go_on_by_phone(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """End the video, keep the session: it goes on by telephone."""
    try:
        phone_talks.start(session, by=request.user)
    except CounsellingError as error:
        return _strip(request, session, error=str(error))
    messages.success(request, _("전화 상담으로 바꿨습니다. 민원인에게 알렸습니다."))
    return to_own_desk(request)


def _strip(
    request: HttpRequest, session: CounsellingSession, *, error: str = "", **forms: object
) -> HttpResponse:
    """Answer with the strip alone where htmx asked, so that the call beside it goes on."""
    if request.htmx:  # type: ignore[attr-defined]
        context = {**desks_strip(session), "error": error, **forms}
        return render(request, "course/_desk_strip.html", context)
    if error:
        messages.warning(request, error)
    return to_own_desk(request)

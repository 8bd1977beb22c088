"""The tick that an ID was shown to the camera and seen; no picture is kept."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from counselling.domain import identity
from counselling.enums import IdentityMethod
from counselling.models import CounsellingSession
from counselling.rules import may_close_session
from counselling.views.desk.board_page import load_board_page
from counselling.views.desk.loaders import load_session
from counselling.views.desk.seated import official_of, to_own_desk
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages


@require_POST
@guarded(may_close_session, load=load_session)
def confirm(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """The official saw the ID, or (at a booth) the staff there did."""
    method = request.POST.get("method", IdentityMethod.CAMERA)
    if method not in IdentityMethod.values:
        method = IdentityMethod.CAMERA
    with errors_as_messages(request):
        identity.confirm_identity(session, official=official_of(request), method=method)
        if not request.htmx:  # type: ignore[attr-defined]
            messages.success(request, _("본인 확인을 적었습니다."))
    return _panel_or_board(request, session)


@require_POST
@guarded(may_close_session, load=load_session)
def undo(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    with errors_as_messages(request):
        identity.take_back(session, official=official_of(request))
    return _panel_or_board(request, session)


def _panel_or_board(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Answer with the live part of the case where htmx asked, so that the call goes on."""
    if not request.htmx:  # type: ignore[attr-defined]
        return to_own_desk(request)
    page = load_board_page(session.desk, request.actor)  # type: ignore[attr-defined]
    return render(request, "desk/_case_live.html", {"page": page, "desk": page.desk})

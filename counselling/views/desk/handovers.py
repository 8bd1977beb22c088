"""Handing a citizen over without hanging up: the first official's page until they go."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from counselling.domain import handovers, side_room
from counselling.domain.queries.handovers import RELATED
from counselling.enums import ParticipantRole, SessionState
from counselling.exceptions import CounsellingError
from counselling.models import CounsellingSession, Handover
from counselling.rules import may_hand_over, may_use_side_room
from counselling.views.desk.loaders import load_session
from counselling.views.desk.seated import to_own_desk
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages
from video.browser_seats import remember_seat
from video.models import Seat


def load_handover(_request: HttpRequest, ref: str) -> Handover:
    return get_object_or_404(Handover.objects.select_related(*RELATED), ref=ref)


@require_safe
@guarded(may_hand_over, load=load_handover, login=True)
def handover(request: HttpRequest, handover: Handover) -> HttpResponse:
    """The call with its citizen, and whether somebody takes it; once gone, the board."""
    session = handover.from_session
    if session.state != SessionState.HANDING_OVER:
        return to_own_desk(request)
    official = session.participants.get(role=ParticipantRole.OFFICIAL)
    seat = get_object_or_404(Seat.objects.select_related("call"), ref=official.seat_ref)
    remember_seat(request, seat)
    context = {**_context(handover), "seat": seat, "join": "auto"}
    return render(request, "desk/handover.html", context)


@require_safe
@guarded(may_hand_over, load=load_handover)
def state(request: HttpRequest, handover: Handover) -> HttpResponse:
    """The part of that page which changes."""
    return render(request, "desk/_handover.html", _context(handover))


@require_POST
@guarded(may_hand_over, load=load_handover)
def leave(request: HttpRequest, handover: Handover) -> HttpResponse:
    """Go, after a word of handing over or before somebody came."""
    with errors_as_messages(request):
        handovers.leave(handover, by=request.user)
        messages.success(request, _("통화에서 나왔습니다. 민원인은 통화에 남아 있습니다."))
    return to_own_desk(request)


@require_POST
@guarded(may_hand_over, load=load_handover)
def take_back(request: HttpRequest, handover: Handover) -> HttpResponse:
    """Go on with the citizen, as long as nobody has called them."""
    with errors_as_messages(request):
        handovers.take_back(handover, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("이송을 되돌렸습니다. 상담을 계속하세요."))
    return to_own_desk(request)


@require_POST
@guarded(may_use_side_room, load=load_session)
def use_side_room(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """The officials talk among themselves (`act=apart`), or with everybody again."""
    try:
        side_room.set_apart(session, apart=request.POST.get("act") == "apart")
    except CounsellingError as error:
        messages.warning(request, str(error))
    if request.htmx:  # type: ignore[attr-defined]
        context = {"session": session, "is_apart": side_room.is_apart(session)}
        return render(request, "desk/_side_room.html", context)
    return to_own_desk(request)


def _context(handover: Handover) -> dict[str, object]:
    session = handover.from_session
    return {
        "handover": handover,
        "session": session,
        "is_overdue": handovers.is_overdue(handover),
        "is_over": session.state != SessionState.HANDING_OVER,
        "is_apart": side_room.is_apart(session),
    }

"""The board: the whole page, and the parts that a live page fetches again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from counselling.domain.queries.handovers import given_at
from counselling.domain.record_drafts import draft_of
from counselling.forms.record import RecordForm
from counselling.models import Desk
from counselling.rules import may_serve_desk
from counselling.views.desk.board_page import BoardPage, load_board_page
from counselling.views.desk.loaders import load_desk
from counselling.views.desk.seated import official_of, seated
from counselling.views.guards import guarded
from video.browser_seats import remembered_seat


@require_safe
@guarded(may_serve_desk, load=load_desk, login=True)
@seated
def board(request: HttpRequest, desk: Desk) -> HttpResponse:
    handover = given_at(desk)
    if handover is not None:
        return redirect("desk_handover", handover.ref)
    page = load_board_page(desk, request.actor)  # type: ignore[attr-defined]
    context = {**_context(page, shown=page.shown)}
    if page.case is not None and page.is_in_call:
        session = page.case.session
        typed = draft_of(session, author=official_of(request))
        context["form"] = RecordForm(session=session, department=session.department, initial=typed)
        seat = remembered_seat(request, session.call_ref)
        # At once after "연결하기"; who left the call and is back on the board is asked first.
        context |= {"seat": seat, "join": "auto" if request.GET.get("join") == "auto" else "ask"}
    return render(request, "desk/board.html", context)


@require_safe
@guarded(may_serve_desk, load=load_desk)
@seated
def now(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Answer with all that is live, for a page that still shows the right thing.

    A page that shows something else is loaded anew; but one with a call and a form stays as it
    is and is told that its session is over.
    """
    page = load_board_page(desk, request.actor)  # type: ignore[attr-defined]
    shown = request.GET.get("shown", "")
    is_over = shown.startswith("call-") and shown != page.shown
    if shown != page.shown and not is_over:
        return HttpResponseClientRefresh()
    context = {**_context(page, shown=shown), "is_over": is_over}
    return render(request, "desk/_now.html", context)


@require_safe
@guarded(may_serve_desk, load=load_desk)
@seated
def lists(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Answer with the lists only: a page that held them back asks when the pointer is gone."""
    page = load_board_page(desk, request.actor)  # type: ignore[attr-defined]
    return render(request, "desk/_lists.html", _context(page, shown=page.shown))


def _context(page: BoardPage, *, shown: str) -> dict[str, object]:
    return {"page": page, "desk": page.desk, "shown": shown}

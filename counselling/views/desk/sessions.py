"""The session at the desk: joining its call, ending it with an outcome."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from counselling.domain import disposition, sessions
from counselling.enums import ParticipantRole
from counselling.exceptions import CounsellingError, SessionClosed
from counselling.forms.record import RecordForm
from counselling.models import CounsellingSession, QueueTicket
from counselling.rules import may_close_session, may_handle_ticket
from counselling.views.desk.calling import require_at_own_desk
from counselling.views.desk.loaders import load_session, load_ticket
from counselling.views.desk.seated import official_of, to_own_desk
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages
from video.browser_seats import remember_seat


@require_POST
@guarded(may_handle_ticket, load=load_ticket)
def join(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """Confirm "you are about to join <name>": this browser gets the official's seat.

    Again, from another browser of the same official: the seat moves here.
    """
    with errors_as_messages(request):
        require_at_own_desk(request, ticket)
        session = sessions.open_session_of(ticket)
        if session is None:
            raise SessionClosed
        sessions.start_session(session, by=request.user)
        remember_seat(request, sessions.seat_of(session, ParticipantRole.OFFICIAL))
        return redirect(f"{reverse('desk_board', args=[session.desk_id])}?join=auto")
    return to_own_desk(request)


@require_POST
@guarded(may_close_session, load=load_session)
def end(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """End the session with its outcome. What was typed stays when it cannot be taken."""
    form = RecordForm(request.POST, session=session, department=session.department)
    if not form.is_valid():
        return _form_again(request, session, form)
    try:
        disposition.close_session(session, by=official_of(request), **vars(form.written))
    except CounsellingError as error:
        return _form_again(request, session, form, refused=str(error))
    messages.success(request, _("상담을 마쳤습니다. 민원인에게 결과를 알렸습니다."))
    return to_own_desk(request)


def _form_again(
    request: HttpRequest, session: CounsellingSession, form: RecordForm, *, refused: str = ""
) -> HttpResponse:
    """Answer with the form alone where htmx asked, so that the call beside it goes on."""
    template = "desk/_end_form.html" if request.htmx else "desk/end.html"  # type: ignore[attr-defined]
    return render(request, template, {"session": session, "form": form, "refused": refused})

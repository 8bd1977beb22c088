"""The one HTTP address of calls: a join token for the seat this browser session may take."""

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from video.browser_seats import remembered_seat
from video.exceptions import VideoError
from video.join_tokens import make_token


@require_POST
@never_cache
def join_token(request: HttpRequest, call_ref: str) -> JsonResponse:
    """A fresh token, or why there is none (409): the call is over, the seat was revoked."""
    seat = remembered_seat(request, call_ref)
    session_key = request.session.session_key
    if seat is None or session_key is None:
        raise Http404
    try:
        return JsonResponse({"token": make_token(seat, session_key=session_key)})
    except VideoError as error:
        return JsonResponse({"code": error.code, "text": str(error)}, status=409)


# Who may is decided by the seat that the browser session was given; see counselling.views.guards.
join_token.guard = remembered_seat  # type: ignore[attr-defined]

"""The HTTP addresses of calls: echo and practice calls that one opens oneself, join tokens."""

import time

from django.core.cache import cache
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from redis.exceptions import RedisError

from video.browser_seats import remember_seat, remembered_seat
from video.calls import open_echo_call
from video.exceptions import VideoError
from video.join_tokens import make_token
from video.models import Seat
from video.networks import network_of
from video.practice import open_practice_call

ECHO_CALLS_A_MINUTE = 60  # from one address: a whole office may sit behind it


@require_POST
@never_cache
def open_echo(request: HttpRequest) -> JsonResponse:
    """A call of one's own for the equipment check, and where its token and socket are."""
    if _asks_too_often(network_of(request.META.get("REMOTE_ADDR", ""))):
        text = _("지금 확인이 많습니다. 1분 뒤에 다시 눌러 주세요.")
        return JsonResponse({"code": "too_many", "text": text}, status=429)
    seat = open_echo_call(name=_("나"))
    remember_seat(request, seat)
    return JsonResponse(_way_in(seat))


@require_POST
@never_cache
def open_practice(request: HttpRequest) -> JsonResponse:
    """A call with the robot of the practice room: as above, and which seat is the robot's."""
    if _asks_too_often(network_of(request.META.get("REMOTE_ADDR", ""))):
        text = _("지금 확인이 많습니다. 1분 뒤에 다시 눌러 주세요.")
        return JsonResponse({"code": "too_many", "text": text}, status=429)
    try:
        seats = open_practice_call(
            name=_("나"), robot_name=_("연습 도우미"), language=get_language() or ""
        )
    except VideoError as error:
        return JsonResponse({"code": error.code, "text": str(error)}, status=503)
    remember_seat(request, seats.guest)
    return JsonResponse({**_way_in(seats.guest), "robot": seats.robot.ref})


def _way_in(seat: Seat) -> dict[str, str]:
    return {
        "seat": seat.ref,
        "token_url": reverse("join_token", args=[seat.call.ref]),
        "socket_url": f"/ws/calls/{seat.call.ref}/",
    }


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


def _asks_too_often(network: str) -> bool:
    key = f"video:echo:{network}:{int(time.time() // 60)}"
    try:
        cache.add(key, 0, timeout=120)
        return cache.incr(key) > ECHO_CALLS_A_MINUTE
    except (RedisError, ValueError):
        return False  # nobody counts while Redis is away, and no call begins either


# Whose they are is decided above; see counselling.views.guards for what `guard` is.
open_echo.guard = _asks_too_often  # type: ignore[attr-defined]
open_practice.guard = _asks_too_often  # type: ignore[attr-defined]
join_token.guard = remembered_seat  # type: ignore[attr-defined]

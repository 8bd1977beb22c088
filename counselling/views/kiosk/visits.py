"""The beginning and the end of one person's visit: nothing of it is left for the next."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token

from counselling.domain import queue
from counselling.entered import refs_in, remember
from counselling.enums import QueueTicketState
from counselling.exceptions import CounsellingError
from counselling.models import QueueTicket

LOW_COOKIE = "kiosk_low"
# What a visit leaves in the browser beside the session; the device key is not among it.
VISIT_COOKIES = (
    settings.LANGUAGE_COOKIE_NAME,
    "text_size",
    "contrast",
    LOW_COOKIE,
    "messages",
)
STILL_IN_LINE = (QueueTicketState.WAITING, QueueTicketState.PARKED, QueueTicketState.MISSED)


def begin_visit(request: HttpRequest, ref: str) -> None:
    """Give the person a new session that may see `ref` and nothing else."""
    logout(request)
    remember(request, ref)


def wipe(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """End the visit: leave the line, empty the session, the stores and the cookies of the visit.

    The device cookie stays: "cookies" is not among what is cleared. See the W3C draft
    "Clear Site Data", 3.1.
    """
    leave_lines(request)
    logout(request)
    rotate_token(request)
    for name in VISIT_COOKIES:
        response.delete_cookie(name)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def leave_lines(request: HttpRequest) -> None:
    """Give back the places in waiting lines: nobody sits in the booth any more."""
    for ticket in QueueTicket.objects.filter(
        ref__in=refs_in(request.session), state__in=STILL_IN_LINE
    ):
        try:
            queue.leave(ticket)
        except CounsellingError:
            continue  # called or served in this very moment: the official sees it

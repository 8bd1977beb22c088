"""What is answered when something that the product stands on is away."""

import logging
import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, RawPostDataException
from django.template.loader import render_to_string
from django.views.defaults import server_error as broken
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 5
# A form that holds one of these is not written into a page: a secret is typed again.
SECRETS = ("password", "code", "token")
CSRF_FIELD = "csrfmiddlewaretoken"
# Away, too slow, or out of connections: the same request may well succeed in a moment.
AWAY = (OperationalError, InterfaceError, RedisError)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 and "try again soon" while the database or Redis is away, else 500."""
    error = sys.exc_info()[1]
    if not isinstance(error, AWAY):
        return broken(request)
    why = f"{type(error).__name__}: {error}".splitlines()[0]
    logger.warning("%s %r not served: %s", request.method, request.path, why)
    page = render_to_string("503.html", {"unsent": _unsent(request)})
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS), "Cache-Control": "no-store"}
    answer = HttpResponse(page, status=503, headers=headers)
    # One line tells it; a traceback for each waiting person would bury the cause.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


def _unsent(request: HttpRequest) -> dict[str, Any] | None:
    """Return the form that was not taken, to be sent again with one press; None without one.

    Files cannot be kept: the page says so.
    """
    if request.method != "POST" or request.headers.get("HX-Request"):
        return None
    try:
        sent = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
        has_files = bool(request.FILES)
    except RawPostDataException:
        return None
    names = [name.lower() for name, _value in sent if name != CSRF_FIELD]
    if any(secret in name for name in names for secret in SECRETS):
        return None
    return {"address": request.get_full_path(), "fields": sent, "has_files": has_files}

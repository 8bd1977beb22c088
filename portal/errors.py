"""What is answered when something that the product stands on is away."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error as broken
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 5
# Away, too slow, or out of connections: the same request may well succeed in a moment.
AWAY = (OperationalError, InterfaceError, RedisError)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 and "try again soon" while the database or Redis is away, else 500."""
    error = sys.exc_info()[1]
    if not isinstance(error, AWAY):
        return broken(request)
    why = f"{type(error).__name__}: {error}".splitlines()[0]
    logger.warning("%s %r not served: %s", request.method, request.path, why)
    page = render_to_string("503.html")
    answer = HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
    # One line tells it; a traceback for each waiting person would bury the cause.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer

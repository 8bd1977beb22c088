"""Is this process, and what it stands on, fit to serve?"""

import redis
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, JsonResponse

from counselling.views.guards import anyone, guarded
from video import workers


@guarded(anyone)
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, Redis and a relay worker answer, else 503 and which does not."""
    parts = {"database": _database(), "redis": _redis(), "relay": _relay()}
    healthy = all(parts.values())
    answer = JsonResponse({"healthy": healthy, "parts": parts}, status=200 if healthy else 503)
    # Whoever asks every second need not fill the log with what the part itself reports.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


@guarded(anyone)
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 while this process takes new requests."""
    return JsonResponse({"ready": True})


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _redis() -> bool:
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1
        ) as client:
            return bool(client.ping())
    except (redis.RedisError, OSError):
        return False


def _relay() -> bool:
    try:
        with workers.redis_client() as client:
            return bool(workers.living_workers(client))
    except (redis.RedisError, OSError):
        return False

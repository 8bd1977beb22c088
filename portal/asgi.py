"""HTTP and WebSocket entry of a Daphne process."""

import logging
import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import OriginValidator
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.urls import re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
http_application = get_asgi_application()

# Consumers import models, which exist only after get_asgi_application() has run.
from counselling.routing import websocket_urlpatterns as live_pages  # noqa: E402
from portal.concurrency import LimitConcurrency  # noqa: E402
from portal.postgres.kept import KEPT  # noqa: E402
from portal.sockets import CalmSockets, nowhere  # noqa: E402
from video.routing import websocket_urlpatterns as calls  # noqa: E402

if not settings.EMBEDDED and not settings.CLAMD_SOCKET:
    logging.getLogger(__name__).warning(
        "CLAMD_SOCKET is not set: papers are checked by parsers only, not for viruses."
    )

KEPT.at_most = settings.HTTP_REQUESTS_AT_ONCE
sockets = [*calls, *live_pages, re_path("", nowhere)]  # type: ignore[arg-type]
application = ProtocolTypeRouter(
    {
        "http": LimitConcurrency(http_application, at_most=settings.HTTP_REQUESTS_AT_ONCE),
        "websocket": OriginValidator(
            CalmSockets(AuthMiddlewareStack(URLRouter(sockets))), settings.ALLOWED_ORIGINS
        ),
    }
)

"""ICE servers for a browser: none, or a TURN server with credentials that expire.

The scheme is the TURN REST API's (draft-uberti-behave-turn-rest-00), as coturn's
`use-auth-secret` reads it.
"""

import base64
import hashlib
import hmac
import time

from django.conf import settings

LIFE_SECONDS = 12 * 3600


def ice_servers(seat_ref: str, *, now: float | None = None) -> list[dict[str, object]]:
    """What RTCPeerConnection takes as `iceServers`."""
    if not settings.TURN_URL or not settings.TURN_SECRET:
        return []
    username = f"{int(now or time.time()) + LIFE_SECONDS}:{seat_ref}"
    # coturn takes SHA-1 only.
    digest = hmac.new(settings.TURN_SECRET.encode(), username.encode(), hashlib.sha1).digest()
    return [
        {
            "urls": [url.strip() for url in settings.TURN_URL.split(",")],
            "username": username,
            "credential": base64.b64encode(digest).decode(),
        }
    ]

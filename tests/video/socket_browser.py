"""A browser's WebSocket without a browser: what it says and hears."""

import json
from typing import Any, ClassVar

from aiortc import RTCConfiguration, RTCPeerConnection
from channels.auth import AuthMiddlewareStack
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator

from tests.video.made import make_session
from video.db import db
from video.join_tokens import make_token
from video.models import Seat
from video.routing import websocket_urlpatterns

application = AuthMiddlewareStack(URLRouter(websocket_urlpatterns))


class Browser:
    """A WebSocket with a stored browser session behind it."""

    opened: ClassVar[list["Browser"]] = []

    def __init__(self, seat: Seat, session_key: str) -> None:
        self.opened.append(self)
        self.seat, self.session_key = seat, session_key
        self.socket = WebsocketCommunicator(
            application,
            f"/ws/calls/{seat.call.ref}/",
            headers=[(b"cookie", f"sessionid={session_key}".encode())],
        )

    async def say(self, type: str, **body: Any) -> None:
        await self.socket.send_to(text_data=json.dumps({"type": type, "v": 1, **body}))

    async def hears(self, type: str) -> dict[str, Any]:
        """The next message of that type; others are passed over."""
        while True:
            told = await self.next_message()
            if told["type"] in (type, "close"):
                return told

    async def next_message(self) -> dict[str, Any]:
        """Whatever comes next; the end of the socket is `close` with its code."""
        message = await self.socket.receive_output(timeout=5)
        if message["type"] == "websocket.close":
            return {"type": "close", "code": message.get("code")}
        return dict(json.loads(message["text"]))

    async def join(self, *, session_key: str = "") -> dict[str, Any]:
        assert (await self.socket.connect())[0]
        token = await db(make_token, self.seat, session_key=session_key or self.session_key)
        await self.say("join", token=token)
        return await self.hears("joined")


async def browser_at(seat: Seat) -> Browser:
    return Browser(seat, await db(make_session, seat))


async def audio_offer() -> str:
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    connection.addTransceiver("audio", direction="sendonly")
    await connection.setLocalDescription(await connection.createOffer())
    sdp = connection.localDescription.sdp
    await connection.close()
    return sdp

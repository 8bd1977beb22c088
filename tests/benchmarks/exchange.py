"""A WebSocket server that hands what one browser says to the other: the reference's signalling."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import WSMsgType, web


class Exchange:
    """Two sides, `/0` and `/1`; a message from one goes to the newest socket of the other."""

    def __init__(self) -> None:
        self.url = ""
        self._sides: dict[str, web.WebSocketResponse] = {}

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        side = request.match_info["side"]
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sides[side] = socket
        async for message in socket:
            other = self._sides.get("1" if side == "0" else "0")
            if message.type is WSMsgType.TEXT and other is not None and not other.closed:
                await other.send_str(message.data)
        return socket


@asynccontextmanager
async def open_exchange() -> AsyncIterator[Exchange]:
    exchange = Exchange()
    application = web.Application()
    application.router.add_get("/{side:[01]}", exchange.serve)
    runner = web.AppRunner(application, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    exchange.url = f"ws://127.0.0.1:{port}"
    try:
        yield exchange
    finally:
        await asyncio.wait_for(runner.cleanup(), 5)

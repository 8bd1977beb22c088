"""The end of every WebSocket that a test opened: each test has a loop of its own."""

import asyncio
import contextlib

from channels.layers import channel_layers

from tests.video.socket_browser import Browser
from video.db import db
from video.relay_link import RelayLink


async def close_sockets() -> None:
    """Disconnect them, and close what belongs to this loop."""
    for browser in Browser.opened:
        # A socket that a failed test waited for in vain is cancelled already.
        with contextlib.suppress(asyncio.CancelledError):
            await browser.socket.disconnect()
    Browser.opened.clear()
    await db(lambda: None)  # what was under way in the database threads has closed its connection
    await RelayLink.of_this_loop().close()
    for layer in channel_layers.backends.values():
        await layer.close_pools()

"""manage.py call_events: the process that writes call events from the relay to the database."""

import asyncio
import logging
import os
import signal
from typing import Any

from django.core.management.base import BaseCommand

from video.event_reader import EventReader
from video.relay.endings import end

logger = logging.getLogger(__name__)

STOP_SECONDS = 1.5


class Command(BaseCommand):
    help = "Writes call events from the relay workers to the database until it is told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        asyncio.run(run_until_told())


async def run_until_told() -> None:
    """Reads events until SIGTERM or SIGINT; what is being written is finished, within limits."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    reading = asyncio.create_task(EventReader().run())
    stopping = asyncio.create_task(stop.wait())
    logger.info("Call events are read.")
    await asyncio.wait([reading, stopping], return_when=asyncio.FIRST_COMPLETED)
    if reading.done():
        reading.result()  # it never ends by itself: raise what ended it
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await end(reading)
    except TimeoutError:
        # A thread hangs in the database. Nothing is lost: the event was not acknowledged.
        os._exit(0)

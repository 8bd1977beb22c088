"""After a lost Redis, an emptied one or a restart every screen is right again within 5 s.

Nobody reloads; the order of the line is the one the database has.
"""

import asyncio
import contextlib
import re
import signal
import time
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import aiohttp
import pytest
import redis

from tests.cast import DEMO_PASSWORD
from tests.journeys.plain_http import PlainPerson, Seen
from tests.portal.live_viewer import LiveViewer
from tests.portal.test_bad_day import database_away, product, redis_away
from tests.stack import Stack, wait_until_healthy

__all__ = ["product"]  # a product of our own, as there

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("bad-day")]

SERVICE = "/services/mfds/mfds-foreign-matter/"
PEOPLE = ("이먼저", "박다음", "최나중")
RIGHT_WITHIN_SECONDS = 5.0


@pytest.mark.parametrize("fault", ["flushall", "redis", "daphne", "database"])
async def test_every_screen_is_right_again_within_5_s_without_a_reload(
    product: Stack, fault: str
) -> None:
    async with _people(product) as (official, waiting):
        board = await _sit_down(official)
        places = [
            await _wait_now(person, name) for person, name in zip(waiting, PEOPLE, strict=True)
        ]
        screens = [_board(official, board), *map(_waiting_room, waiting, places)]
        await _all_right(screens)

        _break(product, fault)
        over_at = time.monotonic()
        with contextlib.suppress(aiohttp.ClientError):
            await waiting[0].get("/")  # over a connection that is dead
        # A change that nobody could be told of while it was broken.
        await waiting[0].submit(places[0], places[0].form(action="/leave/"))

        await _all_right(screens)
        took = time.monotonic() - over_at
        order = re.findall(r'class="person-name">\s*([^<\s]+)', screens[0].shown)
        for screen in screens:
            await screen.close()
        for person, place in zip(waiting[1:], places[1:], strict=True):
            await person.submit(place, place.form(action="/leave/"))

    assert took < RIGHT_WITHIN_SECONDS
    assert [name for name in order if name in PEOPLE] == ["박다음", "최나중"]


def _break(product: Stack, fault: str) -> None:
    """Break it and mend it; returns once it is whole again."""
    if fault == "flushall":
        with redis.Redis.from_url(product.environment["REDIS_URL"]) as client:
            client.flushall()
    elif fault == "daphne":
        command = product.processes["daphne"].args
        product.send("daphne", signal.SIGKILL)
        product.processes["daphne"].wait()
        product.start("daphne", *command)  # type: ignore[misc]
        wait_until_healthy(product)
    else:
        with redis_away(product, "gone") if fault == "redis" else database_away(product):
            time.sleep(1)


async def _all_right(screens: list[LiveViewer]) -> None:
    """Wait until each screen shows what a reload would."""
    async with asyncio.timeout(15):
        for screen in screens:
            while _words(screen.shown) != _words(await screen.reloaded()):
                await asyncio.sleep(0.1)


def _words(html: str) -> str:
    """The text of a fragment; tokens of forms differ from answer to answer."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


@contextlib.asynccontextmanager
async def _people(product: Stack) -> AsyncIterator[tuple[PlainPerson, list[PlainPerson]]]:
    async with contextlib.AsyncExitStack() as stack:
        people = [await stack.enter_async_context(PlainPerson(product.url)) for _ in range(4)]
        await people[0].sign_in("official@mfds.demo", DEMO_PASSWORD)
        yield people[0], people[1:]


async def _sit_down(official: PlainPerson) -> str:
    """Return the path of the board."""
    page = await official.get("/desk/")
    if "/take/" in page.text:
        page = await official.submit(page, page.form(action="/take/"))
    return urlsplit(page.url).path


async def _wait_now(person: PlainPerson, name: str) -> Seen:
    page = await person.get(f"{SERVICE}now/")
    agreed = {"agrees_to_data": "on", "agrees_to_video": "on"}
    page = await person.submit(page, page.form(text="순서 기다리기"), name=name, **agreed)
    found = re.search(r"/waiting/([^/]+)/", page.url)
    assert found is not None
    return await person.get(f"/waiting/{found[1]}/")


def _board(official: PlainPerson, path: str) -> LiveViewer:
    return LiveViewer(official, socket=f"/ws/live{path}", fragment=f"{path}lists/")


def _waiting_room(person: PlainPerson, page: Seen) -> LiveViewer:
    ref = urlsplit(page.url).path.split("/")[2]
    socket = f"/ws/live/queue_ticket/{ref}/"
    return LiveViewer(person, socket=socket, fragment=f"/waiting/{ref}/now/")

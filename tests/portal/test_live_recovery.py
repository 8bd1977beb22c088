"""After a lost Redis, an emptied one or a restart every screen is right again within 5 s.

Nobody reloads; the order of the line is the one the database has.
"""

import asyncio
import contextlib
import re
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterable
from urllib.parse import urlsplit

import aiohttp
import pytest
import redis

from tests.cast import DEMO_PASSWORD
from tests.journeys.plain_http import PlainPerson, Seen
from tests.portal.live_viewer import LiveViewer
from tests.portal.test_bad_day import database_away, product, redis_away
from tests.stack import Stack, wait_until_healthy
from video.relay.messages import EVENTS_STREAM, SeatConnected

__all__ = ["product"]  # a product of our own, as there

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("bad-day")]

SERVICE = "/services/mfds/mfds-foreign-matter/"
PEOPLE = ("이먼저", "박다음", "최나중")
RIGHT_WITHIN_SECONDS = 5.0
WORKERS = ("relay", "call_events", "celery")


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


async def test_what_happened_while_the_workers_were_away_is_on_the_screens_within_5_s(
    product: Stack,
) -> None:
    async with _people(product) as (official, waiting):
        board = await _sit_down(official)
        places = [
            await _wait_now(person, name) for person, name in zip(waiting, PEOPLE, strict=True)
        ]
        page = await official.get(board)
        page = await official.submit(page, page.form(action="/call-next/"))
        page = await official.submit(page, page.form(action="/join/"))
        called = await waiting[0].get(places[0].url)
        call = await waiting[0].submit(called, called.form(action="/join/"))
        screens = [
            _board(official, board),
            *map(_waiting_room, waiting[1:], places[1:]),
            _beside_the_call(official, board, page),
        ]
        await _all_right(screens)
        assert "아직 들어오지 않음" in screens[-1].shown

        _restart(product, WORKERS, meanwhile=lambda: _say_that_the_citizen_came(product, call))
        over_at = time.monotonic()
        await waiting[1].submit(places[1], places[1].form(action="/leave/"))

        await _all_right(screens, until=lambda: "연결됨" in screens[-1].shown)
        took = time.monotonic() - over_at
        order = re.findall(r'class="person-name">\s*([^<\s]+)', screens[0].shown)
        for screen in screens:
            await screen.close()
        await waiting[2].submit(places[2], places[2].form(action="/leave/"))
        page = await official.get(board)
        await official.submit(page, page.form(action="/end/"), outcome="answered")

    assert took < RIGHT_WITHIN_SECONDS
    assert [name for name in order if name in PEOPLE] == ["최나중"]


def _restart(product: Stack, names: Iterable[str], *, meanwhile: Callable[[], None]) -> None:
    """Kill them all, let something happen that only they tell of, and start them again."""
    for name in names:
        product.send(name, signal.SIGKILL)
        product.processes[name].wait()
    meanwhile()
    for name in names:
        product.start(name, *product.processes[name].args)  # type: ignore[misc]
    wait_until_healthy(product)


def _say_that_the_citizen_came(product: Stack, call: Seen) -> None:
    """Write into the stream what a relay worker says of a seat that is connected."""
    [ref], [seat] = (re.findall(rf'data-{name}="([^"]+)"', call.text) for name in ("call", "seat"))
    event = SeatConnected(call=ref, epoch=1, sequence=1, worker="gone", at=time.time(), seat=seat)
    with redis.Redis.from_url(product.environment["REDIS_URL"]) as client:
        client.xadd(EVENTS_STREAM, {"data": event.to_json()})


def _break(product: Stack, fault: str) -> None:
    """Break it and mend it; returns once it is whole again."""
    if fault == "flushall":
        with redis.Redis.from_url(product.environment["REDIS_URL"]) as client:
            client.flushall()
    elif fault == "daphne":
        _restart(product, ["daphne"], meanwhile=lambda: None)
    else:
        with redis_away(product, "gone") if fault == "redis" else database_away(product):
            time.sleep(1)


async def _all_right(
    screens: list[LiveViewer], *, until: Callable[[], bool] = lambda: True
) -> None:
    """Wait until each screen shows what a reload would, and something more holds."""
    async with asyncio.timeout(15):
        while not until():
            await asyncio.sleep(0.1)
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


def _beside_the_call(official: PlainPerson, path: str, page: Seen) -> LiveViewer:
    """The part of the board that says whether the citizen is in the call."""
    [ref] = set(re.findall(r"/ws/live/session/([^/]+)/", page.text))
    [shown] = set(re.findall(r"shown=([\w-]+)", page.text))
    socket, fragment = f"/ws/live/session/{ref}/", f"{path}now/?shown={shown}"
    return LiveViewer(official, socket=socket, fragment=fragment)


def _waiting_room(person: PlainPerson, page: Seen) -> LiveViewer:
    ref = urlsplit(page.url).path.split("/")[2]
    socket = f"/ws/live/queue_ticket/{ref}/"
    return LiveViewer(person, socket=socket, fragment=f"/waiting/{ref}/now/")

"""Redis or PostgreSQL away: people get a page at once, and what they did is kept.

Over HTTP and WebSocket, against the really started product.
"""

import contextlib
import itertools
import os
import re
import signal
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg2
import pytest

from portal.sockets import CLOSE_TRY_AGAIN
from tests.cast import DEMO_PASSWORD
from tests.journeys.plain_http import Form, PlainPerson, Seen
from tests.services import start_redis, wait_for_port
from tests.stack import Stack, start_service_shape, wait_until_healthy

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("bad-day")]

SERVICE = "/services/mfds/mfds-foreign-matter/"
PAGES = ("/", "/services/?q=여권", SERVICE, f"{SERVICE}times/", "/enter/", "/status/", "/booths/")
QUESTION = "비밀스러운-민원-내용"
NUMBERS = itertools.count(10)


@pytest.fixture(scope="module")
def product() -> Iterator[Stack]:
    """A product of our own: others must not suffer from what is taken away here."""
    started = start_service_shape()
    yield started
    started.stop()


class Impatient(PlainPerson):
    """Somebody for whom every page must come within 10 s and never be a 5xx."""

    async def get(self, path: str) -> Seen:
        began = time.monotonic()
        return self._content(await super().get(path), began)

    async def submit(self, page: Seen, form: Form, **values: str) -> Seen:
        began = time.monotonic()
        return self._content(await super().submit(page, form, **values), began)

    def _content(self, seen: Seen, began: float) -> Seen:
        assert seen.status < 500, seen.url
        assert time.monotonic() - began < 10, seen.url
        return seen


@pytest.mark.parametrize("fault", ["gone", "silent"])
async def test_without_redis_people_book_wait_and_are_called(product: Stack, fault: str) -> None:
    async with Impatient(product.url) as citizen, Impatient(product.url) as official:
        await official.sign_in("official@mfds.demo", DEMO_PASSWORD)
        board = await official.get("/desk/")
        if "/take/" in board.text:
            board = await official.submit(board, board.form(action="/take/"))

        with redis_away(product, fault):
            for path in PAGES:
                assert (await citizen.get(path)).status == 200, path
            code = await _book(citizen)
            waiting = await _wait_now(citizen)
            board = await official.get(board.url)
            board = await official.submit(board, board.form(action="/call-next/"))
            board = await official.submit(board, board.form(action="/join/"))
            called = await citizen.get(waiting.url)
            await citizen.submit(called, called.form(action="/join/"))
            ended = await _end(official, board)
            door = await Impatient.get(citizen, "/enter/")
            entered = await citizen.submit(
                door, door.form(text="들어가기"), name="임무선", code=code
            )

        assert "상담을 마쳤습니다" in ended.text
        assert "/appointments/" in entered.url
        ref = waiting.url.rstrip("/").rpartition("/")[2]
        assert await _sequence_of(citizen, ref) > 1


async def test_without_the_database_a_page_says_try_again(product: Stack) -> None:
    async with PlainPerson(product.url) as citizen:
        await citizen.get("/enter/")
        with database_away(product):
            for path in (*PAGES, "/desk/", "/accounts/login/"):
                began = time.monotonic()
                async with citizen._session.get(f"{product.url}{path}") as answer:
                    page = await answer.text()
                if path != "/enter/":
                    assert (answer.status, answer.headers.get("Retry-After")) == (503, "5"), path
                    assert "예약과 인증번호는 그대로 있습니다" in page
                assert time.monotonic() - began < 1.5, path
            async with citizen.websocket("/ws/live/line/1/") as socket:
                end = (await socket.receive(timeout=15)).data
            assert end == CLOSE_TRY_AGAIN

        assert (await citizen.get("/status/")).status == 200
    assert "Traceback" not in product.log("daphne")


async def test_no_log_holds_what_people_typed(product: Stack) -> None:
    async with PlainPerson(product.url) as citizen:
        code = await _book(citizen)
        door = await citizen.get("/enter/")
        await citizen.submit(door, door.form(text="들어가기"), name="임무선", code=code)

    logs = "\n".join(product.log(name) for name in ("daphne", "celery", "relay", "call_events"))
    for secret in (code, QUESTION, "임무선", "2222-33", product.environment["SECRET_KEY"]):
        assert secret not in logs


@contextlib.contextmanager
def redis_away(product: Stack, fault: str) -> Iterator[None]:
    """Kill Redis (connections are refused), or stop it (connections hang)."""
    product.send("redis", signal.SIGKILL if fault == "gone" else signal.SIGSTOP)
    yield
    if fault == "gone":
        port = urlsplit(product.environment["REDIS_URL"]).port
        assert port is not None
        product.processes["redis"] = start_redis(port)
        wait_for_port(port)
    else:
        product.send("redis", signal.SIGCONT)
    wait_until_healthy(product)


@contextlib.contextmanager
def database_away(product: Stack) -> Iterator[None]:
    """Let PostgreSQL refuse every connection to the product's database, and cut those there are."""
    name = product.environment["DATABASE_URL"].rpartition("/")[2]
    server = psycopg2.connect(os.environ["DATABASE_URL"].replace("psql://", "postgresql://"))
    server.autocommit = True
    with contextlib.closing(server), server.cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        try:
            yield
        finally:
            cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    wait_until_healthy(product)


async def _book(citizen: PlainPerson) -> str:
    page = await citizen.get(f"{SERVICE}times/")
    starts_at = re.search(r'value="(\d{4}-\d\d-\d\dT[^"]+)"', page.text)
    assert starts_at is not None
    page = await citizen.submit(page, page.form(action="/hold/"), starts_at=starts_at[1])
    # A contact has one appointment at a time.
    phone = f"010-2222-33{next(NUMBERS):02}"
    about = {"name": "임무선", "phone": phone, "question": QUESTION}
    agreed = {"agrees_to_data": "on", "agrees_to_video": "on"}
    page = await citizen.submit(page, page.form(text="5분 더 쓰기"), **about, **agreed)
    code = re.search(r"data-entry-code>\s*(\d{6})", page.text)
    assert code is not None
    return code[1]


async def _wait_now(citizen: PlainPerson) -> Seen:
    page = await citizen.get(f"{SERVICE}now/")
    form = page.form(text="순서 기다리기")
    page = await citizen.submit(
        page, form, name="주바로", agrees_to_data="on", agrees_to_video="on"
    )
    ref = re.search(r"/waiting/([^/]+)/", page.url)
    assert ref is not None
    return await citizen.get(f"/waiting/{ref[1]}/")


async def _end(official: PlainPerson, board: Seen) -> Seen:
    values = {"outcome": "answered", "citizen_note": "서식을 보내 드립니다."}
    return await official.submit(board, board.form(action="/end/"), **values)


async def _sequence_of(citizen: PlainPerson, ref: str) -> int:
    """Read over the live page's socket how far the queue ticket is."""
    async with citizen.websocket(f"/ws/live/queue_ticket/{ref}/") as socket:
        state = await socket.receive_json(timeout=5)
    return int(state["topics"][f"queueticket:{ref}"])

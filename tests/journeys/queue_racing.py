"""Officials who press "next" at the same moment while people come, over HTTP and WebSocket."""

import asyncio
from collections.abc import Iterable

import aiohttp
import psycopg2.extensions
from yarl import URL

from tests.journeys.plain_http import PlainPerson

# A line that no other journey uses, open day and night, with officials signed in at its desks.
PREPARE = """
import datetime as dt, json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from counselling.domain import desks, queue
from counselling.domain.accounts import give_role
from counselling.enums import Role
from counselling.models import Desk, OpeningHours, Service, User
offered = Service.objects.filter(agency__code="gj-seo", desks__isnull=False)
service = offered.filter(intake_questions=None).first()
department = service.department
for weekday in range(7):
    OpeningHours.objects.create(
        department=department, weekday=weekday, opens_at=dt.time(0), closes_at=dt.time(0),
        is_open_on_holidays=True)
department.desks.update(is_open=False)
made = []
for number in range(100, 100 + {officials}):
    official = User.objects.create_user(f"racer-{{number}}@maju.test", name=f"담당 {{number}}")
    give_role(official, Role.OFFICIAL, unit=department)
    desk = Desk.objects.create(department=department, number=number, name_ko=f"{{number}}번 창구")
    desk.services.add(service)
    desks.sit_down(desk, official=official)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(official.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = official.get_session_auth_hash()
    session.save()
    made.append([desk.pk, session.session_key])
for number in range({waiting}):
    queue.take_queue_ticket(service, holder=f"browser:racer-{{number}}", name=f"대기 {{number}}")
where = f"/services/{{service.agency.code}}/{{service.code}}/now/"
print(json.dumps([where, department.line.pk, settings.SESSION_COOKIE_NAME, made]))
"""
# What the history says, and what the rule of turns makes of it.
JUDGE = """
import json
from collections import Counter
from django.utils import timezone
from counselling.domain.turn_replay import calls_of_day
from counselling.models import Line, QueueTicketChange
from counselling.timetable.days import day_of
line = Line.objects.get(pk={line})
rows = QueueTicketChange.objects.filter(line=line, to_state="called")
called = Counter(rows.values_list("queue_ticket", flat=True))
calls = calls_of_day(line, day_of(timezone.now()))
print(json.dumps({{
    "tickets": line.queue_tickets.count(),
    "called": len(called),
    "twice": [key for key, times in called.items() if times != 1],
    "replayed": len(calls),
    "out of turn": [call for call in calls if call[0] != call[1]],
}}))
"""


class Official:
    """An official at a desk: presses buttons, and listens like the board does."""

    def __init__(self, url: str, desk: int) -> None:
        self.desk = desk
        self.answers: list[int] = []
        self.heard = 0
        self._person = PlainPerson(url)
        self._token = ""

    async def sit_down(self, cookie: str, value: str) -> None:
        await self._person.__aenter__()
        self._session.cookie_jar.update_cookies({cookie: value}, URL(self._person.url))
        board = await self._person.get(f"/desk/{self.desk}/")
        assert board.status == 200, board.text[:500]
        self._token = board.form(action="/call-next/").fields["csrfmiddlewaretoken"]
        self._socket = await self._person.websocket(f"/ws/live/desk/{self.desk}/")
        self._listening = asyncio.create_task(self._listen())

    async def stand_up(self) -> None:
        self._listening.cancel()
        await self._socket.close()
        await self._person.__aexit__(None, None, None)

    async def press(self, path: str) -> int:
        """Press a button of the board; the page it leads to is not fetched."""
        address = f"{self._person.url}{path}"
        data = {"csrfmiddlewaretoken": self._token}
        headers = {"Referer": f"{self._person.url}/desk/{self.desk}/"}
        async with self._session.post(
            address, data=data, headers=headers, allow_redirects=False
        ) as answer:
            await answer.read()
            self.answers.append(answer.status)
            return answer.status

    @property
    def _session(self) -> aiohttp.ClientSession:
        return self._person._session

    async def _listen(self) -> None:
        async for message in self._socket:
            self.heard += message.json()["type"] == "changed"


async def sit_down_all(url: str, cookie: str, desks: Iterable[tuple[int, str]]) -> list[Official]:
    """Let every official take their desk and open the board."""
    officials = [Official(url, desk) for desk, _key in desks]
    await asyncio.gather(
        *(
            official.sit_down(cookie, key)
            for official, (_desk, key) in zip(officials, desks, strict=True)
        )
    )
    return officials


def called_to(database: psycopg2.extensions.connection, desk: int) -> str:
    """Return the reference of whoever is called to a desk."""
    with database, database.cursor() as cursor:
        cursor.execute(
            "SELECT ref FROM counselling_queueticket WHERE desk_id = %s AND state = 'called'",
            [desk],
        )
        row = cursor.fetchone()
    return row[0] if row else ""


async def serve_until_empty(official: Official, database: psycopg2.extensions.connection) -> int:
    """Press "next" and mark whoever was called as missed, until nobody waits; count the calls."""
    calls = 0
    while True:
        await official.press(f"/desk/{official.desk}/call-next/")
        ref = called_to(database, official.desk)
        if not ref:
            return calls
        calls += 1
        await official.press(f"/desk/people/{ref}/missed/")


async def walk_in(url: str, where: str, number: int) -> int:
    """Come as a walk-in; return the status of the page reached."""
    async with PlainPerson(url) as person:
        page = await person.get(where)
        page = await person.submit(
            page,
            page.form(text="순서 기다리기"),
            name=f"새로 온 사람 {number}",
            agrees_to_data="on",
            agrees_to_video="on",
        )
        return page.status if "/equipment/" in page.url else -page.status

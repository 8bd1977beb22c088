"""Citizens in one line over HTTP, and the desk next door that calls them: a busy day."""

import asyncio
import random
import re
from time import monotonic

from tests.journeys.plain_http import PlainPerson, Seen

SERVICE = "/services/mfds/mfds-foreign-matter/"
FAMILY_NAMES = "김이박최정강조윤장임"
ACT_EVERY_SECONDS = 1.5


class Crowd:
    """Keeps about `size` people in line; does one thing after the other by chance."""

    def __init__(
        self, url: str, colleague: PlainPerson, *, size: int, chance: random.Random
    ) -> None:
        self.acts = 0
        self._url, self._colleague, self._size, self._chance = url, colleague, size, chance
        self._people: list[tuple[PlainPerson, Seen]] = []
        self._came = 0

    async def fill(self) -> None:
        """Let the first half come before anybody looks."""
        while len(self._people) < self._size // 2:
            await self._come()

    async def act_until(self, end: float) -> None:
        while monotonic() < end:
            acts = [self._come, self._come, self._go, self._serve, self._serve, self._set_aside]
            if len(self._people) >= self._size:
                acts = acts[2:]
            await self._chance.choice(acts)()
            self.acts += 1
            await asyncio.sleep(ACT_EVERY_SECONDS * self._chance.uniform(0.3, 1.7))

    async def close(self) -> None:
        for person, _page in self._people:
            await person.__aexit__(None, None, None)

    async def _come(self) -> None:
        self._came += 1
        person = await PlainPerson(self._url).__aenter__()
        page = await person.get(f"{SERVICE}now/")
        name = f"{FAMILY_NAMES[self._came % 10]}민원{self._came}"
        agreed = {"agrees_to_data": "on", "agrees_to_video": "on"}
        form = page.form(text="순서 기다리기")
        page = await person.submit(page, form, name=name, question="벌레가 나왔습니다.", **agreed)
        self._people.append((person, page))

    async def _go(self) -> None:
        """Somebody leaves the line, if they are still in it."""
        if not self._people:
            return
        person, page = self._people.pop(self._chance.randrange(len(self._people)))
        fresh = await person.get(page.url)
        leave = [form for form in fresh.forms if form.action.endswith("/leave/")]
        if leave:
            await person.submit(fresh, leave[0])
        await person.__aexit__(None, None, None)

    async def _serve(self) -> None:
        """Next door: call the next, or have done with who was called."""
        board = await self._colleague.get("/desk/")
        for action in (r"/(missed|put-back)/$", r"/call-next/$"):
            found = [form for form in board.forms if re.search(action, form.action)]
            if found:
                await self._colleague.submit(board, self._chance.choice(found))
                return

    async def _set_aside(self) -> None:
        """Next door: park somebody, or bring somebody back."""
        board = await self._colleague.get("/desk/")
        found = [form for form in board.forms if re.search(r"/(park|resume)/$", form.action)]
        if found:
            await self._colleague.submit(board, self._chance.choice(found))

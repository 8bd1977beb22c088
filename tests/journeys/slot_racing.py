"""A crowd that takes one time at the same moment, over HTTP without JavaScript."""

import asyncio
import re
from collections import Counter

from tests.journeys.plain_http import PlainPerson, Seen

# Leave so many desks open for a service that no other journey uses.
LEAVE_DESKS = """
import json
from counselling.models import Desk, Service
service = Service.objects.filter(agency__code="songpa", desks__isnull=False).first()
service.desks.update(is_open=False)
for number in range(100, 100 + {desks}):
    desk, _ = Desk.objects.update_or_create(
        department=service.department, number=number, defaults={{"is_open": True}}
    )
    desk.services.add(service)
print(json.dumps([service.agency.code, service.code]))
"""


async def crowd(url: str, count: int) -> list[PlainPerson]:
    """Return so many people, each with a browser session of their own."""
    people = [PlainPerson(url) for _ in range(count)]
    for person in people:
        await person.__aenter__()
    return people


async def go_home(people: list[PlainPerson]) -> None:
    """Close every session."""
    for person in people:
        await person.__aexit__(None, None, None)


async def race_rounds(people: list[PlainPerson], address: str, rounds: int) -> list[Counter[str]]:
    """Let everybody take the same time at the same moment, round by round; count what happened."""
    pages = await asyncio.gather(*(person.get(address) for person in people))
    times = (await free_times(people[0], pages[0]))[:rounds]
    assert len(times) == rounds, f"only {len(times)} free times"
    return [
        Counter(map(what_happened, await race_for(people, pages, starts_at=time))) for time in times
    ]


async def race_for(people: list[PlainPerson], pages: list[Seen], *, starts_at: str) -> list[Seen]:
    """Let everybody take one time at the same moment; return what each one saw."""
    forms = [page.form(action="/hold/") for page in pages]
    return await asyncio.gather(
        *(
            person.submit(page, form, starts_at=starts_at)
            for person, page, form in zip(people, pages, forms, strict=True)
        )
    )


async def free_times(person: PlainPerson, page: Seen) -> list[str]:
    """Collect free times, day by day: late in the afternoon today has but a few."""
    times: dict[str, None] = {}
    for day in dict.fromkeys(re.findall(r'href="(\?day=[^"#]+)', page.text)):
        shown = await person.get(page.url.partition("?")[0] + day)
        times |= dict.fromkeys(re.findall(r'value="(\d{4}-\d\d-\d\dT[^"]+)"', shown.text))
    return list(times)


def what_happened(page: Seen) -> str:
    """Say in a word what a person got: the time, other times, or something else."""
    if page.status != 200:
        return f"status {page.status}"
    if page.url.endswith("/details/"):
        return "won"
    if "방금 다른 분이 예약했습니다" in page.text and "고르신 시간과 가까운 시간" in page.text:
        return "helped"
    return f"something else: {page.url}"

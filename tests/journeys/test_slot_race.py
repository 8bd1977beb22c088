"""Many people want the last free place at once: one gets it, the others are helped on."""

import asyncio
import json
import re
from collections import Counter

import pytest

from tests.journeys.plain_http import PlainPerson, Seen
from tests.stack import Stack

pytestmark = [pytest.mark.race, pytest.mark.alone]

CLIENTS = 100
ROUNDS = 10

# Leave one desk open for a service that no other journey uses: its every time is a last place.
LEAVE_ONE_DESK = """
import json
from counselling.models import Service
service = Service.objects.filter(agency__code="songpa", desks__isnull=False).first()
keep = service.desks.order_by("pk").first()
service.desks.exclude(pk=keep.pk).update(is_open=False)
print(json.dumps([service.agency.code, service.code]))
"""


async def race_for(
    people: list[PlainPerson], pages: list[Seen], *, address: str, starts_at: str
) -> list[Seen]:
    """Let everybody take the same time at the same moment; return what each one saw."""
    forms = [page.form(action="/hold/") for page in pages]
    return await asyncio.gather(
        *(
            person.submit(page, form, starts_at=starts_at)
            for person, page, form in zip(people, pages, forms, strict=True)
        )
    )


async def test_100_people_one_place_10_rounds_one_winner_each(stack: Stack) -> None:
    agency, service = json.loads(stack.manage("shell", "--no-imports", "-c", LEAVE_ONE_DESK))
    address = f"/services/{agency}/{service}/times/"
    people = [PlainPerson(stack.url) for _ in range(CLIENTS)]
    for person in people:
        await person.__aenter__()
    pages = await asyncio.gather(*(person.get(address) for person in people))
    outcomes = []

    for starts_at in await _free_times(people[0], pages[0]):
        seen = await race_for(people, list(pages), address=address, starts_at=starts_at)
        outcomes.append(Counter(_what_happened(page) for page in seen))
    for person in people:
        await person.__aexit__(None, None, None)

    assert outcomes == [Counter(won=1, helped=CLIENTS - 1)] * ROUNDS


async def _free_times(person: PlainPerson, page: Seen) -> list[str]:
    """Collect free times, day by day: late in the afternoon today has but a few."""
    times: dict[str, None] = {}
    for day in dict.fromkeys(re.findall(r'href="(\?day=[^"#]+)', page.text)):
        shown = await person.get(page.url.partition("?")[0] + day)
        times |= dict.fromkeys(re.findall(r'value="(\d{4}-\d\d-\d\dT[^"]+)"', shown.text))
    return list(times)[:ROUNDS]


def _what_happened(page: Seen) -> str:
    if page.status != 200:
        return f"status {page.status}"
    if page.url.endswith("/details/"):
        return "won"
    if "방금 다른 분이 예약했습니다" in page.text and "고르신 시간과 가까운 시간" in page.text:
        return "helped"
    return f"something else: {page.url}"

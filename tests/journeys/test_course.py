"""What may go wrong with a session: abuse to its end, and nobody coming, on either side."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.async_api import Page, expect

from tests.cast import DEMO_PASSWORD
from tests.journeys import steps
from tests.journeys.browser import chromium, person, sign_in
from tests.stack import Stack, start_service_shape

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("course")]

USE_THE_PROCEDURE = """
from counselling.models import Department, UnitSettings
UnitSettings.objects.update_or_create(
    department=Department.objects.get(code="d-mfds-food"),
    defaults={"protects_officials": True, "shows_clock": True},
)
"""
BEGAN_EARLIER = """
import datetime as dt
from counselling.domain import no_show
from counselling.models import Appointment
found = Appointment.objects.get(ref="{ref}")
for name in ("starts_at", "ends_at", "reserved_from", "reserved_until"):
    setattr(found, name, getattr(found, name) - dt.timedelta(minutes={minutes}))
found.save()
print(no_show.judge_due())
"""


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """A product of its own: nobody from other journeys waits in its lines."""
    started = start_service_shape()
    yield started
    started.stop()


async def test_abuse_procedure_to_its_end(stack: Stack) -> None:
    stack.manage("shell", "--no-imports", "-c", USE_THE_PROCEDURE)
    async with chromium() as browser:
        citizen, official = [await (await person(browser)).new_page() for _ in range(2)]
        await steps.take_a_place(citizen, stack.url, name="고성낸")
        await sign_in(official, stack.url, "official@mfds.demo", DEMO_PASSWORD)
        await steps.take_a_desk(official, stack.url)
        await steps.call_next_and_join(official, name="고성낸")
        await citizen.get_by_role("button", name="상담 시작하기").click()
        await steps.join_the_call(citizen)
        for page in (citizen, official):
            await steps.wait_for_pictures(page, 1)
            await expect(page.get_by_text("권장시간 20분")).to_be_visible(timeout=40_000)

        await _warn(official, button="경고하기")
        await expect(citizen.get_by_text("첫 번째 안내: 욕설·폭언")).to_be_visible()
        await _warn(official, button="두 번째 경고하기")
        await expect(citizen.get_by_text("두 번째 안내: 욕설·폭언")).to_be_visible()
        await official.locator("#session-course summary", has_text="두 번째 경고함").click()
        await official.fill("#session-course input[name=reason]", "욕설이 이어졌습니다.")
        await official.get_by_role("button", name="상담 멈추기").click()
        await expect(official.get_by_text("잠시 쉬었다 돌아오세요.")).to_be_visible()

        await citizen.get_by_role("link", name="이의를 내거나 글로 이어 가기").click()
        await expect(citizen.get_by_text("욕설이 이어졌습니다.")).to_be_visible()
        await citizen.fill("textarea[name=objection]", "욕설을 하지 않았습니다.")
        await citizen.get_by_role("button", name="이의 내기").click()
        await expect(citizen.get_by_text("관리 담당자가 검토하고 답변합니다.")).to_be_visible()


async def test_no_show_of_the_office_and_of_the_citizen(stack: Stack) -> None:
    async with chromium() as browser:
        citizen, official = [await (await person(browser)).new_page() for _ in range(2)]

        ref = await _enter(stack, citizen, name="김기다림")
        stack.manage("shell", "--no-imports", "-c", BEGAN_EARLIER.format(ref=ref, minutes=11))
        await expect(citizen.get_by_text("담당자가 오지 못했습니다. 죄송합니다.")).to_be_visible()
        await citizen.locator("[data-let-down] button[name=starts_at]").first.click()
        await expect(citizen.get_by_text("인증번호는 그대로입니다.").first).to_be_visible()

        ref = await _enter(stack, citizen, name="박불참")
        await sign_in(official, stack.url, "official@mfds.demo", DEMO_PASSWORD)
        await steps.take_a_desk(official, stack.url)
        await official.get_by_role("button", name="다음 호출").click()
        await expect(official.get_by_text("곧 박불참 님과 연결됩니다")).to_be_visible()
        await official.get_by_role("button", name=re.compile("부재")).click()
        await official.goto(f"{stack.url}/desk/bookings/{ref}/attendance/")
        await expect(official.get_by_text("민원인이 오지 않음").first).to_be_visible()


async def _warn(official: Page, *, button: str) -> None:
    panel = official.locator("#session-course details", has=official.locator("select[name=kind]"))
    await panel.locator("summary").click()
    await panel.locator("select[name=kind]").select_option(label="욕설·폭언")
    await panel.get_by_role("button", name=button, exact=True).click()


async def _enter(stack: Stack, page: Page, *, name: str) -> str:
    """Go into the waiting room with the code of an appointment for now; return its reference."""
    made = json.loads(stack.manage("demo_appointment", "--name", name))
    await steps.enter_with_code(page, stack.url, name=name, code=made["code"])
    await page.get_by_role("button", name="입장하기").click()
    await page.get_by_role("button", name="대기실로").click()
    await expect(page.locator("#waiting")).to_be_visible()
    return str(made["appointment"])

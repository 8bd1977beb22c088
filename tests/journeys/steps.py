"""What people do on the pages, step by step, by the words they see."""

import re

from playwright.async_api import Page, expect

from tests.cast import DEMO_PASSWORD
from tests.journeys.browser import sign_in
from tests.stack import Stack

NAME = "김민원"
PHONE = "010-1234-5678"
SERVICE = "/services/mfds/mfds-foreign-matter/"

LET_TIME_PASS = """
import datetime as dt
from django.utils import timezone
from counselling.models import Appointment
found = Appointment.objects.get(ref="{ref}")
length = found.ends_at - found.starts_at
found.starts_at = timezone.now()
found.ends_at = found.starts_at + length
found.reserved_from, found.reserved_until = found.starts_at, found.ends_at
found.save()
"""


async def search_and_choose(page: Page, url: str, words: str) -> None:
    """From the home page: type what it is about and open the first service offered."""
    await page.goto(url)
    await page.fill("#q", words)
    await page.click("form[role=search] button[type=submit]")
    await page.click("li.result a >> nth=0")


async def fill_in_booking(page: Page, *, name: str = NAME, phone: str = PHONE) -> None:
    """Step 3 of booking: who one is, and the consents."""
    await page.fill("input[name=name]", name)
    await page.fill("input[name=phone]", phone)
    await page.fill("textarea[name=question]", "과자 봉지에서 벌레가 나왔습니다.")
    await agree_to_all(page)
    await page.get_by_role("button", name="예약하기").last.click()


async def agree_to_all(page: Page) -> None:
    """Tick every consent of the form; a text message is a wish of its own and needs a number."""
    boxes = page.locator("main input[type=checkbox]:not([name=texts_when_near])")
    for box in await boxes.all():
        if not await box.is_checked():
            await box.press("Space")


async def book_first_free_time(page: Page) -> tuple[str, str]:
    """From the service page to the code; return (code, reference of the appointment)."""
    await page.get_by_role("link", name="예약하기").click()
    await page.locator("button[name=starts_at]").first.click()
    await fill_in_booking(page)
    code = re.sub(r"\D", "", await page.inner_text("[data-entry-code]"))
    ref = re.search(r"/appointments/([^/]+)/", page.url)
    assert ref is not None
    return code, ref.group(1)


def let_time_pass(stack: Stack, ref: str) -> None:
    """Make the appointment begin now, as if its day had come."""
    stack.manage("shell", "--no-imports", "-c", LET_TIME_PASS.format(ref=ref))


async def enter_with_code(page: Page, url: str, *, name: str, code: str) -> None:
    """Type name and code on the entry page."""
    await page.goto(f"{url}/enter/")
    await page.fill("input[name=name]", name)
    await page.fill("input[name=code]", code)
    await page.get_by_role("button", name="들어가기").click()


async def take_a_desk(page: Page, url: str) -> None:
    """An official sits down at the first free desk."""
    await page.goto(f"{url}/desk/")
    if "/desk/" in page.url and await page.get_by_role("button", name="앉기").count():
        await page.get_by_role("button", name="앉기").first.click()
    await expect(page.get_by_role("button", name="다음 호출")).to_be_visible()
    if await page.get_by_role("button", name="다시 상담 받기").count():
        await page.get_by_role("button", name="다시 상담 받기").first.click()


async def stand_up(page: Page) -> None:
    """Leave the desk one sits at."""
    await page.locator("details:has(form[action$='/leave/']) > summary").click()
    await page.locator("form[action$='/leave/'] button").click()
    await expect(page.get_by_role("button", name="앉기").first).to_be_visible()


async def call_next(page: Page) -> None:
    await page.get_by_role("button", name="다음 호출").click()


async def call_next_and_join(page: Page, *, name: str) -> None:
    """Call the next person, read who it is, and go into the call."""
    await call_next(page)
    await expect(page.get_by_text(f"곧 {name} 님과 연결됩니다")).to_be_visible()
    await page.get_by_role("button", name="연결하기").click()
    await join_the_call(page)


async def join_the_call(page: Page) -> None:
    """In the call's lobby: with camera and microphone."""
    await expect(page.locator("section.call")).to_be_visible()
    if await page.locator('section.call[data-state="lobby"][data-join="ask"]').count():
        await page.locator('[data-join="all"]').click()


async def wait_for_pictures(page: Page, count: int, *, seconds: float = 30) -> None:
    """Wait until so many pictures of others have arrived."""
    await page.wait_for_function(
        """(count) => [...document.querySelectorAll("video[data-seat]:not([data-self])")]
             .filter((video) => video.videoWidth > 0 && !video.paused).length >= count""",
        arg=count,
        timeout=seconds * 1000,
    )


async def end_session(
    official: Page,
    *,
    outcome: str = "상담을 마쳤습니다",
    citizen_note: str = "안내해 드린 대로 하시면 됩니다.",
    staff_note: str = "",
) -> None:
    """The official ends the session with an outcome and is back at the board."""
    await official.select_option("select[name=outcome]", label=outcome)
    await official.fill("textarea[name=citizen_note]", citizen_note)
    await official.fill("textarea[name=staff_note]", staff_note)
    await official.locator("#desk-end .confirm > summary").click()
    await official.get_by_role("button", name="마치고 결과 보내기").click()
    await expect(official.get_by_role("button", name="다음 호출")).to_be_visible()


async def take_a_place(page: Page, url: str, *, name: str) -> None:
    """Counsel now: from the service page to the waiting room."""
    await page.goto(url + SERVICE)
    await page.get_by_role("link", name="지금 상담하기").last.click()
    await page.fill("input[name=name]", name)
    await agree_to_all(page)
    await page.get_by_role("button", name="순서 기다리기").click()
    await page.get_by_role("button", name="대기실로").click()


async def enrol_kiosk(office: Page, kiosk: Page, url: str) -> None:
    """The operator makes an enrolment code, somebody types it at the device."""
    await sign_in(office, url, "operator@maju.demo", DEMO_PASSWORD)
    await office.goto(f"{url}/office/kiosks/")
    await office.select_option("select[name=booth]", index=1)
    await office.fill("input[name=name]", "시험 키오스크")
    await office.locator("form[action$='/new/'] button").click()
    code = await office.inner_text("[data-enrolment-code]")
    await kiosk.goto(f"{url}/kiosk/")
    await kiosk.fill("input[name=code]", code)
    await kiosk.locator("main form button.primary").click()
    await expect(kiosk.locator(".kiosk-choices")).to_be_visible()

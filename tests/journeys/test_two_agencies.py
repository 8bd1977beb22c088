"""Two agencies in one call: handing a citizen over in the same seat, and a joint session."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.cast import DEMO_PASSWORD
from tests.journeys import steps
from tests.journeys.browser import chromium, person, sign_in
from tests.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("short journeys")]

AGENCY = "서울특별시 서초구"


async def test_f7_transfer_to_another_agency_in_the_same_seat(stack: Stack) -> None:
    async with chromium() as browser:
        citizen, first, second = [await (await person(browser)).new_page() for _ in range(3)]
        await _come_together(stack, citizen, first, name="김이송")
        seat = await citizen.get_attribute("section.call", "data-seat")
        address = citizen.url

        handing = await first.context.new_page()
        await _hand_over(handing, await _href(first, "다른 부서나 기관으로 이송"), stack)
        await expect(citizen.get_by_text("다른 기관으로 연결하고 있습니다.")).to_be_visible()
        await _sit_down(second, stack)
        await expect(second.get_by_text("통화에서 기다림")).to_be_visible()
        await steps.call_next_and_join(second, name="김이송")
        await steps.wait_for_pictures(citizen, 2)
        await expect(second.get_by_text("여권 재발급을 물어보십니다.")).to_be_visible()

        await handing.get_by_role("button", name="넘겨주고 나가기").click()
        await expect(handing.get_by_role("button", name="다음 호출")).to_be_visible()
        await expect(citizen.locator("video[data-seat]:not([data-self])")).to_have_count(1)
        assert (await citizen.get_attribute("section.call", "data-seat"), citizen.url) == (
            seat,
            address,
        )
        await steps.end_session(second)
        await expect(citizen.get_by_text("상담을 마쳤습니다").first).to_be_visible()


async def test_f6_joint_session_of_two_agencies_with_one_sheet(stack: Stack) -> None:
    async with chromium() as browser:
        citizen, lead, joining = [await (await person(browser)).new_page() for _ in range(3)]
        await _come_together(stack, citizen, lead, name="박합동")
        await _sit_down(joining, stack)

        inviting = await lead.context.new_page()
        await inviting.goto(stack.url + await _href(lead, "다른 기관 담당자 초대"))
        await inviting.select_option("select[name=agency]", label=AGENCY)
        await inviting.get_by_role("button", name="부서 보기").click()
        await inviting.get_by_label(f"{AGENCY} 민원여권과").check(force=True)
        await inviting.fill("input[name=reason]", "여권도 함께 안내해 주세요.")
        await inviting.get_by_role("button", name="초대하기").click()

        await joining.get_by_text("함께 상담해 달라고 합니다").wait_for()
        await joining.get_by_role("link", name=re.compile("여권도 함께")).click()
        await joining.get_by_role("button", name="함께하기").click()
        await joining.get_by_role("button", name="통화에 들어가기").click()
        await steps.wait_for_pictures(citizen, 2)
        await expect(citizen.locator("#call-strip")).to_contain_text(f"{AGENCY} 민원여권과")
        await expect(citizen.locator("#call-strip")).to_contain_text("식품의약품안전처")

        await joining.select_option("select[name=outcome]", label="서류를 더 내셔야 합니다")
        await joining.get_by_role("button", name="처리 결과 적기").click()
        await expect(joining.get_by_text("처리 결과를 적었습니다.")).to_be_visible()
        await steps.end_session(lead)
        await expect(citizen.get_by_text("서류를 더 내셔야 합니다")).to_be_visible()
        async with citizen.expect_download() as download:
            await citizen.evaluate("document.querySelector('a[href$=\"/sheet/\"]').download = ''")
            await citizen.get_by_role("link", name="안내서 내려받기 (PDF)").click()
        assert (await download.value).suggested_filename.endswith("-1.pdf")


async def _come_together(stack: Stack, citizen: Page, official: Page, *, name: str) -> None:
    """A walk-in and an official of the ministry see each other in a call."""
    await steps.take_a_place(citizen, stack.url, name=name)
    await sign_in(official, stack.url, "official@mfds.demo", DEMO_PASSWORD)
    await steps.take_a_desk(official, stack.url)
    await steps.call_next_and_join(official, name=name)
    await citizen.get_by_role("button", name="상담 시작하기").click()
    await steps.join_the_call(citizen)
    await steps.wait_for_pictures(citizen, 1)


async def _sit_down(official: Page, stack: Stack) -> None:
    await sign_in(official, stack.url, "official@seocho.demo", DEMO_PASSWORD)
    await steps.take_a_desk(official, stack.url)


async def _href(page: Page, words: str) -> str:
    """Return where a link of the board leads; it opens a tab of its own beside the call."""
    return await page.get_by_role("link", name=words).get_attribute("href") or ""


async def _hand_over(page: Page, address: str, stack: Stack) -> None:
    await page.goto(stack.url + address)
    await page.fill("input[name=q]", "여권을 다시 만들고 싶어요")
    await page.select_option("select[name=agency]", label=AGENCY)
    await page.get_by_role("button", name="찾기").click()
    await page.get_by_label(re.compile("여권 발급")).first.check(force=True)
    await page.fill("input[name=reason]", "여권은 구청에서 담당합니다.")
    await page.fill("textarea[name=context]", "여권 재발급을 물어보십니다.")
    await page.get_by_role("button", name="보내기").click()
    await expect(page.get_by_role("button", name="넘겨주고 나가기")).to_be_visible()

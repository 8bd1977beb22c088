"""Calls between real browsers, over the really started relay."""

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.journeys.browser import chromium
from tests.journeys.media import heard_tones, remote_ports, watch_pictures
from tests.video.call_pages import HERTZ, is_connected, media_arguments, sees, sit, tile
from tests.video.call_site import CallSite, wait_until

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("calls")]


@pytest.mark.alone  # it judges how evenly pictures come
async def test_two_people_see_and_hear_each_other(call_site: CallSite, tmp_path: Path) -> None:
    call, seats = call_site.make_call()
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        official, citizen = [await sit(browser, call_site, seat) for seat in seats]
        await sees(official, 1)
        await sees(citizen, 1)

        pages = ((official, seats[1]), (citizen, seats[0]))
        watched = await asyncio.gather(*(watch_pictures(page, seconds=4) for page, _ in pages))
        for [picture], (page, other) in zip(watched, pages, strict=True):
            assert (picture.seat, picture.is_moving) == (other, True)
            assert picture.longest_gap_ms < 1000
            [tone] = await heard_tones(page)
            assert abs(tone["hertz"] - HERTZ) < 10
            assert set(await remote_ports(page)) == {call_site.relay_port}

        await citizen.click("[data-act=microphone]")
        await citizen.click("[data-act=camera]")
        at_official = official.locator(tile(official, seats[1]))
        await expect(at_official.locator("[data-part=muted]")).to_be_visible()
        await expect(at_official).to_have_attribute("data-camera-off", "true")
        await citizen.click("[data-act=camera]")
        await expect(at_official).to_have_attribute("data-camera-off", "false")
        [picture] = await watch_pictures(official, seconds=2)
        assert picture.is_moving
    assert call_site.facts(call)["events"].count("media_received") >= 4


async def test_written_talk_is_kept_over_a_reload(call_site: CallSite, tmp_path: Path) -> None:
    call, seats = call_site.make_call()
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        official = await sit(browser, call_site, seats[0])
        citizen = await sit(browser, call_site, seats[1], how="text")
        await citizen.fill(".call-say textarea", "안녕하세요 <b>반갑습니다</b>")
        await citizen.keyboard.press("Enter")
        await citizen.fill(".call-say textarea", "아직 보내지 않은 말")

        await official.click("[data-panel-button=chat]")
        line = official.locator(".call-line")
        await expect(line.locator("[data-part=text]")).to_have_text("안녕하세요 <b>반갑습니다</b>")
        await expect(citizen.locator(".call-line")).to_have_count(1)

        await citizen.reload()
        await is_connected(citizen)
        await sees(citizen, 1)
        await citizen.click("[data-panel-button=chat]")
        await expect(citizen.locator(".call-line")).to_have_count(1)
        await expect(citizen.locator(".call-say textarea")).to_have_value("아직 보내지 않은 말")
    assert call_site.facts(call)["messages"] == ["안녕하세요 <b>반갑습니다</b>"]


async def test_three_people_of_whom_one_shows_a_screen_leaves_and_returns(
    call_site: CallSite, tmp_path: Path
) -> None:
    call, seats = call_site.make_call(seats=3)
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        pages = [await sit(browser, call_site, seat) for seat in seats]
        for page in pages:
            await sees(page, 2)

        screen = pages[0].locator("[data-tile][data-source=screen]")
        await pages[2].click("[data-act=screen]")
        await expect(screen).to_have_attribute("data-large", "true")
        await pages[2].click("[data-act=screen]")
        await expect(screen).to_have_count(0)

        await pages[2].click("[data-act=leave]")
        await pages[2].click("[data-part=leave-dialog] [value=leave]")
        await pages[2].wait_for_url("**/left/")
        for page in pages[:2]:
            await sees(page, 1)
        wait_until(lambda: call_site.facts(call)["seats"][seats[2]] == "left")

        await pages[2].goto(f"{call_site.url}/sit/{seats[2]}/")
        await pages[2].click("[data-join=all]")
        for page in pages:
            await sees(page, 2)
        assert len(await heard_tones(pages[0])) == 2


async def test_a_second_tab_takes_over(call_site: CallSite, tmp_path: Path) -> None:
    _call, seats = call_site.make_call()
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        official, citizen = [await sit(browser, call_site, seat) for seat in seats]
        second = await citizen.context.new_page()
        await second.goto(f"{call_site.url}/sit/{seats[1]}/")
        await second.click("[data-join=all]")

        await is_connected(second)
        await sees(second, 1)
        await expect(citizen.locator("[data-part=over-text]")).to_contain_text("다른 창")
        await expect(citizen.locator("[data-part=again]")).to_be_visible()
        await sees(official, 1)
        [picture] = await watch_pictures(official, seconds=2)
        assert picture.is_moving

        await citizen.click("[data-part=again]")
        await is_connected(citizen)
        await expect(second.locator("[data-part=over-text]")).to_contain_text("다른 창")


async def test_the_host_mutes_removes_and_ends(call_site: CallSite, tmp_path: Path) -> None:
    call, seats = call_site.make_call(seats=3)
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        host, citizen, interpreter = [await sit(browser, call_site, seat) for seat in seats]
        await host.click("[data-panel-button=people]")
        for act, seat in (("mute", seats[1]), ("remove", seats[2]), ("remove", seats[2])):
            await host.click(f".call-person[data-seat='{seat}'] [data-act={act}]")

        await expect(citizen.locator("[data-act=microphone]")).to_have_attribute("data-on", "false")
        await expect(interpreter.locator("[data-part=over]")).to_be_visible()
        await sees(host, 1)

        await host.click("[data-act=leave]")
        await host.click("[data-part=leave-dialog] [value=end]")
        await expect(citizen.locator("[data-part=over-text]")).to_contain_text("끝났습니다")
        await citizen.wait_for_url(re.compile("left/.ended"))
    assert call_site.facts(call)["ended"] == "finished"


async def test_on_hold_nothing_is_seen_until_admitted(call_site: CallSite, tmp_path: Path) -> None:
    _call, seats = call_site.make_call()
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        host, citizen = [await sit(browser, call_site, seat) for seat in seats]
        await sees(citizen, 1)
        await host.click("[data-panel-button=people]")
        person = host.locator(f".call-person[data-seat='{seats[1]}']")

        await person.locator("[data-act=hold]").click()
        await expect(citizen.locator(".call[data-media=held]")).to_have_count(1)
        await person.locator("[data-act=admit]").click()

        await is_connected(citizen)
        [picture] = await watch_pictures(citizen, seconds=3)
        assert picture.is_moving


NO_CAMERA = """
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    throw new DOMException("no", wanted.video ? "%s" : "NotFoundError");
  };
"""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("NotAllowedError", "카메라가 막혀 있습니다"),
        ("NotFoundError", "카메라를 찾지 못했습니다"),
        ("NotReadableError", "다른 프로그램"),
    ],
)
async def test_c16_no_camera_gets_a_sentence_and_a_way_on(
    call_site: CallSite, tmp_path: Path, error: str, words: str
) -> None:
    _call, seats = call_site.make_call()
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        await sit(browser, call_site, seats[0])
        citizen = await sit(browser, call_site, seats[1], scripts=[NO_CAMERA % error])

        problem = citizen.locator("[data-part=problem]")
        await expect(problem).to_contain_text(words)
        await problem.locator("[data-act=go-on]").click()
        await expect(problem).to_be_hidden()
        await expect(citizen.locator("[data-act=camera]")).to_have_attribute("data-on", "false")
        await sees(citizen, 1)


async def test_media_returns_after_a_killed_relay(call_site: CallSite, tmp_path: Path) -> None:
    call, seats = call_site.make_call()
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        pages = [await sit(browser, call_site, seat) for seat in seats]
        for page in pages:
            await sees(page, 1)
        first = call_site.facts(call)["worker"]

        call_site.kill("relay")
        await asyncio.sleep(0.5)
        call_site.start_relay()

        wait_until(lambda: call_site.facts(call)["epoch"] == 2, seconds=10)
        for page in pages:
            await is_connected(page)
        watched = await asyncio.gather(*(watch_pictures(page, seconds=3) for page in pages))
        assert [picture.is_moving for [picture] in watched] == [True, True]
        now = call_site.facts(call)
        assert now["worker"] != first
        assert (now["ended"], set(now["seats"].values())) == ("", {"connected"})


async def test_a_restart_of_daphne_is_not_seen(call_site: CallSite, tmp_path: Path) -> None:
    call, seats = call_site.make_call()
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        official, citizen = [await sit(browser, call_site, seat) for seat in seats]
        await sees(official, 1)
        call_site.kill("daphne")
        await citizen.click("[data-panel-button=chat]")
        await citizen.fill(".call-say textarea", "들리세요?")
        await citizen.keyboard.press("Enter")

        [picture] = await watch_pictures(official, seconds=2)
        await asyncio.to_thread(call_site.start_daphne)

        assert picture.longest_gap_ms < 1000
        await official.click("[data-panel-button=chat]")
        await expect(official.locator(".call-line")).to_have_count(1, timeout=15_000)
        await expect(citizen.locator("[data-part=connection]")).to_have_attribute(
            "data-level", re.compile("good|fair")
        )
    assert call_site.facts(call)["messages"] == ["들리세요?"]


async def test_c14_equipment_check_reports_what_it_found(
    call_site: CallSite, tmp_path: Path
) -> None:
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        page = await browser.new_page(permissions=["camera", "microphone"], locale="ko-KR")
        await page.goto(f"{call_site.url}/check/")
        await page.click("[data-act=all]")
        await page.click("[data-act=tone]")
        await page.click("[data-act=heard]")
        await expect(page.locator("[data-part=connection]")).to_have_attribute(
            "data-result", "good", timeout=15_000
        )
        await page.click("#go-on")
        found = await page.evaluate("JSON.parse(document.body.innerText)")
    parts = ("camera", "microphone", "speaker", "connection")
    assert [found[part] for part in parts] == ["good"] * 4
    assert 0 <= int(found["round_trip_ms"]) < 1000

"""Each path can be walked up to the call without JavaScript: links and forms only."""

import re

import pytest
from django.utils import timezone

from tests.cast import DEMO_PASSWORD
from tests.journeys import steps
from tests.journeys.plain_http import PlainPerson, Seen
from tests.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("plain")]

SERVICE = "/services/mfds/mfds-foreign-matter/"
NEEDS_SCRIPTS = "영상 통화에는 자바스크립트가 필요합니다"


async def test_home_without_scripts(stack: Stack) -> None:
    async with PlainPerson(stack.url) as citizen, PlainPerson(stack.url) as official:
        found = await citizen.get("/services/?q=과자에서+벌레가+나왔어요")
        assert f'href="{SERVICE}"' in found.text
        code, ref = await _book(citizen)
        steps.let_time_pass(stack, ref)
        page = await citizen.get("/enter/")
        page = await citizen.submit(page, page.form(text="들어가기"), name="임무선", code=code)
        page = await citizen.submit(page, page.form(text="입장하기"))
        waiting = await _past_the_equipment_check(citizen, page)

        await _call_and_join(official, name="임무선")
        waiting = await citizen.get(waiting.url)
        called = await citizen.submit(waiting, waiting.form(action="/join/"))
        ended = await _end(official)

        assert NEEDS_SCRIPTS in called.text
        outcome = await citizen.get("/enter/")
        outcome = await citizen.submit(
            outcome, outcome.form(text="들어가기"), name="임무선", code=code
        )
        assert ended.status == 200
        assert "서식을 보내 드립니다." in outcome.text


async def test_counsel_now_without_scripts(stack: Stack) -> None:
    async with PlainPerson(stack.url) as citizen, PlainPerson(stack.url) as official:
        page = await citizen.get(f"{SERVICE}now/")
        page = await citizen.submit(
            page,
            page.form(text="순서 기다리기"),
            name="주바로",
            agrees_to_data="on",
            agrees_to_video="on",
        )
        waiting = await _past_the_equipment_check(citizen, page)
        assert "다음이 차례입니다." in waiting.text
        assert '<meta http-equiv="refresh"' in waiting.text

        await _call_and_join(official, name="주바로")
        waiting = await citizen.get(waiting.url)
        called = await citizen.submit(waiting, waiting.form(action="/join/"))
        await _end(official)

        assert NEEDS_SCRIPTS in called.text


async def test_kiosk_without_scripts(stack: Stack) -> None:
    async with PlainPerson(stack.url) as kiosk, PlainPerson(stack.url) as official:
        await _enrol(stack, kiosk)
        page = await kiosk.get("/kiosk/services/mfds/mfds-foreign-matter/")
        agreed = {"agrees_to_data": "on", "agrees_to_video": "on"}
        page = await kiosk.submit(page, page.form(text="차례 기다리기"), name="표무인", **agreed)
        if "/check/" in page.url:
            page = await kiosk.submit(page, page.form(text="다음"))
        await _call_and_join(official, name="표무인")
        page = await kiosk.get(page.url)
        called = await kiosk.submit(page, page.form(text="상담 시작하기"))
        await _end(official)
        start = await kiosk.get("/kiosk/")

        assert NEEDS_SCRIPTS in called.text
        assert "어떻게 도와드릴까요?" in start.text
        assert "표무인" not in start.text


async def test_meeting_without_scripts(stack: Stack) -> None:
    async with PlainPerson(stack.url) as secretary, PlainPerson(stack.url) as member:
        await secretary.sign_in("supervisor@mfds.demo", DEMO_PASSWORD)
        page = await secretary.get("/conferences/new/")
        page = await secretary.submit(page, page.form(text="회의 이름"), **_meeting())
        page = await secretary.submit(page, page.form(action="/open-lobby/"))
        code = _code_in(stack.outside.wait_for_text("1077770001")["text"])
        door = await member.get("/enter/")
        lobby = await member.submit(door, door.form(text="들어가기"), name="현위원", code=code)
        lobby = await member.submit(lobby, lobby.form(text="확인 없이 대기실로"))
        page = await secretary.get(page.url)
        await secretary.submit(page, page.form(action="/admit-all/"))
        lobby = await member.get(lobby.url)
        called = await member.submit(lobby, lobby.form(text="회의실로 들어가기"))

        assert NEEDS_SCRIPTS in called.text


async def _book(citizen: PlainPerson) -> tuple[str, str]:
    page = await citizen.get(f"{SERVICE}times/")
    starts_at = re.search(r'value="(\d{4}-\d\d-\d\dT[^"]+)"', page.text)
    assert starts_at is not None
    page = await citizen.submit(page, page.form(action="/hold/"), starts_at=starts_at.group(1))
    about = {"name": "임무선", "phone": "010-2222-3333", "agrees_to_data": "on"}
    page = await citizen.submit(page, page.form(text="5분 더 쓰기"), **about, agrees_to_video="on")
    code = re.search(r"data-entry-code>\s*(\d{6})", page.text)
    ref = re.search(r"/appointments/([^/]+)/", page.url)
    assert code is not None
    assert ref is not None
    return code.group(1), ref.group(1)


async def _past_the_equipment_check(citizen: PlainPerson, page: Seen) -> Seen:
    assert "/equipment/" in page.url
    return await citizen.submit(page, page.form(text="대기실로"))


async def _call_and_join(official: PlainPerson, *, name: str) -> None:
    await official.sign_in("official@mfds.demo", DEMO_PASSWORD)
    board = await official.get("/desk/")
    if "/take/" in board.text:
        board = await official.submit(board, board.form(action="/take/"))
    board = await official.submit(board, board.form(text="다음 호출"))
    assert f"곧 {name} 님과 연결됩니다" in board.text
    await official.submit(board, board.form(text="연결하기"))


async def _end(official: PlainPerson) -> Seen:
    board = await official.get("/desk/")
    return await official.submit(
        board,
        board.form(text="마치고 결과 보내기"),
        outcome="answered",
        citizen_note="서식을 보내 드립니다.",
    )


async def _enrol(stack: Stack, kiosk: PlainPerson) -> None:
    async with PlainPerson(stack.url) as office:
        await office.sign_in("operator@maju.demo", DEMO_PASSWORD)
        page = await office.get("/office/kiosks/")
        booth = re.search(r'<option value="(\d+)"', page.text)
        assert booth is not None
        form = page.form(text="등록 코드 만들기")
        page = await office.submit(page, form, booth=booth.group(1), name="무선 키오스크")
    code = re.search(r"data-enrolment-code>\s*([^<\s]+)", page.text)
    assert code is not None
    page = await kiosk.get("/kiosk/")
    await kiosk.submit(page, page.form(text="등록하기"), code=code.group(1))


def _meeting() -> dict[str, str]:
    starts = timezone.localtime()
    return {
        "title": "글자만의 회의",
        "day": f"{starts:%Y-%m-%d}",
        "starts": "00:00",
        "ends": "23:59",
        "members-0-name": "현위원",
        "members-0-contact": "010-7777-0001",
    }


def _code_in(text: str) -> str:
    found = re.search(r"\b\d{6}\b", text)
    assert found is not None
    return found.group()

"""What the kiosk's scripts reckon, in a real browser: Hangul syllables and idle time."""

from pathlib import Path
from urllib.parse import quote

import pytest

from tests.journeys.browser import chromium

SCRIPTS = Path(__file__).resolve().parents[4] / "static" / "js"

TYPE_AND_ERASE = """async ([address, words]) => {
  const { typeLetter, eraseLetter } = await import(address);
  const typed = words.map((letters) => [...letters].reduce(typeLetter, ""));
  const erased = [];
  for (let text = typed[0]; text; text = eraseLetter(text)) erased.push(text);
  return { typed, erased };
}"""
WATCH = """async ([address, moments]) => {
  const { IdleWatch } = await import(address);
  const watch = new IdleWatch(60, 90);
  watch.touch(1000);
  return moments.map((now) => watch.look(now));
}"""
SYLLABLES = {
    "ㄱㅘㅂㅅ": "괎",
    "ㅂㅏㄱㅁㅣㄴㅇㅜㅓㄴ": "박민원",
    "ㅎㅗㅏㅇㅂㅗ": "황보",
    "ㄱㅏㅂㅅㅣ": "갑시",
    "ㄷㅏㄹㄱㅇㅣ": "닭이",
    "ㄸㅏㅇ": "땅",
    "ㄱㅏㄸㅏ": "가따",
    "ㅇㅡㅣㅅㅏ": "의사",
    "HONG ㄱㅏ": "HONG 가",
}


def _module(path: str) -> str:
    return "data:text/javascript," + quote((SCRIPTS / path).read_text(encoding="utf-8"))


@pytest.mark.browser
@pytest.mark.xdist_group("scripts")
async def test_keyboard_composes_and_takes_apart_syllables() -> None:
    async with chromium() as browser:
        page = await browser.new_page()
        found = await page.evaluate(TYPE_AND_ERASE, [_module("lib/hangul.js"), list(SYLLABLES)])

    assert found == {"typed": list(SYLLABLES.values()), "erased": ["괎", "괍", "과", "고", "ㄱ"]}


@pytest.mark.browser
@pytest.mark.xdist_group("scripts")
async def test_idle_watch_warns_at_60_and_ends_at_90_seconds() -> None:
    moments = [60_999, 61_000, 90_999, 91_000]

    async with chromium() as browser:
        page = await browser.new_page()
        found = await page.evaluate(WATCH, [_module("behaviours/kiosk-idle.js"), moments])

    assert found == [
        {"isWarning": False, "isOver": False, "secondsLeft": 31},
        {"isWarning": True, "isOver": False, "secondsLeft": 30},
        {"isWarning": True, "isOver": False, "secondsLeft": 1},
        {"isWarning": True, "isOver": True, "secondsLeft": 0},
    ]

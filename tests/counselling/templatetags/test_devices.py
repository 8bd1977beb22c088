"""Browsers as people call them."""

import pytest

from counselling.templatetags.devices import device_words

CHROME = "(KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME}", "크롬, 윈도우 컴퓨터"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Edg/156.0", "엣지, 윈도우 컴퓨터"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {CHROME} Whale/4.3", "네이버 웨일, 리눅스 컴퓨터"),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 SamsungBrowser/29.0 Chrome/136.0",
            "삼성 인터넷, 안드로이드 기기",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
            "사파리, 아이폰",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:153.0) Firefox/153.0",
            "파이어폭스, 맥 컴퓨터",
        ),
        ("curl/8.5.0", "알 수 없는 기기"),
        ("", "알 수 없는 기기"),
    ],
)
def test_a_browser_is_named_as_people_call_it(user_agent: str, words: str) -> None:
    assert device_words(user_agent) == words

"""What a live page does when two changes come close together, in a real browser."""

import pytest

from tests.counselling.views.desk.scripted_page import opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("scripts")]

LIVE = """
<script>
  window.heard = 0;
  window.WebSocket = class extends EventTarget {
    constructor() { super(); window.socket = this; }
    close() {}
    send() {}
  };
</script>
<main data-behaviour="live-page" data-live-url="/ws/">
  <p id="place" hx-trigger="live-changed from:body"></p>
</main>"""
CHANGE = """(sequence) => {
  const data = JSON.stringify({ type: "changed", topics: { line: sequence } });
  window.socket.dispatchEvent(new MessageEvent("message", { data }));
  return window.heard;
}"""
ASK = "document.getElementById('place').classList.add('htmx-request')"
# What htmx does with an answer: the fragment is replaced, with it what waited for it.
ANSWER = """() => {
  document.getElementById("place").outerHTML =
    "<p id=place hx-trigger='live-changed from:body'></p>";
  document.body.dispatchEvent(new CustomEvent("htmx:afterSettle"));
  return window.heard;
}"""


async def test_a_change_during_a_fetch_is_told_again_when_its_answer_is_there() -> None:
    async with opened(LIVE) as page:
        await page.wait_for_function("window.socket")
        await page.evaluate("document.body.addEventListener('live-changed', () => heard++)")
        seen = [await page.evaluate(CHANGE, 1)]
        await page.evaluate(ASK)
        seen.append(await page.evaluate(CHANGE, 2))
        seen.append(await page.evaluate(ANSWER))
        seen.append(await page.evaluate(ANSWER))

    assert seen == [1, 2, 3, 3]


LOST = """() => {
  window.socket.dispatchEvent(new CloseEvent("close"));
  return document.getElementById("live-lost").hidden;
}"""


async def test_a_page_whose_live_line_is_gone_says_so_until_it_is_back() -> None:
    async with opened(LIVE + '<p id="live-lost" hidden>늦음</p>') as page:
        await page.wait_for_function("window.socket")
        await page.clock.install()
        before = await page.evaluate(LOST)
        await page.clock.run_for(6_500)
        shown = await page.is_visible("#live-lost")
        await page.evaluate("document.body.addEventListener('live-changed', () => heard++)")
        await page.clock.run_for(60_000)
        asked = await page.evaluate("window.heard")
        await page.evaluate(CHANGE, 1)

        assert (before, shown, asked >= 1) == (True, True, True)
        assert await page.is_hidden("#live-lost")

"""What the board's scripts do, in a real browser: arrivals, a list that holds still, drafts."""

import pytest

from tests.counselling.views.desk.scripted_page import SITE, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("scripts")]

LIST = """
<main data-behaviour="desk-steady">
  <p data-held hidden>held</p>
  <ol id="list" hx-get="/" style="height: 100px"><li id="a">a</li></ol>
</main>"""
FRESH = """<ol id="list" hx-get="/"><li id="a">a</li><li id="b">b</li></ol>"""
# What htmx would do with an answer, or a part of one: ask whether to swap, then swap and say so.
SWAP = """([kind, serverResponse]) => {
  const list = document.getElementById("list");
  const fragment = document.createRange().createContextualFragment(serverResponse);
  const detail = { shouldSwap: true, [kind.includes("oob") ? "fragment" : "serverResponse"]:
    kind.includes("oob") ? fragment : serverResponse };
  list.dispatchEvent(new CustomEvent(kind, { bubbles: true, detail }));
  if (!detail.shouldSwap) return false;
  list.outerHTML = serverResponse;
  document.getElementById("list").dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  return true;
}"""
WAYS = pytest.mark.parametrize("way", ["htmx:beforeSwap", "htmx:oobBeforeSwap"])
ALARM = """
<script>
  window.notes = 0;
  window.OscillatorNode = class extends OscillatorNode {
    constructor(...words) { super(...words); window.notes += 1; }
  };
</script>
<p id="desk-counts" data-alarm-refs="a"></p>
<button type="button" hidden data-behaviour="desk-alarm"
  data-on-text="on" data-off-text="off" data-blocked-text="blocked"><i data-label></i></button>"""
ARRIVE = """(refs) => {
  document.getElementById("desk-counts").dataset.alarmRefs = refs;
  document.body.dispatchEvent(new CustomEvent("htmx:load"));
}"""
ARRIVALS = """async ([address, steps]) => {
  const { Arrivals } = await import(address);
  const arrivals = new Arrivals(["old"]);
  return steps.map((step) => {
    if (step === "react") return arrivals.react() ?? null;
    const { rings, isNew } = arrivals.take(step);
    return [rings, isNew];
  });
}"""


async def test_arrivals_ring_until_somebody_reacts_and_again_for_the_next() -> None:
    steps = [["old"], ["old", "new"], ["old", "new"], "react", ["old", "new"], ["new", "third"]]

    async with opened("") as page:
        address = f"{SITE}/static/js/behaviours/desk-arrivals.js"
        rings = await page.evaluate(ARRIVALS, [address, steps])

    assert rings == [
        [False, False],
        [True, True],
        [True, False],
        None,
        [False, False],
        [True, True],
    ]


@WAYS
async def test_list_is_held_under_the_pointer_and_fetched_when_it_leaves(way: str) -> None:
    async with opened(LIST) as page:
        await page.evaluate(
            "window.freed = 0; list.addEventListener('list-free', () => (window.freed += 1))"
        )
        await page.hover("#list")
        swapped_under_pointer = await page.evaluate(SWAP, [way, FRESH])
        is_said = await page.is_visible("[data-held]")
        await page.mouse.move(5, 700)
        freed = await page.evaluate("window.freed")
        swapped_afterwards = await page.evaluate(SWAP, [way, FRESH])
        arrived = await page.locator(".arrived").all_text_contents()

    assert (swapped_under_pointer, is_said) == (False, True)
    assert (freed, swapped_afterwards, arrived) == (1, True, ["b"])


@WAYS
async def test_list_is_left_alone_by_an_answer_that_says_nothing_new(way: str) -> None:
    same = """<ol id="list" hx-get="/">\n  <li id="a">a</li>\n</ol>"""

    async with opened(LIST) as page:
        swapped = await page.evaluate(SWAP, [way, same])
        await page.hover("#list")
        swapped_under_pointer = await page.evaluate(SWAP, [way, same])
        is_said = await page.is_visible("[data-held]")

    assert (swapped, swapped_under_pointer, is_said) == (False, False, False)


async def test_draft_is_there_after_a_reload_until_the_form_was_taken() -> None:
    form = """<form data-behaviour="desk-draft" data-draft-key="k">
      <textarea name="note"></textarea></form>"""

    async with opened(form) as page:
        await page.fill("textarea", "사진 두 장")
        await page.reload()
        kept = await page.input_value("textarea")
        await page.evaluate("""() => {
          const xhr = { getResponseHeader: () => "/desk/1/" };
          const taken = new CustomEvent("htmx:beforeOnLoad", { detail: { xhr } });
          document.querySelector("form").dispatchEvent(taken);
        }""")
        await page.reload()
        forgotten = await page.input_value("textarea")

    assert (kept, forgotten) == ("사진 두 장", "")


async def test_enter_in_a_promise_asks_whether_to_end_and_the_next_enter_ends() -> None:
    form = """<form data-behaviour="main-act"
        onsubmit="window.sent = event.submitter.id; return false">
      <button id="ready-text">넣기</button><input name="promise">
      <details class="confirm"><summary>마치기</summary>
        <button class="primary" type="submit" id="end">예</button></details></form>"""

    async with opened(form) as page:
        await page.press("input", "Enter")
        asked = await page.evaluate("[document.querySelector('details').open, window.sent ?? '']")
        await page.keyboard.press("Enter")
        sent = await page.evaluate("window.sent")

    assert (asked, sent) == ([True, ""], "end")


async def test_alarm_rings_for_who_is_new_until_a_press_and_again_for_the_next() -> None:
    async with opened(ALARM) as page:
        await page.wait_for_function("window.notes > 0")
        await page.mouse.click(300, 300)
        heard = await page.evaluate("sessionStorage.getItem('desk-alarm-heard')")
        await page.evaluate("window.notes = 0")
        await page.evaluate(ARRIVE, "a")
        for_the_same = await page.evaluate("window.notes")
        await page.evaluate(ARRIVE, "a b")
        for_another = await page.evaluate("window.notes")

    assert (heard, for_the_same, for_another) == ('["a"]', 0, 3)


async def test_alarm_that_was_muted_stays_so_after_a_reload() -> None:
    async with opened(ALARM) as page:
        await page.click("button")
        await page.reload()
        label = await page.text_content("[data-label]")
        await page.evaluate("window.notes = 0")
        await page.evaluate(ARRIVE, "a b")
        notes = await page.evaluate("window.notes")

    assert (label, notes) == ("off", 0)


NOTIFY = """
<script>
  window.told = [];
  window.Notification = class extends EventTarget {
    static permission = "default";
    static async requestPermission() { window.Notification.permission = "granted"; }
    constructor(title) { super(); window.told.push(title); }
    close() { window.told.push("closed"); }
  };
  Document.prototype.hasFocus = () => false;
</script>
<button type="button" hidden data-behaviour="desk-notify" data-ask-text="ask" data-on-text="on"
  data-off-text="off" data-denied-text="denied" data-title="new"><i data-label></i></button>"""


async def test_desktop_is_told_once_of_who_is_new_after_permission_was_asked_by_a_press() -> None:
    rings = """(detail) => document.dispatchEvent(new CustomEvent("desk-rings", { detail }))"""

    async with opened(NOTIFY) as page:
        await page.evaluate(rings, {"rings": True, "isNew": True})
        before = await page.evaluate("window.told")
        await page.click("button")
        label = await page.text_content("[data-label]")
        await page.evaluate(rings, {"rings": True, "isNew": True})
        await page.evaluate(rings, {"rings": True, "isNew": False})
        await page.evaluate(rings, {"rings": False, "isNew": False})
        told = await page.evaluate("window.told")

    assert (before, label, told) == ([], "on", ["new", "closed"])


async def test_no_live_answer_and_no_second_press_while_an_act_is_on_its_way() -> None:
    body = """<main data-behaviour="desk-leaving">
      <form action="/slow" method="post"><button>call</button></form></main>"""
    press = """() => {
      const submit = () => new SubmitEvent("submit", { bubbles: true, cancelable: true });
      const answer = () => new Event("htmx:beforeOnLoad", { bubbles: true, cancelable: true });
      const form = document.querySelector("form");
      const let_through = [document.body.dispatchEvent(answer())];
      let_through.push(form.dispatchEvent(submit()), document.body.dispatchEvent(answer()));
      let_through.push(form.dispatchEvent(submit()));
      return let_through;
    }"""

    async with opened(body) as page:
        let_through = await page.evaluate(press)

    assert let_through == [True, True, False, False]

"""The parts of the call's scripts that need no page, run in a real browser engine."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page

from tests.journeys.browser import chromium
from tests.video.call_site import CallSite

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("scripts")]


@pytest_asyncio.fixture(loop_scope="session")
async def page(call_site: CallSite) -> AsyncIterator[Page]:
    async with chromium() as browser:
        page = await browser.new_page()
        await page.goto(f"{call_site.url}/left/")
        yield page


async def run(page: Page, module: str, body: str) -> Any:
    """The value of `body`, in which `m` is the module."""
    return await page.evaluate(
        f"import('/static/js/call/{module}.js').then((m) => {{ {body} }})",
    )


SEATS = """
  const camera = {source: "camera", kind: "video", muted: false};
  const seat = (name, more) => ({seat: name, name, role: "citizen", state: "connected",
    quality: "", on_hold: false, tracks: [camera], ...more});
  const state = new m.CallState();
  const joined = state.apply({type: "joined", v: 1, seat: "me", sequence: 5, epoch: 1, may: {},
    now: new Date().toISOString(), started_at: null, messages: [],
    seats: [seat("me"), seat("you"), seat("late", {state: "invited"})]});
"""


async def test_state_knows_whose_media_is_wanted(page: Page) -> None:
    wanted = await run(page, "call_state", f"{SEATS} return state.wanted();")

    assert wanted == [{"seat": "you", "source": "camera", "kind": "video"}]


async def test_state_asks_after_a_gap_and_passes_over_old_messages(page: Page) -> None:
    gaps = await run(
        page,
        "call_state",
        f"""{SEATS}
        const next = {{type: "seat_changed", v: 1, sequence: 6, ...seat("late")}};
        const gaps = [joined, state.apply(next), state.apply({{...next, ...seat("late",
          {{state: "left"}}), sequence: 6}}), state.apply({{...next, sequence: 9}}),
          state.apply({{type: "heartbeat", v: 1, sequence: 10}})];
        return [...gaps, state.others().length, state.sequence];""",
    )

    assert gaps == [False, False, False, True, True, 2, 9]


async def test_from_a_worker_in_drain_nobody_is_lost_and_the_state_is_asked_for(
    page: Page,
) -> None:
    seen = await run(
        page,
        "call_state",
        f"""{SEATS}
        state.apply({{type: "move", v: 1, sequence: 6, epoch: 2, reason: "drain"}});
        const asks = state.apply({{type: "heartbeat", v: 1, sequence: 6}});
        return [state.epoch, state.others()[0].state, asks];""",
    )

    assert seen == [2, "connected", True]


async def test_after_a_move_the_others_are_awaited(page: Page) -> None:
    states = await run(
        page,
        "call_state",
        f"""{SEATS}
        state.apply({{type: "move", v: 1, sequence: 6, epoch: 2, reason: "worker_lost"}});
        return [state.epoch, ...[...state.seats.values()].map((one) => one.state)];""",
    )

    assert states == [2, "lost", "lost", "invited"]


async def test_plan_says_what_came_and_what_went(page: Page) -> None:
    changes = await run(
        page,
        "receive_plan",
        """const plan = new m.ReceivePlan();
        const wish = (seat, source) => ({seat, source, kind: "video"});
        const first = plan.update([wish("a", "camera"), wish("b", "camera")]);
        const second = plan.update([wish("b", "camera"), wish("b", "screen")]);
        return [first.come.length, first.gone.length, second.come, second.gone.length,
          plan.lines.length];""",
    )

    assert changes == [2, 0, [{"seat": "b", "source": "screen", "kind": "video"}], 1, 2]


async def test_speaker_does_not_flicker(page: Page) -> None:
    speakers = await run(
        page,
        "speaker_watch",
        """const watch = new m.SpeakerWatch();
        const levels = (a, b) => new Map([["a", a], ["b", b]]);
        return [watch.hear(levels(0, 0), 0), watch.hear(levels(0.5, 0.1), 100),
          watch.hear(levels(0.1, 0.5), 1000), watch.hear(levels(0.1, 0.5), 2200),
          watch.hear(levels(0, 0), 9000)];""",
    )

    assert speakers == ["", "a", "a", "b", "b"]


async def test_comings_are_told_once(page: Page) -> None:
    told = await run(
        page,
        "comings",
        """const comings = new m.Comings();
        const seat = (state) => [{seat: "a", name: "a", state}];
        return ["invited", "connected", "weak", "lost", "connected", "left", "left"]
          .map((state) => comings.update(seat(state)).map((one) => one.key).join());""",
    )

    assert told == ["", "came", "shaky", "lost_sight", "back", "went", ""]


async def test_who_is_given_a_seat_is_announced_before_coming(page: Page) -> None:
    told = await run(
        page,
        "comings",
        """const comings = new m.Comings();
        const seat = (name, state) => ({seat: name, name, state});
        comings.update([seat("a", "connected")]);
        return comings.update([seat("a", "connected"), seat("b", "invited")]);""",
    )

    assert told == [{"key": "expected", "name": "b"}]


async def test_listeners_are_named_from_the_seat_until_they_leave(page: Page) -> None:
    names = await run(
        page,
        "listening",
        """const seat = (name, role, state) => ({seat: name, name, role, state});
        return m.listenersIn([seat("a", "listener", "invited"), seat("b", "official", "connected"),
          seat("c", "listener", "lost"), seat("d", "listener", "left")]);""",
    )

    assert names == ["a", "c"]


async def test_outbox_keeps_lines_until_the_server_has_them(page: Page) -> None:
    unsent = await run(
        page,
        "chat_outbox",
        """const kept = {};
        const store = {get: (name, other) => kept[name] ?? other,
          set: (name, value) => { kept[name] = value; }};
        let number = 0;
        const outbox = new m.ChatOutbox(store, () => String(++number));
        outbox.add("one"); outbox.add("two");
        outbox.settle([{seat: "me", client_id: "1"}, {seat: "you", client_id: "2"}], "me");
        return new m.ChatOutbox(store).unsent;""",
    )

    assert unsent == [{"client_id": "2", "text": "two"}]


async def test_tips_speak_of_oneself_first_and_then_of_the_worst_other(page: Page) -> None:
    tips = await run(
        page,
        "connection_words",
        """const seat = (name, quality, cause, state = "connected") =>
          ({name, quality, cause, state});
        const [good, poor] = [seat("가", "good", ""), seat("나", "poor", "delay")];
        const lost = seat("다", "poor", "loss", "lost");
        return [m.tipOf(good, [good]), m.tipOf(good, [lost, poor]),
          m.tipOf(seat("라", "fair", "computer"), [poor])];""",
    )

    assert tips == [
        {},
        {"key": "tip_other", "name": "나"},
        {"key": "tip_computer", "name": ""},
    ]


async def test_a_computer_is_busy_when_it_drops_pictures_that_are_looked_at(page: Page) -> None:
    busy = await run(
        page,
        "stats_reporter",
        """const sum = (more) => ({atMs: 0, rtt: 0, received: 0, lost: 0, bytes: 0, frames: 0,
          freezes: 0, dropped: 0, isSlowed: false, isSeen: true, ...more});
        const later = (more) => sum({atMs: 1e4, frames: 100, ...more});
        return [later({dropped: 20}), later({dropped: 60}), later({dropped: 60, isSeen: false}),
          later({isSlowed: true})].map((now) => m.compare(sum({}), now).is_busy);""",
    )

    assert busy == [False, True, False, True]


async def test_a_flow_that_stops_is_noticed_once_per_connection(page: Page) -> None:
    stopped = await run(
        page,
        "flow_watch",
        """let stops = 0;
        const watch = new m.FlowWatch({look: () => null, onStop: () => { stops += 1; }});
        const after = (of, bytes, at) => { watch.take(of && {of, bytes}, at); return stops; };
        return [after("a", 0, 0), after("a", 0, 9000), after("a", 100, 10000),
          after("a", 100, 11000), after("a", 100, 12000), after("a", 100, 20000),
          after("b", 50, 21000), after("b", 50, 22000), after(null, 0, 22500),
          after("b", 50, 23500), after("b", 50, 25500)];""",
    )

    assert stopped == [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2]


async def test_small_changes_of_size_are_not_told_and_a_new_connection_is_told_all(
    page: Page,
) -> None:
    told = await run(
        page,
        "layer_wishes",
        """const told = [], lines = [{mid: "1", seat: "a", source: "camera"}];
        let height = 200, of = "first", isUp = false;
        const wishes = new m.LayerWishes({lines: () => ({of, lines}),
          heights: () => new Map([["a camera", height]]),
          tell: (body) => isUp && told.push(body.max_height)});
        wishes.look(); isUp = true; wishes.look();
        height = 230; wishes.look(); height = 250; wishes.look(); wishes.look();
        of = "second"; wishes.look();
        return told;""",
    )

    assert told == [200, 250, 250]


async def test_figures_in_words(page: Page) -> None:
    clock = await run(page, "call_clock", "return [59e3, 61e3, 3661e3].map(m.clockText);")
    silence = "new Float32Array(100)"
    steps = await run(page, "level_meter", f"return [m.stepOf({silence}), m.stepOf([0.3, -0.3])];")
    word = "m.wordOf({{signalling: {}, media: '{}', quality: '{}'}})"
    words = await run(
        page,
        "connection_words",
        f"return [{word.format('true', 'connected', 'fair')},"
        f"{word.format('false', 'connected', 'good')}, {word.format('true', 'lost', 'good')}];",
    )

    assert clock == ["00:59", "01:01", "1:01:01"]
    assert steps == [0, 6]
    assert words == ["fair", "signalling", "lost"]

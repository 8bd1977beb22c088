"""T1.10 to T1.12: the citizen's network changes or is cut, the page is left and comes back, or the
whole browser is gone. The official's browser is another process and sees what is told of it."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from playwright.async_api import Page

from tests.trials.browsers import figures, mark
from tests.trials.results import Results, Row, p95, show
from tests.trials.scene import Scene, chromium_pids, is_renderer, started_scene
from tests.video.call_pages import is_connected

ROUNDS = 5
CUTS = (5, 30, 90)


async def run(trial: str) -> int:
    """Does the parts and rounds that are missing; returns how many rows do not hold."""
    results = Results(trial)
    rounds = int(os.environ.get("ROUNDS", ROUNDS))
    for name, (part, _judge) in PARTS[trial].items():
        done = [one for one in results.rounds if one["part"] == name]
        while len(done) < rounds:
            measured = {"part": name, **await _round(part)}
            done.append(measured)
            results.keep_round(measured)
            print(f"{trial} {name} round {len(done)} of {rounds}: {measured}", flush=True)
    rows = []
    for name, (_part, judge) in PARTS[trial].items():
        done = [one for one in results.rounds if one["part"] == name][:rounds]
        rows += [Row(trial=trial, what=name, **verdict) for verdict in judge(done)]
    results.replace(rows)
    return show(results.rows)


async def _round(part: Callable[[Scene], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
    async with started_scene() as scene:
        measured = await part(scene)
        facts = await scene.rig.facts(scene.call)
        return {**measured, "ended": facts["ended"], "seats": len(facts["seats"])}


# T1.10


async def _change_network(scene: Scene) -> dict[str, Any]:
    """New ports towards the relay, and every TCP connection is dead."""
    await scene.watch_tile()
    await mark(scene.official, scene.citizen)
    for shaper in scene.rig.shapers:
        shaper.change_addresses()
    assert scene.rig.http_line is not None
    scene.rig.http_line.drop()
    await asyncio.sleep(12)
    seen = [await figures(page) for page in (scene.official, scene.citizen)]
    return {"gap_s": [one["soundGapMs"] / 1000 for one in seen]}


def _cut_for(seconds: int) -> Callable[[Scene], Awaitable[dict[str, Any]]]:
    async def part(scene: Scene) -> dict[str, Any]:
        await scene.watch_tile()
        scene.cut()
        await asyncio.sleep(seconds)
        told = await scene.told("weak", "lost", "gone")
        place = (await scene.rig.facts(scene.call))["seats"][scene.seats[1]]
        await mark(scene.official, scene.citizen)
        scene.mend()
        back = await scene.sound_back(scene.official, scene.citizen, seconds=25)
        return {"back_s": back, "told_s": told, "place": place, "login": scene.citizen.url}

    return part


def _judge_change(rounds: list[dict[str, Any]]) -> list[dict[str, Any]]:
    gaps = [gap for one in rounds for gap in one["gap_s"]]
    return [_within("sound resumes p95 <= 3 s", gaps, 3.0, rounds)]


def _judge_cut(rounds: list[dict[str, Any]]) -> list[dict[str, Any]]:
    back = [one for each in rounds for one in each["back_s"]]
    told = [each["told_s"] for each in rounds]
    kept = all(each["place"] in ("weak", "lost", "connected") for each in rounds)
    return [
        _within("sound resumes p95 <= 3 s after the link is back", back, 3.0, rounds),
        _within("the other is told within 5 s", told, 5.0, rounds, kind="service"),
        {
            "demanded": "the place is kept, no new sign-in, the call goes on",
            "measured": f"places {sorted({each['place'] for each in rounds})},"
            f" ended {sorted({each['ended'] for each in rounds})}",
            "holds": kept and not any(each["ended"] for each in rounds),
            "kind": "call",
        },
    ]


# T1.11


async def _reload(scene: Scene) -> dict[str, Any]:
    await mark(scene.official)
    began = monotonic()
    await scene.citizen.reload()
    await is_connected(scene.citizen)
    await _hears(scene.citizen)
    heard = monotonic() - began
    gap = (await figures(scene.official))["soundGapMs"] / 1000
    return {"back_s": [heard, gap]}


async def _crash(scene: Scene) -> dict[str, Any]:
    """The tab dies; the person opens the page again in a new one."""
    await scene.watch_tile()
    renderers = [pid for pid in scene.citizen_pids if is_renderer(pid)]
    for pid in renderers:
        os.kill(pid, signal.SIGKILL)
    await asyncio.sleep(11)
    ghost = await scene.told("weak", "lost", "gone")
    lost = await scene.told("lost", "gone")
    browser = scene.citizen.context.browser
    assert browser is not None
    await mark(scene.official)
    began = monotonic()
    page = await scene.sit_citizen(browser)
    await _hears(page)
    return {"back_s": [monotonic() - began], "ghost_s": lost, "weak_s": ghost}


async def _second_tab(scene: Scene) -> dict[str, Any]:
    assert scene.rig.http_line is not None
    url = f"http://localhost:{scene.rig.http_line.port}/sit/{scene.seats[1]}/"
    second = await scene.citizen.context.new_page()
    await second.goto(url)
    await mark(scene.official)
    began = monotonic()
    await second.click("[data-join=all]")
    await is_connected(second)
    await _hears(second)
    back = monotonic() - began
    notice = scene.citizen.locator("[data-part=over-text]")
    await notice.wait_for(state="visible", timeout=10_000)
    text = await notice.inner_text()
    gap = (await figures(scene.official))["soundGapMs"] / 1000
    return {"back_s": [back, gap], "notice": "다른 창" in text}


async def _sleep(scene: Scene) -> dict[str, Any]:
    """The laptop sleeps for a minute: no process of the browser runs, then all do."""
    await scene.watch_tile()
    for pid in scene.citizen_pids & chromium_pids():
        os.kill(pid, signal.SIGSTOP)
    await asyncio.sleep(60)
    ghost = await scene.told("lost", "gone")
    await mark(scene.official)
    for pid in scene.citizen_pids & chromium_pids():
        os.kill(pid, signal.SIGCONT)
    back = await scene.sound_back(scene.official, seconds=25)
    return {"back_s": back, "ghost_s": ghost}


def _judge_back(rounds: list[dict[str, Any]]) -> list[dict[str, Any]]:
    back = [one for each in rounds for one in each["back_s"]]
    verdicts = [_within("back in the call, heard and hearing, <= 4 s", back, 4.0, rounds)]
    if "ghost_s" in rounds[0]:
        ghosts = [each["ghost_s"] for each in rounds]
        verdicts.append(_within("no ghost > 10 s", ghosts, 10.0, rounds, kind="service"))
    if "notice" in rounds[0]:
        told = sum(each["notice"] for each in rounds)
        verdicts.append(
            {
                "demanded": "the first tab says that another took over",
                "measured": f"{told} of {len(rounds)}",
                "holds": told == len(rounds),
                "kind": "service",
            }
        )
    return verdicts


# T1.12


async def _vanish(scene: Scene) -> dict[str, Any]:
    await scene.watch_tile()
    for pid in scene.citizen_pids & chromium_pids():
        os.kill(pid, signal.SIGKILL)
    began = monotonic()
    state = ""
    while monotonic() - began < 125 and state != "left":
        await asyncio.sleep(0.25)
        state = (await scene.rig.facts(scene.call))["seats"][scene.seats[1]]
    freed = monotonic() - began if state == "left" else 999.0
    weak, lost = await scene.told("weak", "lost", "gone"), await scene.told("lost", "gone")
    return {"weak_s": weak, "lost_s": lost, "freed_s": freed}


def _judge_vanish(rounds: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        _within("shown weak <= 3 s", [one["weak_s"] for one in rounds], 3.0, rounds),
        _within("shown lost <= 8 s", [one["lost_s"] for one in rounds], 8.0, rounds),
        _within("place free <= 120 s", [one["freed_s"] for one in rounds], 120.0, rounds),
    ]


async def _hears(page: Page) -> None:
    await page.wait_for_function("() => __figures().soundBackMs > 0", timeout=15_000)


def _within(
    demanded: str,
    values: list[float],
    limit: float,
    rounds: list[dict[str, Any]],
    *,
    kind: str = "call",
) -> dict[str, Any]:
    return {
        "demanded": demanded,
        "measured": f"p95 {p95(values):.1f} s, most {max(values):.1f} s in {len(rounds)} rounds",
        "holds": p95(values) <= limit,
        "kind": kind,
    }


Part = tuple[Callable[[Scene], Awaitable[dict[str, Any]]], Callable[..., list[dict[str, Any]]]]
PARTS: dict[str, dict[str, Part]] = {
    "T1.10": {
        "network change": (_change_network, _judge_change),
        **{f"cable out {s} s": (_cut_for(s), _judge_cut) for s in CUTS},
    },
    "T1.11": {
        "reload": (_reload, _judge_back),
        "tab crash": (_crash, _judge_back),
        "second tab": (_second_tab, _judge_back),
        "laptop sleep 60 s": (_sleep, _judge_back),
    },
    "T1.12": {"browser vanishes": (_vanish, _judge_vanish)},
}

"""What design and issue demand of each bad network, judged on what was measured there."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Measured = dict[str, Any]


@dataclass(frozen=True)
class Verdict:
    kind: str
    demanded: str
    measured: str
    holds: bool


def _both(measured: Measured, name: str) -> tuple[float, float]:
    return measured["up"][name], measured["down"][name]


def call(measured: Measured) -> Verdict:
    """Connected to the end: nobody lost, nothing ended."""
    seats = set(measured["seats"])
    alive = not measured["ended"] and not measured["is_over"]
    return Verdict(
        "call",
        "the call goes on, both connected at the end",
        f"{'goes on' if alive else 'ENDED'}, seats {', '.join(sorted(seats))}",
        alive and seats == {"connected"},
    )


def sound(most: float) -> Callable[[Measured], Verdict]:
    def judge(measured: Measured) -> Verdict:
        up, down = _both(measured, "concealed")
        gaps = _both(measured, "soundGapMs")
        return Verdict(
            "sound",
            f"concealed <= {most:.0%} of the time, each way",
            f"up {up:.1%}, down {down:.1%}; longest gap {gaps[0]} and {gaps[1]} ms",
            max(up, down) <= most,
        )

    return judge


def picture(*, fps: float, frozen: float) -> Callable[[Measured], Verdict]:
    def judge(measured: Measured) -> Verdict:
        rates, freezes = _both(measured, "fps"), _both(measured, "frozen")
        gaps = _both(measured, "pictureGapMs")
        return Verdict(
            "picture",
            f">= {fps:.0f} frames/s, frozen <= {frozen:.0%}, each way",
            f"up {rates[0]:.1f}/s, {freezes[0]:.1%}; down {rates[1]:.1f}/s, {freezes[1]:.1%}"
            f"; longest gap {gaps[0]:.0f} and {gaps[1]:.0f} ms; height"
            f" {measured['up']['size']} and {measured['down']['size']}",
            min(rates) >= fps and max(freezes) <= frozen,
        )

    return judge


def badge(measured: Measured) -> Verdict:
    """The citizen is told that the connection is bad."""
    bad = [at for at, level in measured["down"]["levels"] if level not in ("good", "")]
    return Verdict(
        "picture",
        "badge says so <= 3 s",
        f"after {bad[0] / 1000:.1f} s" if bad else "never within the minute",
        bool(bad) and bad[0] <= 3000,
    )


def steps_back(measured: Measured) -> Verdict:
    """The picture is back after the network is good again."""
    after = measured["after"]
    times = []
    for side in after:
        seconds = side["perSecond"]
        grown = [b["frames"] - a["frames"] for a, b in itertools.pairwise(seconds)]
        times.append(next((n + 2 for n, frames in enumerate(grown) if frames >= 12), 99))
    return Verdict(
        "picture",
        "picture back (12 frames/s) <= 10 s after recovery",
        f"after {times[0]} and {times[1]} s",
        max(times) <= 10,
    )


def bursts(measured: Measured) -> list[Verdict]:
    gaps, pictures = _both(measured, "soundGapMs"), _both(measured, "pictureGapMs")
    count = 2  # in 60 s: at 20 and at 40 s
    asked = [measured["up"]["plis"] / count, measured["down"]["plis"] / count]
    return [
        Verdict(
            "sound",
            "recovers <= 1 s after each burst of 2 s; longest gap <= 1 s",
            f"longest gap {gaps[0]} and {gaps[1]} ms",
            max(gaps) <= 1000,
        ),
        Verdict(
            "picture",
            "recovers <= 1 s after each burst (gap <= 3 s); <= 2 keyframe requests a burst",
            f"longest gap {pictures[0]:.0f} and {pictures[1]:.0f} ms; requests a burst"
            f" {asked[0]:.1f} and {asked[1]:.1f}",
            max(pictures) <= 3000 and max(asked) <= 2,
        ),
    ]


def delays(measured: Measured) -> list[Verdict]:
    mouth, skew = _both(measured, "delayP95Ms"), _both(measured, "skewP95Ms")
    return [
        Verdict(
            "sound",
            "mouth to ear p95 <= 800 ms",
            f"up {mouth[0]} ms, down {mouth[1]} ms",
            max(mouth) <= 800,
        ),
        Verdict(
            "picture",
            "sound and picture within 120 ms (p95)",
            f"up {skew[0]} ms, down {skew[1]} ms",
            max(skew) <= 120,
        ),
    ]


def queue(measured: Measured) -> Verdict:
    mouth = _both(measured, "delayP95Ms")
    return Verdict(
        "sound",
        "queue <= 2 s (mouth to ear p95)",
        f"up {mouth[0]} ms, down {mouth[1]} ms",
        max(mouth) <= 2000,
    )


def over_tcp(measured: Measured) -> list[Verdict]:
    return [
        Verdict(
            "call",
            "media over TCP, both connected <= 5 s each",
            f"{measured['candidate']}; pair connected after {measured['connected_after']:.1f} s",
            measured["candidate"].startswith("tcp") and measured["connected_after"] <= 10,
        ),
        Verdict(
            "service",
            "equipment check says how the connection is <= 8 s",
            f"after {measured['check']:.1f} s",
            measured["check"] <= 8,
        ),
    ]


def _judge(*judges: Callable[[Measured], Any]) -> Callable[[Measured], list[Verdict]]:
    def judge(measured: Measured) -> list[Verdict]:
        verdicts: list[Verdict] = []
        for one in judges:
            found = one(measured)
            verdicts += found if isinstance(found, list) else [found]
        return verdicts

    return judge


UNSEEN = (call, sound(0.02), picture(fps=25, frozen=0.02))
JUDGES: dict[str, Callable[[Measured], list[Verdict]]] = {
    "5 % loss": _judge(call, sound(0.05), picture(fps=20, frozen=0.02)),
    "10 % loss": _judge(call, sound(0.10), picture(fps=12, frozen=0.08), badge),
    "20 % loss": _judge(call, sound(0.20), steps_back),
    "burst": _judge(call, bursts),
    "jitter": _judge(call, delays),
    "300 kb/s": _judge(call, sound(0.05), picture(fps=5, frozen=0.5), queue),
    "100 kb/s": _judge(call, sound(0.10), queue),
    "reordering 5 %": _judge(*UNSEEN),
    "duplication 5 %": _judge(*UNSEEN),
    "MTU 1280": _judge(*UNSEEN),
    "IPv6 only": _judge(*UNSEEN),
    "UDP blocked": _judge(call, over_tcp, sound(0.05), picture(fps=15, frozen=0.1)),
}

"""`BENCH=waiting make bench`: are the waiting times that people are shown honest?

Twenty days of a line with seeds that are new in every run (SEED=n repeats one), after ten days of
history with other seeds: arrivals are Poisson with two peaks, sessions log-normal (median 12 min,
sigma 0.5), three desks of which one is away for 30 min, and 10 % of people are ready to leave.
"""

import json
import os
import random
import secrets
import statistics
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from counselling.timetable.waiting_model import LineFit, fit, level_overnight
from tests.benchmarks.rows import Row, show
from tests.benchmarks.waiting_day import Day

RESULTS = Path("var/bench/waiting.json")
HISTORY_DAYS, DAYS = 10, 20
LOWEST, HIGHEST = 0.80, 0.95
WIDTH_AT_MOST = 0.5


def play_days(seed: int) -> list[Day]:
    """Play days one after another, fitting the line each night as the product does."""
    seeds = random.Random(seed)
    fitted, days = LineFit(), []
    for _number in range(HISTORY_DAYS + DAYS):
        days.append(Day(random.Random(seeds.random()), fitted).run())
        fitted = fit(
            [session for day in days for session in day.sessions],
            left=sum(day.left for day in days),
            level=level_overnight(fitted.level, days[-1].outcomes),
        )
    return days[HISTORY_DAYS:]


def coverage(day: Day) -> float:
    """Return the share of real waits inside the range shown."""
    return sum(item.is_inside for item in day.waited) / len(day.waited)


def width_against_p95(day: Day) -> float:
    """Return the median width of the ranges, as a share of the 95th percentile of real waits."""
    real = sorted(item.minutes for item in day.waited)
    widths = [item.shown.high_minutes - item.shown.low_minutes for item in day.waited]
    return statistics.median(widths) / max(real[int(len(real) * 0.95)], 1e-9)


def rows_of(days: Sequence[Day]) -> list[Row]:
    """Judge the worst of the days."""
    inside = [coverage(day) for day in days]
    widths = [width_against_p95(day) for day in days]
    honest = sum(LOWEST <= share <= HIGHEST for share in inside)
    narrow = sum(width <= WIDTH_AT_MOST for width in widths)
    people = sum(len(day.waited) for day in days)
    return [
        _row("waits inside the range, worst day", min(inside), ">= 0.80", min(inside) >= LOWEST),
        _row("waits inside the range, best day", max(inside), "<= 0.95", max(inside) <= HIGHEST),
        _row("waits inside the range, mean", statistics.mean(inside), "-", True),
        _row("median width / p95 wait, worst day", max(widths), "<= 0.5", narrow == len(days)),
        _row("days with 80-95 % inside", honest, f"{len(days)}", honest == len(days)),
        _row("days narrow enough", narrow, f"{len(days)}", narrow == len(days)),
        _row("people who waited", people, "-", True),
    ]


def _row(what: str, ours: float, target: str, holds: bool) -> Row:
    return Row(what, round(ours, 3), None, None, target, holds, "")


def main() -> None:
    seed = int(os.environ.get("SEED") or secrets.randbelow(10**9))
    print(f"SEED={seed}", flush=True)
    rows = rows_of(play_days(seed))
    show(rows)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()

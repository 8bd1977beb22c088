"""`BENCH=routing make bench`: how soon and how rightly a sentence is routed.

In a test database with the catalogue, one process, the development sentences.
"""

import csv
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django

django.setup()

from django.test.runner import DiscoverRunner  # noqa: E402

from counselling.domain.catalogue import DATA, load_catalogue  # noqa: E402
from counselling.domain.routing import route  # noqa: E402
from counselling.management.commands.route_csv import judge, summarise  # noqa: E402

RESULTS = Path("var/bench/routing.json")
ROUNDS = 3


@dataclass(frozen=True)
class Row:
    """A line of the table; there is no reference to compare with."""

    what: str
    ours: float
    reference: None
    ratio: None
    target: str
    holds: bool
    unit: str


def at_most(what: str, ours: float, limit: float, unit: str) -> Row:
    return Row(what, round(ours, 2), None, None, f"<= {limit:g}", ours <= limit, unit)


def at_least(what: str, ours: float, limit: float) -> Row:
    return Row(what, ours, None, None, f">= {limit:g}", ours >= limit, "share")


def measure() -> list[Row]:
    load_catalogue()
    with (DATA / "routing_dev.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    first_ms = spent_ms(rows[0]["text"])
    spent = sorted(spent_ms(row["text"]) for _round in range(ROUNDS) for row in rows)
    figures = summarise([judge(row) for row in rows])
    return [
        at_most("one query, p95", spent[int(len(spent) * 0.95)], 50, "ms"),
        at_most("one query, median", spent[len(spent) // 2], 50, "ms"),
        at_most("first query of a process", first_ms, 2000, "ms"),
        at_least("right service first", figures["top1"], 0.85),
        at_least("right service among three", figures["top3"], 0.95),
        at_least("right agency where a place is named", figures["agency"], 0.9),
    ]


def spent_ms(text: str) -> float:
    began = time.perf_counter()
    route(text)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        rows = measure()
    finally:
        runner.teardown_databases(databases)
    for row in rows:
        print(f"{row.what:<38} {row.ours:>9} {row.unit:<6} {row.target:<8} holds: {row.holds}")
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()

"""`BENCH=slots make bench`: what the page of free times costs as the country's bookings grow.

300 agencies with 20,000 desks in a PostgreSQL of its own, then 100 thousand, 1 million and, with
SIZE=full, 10 million appointments. The measured department is filled alike at every size, so the
page shows the same; only what it has to be found among grows. Then 200 people at once on one time.
"""

import json
import os
import statistics
import time
from dataclasses import asdict
from pathlib import Path

import tests.services  # noqa: F401 - starts PostgreSQL and Redis before the settings are read

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from tests.benchmarks.country import MEASURED_PAGE, grow_to, make_country  # noqa: E402
from tests.benchmarks.rows import Row, at_most, show  # noqa: E402
from tests.benchmarks.slot_race import measure_race  # noqa: E402

RESULTS = Path("var/bench/slots.json")
SIZES = {"small": [100_000, 300_000], "": [100_000, 1_000_000]}
FULL = [100_000, 1_000_000, 10_000_000]
GROWTH_AT_MOST = 1.3
REQUESTS = 60


def measure_growth(sizes: list[int]) -> list[Row]:
    """Fill the country up to each size and measure the page there."""
    make_country()
    client = Client(headers={"host": "localhost"})
    medians, queries = [], []
    for size in sizes:
        began = time.perf_counter()
        grow_to(size)
        print(f"{size:,} appointments after {time.perf_counter() - began:.0f} s", flush=True)
        medians.append(median_ms(client))
        queries.append(query_count(client))
        print(f"  page {medians[-1]:.1f} ms, {queries[-1]} queries", flush=True)
    growth = medians[-1] / medians[0]
    return [
        Row(f"page at {size:,} appointments", round(spent, 2), None, None, "-", True, "ms")
        for size, spent in zip(sizes, medians, strict=True)
    ] + [
        at_most(
            f"page at {sizes[-1]:,} against {sizes[0]:,}",
            medians[-1],
            medians[0],
            GROWTH_AT_MOST,
            "ms",
        ),
        Row(
            "queries of the page, largest against smallest",
            queries[-1],
            queries[0],
            round(queries[-1] / queries[0], 2),
            "the same",
            len(set(queries)) == 1,
            "",
        ),
        Row("growth of the median", round(growth, 3), None, None, "-", True, "times"),
    ]


def median_ms(client: Client) -> float:
    """Return the median time of one page, in ms, after it is warm."""
    for _ in range(10):
        assert client.get(MEASURED_PAGE).status_code == 200
    spent = []
    for _ in range(REQUESTS):
        began = time.perf_counter()
        client.get(MEASURED_PAGE)
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def query_count(client: Client) -> int:
    """Return how many queries one page makes."""
    with CaptureQueriesContext(connection) as captured:
        client.get(MEASURED_PAGE)
    return len(captured)


def main() -> None:
    size = os.environ.get("SIZE", "")
    call_command("collectstatic", verbosity=0, interactive=False)
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        rows = measure_growth(FULL if size == "full" else SIZES[size])
    finally:
        connection.close()
        runner.teardown_databases(databases)
    rows += measure_race()
    show(rows)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()

"""`python -m tests.benchmarks.call`: how soon the other is seen, and how much can be sent.

Both against the same page with the same signalling in which the two browsers answer each other
instead of the relay. Runs of the two alternate, on one machine, in one browser process.
"""

import asyncio
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from playwright.async_api import Browser, Page

from tests.benchmarks.exchange import Exchange, open_exchange
from tests.journeys.browser import chromium
from tests.video.call_pages import is_connected, media_arguments
from tests.video.call_site import CallSite, start_call_site

RESULTS = Path("var/bench/call.json")
SCRIPTS = Path(__file__).parent / "call_scripts"
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "9"))
ESTIMATE_SECONDS = 3.0


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    what: str
    ours: float
    reference: float | None
    ratio: float | None
    target: str
    holds: bool
    unit: str


@dataclass(frozen=True)
class Seen:
    """One round: what the one who joined has measured."""

    picture_ms: float
    estimate_mbps: float


def script(name: str, *, exchange: str = "") -> str:
    return (SCRIPTS / f"{name}.js").read_text().replace("EXCHANGE", exchange)


async def open_page(browser: Browser, site: CallSite, seat: str, *scripts: str) -> Page:
    context = await browser.new_context(
        locale="ko-KR",
        permissions=["camera", "microphone"],
        bypass_csp=True,  # the reference speaks with the exchange, which is another origin
    )
    page = await context.new_page()
    for text in scripts:
        await page.add_init_script(text)
    await page.goto(f"{site.url}/sit/{seat}/")
    await page.wait_for_load_state("networkidle")
    return page


async def one_round(browser: Browser, site: CallSite, *, exchange: Exchange | None = None) -> Seen:
    """Somebody is in the call; another one joins. With an exchange, they speak directly."""
    _call, seats = site.make_call()
    answering = [script("answering", exchange=f"{exchange.url}/0")] if exchange else []
    direct = [script("direct", exchange=f"{exchange.url}/1")] if exchange else []
    first = await open_page(browser, site, seats[0], *answering)
    await first.click("[data-join=all]")
    await is_connected(first)
    await asyncio.sleep(1)  # the one who waits has been there for a while

    second = await open_page(browser, site, seats[1], script("watch"), *direct)
    await second.click("[data-join=all]")
    await second.wait_for_function("window.__seen.picture > 0", timeout=20_000)
    await asyncio.sleep(ESTIMATE_SECONDS)
    seen = await second.evaluate("window.__seen")
    for page in (first, second):
        await page.context.close()
    return Seen(
        picture_ms=round(seen["picture"] - seen["pressed"], 1),
        estimate_mbps=round((seen["estimate"] or 0) / 1e6, 2),
    )


async def measure() -> tuple[list[Seen], list[Seen]]:
    """Rounds over the relay, and as many directly."""
    ours: list[Seen] = []
    reference: list[Seen] = []
    site = start_call_site()
    try:
        with tempfile.TemporaryDirectory() as folder:
            arguments = media_arguments(Path(folder), width=640, height=480, fps=30)
            arguments.append("--disable-features=WebRtcHideLocalIpsWithMdns")
            async with open_exchange() as exchange, chromium(arguments=arguments) as browser:
                await one_round(browser, site)  # warms everything up
                for _ in range(ROUNDS):
                    ours.append(await one_round(browser, site))
                    reference.append(await one_round(browser, site, exchange=exchange))
    finally:
        site.stop()
    return ours, reference


def rows_of(ours: list[Seen], reference: list[Seen]) -> list[Row]:
    picture, direct = (median(one.picture_ms for one in seen) for seen in (ours, reference))
    estimate, free = (median(one.estimate_mbps for one in seen) for seen in (ours, reference))
    ratio = round(picture / direct, 2)
    return [
        Row(
            what="click on join to the first remote picture",
            ours=picture,
            reference=direct,
            ratio=ratio,
            target="at most 1.3 times",
            holds=ratio <= 1.3,
            unit="ms (median)",
        ),
        Row(
            what="send estimate 2 s after connecting",
            ours=estimate,
            reference=free,
            ratio=round(estimate / free, 2) if free else None,
            target="at least 1.5",
            holds=estimate >= 1.5,
            unit="Mbit/s (median)",
        ),
    ]


def main() -> None:
    ours, reference = asyncio.run(measure())
    rows = rows_of(ours, reference)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False))
    print(f"{'what':44} {'ours':>9} {'reference':>9} {'ratio':>6}  {'target':20} holds  unit")
    for row in rows:
        print(
            f"{row.what:44} {row.ours:>9} {row.reference or '-':>9} {row.ratio or '-':>6}"
            f"  {row.target:20} {'yes' if row.holds else 'NO':5}  {row.unit}"
        )
    print("rounds over the relay (ms):", [one.picture_ms for one in ours])
    print("rounds of the reference (ms):", [one.picture_ms for one in reference])


if __name__ == "__main__":
    main()

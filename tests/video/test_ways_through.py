"""Ways through networks that block UDP, in real browsers: coturn with nothing else allowed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.coturn import started_coturn
from tests.journeys.browser import chromium
from tests.journeys.media import heard_tones, watch_pictures
from tests.video.call_pages import HERTZ, media_arguments, sees, sit
from tests.video.call_site import CallSite, start_call_site

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.xdist_group("coturn")]

# Every connection of the page may use the TURN server only, over this transport.
RELAY_ONLY = """
  const Plain = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Plain {
    constructor(options) {
      const iceServers = options.iceServers.map((server) => ({
        ...server,
        urls: server.urls.filter((url) => url.endsWith("TRANSPORT")),
      }));
      super({ ...options, iceServers, iceTransportPolicy: "relay" });
    }
  };
"""
LOCAL_CANDIDATES = """async () => {
  const found = [];
  for (const connection of __peerConnections) {
    if (connection.connectionState !== "connected") continue;
    const stats = await connection.getStats();
    for (const pair of stats.values()) {
      if (pair.type !== "candidate-pair" || !pair.nominated || pair.state !== "succeeded") continue;
      const local = stats.get(pair.localCandidateId);
      found.push([local.candidateType, local.relayProtocol]);
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def turn_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CallSite]:
    with started_coturn(tmp_path_factory.mktemp("coturn")) as coturn:
        site = start_call_site(TURN_URL=coturn.url, TURN_SECRET=coturn.secret)
        yield site
        site.stop()


@pytest.mark.parametrize("transport", ["udp", "tcp"])
async def test_a_call_through_coturn_only(
    turn_site: CallSite, tmp_path: Path, transport: str
) -> None:
    call, seats = turn_site.make_call()
    scripts = [RELAY_ONLY.replace("TRANSPORT", transport)]
    async with chromium(arguments=media_arguments(tmp_path)) as browser:
        official = await sit(browser, turn_site, seats[0])
        citizen = await sit(browser, turn_site, seats[1], scripts=scripts)
        await sees(official, 1)
        await sees(citizen, 1)

        # More than one when the page has made itself a new connection beside the old one.
        ways = {tuple(way) for way in await citizen.evaluate(LOCAL_CANDIDATES)}
        assert ways == {("relay", transport)}
        assert (await official.evaluate(LOCAL_CANDIDATES))[0][0] == "host"
        for page in (official, citizen):
            await _is_seen_and_heard(page)
    assert turn_site.facts(call)["ended"] == ""


async def _is_seen_and_heard(page: Page) -> None:
    [picture] = await watch_pictures(page, seconds=4)
    assert picture.is_moving
    assert picture.longest_gap_ms < 3000  # browsers share the cores; a seat is weak after 3 s
    [tone] = await heard_tones(page)
    assert abs(tone["hertz"] - HERTZ) < 10

"""Measures what a person would see and hear in a call page: moving pictures and tones."""

import asyncio
import itertools
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Page

REMOTE_VIDEOS = "video[data-seat][data-source]:not([data-self])"

# Every remote <video> is watched by its own frames: when each came and how bright 9 points were.
WATCH_PICTURES = """(selector) => {
  const watched = (window.__watched = []);
  for (const video of document.querySelectorAll(selector)) {
    const seen = {seat: video.dataset.seat, source: video.dataset.source, times: [], looks: []};
    watched.push(seen);
    const canvas = new OffscreenCanvas(16, 9);
    const pen = canvas.getContext("2d", {willReadFrequently: true});
    const note = (now) => {
      seen.times.push(now);
      if (seen.times.length % 5 === 0) {
        pen.drawImage(video, 0, 0, 16, 9);
        seen.looks.push(pen.getImageData(0, 0, 16, 9).data.filter((_, i) => i % 4 === 0).join());
      }
      video.requestVideoFrameCallback(note);
    };
    video.requestVideoFrameCallback(note);
  }
  return watched.length;
}"""

# The strongest frequency of each remote sound, by the browser's own analyser.
LISTEN = """async () => {
  const context = new AudioContext();
  await context.resume();
  const streams = new Set();
  for (const element of document.querySelectorAll("audio, video:not([data-self])")) {
    const stream = element.srcObject;
    if (stream && stream.getAudioTracks().length && !element.hasAttribute("data-self")) {
      streams.add(stream);
    }
  }
  const listening = async (stream) => {
    const analyser = new AnalyserNode(context, {fftSize: 8192, smoothingTimeConstant: 0.3});
    new MediaStreamAudioSourceNode(context, {mediaStream: stream}).connect(analyser);
    await new Promise((done) => setTimeout(done, 1500));
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    const peak = bins.indexOf(Math.max(...bins));
    return {hertz: peak * context.sampleRate / 8192, decibels: bins[peak]};
  };
  const found = await Promise.all([...streams].map(listening));
  await context.close();
  return found;
}"""

# How much sound has come so far, by source.
SOUND_ENERGIES = """async () => {
  const found = {};
  for (const pc of window.__peerConnections) {
    for (const entry of (await pc.getStats()).values()) {
      if (entry.type === "inbound-rtp" && entry.kind === "audio") {
        found[entry.ssrc] = entry.totalAudioEnergy ?? 0;
      }
    }
  }
  return found;
}"""

REMOTE_CANDIDATE_PORTS = """async () => {
  const ports = [];
  for (const pc of window.__peerConnections) {
    if (pc.connectionState !== "connected") continue;
    const stats = await pc.getStats();
    for (const pair of stats.values()) {
      if (pair.type === "candidate-pair" && pair.nominated && pair.state === "succeeded") {
        ports.push(stats.get(pair.remoteCandidateId).port);
      }
    }
  }
  return ports;
}"""

# Run before the page's own scripts, so that a test can ask each connection for its statistics.
KEEP_PEER_CONNECTIONS = """
  window.__peerConnections = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...words) { super(...words); window.__peerConnections.push(this); }
  };
"""


@dataclass(frozen=True)
class Picture:
    """What was seen of one remote picture over a stretch of time."""

    seat: str
    source: str
    frames: int
    longest_gap_ms: float
    is_moving: bool


async def watch_pictures(page: Page, *, seconds: float) -> list[Picture]:
    """Watch every remote picture for so long; gaps count from the start to the end."""
    await page.evaluate(WATCH_PICTURES, REMOTE_VIDEOS)
    started = await page.evaluate("performance.now()")
    await asyncio.sleep(seconds)
    ended = await page.evaluate("performance.now()")
    seen = await page.evaluate("window.__watched")
    return [_picture(row, started, ended) for row in seen]


async def frame_counts(page: Page) -> dict[str, int]:
    """Count the frames that each watched remote picture has shown so far."""
    seen = await page.evaluate("window.__watched.map((w) => [w.seat, w.source, w.times.length])")
    return {f"{seat}/{source}": count for seat, source, count in seen}


async def heard_tones(page: Page) -> list[dict[str, Any]]:
    """Return the strongest frequency (Hz) and its level (dB) in each remote sound."""
    found: list[dict[str, Any]] = await page.evaluate(LISTEN)
    return found


async def sound_energies(page: Page) -> dict[str, float]:
    """Return how much sound has come so far from each source, by its SSRC."""
    found: dict[str, float] = await page.evaluate(SOUND_ENERGIES)
    return found


async def remote_ports(page: Page) -> list[int]:
    """Return the port of the selected remote candidate of each live connection."""
    ports: list[int] = await page.evaluate(REMOTE_CANDIDATE_PORTS)
    return ports


def _picture(row: dict[str, Any], started: float, ended: float) -> Picture:
    times = [started, *[t for t in row["times"] if started <= t <= ended], ended]
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    moving = len(set(row["looks"])) > 1
    return Picture(row["seat"], row["source"], len(times) - 2, max(gaps), moving)


async def both_see_moving_pictures(*pages: Page, seconds: float = 4) -> None:
    """Assert that each page shows one remote picture, and that it moves."""
    seen = await asyncio.gather(*(watch_pictures(page, seconds=seconds) for page in pages))
    assert [[picture.is_moving for picture in pictures] for pictures in seen] == [[True]] * len(
        pages
    )

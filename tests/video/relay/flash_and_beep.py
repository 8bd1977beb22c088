"""A camera that flashes and a microphone that beeps at the same moment, once a second.

In a page they replace the real ones; in a recorded file they are found again.
"""

from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av

# The flash follows the clock of the sound: both begin within a frame of the same moment.
SOURCE = """
(() => {
  const context = new AudioContext();
  const oscillator = context.createOscillator();
  oscillator.frequency.value = 1000;
  const gate = context.createGain();
  gate.gain.value = 0;
  const out = context.createMediaStreamDestination();
  oscillator.connect(gate).connect(out);
  oscillator.start();
  for (let at = 1; at < 200; at += 1) {
    gate.gain.setValueAtTime(0.8, at);
    gate.gain.setValueAtTime(0, at + 0.2);
  }
  const canvas = document.createElement("canvas");
  canvas.width = 320;
  canvas.height = 240;
  const pen = canvas.getContext("2d");
  let turn = 0;
  setInterval(() => {
    const flash = context.currentTime >= 1 && context.currentTime % 1 < 0.2;
    pen.fillStyle = flash ? "white" : "black";
    pen.fillRect(0, 0, 320, 240);
    pen.fillStyle = "grey";
    pen.fillRect((turn += 3) % 320, 200, 20, 20);
  }, 15);
  navigator.mediaDevices.getUserMedia = async ({ audio, video }) => {
    await context.resume();
    const tracks = [];
    if (audio) tracks.push(...out.stream.getAudioTracks());
    if (video) tracks.push(...canvas.captureStream(30).getVideoTracks());
    return new MediaStream(tracks);
  };
})();
"""

_to_mono = av.AudioResampler(format="s16", layout="mono")


@dataclass(frozen=True)
class Found:
    """When flashes and beeps began, in seconds of the file."""

    flashes: list[float]
    beeps: list[float]
    frames: int
    seconds: float

    def skews_ms(self) -> list[float]:
        """For each flash, how much later (or earlier) its beep began."""
        return skews_ms(self.flashes, self.beeps)


def skews_ms(flashes: list[float], beeps: list[float]) -> list[float]:
    """For each flash, how much later (or earlier) its beep began."""
    return [min((beep - flash for beep in beeps), key=abs) * 1000 for flash in flashes]


def find(path: Path) -> Found:
    """Decodes a file and finds the beginnings of all flashes and beeps."""
    frames, loud = [], []
    with av.open(str(path)) as file:
        for frame in file.decode(*file.streams):
            if isinstance(frame, av.VideoFrame):
                frames.append((frame.time, _brightness(frame)))
            else:
                loud += _loudness(frame)
    return Found(
        flashes=_beginnings([(at, level > 128) for at, level in frames]),
        beeps=_beginnings([(at, level > 0.1) for at, level in sorted(loud)]),
        frames=len(frames),
        seconds=max([at for at, _ in frames + loud], default=0.0),
    )


def _brightness(frame: Any) -> float:
    pixels = bytes(frame.reformat(format="gray").planes[0])[::97]
    return sum(pixels) / len(pixels)


def _loudness(frame: Any) -> list[tuple[float, float]]:
    """The loudness (of 1) of each 5 ms of a frame."""
    [sound] = _to_mono.resample(frame)
    samples = array("h", bytes(sound.planes[0])[: sound.samples * 2])
    step = sound.sample_rate // 200
    return [
        (frame.time + n / sound.sample_rate, max(samples[n : n + step]) / 32768)
        for n in range(0, len(samples) - step + 1, step)
    ]


def _beginnings(seen: list[tuple[float, bool]]) -> list[float]:
    """When something was there that had not been there for a third of a second."""
    found: list[float] = []
    last = 0.0
    for at, is_there in seen:
        if is_there:
            if at - last > 0.3:
                found.append(at)
            last = at
    return found

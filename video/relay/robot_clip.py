"""A prepared clip as packets: Opus and VP8 keyframes of a WebM file, read without decoding."""

from dataclasses import dataclass
from pathlib import Path

import av

FOLDER = Path(__file__).with_name("greetings")
LANGUAGES = ("ko", "en")


@dataclass(frozen=True)
class Clip:
    """(seconds from its beginning, data) each; every picture is a keyframe."""

    sounds: tuple[tuple[float, bytes], ...]
    pictures: tuple[tuple[float, bytes], ...]
    seconds: float


def read_clip(name: str, language: str) -> Clip:
    """The clip in that language, or in Korean where there is none."""
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    sounds: list[tuple[float, bytes]] = []
    pictures: list[tuple[float, bytes]] = []
    with av.open(str(FOLDER / f"{name}.{chosen}.webm")) as file:
        for packet in file.demux():
            if packet.pts is None or not packet.size:
                continue
            at = float(packet.pts * packet.time_base)
            (sounds if packet.stream.type == "audio" else pictures).append((at, bytes(packet)))
        seconds = (file.duration or 0) / 1_000_000
    return Clip(tuple(sounds), tuple(pictures), seconds)

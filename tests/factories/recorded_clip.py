"""A WebM file of known content: a grey bar wanders, and once a second the picture flashes and the
sound beeps for 0.2 s."""

import math
from array import array
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

WIDTH, HEIGHT, FPS = 320, 180, 15
RATE, SAMPLES = 48_000, 960


def write_clip(path: Path, *, seconds: int) -> None:
    """Encodes that many seconds of VP8 and Opus."""
    with av.open(str(path), "w", format="webm") as file:
        fast = {"deadline": "realtime", "cpu-used": "8"}
        picture: Any = file.add_stream("libvpx", rate=FPS, options=fast)
        picture.width, picture.height, picture.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        sound: Any = file.add_stream("libopus", rate=RATE, layout="mono")
        for number in range(seconds * FPS):
            file.mux(picture.encode(_picture(number)))
        for number in range(seconds * RATE // SAMPLES):
            file.mux(sound.encode(_sound(number)))
        file.mux(picture.encode(None))
        file.mux(sound.encode(None))


def _picture(number: int) -> av.VideoFrame:
    is_flash = number / FPS % 1 < 0.2
    bar = number * 4 % (WIDTH - 20)
    row = bytearray((235 if is_flash else 40,) * WIDTH)
    row[bar : bar + 20] = bytes((128,) * 20)
    frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p")
    for plane, value in zip(frame.planes, (None, 128, 128), strict=True):
        size = plane.buffer_size
        if value is None:
            line = bytes(row).ljust(plane.line_size, b"\0")
            plane.update(line * plane.height)
        else:
            plane.update(bytes((value,)) * size)
    frame.pts, frame.time_base = number, Fraction(1, FPS)
    return frame


def _sound(number: int) -> av.AudioFrame:
    is_beep = number * SAMPLES / RATE % 1 < 0.2
    frame = av.AudioFrame(format="s16", layout="mono", samples=SAMPLES)
    first = number * SAMPLES
    wave = (math.sin(2 * math.pi * 1000 * (first + n) / RATE) for n in range(SAMPLES))
    samples = array("h", (int(one * 16_000) if is_beep else 0 for one in wave))
    frame.planes[0].update(samples.tobytes())
    frame.pts, frame.sample_rate, frame.time_base = first, RATE, Fraction(1, RATE)
    return frame

"""Something like speech for a made-up microphone: vowels with a wandering pitch, hisses, pauses.

A pure tone would not do: Opus takes it for music, and its in-band error correction is for speech.
"""

import array
import math
import random
import wave
from pathlib import Path

RATE = 16_000
SECONDS = 12
# The first three formants of a few vowels, in hertz (Peterson and Barney, 1952).
VOWELS = [(730, 1090, 2440), (270, 2290, 3010), (300, 870, 2240), (530, 1840, 2480)]
BANDWIDTHS = (80.0, 110.0, 160.0)


def voice_file(folder: Path) -> str:
    """Writes a loop of it and returns Chromium's argument for it as microphone."""
    path = folder / "voice.wav"
    samples = array.array("h", (int(max(-1.0, min(1.0, one)) * 28_000) for one in _speak()))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return f"--use-file-for-fake-audio-capture={path}"


def _speak() -> list[float]:
    chance = random.Random(7)
    out: list[float] = []
    while len(out) < RATE * SECONDS:
        for _syllable in range(chance.randint(4, 8)):
            out += _hiss(chance, chance.uniform(0.03, 0.08))
            out += _vowel(chance, chance.choice(VOWELS), chance.uniform(0.10, 0.24))
        out += [chance.gauss(0, 0.0005) for _ in range(int(RATE * chance.uniform(0.15, 0.35)))]
    return out[: RATE * SECONDS]


def _vowel(chance: random.Random, formants: tuple[int, int, int], seconds: float) -> list[float]:
    """A train of pulses through three resonators."""
    count, pitch = int(RATE * seconds), chance.uniform(95, 160)
    glide, phase = chance.uniform(-0.2, 0.2), 0.0
    states = [[0.0, 0.0] for _ in formants]
    made = []
    for n in range(count):
        phase += pitch * (1 + glide * n / count) / RATE
        pulse = 1.0 if phase >= 1 else chance.gauss(0, 0.01)
        phase %= 1
        value = 0.0
        for formant, width, state in zip(formants, BANDWIDTHS, states, strict=True):
            radius = math.exp(-math.pi * width / RATE)
            turned = 2 * radius * math.cos(2 * math.pi * formant / RATE) * state[0]
            fresh = pulse + turned - radius * radius * state[1]
            state[0], state[1] = fresh, state[0]
            value += fresh * 0.05
        envelope = min(1.0, n / (0.02 * RATE), (count - n) / (0.04 * RATE))
        made.append(value * envelope)
    return made


def _hiss(chance: random.Random, seconds: float) -> list[float]:
    return [chance.gauss(0, 0.03) for _ in range(int(RATE * seconds))]

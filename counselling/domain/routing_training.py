"""Learns the weights of the routing from the vocabulary: an averaged multi-class margin perceptron
(passive-aggressive, Crammer et al. 2006, PA-I), in plain Python so that no library is needed.
"""

import json
import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from counselling.domain.routing_model import (
    CATALOGUE,
    Model,
    margins,
    values_of,
    vocabulary_digest,
)
from counselling.domain.routing_text import VOCABULARY, read, vocabulary_lines

ROUNDS = 8
# How far one sentence may move the weights (C of PA-I).
STEP_AT_MOST = 1.0
MARGIN = 1.0
SEEN_AT_LEAST = 2
# Smaller weights change no ranking.
LEAST_WEIGHT = 0.004


@dataclass(frozen=True)
class Example:
    text: str
    service: str


def vocabulary_examples() -> list[Example]:
    """Return each line of the vocabulary with its service; the language is for the reader."""
    examples = []
    for file in sorted(VOCABULARY.glob("d-*.txt")):
        service = ""
        for line in vocabulary_lines(file.name):
            if line.startswith("["):
                service = line.strip("[]").split()[0]
            else:
                examples.append(Example(line, service))
    return examples


def catalogue_examples() -> list[Example]:
    """Return the official names, summaries and keywords."""
    services = json.loads(CATALOGUE.read_text(encoding="utf-8"))["services"]
    names = ("name_ko", "name_en", "summary_ko", "summary_en")
    return [
        Example(text, service["code"])
        for service in services
        for text in [*(service[name] for name in names), *service["keywords_ko"]]
    ]


def train(examples: Sequence[Example], *, seed: int = 1) -> Model:
    """Learn from the examples; the same examples and seed give the same model."""
    services = tuple(sorted({example.service for example in examples}))
    number = {service: at for at, service in enumerate(services)}
    sentences = [read(example.text) for example in examples]
    rarity = _rarity([[feature.name for feature in s.features] for s in sentences])
    rows = [
        (values_of(sentence.features, rarity), number[example.service])
        for sentence, example in zip(sentences, examples, strict=True)
    ]
    weights = _learn([row for row in rows if row[0]], len(services), random.Random(seed))  # noqa: S311
    return Model(vocabulary_digest(), services, rarity, weights)


def _rarity(features: Sequence[Sequence[str]]) -> dict[str, float]:
    seen = Counter(name for names in features for name in names)
    return {
        name: round(1 + math.log((1 + len(features)) / (1 + count)), 2)
        for name, count in seen.items()
        if count >= SEEN_AT_LEAST
    }


def _learn(
    rows: list[tuple[dict[str, float], int]], size: int, chance: random.Random
) -> dict[str, dict[int, float]]:
    """Return the weights averaged over all steps."""
    weights: dict[str, dict[int, float]] = {}
    summed: dict[str, dict[int, float]] = {}
    step = 0
    for _round in range(ROUNDS):
        chance.shuffle(rows)
        for values, right in rows:
            step += 1
            sums = margins(values, weights, size)
            for wrong, share in _too_close(sums, right):
                _move(weights, summed, values, right, share, step)
                _move(weights, summed, values, wrong, -share, step)
    return {
        name: {
            service: average
            for service, weight in row.items()
            if abs(average := weight - summed[name][service] / step) >= LEAST_WEIGHT
        }
        for name, row in weights.items()
    }


def _too_close(sums: list[float], right: int) -> list[tuple[int, float]]:
    """Return the services less than MARGIN behind the right one, and by how much to move."""
    least = sums[right] - MARGIN
    close = [
        (wrong, other - least)
        for wrong, other in enumerate(sums)
        if wrong != right and other > least
    ]
    close.sort(key=lambda row: -row[1])
    return [(wrong, min(STEP_AT_MOST, lack / 2) / min(len(close), 5)) for wrong, lack in close[:5]]


def _move(
    weights: dict[str, dict[int, float]],
    summed: dict[str, dict[int, float]],
    values: dict[str, float],
    service: int,
    share: float,
    step: int,
) -> None:
    for name, value in values.items():
        row = weights.setdefault(name, {})
        row[service] = row.get(service, 0.0) + share * value
        late = summed.setdefault(name, {})
        late[service] = late.get(service, 0.0) + share * value * step

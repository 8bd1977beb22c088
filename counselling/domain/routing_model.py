"""The weights that turn features into services: read once per process, a few hundred kilobytes.

The file is made from data/vocabulary and data/catalogue.json by `manage.py route_train`.
"""

import gzip
import hashlib
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from counselling.domain.routing_text import VOCABULARY, Feature, Sentence

MODEL = VOCABULARY.parent / "routing_model.json.gz"
CATALOGUE = VOCABULARY.parent / "catalogue.json"
# Margins are small numbers; this makes the softmax about as sure as it is right (measured on
# sentences left out of the training).
SHARPNESS = 9.0
# An idea of words.txt says more than a piece of a word.
IDEA_WEIGHT = 1.5
# Longer than any word of a reason that a person reads at a glance.
LONG_WORD = 14


@dataclass(frozen=True)
class Model:
    """`weights[feature][service number]`; `rarity` is the inverse document frequency."""

    digest: str
    services: tuple[str, ...]
    rarity: dict[str, float]
    weights: dict[str, dict[int, float]]


def vocabulary_digest(folder: Path = VOCABULARY) -> str:
    """Return what the model must have been made from."""
    digest = hashlib.sha256()
    for file in [*sorted(folder.glob("*.txt")), CATALOGUE]:
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def values_of(features: Iterable[Feature], rarity: dict[str, float]) -> dict[str, float]:
    """Return the known features of a sentence as a vector of length 1."""
    values = {
        feature.name: rarity[feature.name] * (IDEA_WEIGHT if feature.is_idea else 1.0)
        for feature in features
        if feature.name in rarity
    }
    length = math.sqrt(sum(value * value for value in values.values())) or 1.0
    return {name: value / length for name, value in values.items()}


def margins(
    values: dict[str, float], weights: dict[str, dict[int, float]], size: int
) -> list[float]:
    """Return one number per service: the higher, the better it fits."""
    sums = [0.0] * size
    for name, value in values.items():
        for service, weight in weights.get(name, {}).items():
            sums[service] += value * weight
    return sums


def likelihoods(sums: list[float]) -> list[float]:
    """Return shares (0..1, together 1) by softmax."""
    highest = max(sums)
    powers = [math.exp(SHARPNESS * (margin - highest)) for margin in sums]
    total = sum(powers)
    return [power / total for power in powers]


def deciding_words(sentence: Sentence, model: Model, service: int, *, limit: int = 3) -> list[str]:
    """Return the words that spoke for the service, in the order of the sentence.

    Words that stand in any sentence ("나왔어요", "how do I") are no reason, whatever their weight.
    """
    values = values_of(sentence.features, model.rarity)
    spoke: dict[tuple[int, int], float] = {}
    said: dict[tuple[int, int], str] = {}
    for feature in sentence.features:
        place = (feature.first, feature.last)
        weight = model.weights.get(feature.name, {}).get(service, 0.0)
        spoke[place] = spoke.get(place, 0.0) + weight * values.get(feature.name, 0.0)
        if feature.is_idea and weight > 0:
            said[place] = feature.said
    telling = [place for place in spoke if sentence.words_of(*place)]
    best = sorted(telling, key=lambda place: -spoke[place])
    least = max(0.25 * spoke[best[0]], 0.0) if best else 0.0
    chosen = _apart([place for place in best if spoke[place] > least], limit)
    words = (_short(sentence.words_of(*place), said.get(place, "")) for place in sorted(chosen))
    return list(dict.fromkeys(words))


def _apart(places: list[tuple[int, int]], limit: int) -> list[tuple[int, int]]:
    """Return the first places that share no word with one before them."""
    chosen: list[tuple[int, int]] = []
    for first, last in places:
        if all(last < other[0] or other[1] < first for other in chosen):
            chosen.append((first, last))
    return chosen[:limit]


def _short(words: str, said: str) -> str:
    """Chinese has no spaces: there the whole sentence is one word, and what was said is short."""
    return words if len(words) <= LONG_WORD else said or words[:LONG_WORD]


def write_model(model: Model, path: Path = MODEL) -> None:
    """Write the model so that the same weights give the same bytes."""
    features = {
        name: [round(model.rarity[name], 2), *_flat(model.weights[name])]
        for name in sorted(model.weights)
    }
    packed = {"digest": model.digest, "services": model.services, "features": features}
    text = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


@lru_cache(maxsize=1)
def load_model() -> Model:
    """Return the model; in one process it is read once."""
    packed = json.loads(gzip.decompress(MODEL.read_bytes()))
    rarity: dict[str, float] = {}
    weights: dict[str, dict[int, float]] = {}
    for name, (rare, *flat) in packed["features"].items():
        rarity[name] = rare
        weights[name] = {
            int(service): weight / 1000
            for service, weight in zip(flat[::2], flat[1::2], strict=True)
        }
    return Model(packed["digest"], tuple(packed["services"]), rarity, weights)


def _flat(weights: dict[int, float]) -> list[int]:
    """Return service, weight in thousandths, service, weight ..."""
    rounded = [(service, round(weight * 1000)) for service, weight in sorted(weights.items())]
    return [number for pair in rounded if pair[1] for number in pair]

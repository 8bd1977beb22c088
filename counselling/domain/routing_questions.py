"""The question to ask when two services fit about equally well: vocabulary/questions.toml."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from counselling.domain.routing_text import VOCABULARY
from counselling.models import Service
from counselling.models.records import in_language

# The second is close when it has at least this share of the first one's likelihood.
CLOSE = 0.4


@dataclass(frozen=True)
class Option:
    """An answer, and the service it leads to."""

    service: Service
    text: str


@dataclass(frozen=True)
class Question:
    """`text` is empty when there is no special question: the options then are service names."""

    text: str
    options: tuple[Option, Option]


def question_between(scored: Sequence[tuple[Service, float]]) -> Question | None:
    """Return what to ask about the best two of a ranking (best first), or None when it is clear."""
    if len(scored) < 2 or scored[1][1] < CLOSE * scored[0][1]:
        return None
    first, second = scored[0][0], scored[1][0]
    row = _questions().get(frozenset({first.code, second.code}))
    if row is None:
        return Question("", (Option(first, first.name), Option(second, second.name)))
    texts = dict(zip(row["services"], _options_of(row), strict=True))
    options = (Option(first, texts[first.code]), Option(second, texts[second.code]))
    return Question(in_language(str(row["ko"]), str(row["en"])), options)


def _options_of(row: dict[str, list[str]]) -> list[str]:
    pairs = zip(row["options_ko"], row["options_en"], strict=True)
    return [in_language(korean, english) for korean, english in pairs]


@lru_cache(maxsize=1)
def _questions() -> dict[frozenset[str], dict[str, list[str]]]:
    rows = tomllib.loads((VOCABULARY / "questions.toml").read_text(encoding="utf-8"))["question"]
    return {frozenset(row["services"]): row for row in rows}

"""The question to ask when two services fit about equally well: vocabulary/questions.toml."""

import tomllib
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from counselling.domain.routing_text import VOCABULARY
from counselling.models import Service
from counselling.models.records import in_language

# The second is close when it has at least this share of the first one's likelihood.
CLOSE = 0.4
# Services that people mix up (those in questions.toml) are asked about much sooner.
KNOWN_NEIGHBOUR = 0.03


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


def question_between(
    scored: Sequence[tuple[Service, float]], ideas: Set[str] = frozenset()
) -> Question | None:
    """Return what to ask about a ranking (best first), or None when it is clear.

    Args:
        ideas: What the words stand for (names of words.txt): a question with `about` and `unless`
            is always asked where the first is said and nothing of the second.
    """
    if not scored:
        return None
    first, best = scored[0]
    for other, score in scored[1:]:
        row = _questions().get(frozenset({first.code, other.code}))
        if row is not None and (score >= KNOWN_NEIGHBOUR * best or _is_untold(row, ideas)):
            return _known_question(row, first, other)
    if len(scored) > 1 and scored[1][1] >= CLOSE * best:
        options = [Option(service, service.name) for service, _score in scored[:2]]
        return Question("", (options[0], options[1]))
    return None


def _is_untold(row: dict[str, list[str]], ideas: Set[str]) -> bool:
    """Say whether the words name the matter and leave open which of the two it is."""
    return not ideas.isdisjoint(row.get("about", ())) and ideas.isdisjoint(row["unless"])


def _known_question(row: dict[str, list[str]], first: Service, other: Service) -> Question:
    texts = dict(zip(row["services"], _options_of(row), strict=True))
    options = (Option(first, texts[first.code]), Option(other, texts[other.code]))
    return Question(in_language(str(row["ko"]), str(row["en"])), options)


def _options_of(row: dict[str, list[str]]) -> list[str]:
    pairs = zip(row["options_ko"], row["options_en"], strict=True)
    return [in_language(korean, english) for korean, english in pairs]


@lru_cache(maxsize=1)
def _questions() -> dict[frozenset[str], dict[str, list[str]]]:
    rows = tomllib.loads((VOCABULARY / "questions.toml").read_text(encoding="utf-8"))["question"]
    return {frozenset(row["services"]): row for row in rows}

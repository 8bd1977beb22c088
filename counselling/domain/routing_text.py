"""What a sentence says, as features: pieces of its words, and the ideas its words stand for.

No morphological analyser: kiwipiepy 0.24 was measured here with 520 MB and 8 s per process for
five points of top-1, and the list of ideas (data/vocabulary/words.txt) gains more than that.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

VOCABULARY = Path(__file__).resolve().parents[1] / "data" / "vocabulary"
# What is longer than this is a story; its first characters name the matter. It also bounds time.
READ_AT_MOST = 400
HANGUL_SIZES = (1, 2, 3, 4)
LATIN_SIZES = (3, 4, 5)
TOKEN = re.compile(r"[a-z0-9à-ỹ]+(?:[-'][a-z0-9à-ỹ]+)*|[가-힣]+|[一-鿿]+")
CJK = re.compile(r"[가-힣一-鿿]")
PARTICLES = (
    "에서|에게|한테|께서|으로|까지|부터|보다|처럼|마다|이나|이랑|하고|인데|인디|라도|입니다"
    "|이에요|예요|은|는|이|가|을|를|에|의|도|만|로|와|과|랑|나|좀|께"
)
WITH_PARTICLE = re.compile(rf"(.+?)(?:{PARTICLES})?")
# Shorter Vietnamese words without their marks look like English ones ("bé", "con").
BARE_AT_LEAST = 5
LATIN_ENDING = r"(?:e?s|ed|ing)?(?![a-z0-9à-ỹ])"


@dataclass(frozen=True)
class Feature:
    """`first` and `last` say which words of the sentence it was seen in; `said` is what exactly
    stood for an idea."""

    name: str
    first: int
    last: int
    said: str = ""

    @property
    def is_idea(self) -> bool:
        return self.name.startswith("#")


@dataclass(frozen=True)
class Sentence:
    words: tuple[str, ...]
    features: tuple[Feature, ...]

    def words_of(self, first: int, last: int) -> str:
        """Return the citizen's own words, the last one without its particle.

        Words that stand in any sentence are left out around them: nothing may be left.
        """
        told = [at for at in range(first, last + 1) if _tells_something(self.words[at])]
        if not told:
            return ""
        *before, end = self.words[told[0] : told[-1] + 1]
        bare = WITH_PARTICLE.fullmatch(end)
        return " ".join([*before, bare[1] if bare and len(bare[1]) > 1 else end])


@dataclass(frozen=True)
class _Ideas:
    """The list of words.txt by the way each word is looked for."""

    inside: dict[str, tuple[str, ...]]  # Hangul and Chinese: anywhere, whatever the spaces
    alone: dict[str, tuple[str, ...]]  # one Hangul syllable: a whole word, with a particle at most
    latin: tuple[tuple[str, re.Pattern[str]], ...]
    longest: int
    idle: frozenset[str]  # greetings: they say nothing about the matter


def plain(text: str) -> str:
    """Return the text in one spelling of characters and case, cut to READ_AT_MOST.

    Traditional Chinese characters become the simplified ones of the vocabulary.
    """
    folded = unicodedata.normalize("NFKC", text[:READ_AT_MOST]).casefold()
    return folded.translate(_simplified())


def without_marks(word: str) -> str:
    """Return Vietnamese as it is often typed: "không trả lương" as "khong tra luong"."""
    apart = unicodedata.normalize("NFD", word)
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return bare.replace("đ", "d")


def read(text: str) -> Sentence:
    """Take a sentence apart."""
    idle = _ideas().idle
    words = tuple(word for word in TOKEN.findall(plain(text)) if word not in idle)
    found = {feature.name: feature for feature in _features(words)}
    return Sentence(words=words, features=tuple(found.values()))


def vocabulary_lines(name: str) -> Iterator[str]:
    """Yield the lines of a vocabulary file that are neither empty nor a comment."""
    for line in (VOCABULARY / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def _features(words: tuple[str, ...]) -> Iterator[Feature]:
    for at, word in enumerate(words):
        yield from (Feature(piece, at, at) for piece in _pieces(word))
        if not CJK.match(word) and not word.isascii():
            yield from (Feature(piece, at, at) for piece in _pieces(without_marks(word)))
    yield from _ideas_inside(words)
    yield from _ideas_in_latin(words)


def _pieces(word: str) -> Iterator[str]:
    """Yield character n-grams; ^ and $ mark where the word begins and ends."""
    marked = f"^{word}$"
    sizes = HANGUL_SIZES if CJK.match(word) else LATIN_SIZES
    for size in sizes:
        for at in range(len(marked) - size + 1):
            piece = marked[at : at + size]
            if piece not in ("^", "$"):
                yield piece


def _ideas_inside(words: tuple[str, ...]) -> Iterator[Feature]:
    ideas = _ideas()
    run = "".join(words)
    word_at = [at for at, word in enumerate(words) for _character in word]
    for start in range(len(run)):
        for end in range(start + 1, min(len(run), start + ideas.longest) + 1):
            for idea in ideas.inside.get(run[start:end], ()):
                yield Feature(idea, word_at[start], word_at[end - 1], run[start:end])
    for at, word in enumerate(words):
        bare = WITH_PARTICLE.fullmatch(word)
        for idea in ideas.alone.get(bare[1] if bare else word, ()):
            yield Feature(idea, at, at, word)


def _ideas_in_latin(words: tuple[str, ...]) -> Iterator[Feature]:
    latin = [(at, word) for at, word in enumerate(words) if not CJK.match(word)]
    if not latin:
        return
    line = " ".join(word for _at, word in latin)
    for idea, pattern in _ideas().latin:
        if found := pattern.search(line):
            first = line.count(" ", 0, found.start())
            last = line.count(" ", 0, found.end())
            yield Feature(idea, latin[first][0], latin[last][0], found[0])


def _tells_something(word: str) -> bool:
    words, stems = _function_words()
    bare = WITH_PARTICLE.fullmatch(word)
    return not (word in words or (bare and bare[1] in words) or word.startswith(stems))


@lru_cache(maxsize=1)
def _function_words() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return whole words, and stems."""
    listed = [
        plain(word).strip()
        for line in vocabulary_lines("function_words.txt")
        for word in line.split(",")
    ]
    stems = tuple(word[:-1] for word in listed if word.endswith("~"))
    return frozenset(word for word in listed if not word.endswith("~")), stems


@lru_cache(maxsize=1)
def _ideas() -> _Ideas:
    inside: dict[str, tuple[str, ...]] = {}
    alone: dict[str, tuple[str, ...]] = {}
    latin: list[tuple[str, re.Pattern[str]]] = []
    idle: frozenset[str] = frozenset()
    for line in vocabulary_lines("words.txt"):
        idea, listed = line.split(":", 1)
        name = f"#{idea}"
        words = [" ".join(plain(word).split()) for word in listed.split(",")]
        if idea == "-":
            idle = frozenset(words)
            continue
        for word in words:
            if CJK.search(word):
                where = alone if len(word) == 1 and "가" <= word <= "힣" else inside
                squeezed = word.replace(" ", "")
                where[squeezed] = (*where.get(squeezed, ()), name)
        if others := [word for word in words if not CJK.search(word)]:
            latin.append((name, _latin_pattern(others)))
    return _Ideas(inside, alone, tuple(latin), max(map(len, inside)), idle)


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    pairs = " ".join(vocabulary_lines("traditional.txt")).split()
    return {ord(pair[0]): pair[1] for pair in pairs}


def _latin_pattern(words: list[str]) -> re.Pattern[str]:
    bare = [without_marks(word) for word in words if len(word) >= BARE_AT_LEAST]
    longest_first = sorted({*words, *bare}, key=lambda word: (-len(word), word))
    either = "|".join(
        re.escape(word[:-1]) if word.endswith("~") else re.escape(word) + LATIN_ENDING
        for word in longest_first
    )
    return re.compile(rf"(?<![a-z0-9à-ỹ])(?:{either})")

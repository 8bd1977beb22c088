"""The vocabulary is broad, is not copied from the development sentences, and was learned."""

import csv
import json
from collections import Counter

from counselling.domain.catalogue import DATA
from counselling.domain.routing_model import load_model, vocabulary_digest
from counselling.domain.routing_text import VOCABULARY, plain
from counselling.domain.routing_training import Example, train

AT_LEAST = {"ko": 40, "en": 8, "vi": 4, "zh": 4}
SHARED_AT_MOST = 0.6


def trigrams(text: str) -> set[str]:
    spaced = " ".join(plain(text).split())
    return {spaced[at : at + 3] for at in range(len(spaced) - 2)}


def test_no_line_copies_a_development_sentence() -> None:
    with (DATA / "routing_dev.csv").open(encoding="utf-8", newline="") as rows:
        developed = [trigrams(row["text"]) for row in csv.DictReader(rows)]
    files = [*VOCABULARY.glob("*.txt"), *VOCABULARY.glob("*.toml")]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if line.strip() and line[0] not in "[#"]

    copied = [
        line
        for line in lines
        if (own := trigrams(line))
        and any(len(own & other) > SHARED_AT_MOST * len(own) for other in developed)
    ]

    assert len(lines) > 4000
    assert copied == []


def test_each_service_is_said_in_many_ways() -> None:
    services = json.loads((DATA / "catalogue.json").read_text(encoding="utf-8"))["services"]
    ways: Counter[tuple[str, str]] = Counter()
    for file in VOCABULARY.glob("d-*.txt"):
        own = [service["code"] for service in services if service["department"] == file.stem]
        code = language = ""
        for line in set_of_lines(file.read_text(encoding="utf-8")):
            if line.startswith("["):
                code, language = (*line.strip("[]").split(), "ko")[:2]
                assert code in own
            else:
                ways[code, language] += 1

    few = [
        (service["code"], language, ways[service["code"], language])
        for service in services
        for language, least in AT_LEAST.items()
        if ways[service["code"], language] < least
    ]
    assert few == []


def set_of_lines(text: str) -> list[str]:
    """Return the lines in order, each once: saying the same twice is one way."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def test_the_model_was_made_from_this_vocabulary() -> None:
    assert load_model().digest == vocabulary_digest(), "run: manage.py route_train"


def test_training_twice_gives_the_same_model() -> None:
    examples = [
        Example("여권 재발급", "passport"),
        Example("여권 사진", "passport"),
        Example("벌레 과자", "food"),
        Example("과자 봉지 벌레", "food"),
    ]

    assert train(examples) == train(examples)
    assert train(examples).services == ("food", "passport")

"""From everyday words to services: a ranked search with the reason for each, and the office.

routing_text takes the sentence apart, routing_model knows which words speak for which service,
routing_places which district is meant, routing_questions what to ask when it is not clear,
routing_corrections what officials' transfers taught.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counselling.domain.routing_corrections import corrected
from counselling.domain.routing_model import (
    Model,
    deciding_words,
    likelihoods,
    load_model,
    margins,
    values_of,
)
from counselling.domain.routing_places import find_place
from counselling.domain.routing_questions import Question, question_between
from counselling.domain.routing_text import Sentence, plain, read
from counselling.models import Agency, Service

__all__ = ["Match", "Question", "find_place", "question_about", "route"]

# Of 77 services each has 0.013 by chance; a best one below this means that nothing was understood.
LEAST_BEST_SCORE = 0.04
# The same where no word of words.txt was found, only pieces of words.
LEAST_BEST_SCORE_OF_PIECES = 0.12
LEAST_SCORE = 0.0005
# A service that came after the training is found by its own keywords, surely from two on.
KEYWORD_SCORE = 0.45


@dataclass(frozen=True)
class Match:
    """One service that fits. `agency` is None for a local service while no district is known.

    `service` is then any copy of it: names and texts are the same everywhere. `place` is what the
    words name, also where it does not decide the office: a central service, a whole province.
    """

    service: Service
    agency: Agency | None
    score: float
    why: tuple[str, ...]
    place: Agency | None = None

    @property
    def needs_place(self) -> bool:
        """The portal must ask which district or city."""
        return self.agency is None


@dataclass(frozen=True)
class _Scored:
    code: str
    score: float
    why: tuple[str, ...]


def route(text: str, *, agency: Agency | None = None, limit: int = 3) -> list[Match]:
    """Return the services that fit the text, best first; scores are likelihoods (0..1).

    Args:
        agency: Whose copy of local services is wanted; else the place named in the text decides.
    """
    sentence = read(text)
    if not sentence.words:
        return []
    scored = sorted(
        [*_score(sentence, load_model()), *_score_new_services(text)],
        key=lambda row: (-row.score, row.code),
    )
    if not scored or scored[0].score < _least_best_score(sentence):
        return []
    place = find_place(text)
    copies = _copies_by_code([row.code for row in scored[: limit * 2]])
    matches = [
        _match(copies[row.code], agency or place, place, row)
        for row in scored
        if row.code in copies
    ]
    return matches[:limit]


def question_about(matches: Sequence[Match], text: str) -> Question | None:
    """Return the one question that tells the best two services apart, None when it is clear."""
    ideas = {feature.name.lstrip("#") for feature in read(text).features if feature.is_idea}
    return question_between([(match.service, match.score) for match in matches], ideas)


def _least_best_score(sentence: Sentence) -> float:
    has_idea = any(feature.is_idea for feature in sentence.features)
    return LEAST_BEST_SCORE if has_idea else LEAST_BEST_SCORE_OF_PIECES


def _score(sentence: Sentence, model: Model) -> Iterator[_Scored]:
    values = values_of(sentence.features, model.rarity)
    if not values:
        return
    trained = margins(values, model.weights, len(model.services))
    likely = likelihoods(corrected(trained, values, model))
    for number, likelihood in enumerate(likely):
        if likelihood >= LEAST_SCORE:
            why = deciding_words(sentence, model, number)
            yield _Scored(model.services[number], round(likelihood, 4), tuple(why))


def _score_new_services(text: str) -> Iterator[_Scored]:
    squeezed = plain(text).replace(" ", "")
    known = load_model().services
    new = Service.objects.exclude(code__in=known).filter(is_offered=True).order_by("pk")
    for service in {service.code: service for service in new}.values():
        words = (service.name_ko, service.name_en, *service.keywords_ko, *service.keywords_en)
        why = tuple(word for word in words if word and plain(word).replace(" ", "") in squeezed)
        if why:
            yield _Scored(service.code, min(KEYWORD_SCORE * len(why), 0.95), why[:3])


def _copies_by_code(codes: list[str]) -> dict[str, list[Service]]:
    copies: dict[str, list[Service]] = {}
    offered = Service.objects.filter(code__in=codes, is_offered=True)
    for service in offered.select_related("agency", "department__agency").order_by("pk"):
        copies.setdefault(service.code, []).append(service)
    return copies


def _match(
    copies: list[Service], wanted: Agency | None, place: Agency | None, row: _Scored
) -> Match:
    """Choose the copy of the place; without one the citizen will be asked."""
    here = next((copy for copy in copies if copy.agency == wanted), None)
    service = here or copies[0]
    agency = service.agency if here or len(copies) == 1 else None
    return Match(service, agency, row.score, row.why, place)

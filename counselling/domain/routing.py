"""From everyday words to services: a ranked search with the reason for each.

Thin: character n-grams over names, summaries and keywords in Korean and English, plus whole
keywords. (Issue "The citizen's side" replaces the ranking; the answers keep their shape.)
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Max

from counselling.models import Agency, AgencyAlias, Service

NGRAM_SIZES = (1, 2, 3)
KEYWORD_BONUS = 0.25
# Below this the likeness is chance.
LEAST_SCORE = 0.02
WORD = re.compile(r"[0-9a-z가-힣]+")


@dataclass(frozen=True)
class Match:
    """One service that fits. `agency` is None for a local service while no place is known.

    `service` is then any copy of it: names and texts are the same everywhere.
    """

    service: Service
    agency: Agency | None
    score: float
    why: tuple[str, ...]

    @property
    def needs_place(self) -> bool:
        """The portal must ask which district or city."""
        return self.agency is None


@dataclass(frozen=True)
class _Document:
    code: str
    keywords: tuple[str, ...]
    weights: dict[str, float]


def route(text: str, *, agency: Agency | None = None, limit: int = 3) -> list[Match]:
    """Return the services that fit the text, best first.

    Args:
        agency: Whose copy of local services is wanted; else the place named in the text decides.
    """
    plain = _plain(text)
    place = agency or find_place(plain)
    scored = sorted(
        (_score(plain, document) for document in _documents()),
        key=lambda row: (-row[0], row[1].code),
    )
    best = [row for row in scored if row[0] >= LEAST_SCORE][: limit * 2]
    copies = _copies_by_code([document.code for _score, document, _why in best])
    matches = [
        _match(copies[document.code], place, score, why)
        for score, document, why in best
        if document.code in copies
    ]
    return matches[:limit]


def find_place(text: str) -> Agency | None:
    """Return the agency that the text names by its name or an alias; the longest name wins."""
    plain = _plain(text).replace(" ", "")
    found = [alias for alias in _aliases() if alias[0] in plain]
    if not found:
        return None
    _text, agency_pk = max(found, key=lambda alias: len(alias[0]))
    return Agency.objects.filter(pk=agency_pk).first()


def _copies_by_code(codes: list[str]) -> dict[str, list[Service]]:
    copies: dict[str, list[Service]] = {}
    offered = Service.objects.filter(code__in=codes, is_offered=True)
    for service in offered.select_related("agency", "department__agency").order_by("pk"):
        copies.setdefault(service.code, []).append(service)
    return copies


def _match(
    copies: list[Service], place: Agency | None, score: float, why: tuple[str, ...]
) -> Match:
    """Choose the copy of the place; without one the citizen will be asked."""
    here = next((copy for copy in copies if copy.agency == place), None)
    service = here or copies[0]
    agency = service.agency if here or len(copies) == 1 else None
    return Match(service=service, agency=agency, score=round(min(score, 1.0), 4), why=why)


def _score(text: str, document: _Document) -> tuple[float, _Document, tuple[str, ...]]:
    asked = _ngrams(text)
    dot = sum(count * document.weights.get(gram, 0.0) for gram, count in asked.items())
    length = math.sqrt(sum(count * count for count in asked.values())) or 1.0
    squeezed = text.replace(" ", "")
    why = tuple(word for word in document.keywords if _plain(word).replace(" ", "") in squeezed)
    return dot / length + KEYWORD_BONUS * min(len(why), 3), document, why


def _documents() -> tuple[_Document, ...]:
    newest = Service.objects.aggregate(at=Max("changed_at"), last=Max("pk"))
    return _build_documents(str(newest))


@lru_cache(maxsize=2)
def _build_documents(_version: str) -> tuple[_Document, ...]:
    """Weigh n-grams by TF-IDF; one document per code, however many agencies have a copy."""
    services = {service.code: service for service in Service.objects.all()}
    counts = {code: _ngrams(_text_of(service)) for code, service in services.items()}
    seen_in = Counter(gram for grams in counts.values() for gram in grams)
    return tuple(
        _Document(
            code=code,
            keywords=(*services[code].keywords_ko, *services[code].keywords_en),
            weights=_weigh(grams, seen_in, len(services)),
        )
        for code, grams in counts.items()
    )


def _weigh(grams: Counter[str], seen_in: Counter[str], total: int) -> dict[str, float]:
    weights = {
        gram: (1 + math.log(count)) * math.log((1 + total) / seen_in[gram])
        for gram, count in grams.items()
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {gram: weight / length for gram, weight in weights.items()}


@lru_cache(maxsize=2)
def _build_aliases(_version: str) -> tuple[tuple[str, int], ...]:
    names = AgencyAlias.objects.values_list("text", "agency")
    full = [(agency.name_ko, agency.pk) for agency in Agency.objects.all()]
    english = [(agency.name_en, agency.pk) for agency in Agency.objects.all()]
    return tuple((_plain(text).replace(" ", ""), pk) for text, pk in [*names, *full, *english])


def _aliases() -> Sequence[tuple[str, int]]:
    return _build_aliases(str(AgencyAlias.objects.aggregate(last=Max("pk"))))


def _text_of(service: Service) -> str:
    parts: list[str] = [service.name_ko, service.name_en, service.summary_ko, service.summary_en]
    return " ".join([*parts, *service.keywords_ko, *service.keywords_en])


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _ngrams(text: str) -> Counter[str]:
    """Count character n-grams inside words; Korean is spaced freely, so words also run on."""
    words = WORD.findall(_plain(text))
    grams: Counter[str] = Counter()
    for size in NGRAM_SIZES:
        for word in words:
            grams.update(word[i : i + size] for i in range(len(word) - size + 1))
    return grams

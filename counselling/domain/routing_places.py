"""Which district or city a sentence names: names and aliases of the agencies, and data/vocabulary/
places.txt with neighbourhoods, English, Vietnamese and Chinese spellings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Max

from counselling.domain.routing_text import CJK, plain, vocabulary_lines
from counselling.enums import AgencyKind
from counselling.models import Agency, AgencyAlias

ELSEWHERE = "-"
NOT_A_LETTER = re.compile(r"[^0-9a-zà-ỹ가-힣一-鿿]+")
# "서귀포 사는데", "송파로 왔는데" say where a person lives; "제주시까지", "인천 살다가" do not.
LIVES_THERE = re.compile(
    r"(?:에|에서|로|으로)?(?:사는|살고|살아|삽니|사시|살며|거주|이사|왔|옮|혼자)"
)
NOT_HOME = re.compile(r"(?:까지|살다|에서살다|에서이사|에서옮)")


@dataclass(frozen=True)
class _PlaceName:
    """`text` is squeezed, or Latin words with single spaces; `code` is an agency's or ELSEWHERE."""

    text: str
    code: str
    only_with_parent: bool = False


@dataclass(frozen=True)
class _Found:
    name: _PlaceName
    start: int
    end: int
    is_home: int


def find_place(text: str) -> Agency | None:
    """Return the district, city or province that the text names.

    The place where the person lives counts before others, a district before its city, a longer
    name before a shorter one.
    """
    agencies = {agency.code: agency for agency in _local_agencies()}
    found = _without_covered(_find_names(text, _place_names()))
    named = [place for place in found if place.name.code in agencies]
    certain = [place for place in named if not place.name.only_with_parent]
    parents = {agencies[place.name.code].code for place in certain}
    children = [
        place
        for place in named
        if place.name.only_with_parent
        and (parent := agencies[place.name.code].parent)
        and parent.code in parents
    ]
    candidates = [*certain, *children]
    if not candidates:
        return None
    best = max(
        candidates,
        key=lambda place: (
            place.is_home,
            agencies[place.name.code].kind in AgencyKind.local(),
            len(place.name.text),
            -place.start,
        ),
    )
    return agencies[best.name.code]


def _local_agencies() -> list[Agency]:
    return list(Agency.objects.exclude(kind=AgencyKind.CENTRAL).select_related("parent"))


def _find_names(text: str, names: tuple[_PlaceName, ...]) -> Iterator[_Found]:
    """Yield every name in the text. Positions of Latin names count in another line than those of
    Hangul; they are moved behind it so that the two never cover each other."""
    run = NOT_A_LETTER.sub("", plain(text))
    starts = _word_starts(text)
    line = f" {NOT_A_LETTER.sub(' ', plain(text)).strip()} "
    for name in names:
        is_latin = not CJK.search(name.text)
        looked_for, where = (f" {name.text} ", line) if is_latin else (name.text, run)
        at = where.find(looked_for)
        while 0 <= at not in starts and _is_short(name.text):  # 양림 in 휴양림, 서초 in 여기서 초본
            at = where.find(looked_for, at + 1)
        if at >= 0:
            end = at + len(looked_for)
            shift = len(run) if is_latin else 0
            yield _Found(name, at + shift, end + shift, _is_home(where[end:]))


def _word_starts(text: str) -> set[int]:
    """Return where words begin in the text without its spaces."""
    words = NOT_A_LETTER.sub(" ", plain(text)).split()
    return {sum(map(len, words[:at])) for at in range(len(words))}


def _is_short(name: str) -> bool:
    """Two syllables of Hangul turn up inside other words."""
    return len(name) <= 2 and "가" <= name[0] <= "힣"


def _is_home(rest: str) -> int:
    """Return 1 for a home, -1 for a place that is not, 0 when nothing is said."""
    if NOT_HOME.match(rest):
        return -1
    return 1 if LIVES_THERE.match(rest) else 0


def _without_covered(found: Iterator[_Found]) -> list[_Found]:
    """Leave out names inside a longer one: 광주 in 경기도 광주."""
    kept: list[_Found] = []
    for place in sorted(found, key=lambda row: (row.start - row.end, row.name.only_with_parent)):
        if not any(other.start <= place.start and place.end <= other.end for other in kept):
            kept.append(place)
    return kept


def _place_names() -> tuple[_PlaceName, ...]:
    return _build_place_names(str(AgencyAlias.objects.aggregate(n=Count("pk"), last=Max("pk"))))


@lru_cache(maxsize=2)
def _build_place_names(_version: str) -> tuple[_PlaceName, ...]:
    names = [*_names_in_database(), *_names_in_file()]
    return tuple(dict.fromkeys(name for name in names if name.text))


def _names_in_database() -> Iterator[_PlaceName]:
    for agency in _local_agencies():
        yield _PlaceName(_spell(agency.name_ko), agency.code)
        yield _PlaceName(_spell(agency.name_en), agency.code)
    for text, code in AgencyAlias.objects.exclude(agency__kind=AgencyKind.CENTRAL).values_list(
        "text", "agency__code"
    ):
        yield _PlaceName(_spell(text), code)


def _names_in_file() -> Iterator[_PlaceName]:
    for line in vocabulary_lines("places.txt"):
        code, listed = line.split(":", 1)
        for text in listed.split(","):
            yield _PlaceName(_spell(text), code.lstrip("+"), code.startswith("+"))


def _spell(text: str) -> str:
    spaced = NOT_A_LETTER.sub(" ", plain(text)).strip()
    return spaced.replace(" ", "") if CJK.search(spaced) else spaced

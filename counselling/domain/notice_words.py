"""The words a notice may leave open, such as {이름} or {name}, and how they are filled in.

Templates of agencies write them in braces, in Korean or English. Filling in is one pass over the
text: what a person typed as their name is never read as a template.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

IN_BRACES = re.compile(r"\{([^{}]*)\}")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True)
class Word:
    """One word that is filled in: how Korean and English templates write it, and an example."""

    korean: str
    says: str | Promise
    example: str | Promise


WORDS: dict[str, Word] = {
    "name": Word("이름", _("받는 분의 이름"), _("홍길동")),
    "when": Word("일시", _("상담이나 회의의 날짜와 시각"), _("11월 24일 10:30")),
    "door": Word("입장시각", _("몇 시부터 들어올 수 있는지"), "10:20"),
    "until": Word("기한", _("언제까지 골라야 하는지"), _("11월 23일 18:00")),
    "service": Word("상담", _("상담 서비스의 이름"), _("여권 발급·재발급 상담")),
    "agency": Word("기관", _("기관의 이름"), _("서울특별시 서초구")),
    "department": Word("부서", _("부서의 이름"), _("민원여권과")),
    "phone": Word("전화", _("안내 전화번호"), "02-120"),
    "code": Word("인증번호", _("입장할 때 쓰는 숫자 6자리"), "123456"),
    "number": Word("번호", _("대기 번호"), "7"),
    "title": Word("회의", _("회의의 이름"), _("정책자문회의")),
    "role": Word("역할", _("맡을 역할"), _("담당자")),
    "site": Word("누리집", _("이 누리집의 주소"), "https://maju.example"),
    "reason": Word("까닭", _("담당자가 적은 까닭"), _("방문 상담이 필요한 일입니다.")),
}
BY_KOREAN = {word.korean: key for key, word in WORDS.items()}


def written(key: str, language: str) -> str:
    """Return how a template in this language writes a word, such as {이름}."""
    return f"{{{WORDS[key].korean if language == 'ko' else key}}}"


def keys_in(text: str) -> tuple[set[str], list[str]]:
    """Return the words that a template leaves open, and what stands in braces but is no word."""
    found = [inner.strip() for inner in IN_BRACES.findall(text)]
    keys = {key for inner in found if (key := _key_of(inner)) is not None}
    return keys, [inner for inner in found if _key_of(inner) is None]


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """Put the values into a template; a word without a value becomes empty.

    Values go in as one line each, so that none can begin a header or a line of its own.
    """

    def value(found: re.Match[str]) -> str:
        key = _key_of(found[1].strip())
        return found[0] if key is None else one_line(values.get(key, ""))

    return IN_BRACES.sub(value, text)


def one_line(text: str) -> str:
    """Return the text without line breaks and other control characters."""
    return " ".join(CONTROL.sub(" ", text).split())


def examples(keys: Iterable[str], language: str) -> dict[str, str]:
    """Return a value to show for each word, in the language."""
    with translation.override(language):
        return {key: str(WORDS[key].example) for key in keys}


def _key_of(inner: str) -> str | None:
    return BY_KOREAN.get(inner) or (inner if inner in WORDS else None)

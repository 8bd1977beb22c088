"""An agency's own words for notices: checked, shown beforehand, stored with their history."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counselling.domain import unit_changes
from counselling.domain.notice_texts import DEFAULTS, Text, default_text, write
from counselling.domain.notice_words import examples, keys_in, written
from counselling.domain.unit_changes import Change
from counselling.domain.units import Unit
from counselling.enums import ChangeTopic, NoticeKind
from counselling.models import Agency, NoticeTemplate, User

# What a telephone takes as one SMS, and at most as one long message; bytes as carriers count them.
SMS_BYTES = 90
LONG_SMS_BYTES = 2000
CARRIER_CODEC = "cp949"  # EUC-KR with the syllables it lacks
LINK = re.compile(r"://|\bwww\.|\b[a-z0-9-]+\.(?:kr|com|net|org|go|io|me|ly)\b", re.IGNORECASE)
FIELDS: dict[str, str | Promise] = {
    "heading": gettext_lazy("이메일 제목"),
    "email_text": gettext_lazy("이메일 본문"),
    "sms_text": gettext_lazy("문자"),
}


@dataclass(frozen=True)
class SmsLength:
    """How long a text message is, in bytes as carriers count them."""

    used_bytes: int

    @property
    def is_long(self) -> bool:
        """True when it goes out as a long message (LMS)."""
        return self.used_bytes > SMS_BYTES

    @property
    def is_too_long(self) -> bool:
        return self.used_bytes > LONG_SMS_BYTES


@dataclass(frozen=True)
class Preview:
    """A notice as somebody would get it, with example words."""

    text: Text
    sms_length: SmsLength


def template_of(agency: Agency, kind: str, language: str) -> Text:
    """Return the agency's own words, or the product's where it has none."""
    own = NoticeTemplate.objects.filter(agency=agency, kind=kind, language=language).first()
    if own is None:
        return default_text(NoticeKind(kind), language)
    return Text(heading=own.heading, email_text=own.email_text, sms_text=own.sms_text)


def own_templates(agency: Agency) -> set[tuple[str, str]]:
    """Return (kind, language) of everything the agency has words of its own for."""
    return set(agency.notice_templates.values_list("kind", "language"))


def preview(template: Text, kind: NoticeKind, language: str) -> Preview:
    """Return what would be sent with example words."""
    text = write(template, examples(DEFAULTS[kind].uses, language), language)
    return Preview(text=text, sms_length=SmsLength(len(_carrier_bytes(text.sms_text))))


def problems_of(template: Text, kind: NoticeKind, language: str) -> dict[str, list[str]]:
    """Return what is wrong with a template, as sentences by field; empty when nothing is."""
    found = {
        field: [
            *_wrong_words(getattr(template, field), kind, language),
            *_missing_code(field, getattr(template, field), kind, language),
        ]
        for field in FIELDS
    }
    if "\n" in template.heading or "\r" in template.heading:
        found["heading"].append(_("제목은 한 줄로 적어 주세요."))
    found["sms_text"] += _sms_problems(template, kind, language)
    return {field: sentences for field, sentences in found.items() if sentences}


def save(
    agency: Agency, kind: NoticeKind, language: str, template: Text, *, seen: int, by: User | None
) -> None:
    """Store the agency's own words, checked before by `problems_of`.

    Raises:
        ChangedMeanwhile: Another administrator changed them first.
    """
    with transaction.atomic():
        before = _begin(agency, kind, language, seen)
        NoticeTemplate.objects.update_or_create(
            agency=agency,
            kind=kind,
            language=language,
            defaults={field: getattr(template, field) for field in FIELDS},
        )
        _record(agency, kind, language, before, template, by)


def reset(agency: Agency, kind: NoticeKind, language: str, *, by: User | None) -> None:
    """Go back to the product's own words."""
    subject = subject_of(agency, kind, language)
    with transaction.atomic():
        before = _begin(agency, kind, language, unit_changes.version_of(subject))
        NoticeTemplate.objects.filter(agency=agency, kind=kind, language=language).delete()
        _record(agency, kind, language, before, default_text(kind, language), by)


def subject_of(agency: Agency, kind: str, language: str) -> str:
    """Name the template in the history."""
    return f"notice:{agency.pk}:{kind}:{language}"


def _begin(agency: Agency, kind: NoticeKind, language: str, seen: int) -> Text:
    unit_changes.begin(Unit(agency), subject=subject_of(agency, kind, language), seen=seen)
    return template_of(agency, kind, language)


def _record(
    agency: Agency, kind: NoticeKind, language: str, before: Text, after: Text, by: User | None
) -> None:
    unit_changes.record(
        Unit(agency),
        [
            Change(label, getattr(before, field), getattr(after, field))
            for field, label in FIELDS.items()
        ],
        topic=ChangeTopic.NOTICE,
        subject=subject_of(agency, kind, language),
        name=f"{kind.label} ({language})",
        by=by,
    )


def _wrong_words(text: str, kind: NoticeKind, language: str) -> list[str]:
    known, unknown = keys_in(text)
    strange = [f"{{{inner}}}" for inner in unknown]
    strange += [written(key, language) for key in sorted(known - set(DEFAULTS[kind].uses))]
    allowed = ", ".join(written(key, language) for key in DEFAULTS[kind].uses)
    wrong = [
        _("%(word)s은(는) 이 알림에 쓸 수 없는 말입니다. 쓸 수 있는 말: %(allowed)s")
        % {"word": word, "allowed": allowed}
        for word in dict.fromkeys(strange)
    ]
    left_over = re.sub(r"\{[^{}]*\}", "", text)
    if "{" in left_over or "}" in left_over:
        wrong.append(_("중괄호 { }는 짝을 맞춰 적어 주세요."))
    return wrong


def _missing_code(field: str, text: str, kind: NoticeKind, language: str) -> list[str]:
    """A notice that tells a code is of no use without it."""
    if field == "heading" or "code" not in DEFAULTS[kind].uses or "code" in keys_in(text)[0]:
        return []
    word = written("code", language)
    return [_("이 알림에는 %(word)s이(가) 꼭 들어가야 합니다.") % {"word": word}]


def _sms_problems(template: Text, kind: NoticeKind, language: str) -> Iterable[str]:
    if LINK.search(template.sms_text):
        yield _("문자에는 누리집 주소를 넣을 수 없습니다. 링크가 있는 문자는 의심받습니다.")
    strange = _unsendable(template.sms_text)
    if strange:
        yield _("문자로 보낼 수 없는 글자입니다: %(letters)s") % {"letters": " ".join(strange)}
        return
    length = preview(template, kind, language).sms_length
    if length.is_too_long:
        yield _("문자가 너무 깁니다: %(used)d바이트. 2,000바이트까지 보낼 수 있습니다.") % {
            "used": length.used_bytes
        }


def _unsendable(text: str) -> list[str]:
    return list(dict.fromkeys(letter for letter in text if not _carrier_bytes(letter, "ignore")))


def _carrier_bytes(text: str, errors: str = "replace") -> bytes:
    return text.encode(CARRIER_CODEC, errors)

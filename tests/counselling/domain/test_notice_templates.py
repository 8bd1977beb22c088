"""An agency's own words: what may stand in them, and what is sent."""

import pytest

from counselling.domain import notice_templates, notices
from counselling.domain.notice_texts import DEFAULTS, Text, default_text
from counselling.enums import NoticeKind
from counselling.exceptions import ChangedMeanwhile
from counselling.models import Notice, UnitChange
from tests.cast import Cast
from tests.factories.appointments import make_appointment

CONFIRMED = NoticeKind.APPOINTMENT_CONFIRMED
OWN = Text(
    "{기관} 예약", "{이름} 님, {일시}에 뵙겠습니다. {인증번호}", "{이름} 님 {일시} {인증번호}"
)


def with_sms(text: str) -> Text:
    return Text("예약", "{인증번호}", text)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("kind", DEFAULTS)
def test_the_products_own_words_are_templates_without_a_fault(
    kind: NoticeKind, language: str
) -> None:
    assert notice_templates.problems_of(default_text(kind, language), kind, language) == {}


def test_every_kind_of_notice_has_words() -> None:
    assert set(DEFAULTS) == set(NoticeKind)


@pytest.mark.django_db
def test_s5_an_agency_with_words_of_its_own_sends_those_and_others_the_default(
    cast: Cast,
) -> None:
    notice_templates.save(cast.mfds, CONFIRMED, "ko", OWN, seen=0, by=cast.park)

    for phone, service, desk in [
        ("01012345678", cast.service, cast.desk1),
        ("01087654321", cast.passport, cast.civil_desk),
    ]:
        notices.tell_confirmed(make_appointment(service, desk, phone=phone), code="123456")

    own, default = Notice.objects.order_by("pk").values_list("text", flat=True)
    assert own.startswith("[마주] 홍길동 님 ")
    assert "예약이 확정되었습니다" in default


@pytest.mark.django_db
def test_s5_words_of_one_language_leave_the_other_alone(cast: Cast) -> None:
    notice_templates.save(cast.mfds, CONFIRMED, "ko", OWN, seen=0, by=cast.park)

    assert notice_templates.template_of(cast.mfds, CONFIRMED, "en") == default_text(CONFIRMED, "en")


@pytest.mark.django_db
def test_s5_going_back_to_the_default_is_in_the_history(cast: Cast) -> None:
    notice_templates.save(cast.mfds, CONFIRMED, "ko", OWN, seen=0, by=cast.park)

    notice_templates.reset(cast.mfds, CONFIRMED, "ko", by=cast.park)

    assert notice_templates.template_of(cast.mfds, CONFIRMED, "ko") == default_text(CONFIRMED, "ko")
    assert UnitChange.objects.filter(topic="notice", actor=cast.park).count() == 6


@pytest.mark.django_db
def test_two_administrators_do_not_overwrite_each_other(cast: Cast) -> None:
    notice_templates.save(cast.mfds, CONFIRMED, "ko", OWN, seen=0, by=cast.park)

    with pytest.raises(ChangedMeanwhile):
        notice_templates.save(cast.mfds, CONFIRMED, "ko", OWN, seen=0, by=cast.choi)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{이름} {인증번호} {주소}", "{주소}은(는) 이 알림에 쓸 수 없는 말입니다."),
        ("{까닭} {인증번호}", "{까닭}은(는) 이 알림에 쓸 수 없는 말입니다."),
        ("{인증번호.__class__} {인증번호}", "{인증번호.__class__}은(는)"),
        ("{} {인증번호}", "{}은(는)"),
        ("{이름 {인증번호}", "중괄호"),
        ("코드가 없습니다", "{인증번호}이(가) 꼭 들어가야 합니다."),
        ("https://maju.example {인증번호}", "누리집 주소를 넣을 수 없습니다."),
        ("maju.go.kr {인증번호}", "누리집 주소를 넣을 수 없습니다."),
        ("😀 {인증번호}", "문자로 보낼 수 없는 글자입니다: 😀"),
        ("가" * 999 + "{인증번호}", "문자가 너무 깁니다: 2011바이트."),
    ],
)
def test_s5_what_cannot_be_sent_is_said_in_a_sentence(text: str, says: str) -> None:
    problems = notice_templates.problems_of(with_sms(text), CONFIRMED, "ko")

    assert list(problems) == ["sms_text"]
    assert any(says in sentence for sentence in problems["sms_text"])


def test_s5_a_heading_of_two_lines_is_refused() -> None:
    template = Text("예약\nBcc: all@example.test", "{인증번호}", "{인증번호}")

    problems = notice_templates.problems_of(template, CONFIRMED, "ko")

    assert problems == {"heading": ["제목은 한 줄로 적어 주세요."]}


@pytest.mark.parametrize(
    ("text", "used_bytes", "is_long"),
    [
        ("가" * 38 + "abcdefg", 90, False),  # with "[마주] " before it
        ("가" * 38 + "abcdefgh", 91, True),
        ("뷁", 9, False),  # a syllable that only the extension of EUC-KR knows
    ],
)
def test_s5_the_preview_counts_bytes_as_carriers_do(
    text: str, used_bytes: int, is_long: bool
) -> None:
    length = notice_templates.preview(with_sms(text), CONFIRMED, "ko").sms_length

    assert (length.used_bytes, length.is_long) == (used_bytes, is_long)

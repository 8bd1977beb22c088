"""What is asked beside name and contact: questions by kind, consents apart, a representative."""

import datetime as dt

import pytest

from counselling.enums import AnswerKind
from counselling.forms.case import CaseForms, KioskCaseForms
from counselling.models import ConsentText, IntakeQuestion
from tests.cast import Cast
from tests.factories.intake import make_question

pytestmark = pytest.mark.django_db
AGREED = {"agrees_to_data": "on", "agrees_to_video": "on"}
FATHER = {
    "is_under_14": "yes",
    "representative_name": "홍아빠",
    "representative_relation": "father",
    "representative_phone": "010-1234-5678",
    "agrees_to_representative": "yes",
}


def test_each_consent_is_asked_apart_with_its_terms(cast: Cast) -> None:
    case = CaseForms(cast.service, {})

    assert not case.is_valid()
    assert set(case.consents.errors) == {"agrees_to_data", "agrees_to_video"}
    terms = case.consents["agrees_to_data"].help_text
    text = ConsentText.objects.get(item="data")
    assert all(part in terms for part in (text.purpose, text.items, text.period, text.refusal))


def test_an_optional_consent_never_blocks(cast: Cast) -> None:
    case = CaseForms(cast.service, AGREED)

    assert case.is_valid()
    assert case.answers().consents == {"data": True, "video": True, "history": False}


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (AnswerKind.TEXT, " 새우과자 ", "새우과자"),
        (AnswerKind.LONG_TEXT, "첫째\n둘째", "첫째\n둘째"),
        (AnswerKind.NUMBER, "12000", "12000"),
        (AnswerKind.DATE, "2026-11-24", "2026-11-24"),
        (AnswerKind.CHOICE, "1", "음식점"),
        (AnswerKind.YES_NO, "no", "아니요"),
    ],
)
def test_each_kind_of_question_is_kept_in_words(
    cast: Cast, kind: AnswerKind, given: str, kept: str
) -> None:
    question = make_question(cast.service, kind=kind, choices_ko=["마트", "음식점"])
    case = CaseForms(cast.service, AGREED | {question.field_name: given})

    assert case.is_valid()
    assert [answered.text for answered in case.answers().intake] == [kept]


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        (AnswerKind.TEXT, "", "이 질문에 답해 주세요."),
        (AnswerKind.NUMBER, "만이천", "숫자로 적어 주세요. 예: 12000"),
        (AnswerKind.DATE, "어제", "날짜를 다시 확인해 주세요. 예: 2026-11-24"),
        (AnswerKind.CHOICE, "7", "아래에서 하나를 골라 주세요."),
        (AnswerKind.YES_NO, "maybe", "아래에서 하나를 골라 주세요."),
    ],
)
def test_a_wrong_answer_is_said_in_a_sentence(
    cast: Cast, kind: AnswerKind, given: str, said: str
) -> None:
    question = make_question(cast.service, kind=kind, choices_ko=["마트"], is_required=True)
    case = CaseForms(cast.service, AGREED | {question.field_name: given})

    assert not case.is_valid()
    assert case.intake.errors == {question.field_name: [said]}


def test_under_14_everything_about_the_representative_is_needed(cast: Cast) -> None:
    case = CaseForms(cast.service, AGREED | {"is_under_14": "yes"})

    assert not case.is_valid()
    assert set(case.representative.errors) == set(FATHER) - {"is_under_14"}


def test_under_14_a_named_and_agreeing_representative_is_enough(cast: Cast) -> None:
    case = CaseForms(cast.service, AGREED | FATHER)

    assert case.is_valid()
    named = case.answers().representative
    assert named is not None
    assert (named.name, named.relation, named.phone) == ("홍아빠", "father", "010-1234-5678")


def test_a_kiosk_asks_only_what_must_be_known_and_is_touched(cast: Cast) -> None:
    make_question(cast.service, kind=AnswerKind.TEXT, is_required=True)
    make_question(cast.service, kind=AnswerKind.YES_NO)
    asked = make_question(cast.service, kind=AnswerKind.YES_NO, is_required=True)

    case = KioskCaseForms(cast.service, AGREED | {asked.field_name: "yes"})

    assert case.intake.questions == [asked]
    assert case.is_valid()
    assert case.answers().consents == {"data": True, "video": True}


def test_a_question_no_longer_asked_is_left_out(cast: Cast) -> None:
    question = make_question(cast.service)
    IntakeQuestion.objects.filter(pk=question.pk).update(is_asked=False)

    assert CaseForms(cast.service).intake.questions == []


def test_a_date_is_shown_as_the_browser_wants_it(cast: Cast) -> None:
    question = make_question(cast.service, kind=AnswerKind.DATE)
    day = dt.date(2026, 11, 24)

    shown = str(CaseForms(cast.service, initial={question.field_name: day}).intake)

    assert 'value="2026-11-24"' in shown

"""Intake questions of the catalogue, and answers that stay as they were given."""

import pytest

from counselling.domain import intake
from counselling.domain.catalogue import load_catalogue
from counselling.domain.catalogue_intake import load_intake
from counselling.domain.intake import Answered
from counselling.models import IntakeQuestion
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.intake import make_question

pytestmark = pytest.mark.django_db


def test_the_catalogue_asks_some_services_and_keeps_what_people_changed() -> None:
    load_catalogue()
    IntakeQuestion.objects.filter(key="product").update(text_ko="바꾼 질문", is_asked=False)
    count = IntakeQuestion.objects.count()

    load_intake()

    question = IntakeQuestion.objects.get(key="product")
    assert (question.text_ko, question.is_asked) == ("바꾼 질문", False)
    assert IntakeQuestion.objects.count() == count > 20
    assert not IntakeQuestion.objects.filter(text_en="").exists()


def test_an_answer_given_again_replaces_the_first(cast: Cast) -> None:
    question = make_question(cast.service)
    appointment = make_appointment(cast.service, cast.desk1)

    intake.store_answers(appointment, [Answered(question, "하나")])
    intake.store_answers(appointment, [Answered(question, "둘")])

    assert [answer.text for answer in intake.answers_of(appointment)] == ["둘"]


def test_an_answer_stays_when_its_question_is_deleted(cast: Cast) -> None:
    question = make_question(cast.service)
    appointment = make_appointment(cast.service, cast.desk1)
    intake.store_answers(appointment, [Answered(question, "하나")])

    question.delete()

    answer = intake.answers_of(appointment).get()
    assert (answer.question_text, answer.text) == ("제품 이름이 무엇인가요?", "하나")

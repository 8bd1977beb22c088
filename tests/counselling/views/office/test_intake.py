"""An administrator edits the questions of a service; old answers stay as they were."""

import pytest
from django.test import Client

from counselling.domain import intake
from counselling.domain.intake import Answered
from counselling.models import IntakeAnswer, IntakeQuestion, UnitChange
from tests.cast import Cast
from tests.factories.intake import make_question
from tests.factories.queue import make_queue_ticket

pytestmark = pytest.mark.django_db
CHOICE = {"text_ko": "어디서 사셨나요?", "kind": "choice", "choices_ko": "마트\n온라인"}


@pytest.fixture
def park(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.park)
    return client


def test_a_question_is_added_and_shown_as_citizens_see_it(park: Client, cast: Cast) -> None:
    address = f"/office/services/{cast.service.pk}/questions/"

    park.post(f"{address}new/", CHOICE | {"is_required": "on"})

    question = IntakeQuestion.objects.get()
    page = park.get(address).content.decode()
    assert (question.choices_ko, question.is_required) == (["마트", "온라인"], True)
    assert "민원인에게 보이는 모습" in page
    assert page.count('type="radio"') == 2
    assert UnitChange.objects.get().to_text == "어디서 사셨나요?"


def test_a_choice_without_choices_keeps_what_was_typed(park: Client, cast: Cast) -> None:
    address = f"/office/services/{cast.service.pk}/questions/new/"

    page = park.post(address, CHOICE | {"choices_ko": "마트"}).content.decode()

    assert "고를 것을 두 개 이상 적어 주세요." in page
    assert 'value="어디서 사셨나요?"' in page
    assert not IntakeQuestion.objects.exists()


def test_a_changed_question_changes_no_answer(park: Client, cast: Cast) -> None:
    question = make_question(cast.service)
    ticket = make_queue_ticket(cast.service)
    intake.store_answers(ticket, [Answered(question, "새우과자")])

    park.post(f"/office/questions/{question.pk}/", {"text_ko": "제품명", "kind": "text"})

    question.refresh_from_db()
    answer = IntakeAnswer.objects.get()
    assert question.text_ko == "제품명"
    assert (answer.question_text, answer.text) == ("제품 이름이 무엇인가요?", "새우과자")


def test_of_two_administrators_the_second_is_told(park: Client, cast: Cast) -> None:
    question = make_question(cast.service)
    address = f"/office/questions/{question.pk}/"
    park.post(address, {"text_ko": "먼저", "kind": "text", "seen": "0"})

    page = park.post(address, {"text_ko": "나중", "kind": "text", "seen": "0"}).content.decode()

    question.refresh_from_db()
    assert question.text_ko == "먼저"
    assert "다른 관리자가 먼저 바꾸었습니다." in page
    assert 'value="나중"' in page


def test_questions_are_put_in_order(park: Client, cast: Cast) -> None:
    first, second = make_question(cast.service), make_question(cast.service)

    park.post(f"/office/questions/{second.pk}/up/")
    park.post(f"/office/questions/{second.pk}/up/")

    assert list(cast.service.intake_questions.all()) == [second, first]


def test_a_question_is_asked_no_more_and_again(park: Client, cast: Cast) -> None:
    question = make_question(cast.service)

    park.post(f"/office/questions/{question.pk}/stop/")
    stopped = list(intake.questions_of(cast.service))
    park.post(f"/office/questions/{question.pk}/ask/")

    assert stopped == []
    assert list(intake.questions_of(cast.service)) == [question]


def test_an_official_and_another_agency_may_not(cast: Cast) -> None:
    question = make_question(cast.service)
    for user in (cast.kim, cast.seo):
        client = Client()
        client.force_login(user)
        assert client.post(f"/office/questions/{question.pk}/stop/").status_code == 404
        assert client.get(f"/office/services/{cast.service.pk}/questions/").status_code == 404

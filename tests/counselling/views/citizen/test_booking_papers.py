"""Step 3 of booking: questions, papers, consents; what is refused loses nothing."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from counselling.domain import document_storage
from counselling.domain.consents import standing_of
from counselling.enums import DocumentState
from counselling.models import Document, IntakeAnswer, Representative
from tests.cast import Cast
from tests.counselling.conftest import OFFICE_TIME
from tests.counselling.views.citizen.acts import ABOUT_ME, book, hold, walk_in
from tests.factories.intake import make_question
from tests.papers import good

pytestmark = pytest.mark.usefixtures("office_time", "cast")


def _file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_c6_answers_are_kept_with_the_words_of_their_questions(client: Client, cast: Cast) -> None:
    question = make_question(cast.service, is_required=True)
    appointment = hold(client, cast)

    client.post(
        f"/appointments/{appointment.ref}/details/",
        ABOUT_ME | {question.field_name: "새우과자"},
    )
    question.text_ko = "바뀐 질문"
    question.save()

    answer = IntakeAnswer.objects.get(appointment=appointment)
    assert (answer.question_text, answer.text) == ("제품 이름이 무엇인가요?", "새우과자")


def test_a_missing_answer_keeps_the_booking_open(client: Client, cast: Cast) -> None:
    make_question(cast.service, is_required=True)
    appointment = hold(client, cast)

    page = client.post(f"/appointments/{appointment.ref}/details/", ABOUT_ME).content.decode()

    appointment.refresh_from_db()
    assert appointment.state == "held"
    assert "이 질문에 답해 주세요." in page
    assert 'value="박민원"' in page


def test_c7_papers_are_taken_with_the_booking(client: Client, cast: Cast) -> None:
    appointment = hold(client, cast)
    papers = [_file("신청서.pdf", good.pdf()), _file("사진.jpg", good.jpg())]

    client.post(f"/appointments/{appointment.ref}/details/", {**ABOUT_ME, "papers": papers})

    appointment.refresh_from_db()
    assert appointment.state == "confirmed"
    kept = Document.objects.filter(appointment=appointment, state=DocumentState.CLEAN)
    assert [paper.file_name for paper in kept] == ["신청서.pdf", "사진.jpg"]
    assert all(document_storage.path_of(paper).exists() for paper in kept)


def test_a_refused_paper_says_why_and_loses_nothing(client: Client, cast: Cast) -> None:
    question = make_question(cast.service)
    appointment = hold(client, cast)
    sent = ABOUT_ME | {question.field_name: "새우과자", "agrees_to_history": "on"}
    papers = [_file("설치.exe", b"MZ\0"), _file("신청서.pdf", good.pdf())]

    page = client.post(
        f"/appointments/{appointment.ref}/details/", {**sent, "papers": papers}
    ).content.decode()

    appointment.refresh_from_db()
    assert appointment.state == "held"
    assert "‘설치.exe’: 실행 프로그램은 받지 않습니다." in page
    assert "신청서.pdf" in page
    assert 'value="새우과자"' in page
    assert page.count("checked") == 3


def test_sending_only_papers_judges_nothing_else(client: Client, cast: Cast) -> None:
    appointment = hold(client, cast)
    papers = [_file("신청서.pdf", good.pdf())]

    page = client.post(
        f"/appointments/{appointment.ref}/details/",
        {"name": "박민원", "agrees_to_data": "on", "papers": papers, "attach": "1"},
    ).content.decode()

    assert "넣어 주세요" not in page
    assert 'value="박민원"' in page
    assert page.count("checked") == 2
    assert Document.objects.filter(appointment=appointment).count() == 1


def test_whoever_adds_a_paper_last_is_not_taken_for_a_program(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.BOT_CHECK = True
    paper = {"papers": [_file("신청서.pdf", good.pdf())], "attach": "1"}

    assert _book_at_once_after(client, cast, "details/", **paper) == "confirmed"
    assert Document.objects.count() == 1


def test_whoever_asks_for_more_time_is_not_taken_for_a_program(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.BOT_CHECK = True

    assert _book_at_once_after(client, cast, "extend/") == "confirmed"


def _book_at_once_after(client: Client, cast: Cast, act: str, **sent: object) -> str:
    """Do something else with the form after 40 s, then send the form that came back at once."""
    appointment = hold(client, cast)
    address = f"/appointments/{appointment.ref}/"
    drawn = client.get(f"{address}details/").context["check"].token
    with time_machine.travel(OFFICE_TIME + dt.timedelta(seconds=40), tick=False):
        page = client.post(f"{address}{act}", {**ABOUT_ME, "drawn": drawn, **sent}, follow=True)
        drawn = page.context["check"].token
        client.post(f"{address}details/", {**ABOUT_ME, "drawn": drawn})
    appointment.refresh_from_db()
    return appointment.state


def test_a_paper_is_taken_away_and_what_was_typed_stays(client: Client, cast: Cast) -> None:
    question = make_question(cast.service)
    appointment = hold(client, cast)
    details = f"/appointments/{appointment.ref}/details/"
    client.post(details, {"papers": [_file("신청서.pdf", good.pdf())], "attach": "1"})
    paper = Document.objects.get()

    answer = client.post(
        f"/papers/{paper.ref}/remove/", {"name": "박민원", question.field_name: "새우과자"}
    )

    assert answer["Location"] == f"{details}#papers"
    assert 'value="새우과자"' in client.get(details).content.decode()
    paper.refresh_from_db()
    assert paper.state == DocumentState.REMOVED


def test_papers_follow_to_another_time(client: Client, cast: Cast) -> None:
    first = hold(client, cast)
    client.post(
        f"/appointments/{first.ref}/details/",
        {"papers": [_file("신청서.pdf", good.pdf())], "attach": "1"},
    )
    client.post(f"/appointments/{first.ref}/release/")

    second = hold(client, cast)
    page = client.get(f"/appointments/{second.ref}/details/").content.decode()

    assert "신청서.pdf" in page
    assert Document.objects.get().appointment == second


def test_c8_each_consent_is_stored_with_its_version(client: Client, cast: Cast) -> None:
    appointment = book(client, cast)

    stored = [(s.consent.item, s.text.version, s.consent.answer) for s in standing_of(appointment)]
    assert stored == [("data", 1, "yes"), ("video", 1, "yes"), ("history", 1, "no")]


def test_counsel_now_asks_and_stores_the_same(client: Client, cast: Cast) -> None:
    ticket = walk_in(client, cast)

    assert [s.consent.answer for s in standing_of(ticket)] == ["yes", "yes", "no"]


def test_under_14_a_representative_is_named_and_agrees(client: Client, cast: Cast) -> None:
    appointment = hold(client, cast)
    child = ABOUT_ME | {"is_under_14": "yes"}
    details = f"/appointments/{appointment.ref}/details/"

    refused = client.post(details, child).content.decode()
    client.post(
        details,
        child
        | {
            "representative_name": "홍엄마",
            "representative_relation": "mother",
            "representative_phone": "010-1234-5678",
            "agrees_to_representative": "yes",
        },
    )

    assert "만 14세 미만은 법정대리인의 동의가 필요합니다." in refused
    assert Representative.objects.get(appointment=appointment).name == "홍엄마"
    person = standing_of(appointment)[-1].consent
    assert (person.person, person.person_name, person.answer) == (
        "representative",
        "홍엄마",
        "yes",
    )

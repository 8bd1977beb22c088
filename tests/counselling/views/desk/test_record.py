"""The record of a session at the desk: drafts, ready texts, corrections."""

import pytest

from counselling.domain import disposition
from counselling.domain.record_drafts import draft_of
from counselling.enums import Outcome
from counselling.models import Promise, SessionDraft, TextModule
from tests.cast import Cast

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
TYPED = {"outcome": "answered", "citizen_note": "신고서를 내세요.", "staff_note": "사진 2장"}
PROMISE = {"promise_1": "결과를 알려 드립니다", "side_1": "office", "days_1": "3"}


def test_what_is_typed_is_kept_and_shown_to_its_author_alone(cast: Cast, kim, session):
    kim.post(f"/desk/sessions/{session.ref}/draft/", TYPED, headers=HTMX)

    page = kim.get(f"/desk/{cast.desk1.pk}/").content.decode()
    assert "신고서를 내세요." in page
    assert draft_of(session, author=cast.kim)["staff_note"] == "사진 2장"
    assert draft_of(session, author=cast.park) == {}


def test_a_ready_text_goes_below_what_was_typed(cast: Cast, kim, session):
    module = TextModule.objects.create(
        department=cast.food, title="신고서", text="신고서는 누리집에 있습니다.", note_for="citizen"
    )
    typed = {**TYPED, "module_citizen": module.ref, "insert": "citizen"}

    page = kim.post(f"/desk/sessions/{session.ref}/draft/", typed, headers=HTMX)

    assert "신고서를 내세요.\n신고서는 누리집에 있습니다." in page.content.decode()
    assert "<html" not in page.content.decode()


def test_f14_promises_are_read_with_the_outcome_and_the_draft_is_gone(cast: Cast, kim, session):
    kim.post(f"/desk/sessions/{session.ref}/draft/", TYPED, headers=HTMX)

    kim.post(f"/desk/sessions/{session.ref}/end/", {**TYPED, **PROMISE})

    promise = Promise.objects.get()
    assert (promise.text, promise.working_days) == ("결과를 알려 드립니다", 3)
    assert not SessionDraft.objects.exists()


def test_a_promise_without_a_day_is_asked_for_and_nothing_typed_is_lost(cast: Cast, kim, session):
    typed = {**TYPED, **PROMISE, "days_1": ""}

    page = kim.post(f"/desk/sessions/{session.ref}/end/", typed, headers=HTMX).content.decode()

    assert "언제까지인지 골라 주세요." in page
    assert "결과를 알려 드립니다" in page


def test_a_correction_makes_a_new_version_that_the_record_lists(cast: Cast, kim, session):
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)
    shown = kim.get(f"/desk/sessions/{session.ref}/correct/")

    kim.post(
        f"/desk/sessions/{session.ref}/correct/",
        {**TYPED, "outcome": "visit_needed", "why": "결과가 틀렸습니다."},
    )

    page = kim.get(f"/desk/sessions/{session.ref}/record/").content.decode()
    assert shown.status_code == 200
    assert "방문이 필요합니다" in page
    assert "2판 (PDF)" in page
    assert "결과가 틀렸습니다." in page

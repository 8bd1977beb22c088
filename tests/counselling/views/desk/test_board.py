"""The board and its live parts."""

import datetime as dt

import pytest

from counselling.domain import disposition, equipment, joint_sessions
from counselling.enums import AppointmentState, Outcome
from counselling.models import CounsellingSession
from tests.cast import Cast
from tests.counselling.views.desk.conftest import signed_in
from tests.factories.appointments import make_appointment
from tests.factories.queue import make_queue_ticket
from video import calls
from video.enums import EndReason
from video.models import Call

pytestmark = pytest.mark.django_db

STAGE = 'data-behaviour="call-stage"'
END_FORM = 'id="desk-end"'


def page_of(client, cast: Cast, part: str = "", **query: str) -> str:
    return client.get(f"/desk/{cast.desk1.pk}/{part}", query).content.decode()


def test_free_board_shows_who_is_next_and_no_call(cast: Cast, kim, waiting):
    page = page_of(kim, cast)

    assert "박민원 님" in page
    assert STAGE not in page
    assert END_FORM not in page


def test_free_board_says_that_nobody_waits(cast: Cast, kim):
    assert "기다리는 분이 없습니다." in page_of(kim, cast)


def test_board_warns_of_long_waits_in_words(cast: Cast, kim, office_time):
    for minutes in (4, 5, 10):
        make_queue_ticket(cast.service, waiting_since=office_time - dt.timedelta(minutes=minutes))

    lists = page_of(kim, cast, "lists/")

    assert ("5분 · 오래" in lists, "10분 · 너무 오래" in lists) == (True, True)
    assert "4분 ·" not in lists


def test_called_board_asks_for_confirmation(cast: Cast, kim, called):
    page = page_of(kim, cast)

    assert "곧 박민원 님과 연결됩니다" in page
    assert (STAGE in page, END_FORM in page) == (False, False)


def test_board_in_a_call_holds_the_stage_and_the_end_form(cast: Cast, kim, session):
    page = page_of(kim, cast)

    assert (STAGE in page, END_FORM in page) == (True, True)
    assert 'data-join="ask"' in page


def test_board_joins_the_call_at_once_after_the_confirmation(cast: Cast, kim, session):
    assert 'data-join="auto"' in page_of(kim, cast, join="auto")


def test_board_asks_for_the_outcome_when_the_call_has_ended(cast: Cast, kim, session):
    calls.end_call(Call.objects.get(ref=session.call_ref), reason=EndReason.EMPTY)

    page = page_of(kim, cast)

    assert "통화가 끝났습니다" in page
    assert (STAGE in page, END_FORM in page) == (False, True)


def test_board_in_another_browser_offers_to_bring_the_call_there(cast: Cast, session):
    page = page_of(signed_in(cast.kim), cast)

    assert "다른 화면에서 통화하고 있습니다" in page
    assert STAGE not in page


def test_c15_board_shows_question_and_equipment_of_who_was_called(cast: Cast, kim, called):
    type(called).objects.filter(pk=called.pk).update(question="벌레가 나왔습니다.")
    equipment.store_check(equipment.CheckFigures(camera="good", microphone="weak"), subject=called)

    page = page_of(kim, cast)

    assert "벌레가 나왔습니다." in page
    assert "마이크 약함" in page


def test_board_shows_earlier_sessions_with_the_same_person(cast: Cast, kim, session):
    close = disposition.close_session
    close(session, outcome=Outcome.VISIT_NEEDED, by=cast.kim, staff_note="사진 2장")
    again = make_queue_ticket(cast.service, name="박민원", phone="010-1234-5678")
    kim.post(f"/desk/people/{again.ref}/call/")

    answer = kim.get(f"/desk/{cast.desk1.pk}/")

    assert list(answer.context["page"].case.earlier) == [session]
    assert "사진 2장" in answer.content.decode()
    assert f'href="/desk/sessions/{session.ref}/record/"' in answer.content.decode()


def test_sessions_that_ended_here_today_lead_to_their_records(cast: Cast, kim, session):
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)

    page = page_of(kim, cast)

    assert "오늘 마친 상담" in page
    assert f'href="/desk/sessions/{session.ref}/record/"' in page
    assert kim.get(f"/desk/sessions/{session.ref}/record/").status_code == 200


def test_the_lead_may_talk_with_the_other_official_apart_from_the_citizen(cast: Cast, kim, session):
    assert "담당자끼리 잠시 이야기하기" not in page_of(kim, cast)
    member = joint_sessions.invite(session, cast.civil, reason="여권도", by=cast.kim)
    joint_sessions.accept(member, official=cast.seo)
    joint_sessions.join(member, by=cast.seo)
    assert "담당자끼리 잠시 이야기하기" in page_of(kim, cast)

    kim.post(f"/desk/sessions/{session.ref}/side-room/", {"act": "apart"})
    joint_sessions.leave(member, by=cast.seo)

    assert "민원인과 다시 이야기하기" in page_of(kim, cast)


def test_board_shows_todays_appointments_in_order(cast: Cast, kim, office_time):
    later = make_appointment(
        cast.service, cast.desk2, starts_at=office_time + dt.timedelta(hours=5)
    )
    soon = make_appointment(cast.service, cast.desk1, starts_at=office_time + dt.timedelta(hours=1))
    make_appointment(cast.service, cast.desk1, starts_at=office_time + dt.timedelta(days=1))
    make_appointment(
        cast.service, cast.desk1, starts_at=office_time, state=AppointmentState.CANCELLED
    )

    answer = kim.get(f"/desk/{cast.desk1.pk}/")

    assert answer.context["page"].appointments == [soon, later]
    assert answer.context["page"].appointments_to_come == 2


def test_board_rings_only_while_the_desk_is_free(cast: Cast, kim, waiting):
    assert f'data-alarm-refs="{waiting.ref}"' in page_of(kim, cast)

    kim.post(f"/desk/{cast.desk1.pk}/away/")

    assert 'data-alarm-refs=""' in page_of(kim, cast)


def test_board_is_for_who_sits_there(cast: Cast, kim):
    answer = signed_in(cast.lee).get(f"/desk/{cast.desk1.pk}/")

    assert answer["Location"] == "/desk/"


def test_board_refuses_strangers_and_other_agencies(client, cast: Cast, kim):
    address = f"/desk/{cast.desk1.pk}/"

    assert client.get(address)["Location"].startswith("/accounts/login/")
    assert signed_in(cast.seo).get(address).status_code == 404
    assert signed_in(cast.hong).get(address).status_code == 404
    assert kim.post(address).status_code == 405


def test_now_shows_the_new_next_person_without_a_reload(cast: Cast, kim):
    make_queue_ticket(cast.service, name="새로운분")

    answer = kim.get(f"/desk/{cast.desk1.pk}/now/", {"shown": "free"})

    assert "새로운분 님" in answer.content.decode()
    assert 'hx-swap-oob="true"' in answer.content.decode()


def test_now_loads_the_page_anew_when_the_desk_moved_on(cast: Cast, kim, called):
    answer = kim.get(f"/desk/{cast.desk1.pk}/now/", {"shown": "free"})

    assert answer["HX-Refresh"] == "true"


def test_now_never_brings_the_stage_or_the_form(cast: Cast, kim, session):
    shown = f"call-{session.queue_ticket.ref}"

    answer = kim.get(f"/desk/{cast.desk1.pk}/now/", {"shown": shown})

    assert "HX-Refresh" not in answer
    assert (STAGE in answer.content.decode(), END_FORM in answer.content.decode()) == (False, False)


def test_now_brings_the_lists_along(cast: Cast, kim):
    ticket = make_queue_ticket(cast.service, name="박민원")

    text = kim.get(f"/desk/{cast.desk1.pk}/now/", {"shown": "free"}).content.decode()

    assert 'hx-swap-oob="true"' in text[text.index('id="desk-lists"') :][:300]
    assert f'id="waiting-{ticket.ref}"' in text


def test_now_tells_a_page_in_a_call_that_the_session_is_over(cast: Cast, kim, session):
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)

    answer = kim.get(f"/desk/{cast.desk1.pk}/now/", {"shown": f"call-{session.queue_ticket.ref}"})

    assert "HX-Refresh" not in answer
    assert "이 상담은 이미 끝났습니다." in answer.content.decode()


@pytest.mark.parametrize("part", ["now/", "lists/"])
def test_live_parts_refuse_strangers_and_other_agencies(client, cast: Cast, kim, part: str):
    address = f"/desk/{cast.desk1.pk}/{part}"

    assert client.get(address).status_code == 404
    assert signed_in(cast.seo).get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("part", ["", "now/?shown=free", "lists/"])
def test_board_asks_the_database_as_often_for_many_people(
    cast: Cast, kim, office_time, count: int, part: str, django_assert_num_queries
):
    for number in range(count):
        starts_at = office_time + dt.timedelta(minutes=20 * (number + 1))
        make_appointment(cast.service, cast.desk1, starts_at=starts_at)
        entered = make_appointment(cast.service, cast.desk2, starts_at=starts_at, state="entered")
        make_queue_ticket(cast.service, appointment=entered)
        equipment.store_check(
            equipment.CheckFigures(camera="good"), subject=make_queue_ticket(cast.service)
        )

    with django_assert_num_queries({"": 16}.get(part, 15)):
        kim.get(f"/desk/{cast.desk1.pk}/{part}")


@pytest.mark.parametrize("count", [1, 3])
def test_called_board_asks_the_database_as_often_for_many_earlier_sessions(
    cast: Cast, kim, count: int, django_assert_num_queries
):
    for _number in range(count):
        ticket = make_queue_ticket(cast.service, name="박민원", phone="010-1234-5678")
        kim.post(f"/desk/people/{ticket.ref}/call/")
        session = CounsellingSession.objects.latest("pk")
        disposition.close_session(
            session, outcome=Outcome.ANSWERED, by=cast.kim, citizen_note="1", staff_note="2"
        )
    ticket = make_queue_ticket(cast.service, name="박민원", phone="010-1234-5678")
    kim.post(f"/desk/people/{ticket.ref}/call/")

    with django_assert_num_queries(31):
        kim.get(f"/desk/{cast.desk1.pk}/")

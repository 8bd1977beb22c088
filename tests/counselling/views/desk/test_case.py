"""The case beside the call: answers, papers, consents, identity; each download is logged."""

import pytest
from django.test import Client

from counselling.domain import consents, intake
from counselling.domain.intake import Answered
from counselling.domain.representatives import NamedRepresentative, name_representative
from counselling.enums import ConsentItem, DocumentState
from counselling.models import AccessLog, CounsellingSession, IdentityCheck, QueueTicket, Service
from tests.cast import Cast
from tests.counselling.views.desk.conftest import signed_in
from tests.factories.documents import make_document
from tests.factories.intake import make_question
from tests.factories.queue import make_queue_ticket


def _board(kim: Client, cast: Cast) -> str:
    return kim.get(f"/desk/{cast.desk1.pk}/").content.decode()


def test_answers_and_papers_are_shown_beside_the_call(
    kim: Client, cast: Cast, called: QueueTicket
) -> None:
    question = make_question(cast.service)
    intake.store_answers(called, [Answered(question, "<b>새우과자</b>")])
    paper = make_document(called, file_name="영수증.pdf")
    checking = make_document(called, file_name="사진.pdf", state=DocumentState.CHECKING)

    page = _board(kim, cast)

    assert "제품 이름이 무엇인가요?" in page
    assert "&lt;b&gt;새우과자&lt;/b&gt;" in page
    assert f'href="/desk/papers/{paper.ref}/"' in page
    assert "검사 중" in page
    assert checking.ref not in page


def test_the_official_in_the_session_gets_a_paper_and_it_is_logged(
    kim: Client, cast: Cast, called: QueueTicket, session: CounsellingSession
) -> None:
    paper = make_document(called, data=b"%PDF-1.7")

    answer = kim.get(f"/desk/papers/{paper.ref}/")

    assert (answer.content, answer["X-Content-Type-Options"]) == (b"%PDF-1.7", "nosniff")
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    row = AccessLog.objects.get()
    assert (row.actor, row.whose, row.subject) == (cast.kim, "박민원", f"document:{paper.ref}")
    assert (row.address, row.reason) == ("127.0.0.1", f"상담 진행 ({session.ref})")


def test_a_colleague_must_say_why(kim: Client, cast: Cast, called: QueueTicket) -> None:
    paper = make_document(called)
    lee = signed_in(cast.lee)
    address = f"/desk/papers/{paper.ref}/"

    asked = lee.get(address).content.decode()
    empty = lee.post(address, {"reason": ""}).content.decode()
    answer = lee.post(address, {"reason": "추가 서류 검토"})

    assert "내려받는 까닭" in asked
    assert "내려받는 까닭을 적어 주세요." in empty
    assert answer["Content-Disposition"].startswith("attachment")
    assert AccessLog.objects.get().reason == "추가 서류 검토"


def test_another_agency_gets_nothing(cast: Cast, called: QueueTicket) -> None:
    paper = make_document(called)

    assert signed_in(cast.seo).get(f"/desk/papers/{paper.ref}/").status_code == 404
    assert not AccessLog.objects.exists()


def test_the_access_log_is_only_added_to(kim: Client, called: QueueTicket) -> None:
    kim.get(f"/desk/papers/{make_document(called).ref}/")
    row = AccessLog.objects.get()

    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        AccessLog.objects.update(reason="")
    with pytest.raises(TypeError):
        AccessLog.objects.all().delete()


def test_the_official_ticks_that_an_id_was_seen(
    kim: Client, cast: Cast, session: CounsellingSession
) -> None:
    Service.objects.update(needs_identity_check=True)
    before = _board(kim, cast)

    kim.post(f"/desk/sessions/{session.ref}/identity/", {"method": "camera"})

    after = _board(kim, cast)
    check = IdentityCheck.objects.get()
    assert "신분증을 화면에 비추어 달라고 하세요." in before
    assert (check.official, check.is_confirmed, check.method) == (cast.kim, True, "camera")
    assert "신분증을 카메라로 확인함" in after
    assert "김담당" in after


def test_a_tick_is_taken_back_and_both_rows_stay(
    kim: Client, cast: Cast, session: CounsellingSession
) -> None:
    Service.objects.update(needs_identity_check=True)
    kim.post(f"/desk/sessions/{session.ref}/identity/")
    kim.post(f"/desk/sessions/{session.ref}/identity/")

    kim.post(f"/desk/sessions/{session.ref}/identity/undo/")

    assert [c.is_confirmed for c in IdentityCheck.objects.order_by("pk")] == [True, False]
    assert "확인 되돌리기" not in _board(kim, cast)


def test_a_tick_in_a_call_changes_only_the_case(
    kim: Client, cast: Cast, session: CounsellingSession
) -> None:
    Service.objects.update(needs_identity_check=True)

    answer = kim.post(
        f"/desk/sessions/{session.ref}/identity/", headers={"hx-request": "true"}
    ).content.decode()

    assert answer.lstrip().startswith('<div id="desk-case-live"')
    assert "확인 되돌리기" in answer


def test_a_service_without_identity_check_shows_none(
    kim: Client, cast: Cast, called: QueueTicket
) -> None:
    assert "/identity/" not in _board(kim, cast)


def test_a_representative_is_named_at_the_desk(
    kim: Client, cast: Cast, called: QueueTicket
) -> None:
    name_representative(called, NamedRepresentative("홍엄마", "mother", "010-1234-5678"))

    page = _board(kim, cast)

    assert "홍엄마 (어머니)" in page
    assert "만 14세 미만입니다." in page


def test_a_withdrawn_consent_is_told_at_once(kim: Client, cast: Cast, called: QueueTicket) -> None:
    consents.record(called, {ConsentItem.VIDEO: True})
    consents.withdraw(called, ConsentItem.VIDEO)

    assert "민원인이 동의를 철회했습니다: 영상과 소리로 상담" in _board(kim, cast)


def test_earlier_sessions_stay_hidden_without_consent(
    kim: Client, cast: Cast, called: QueueTicket
) -> None:
    consents.record(called, {ConsentItem.HISTORY: False})

    assert "지난 상담을 함께 보는 데 동의하지 않았습니다." in _board(kim, cast)


def test_papers_sent_while_waiting_reach_the_board(
    kim: Client, cast: Cast, called: QueueTicket, session: CounsellingSession
) -> None:
    make_document(called, file_name="뒤늦은.pdf")

    answer = kim.get(f"/desk/{cast.desk1.pk}/now/?shown=call-{called.ref}").content.decode()

    assert "뒤늦은.pdf" in answer


def test_a_ticket_of_somebody_else_shows_nothing_of_it(
    kim: Client, cast: Cast, called: QueueTicket
) -> None:
    make_document(make_queue_ticket(cast.service), file_name="남의 서류.pdf")

    assert "남의 서류" not in _board(kim, cast)

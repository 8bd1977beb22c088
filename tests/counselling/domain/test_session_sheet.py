"""The session sheet: what it says, its versions, and whether a copy is genuine."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.utils import translation
from pypdf import PdfReader

from counselling.domain import corrections, disposition, queue_calling, sessions, sheets
from counselling.domain.sheet_checks import Verdict, check
from counselling.domain.sheet_content import shown_code
from counselling.domain.written_record import Promised, Written
from counselling.enums import Outcome
from counselling.exports.session_sheet import file_of, make_pdf, showable
from counselling.models import CounsellingSession, OutcomeCode, Promise, SessionSheet
from tests.cast import Cast
from tests.factories.opening_hours import make_holiday
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

URL = "https://maju.example/verify/"
NOTE = "뷁 똠방각하의 異物 混入 신고서를 내세요.\n둘째 줄 #eval *굵게* \\ <b>"
PROMISES = (
    Promised(side="citizen", text="사진을 냅니다", working_days=2),
    Promised(side="office", text="제조사를 조사합니다", working_days=5),
)


@pytest.fixture
def closed(cast: Cast) -> CounsellingSession:
    """A session that ended with a note, two promises and kim as the named official."""
    make_holiday(dt.date(2026, 11, 26))
    ticket = make_queue_ticket(cast.service, name="홍길동(洪吉童)")
    session = queue_calling.call_this(cast.desk1, ticket, official=cast.kim)
    sessions.start_session(session, by=cast.kim)
    disposition.close_session(
        session, outcome=Outcome.FOLLOW_UP, by=cast.kim, citizen_note=NOTE, promises=PROMISES
    )
    return session


def test_d8_the_pdf_shows_korean_and_hanja_and_is_tagged(closed: CounsellingSession) -> None:
    sheet = closed.sheets.get()

    pdf = PdfReader(io.BytesIO(make_pdf(sheet, verify_url=URL)))

    words = "".join(page.extract_text() for page in pdf.pages)
    root = pdf.trailer["/Root"]
    assert [word for word in _words_of(closed, sheet) if word not in words] == []
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "ko-KR")
    assert root["/StructTreeRoot"]["/K"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    assert "□" not in words


def test_the_sheet_is_in_the_language_of_the_citizen(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service, name="John Miller", language="en")
    session = queue_calling.call_this(cast.desk1, ticket, official=cast.kim)
    sessions.start_session(session, by=cast.kim)
    disposition.close_session(
        session, outcome=Outcome.FOLLOW_UP, by=cast.kim, promises=PROMISES[:1]
    )
    sheet = session.sheets.get()

    pdf = PdfReader(io.BytesIO(make_pdf(sheet, verify_url=URL)))

    words = "".join(page.extract_text() for page in pdf.pages)
    assert pdf.trailer["/Root"]["/Lang"] == "en-KR"
    with translation.override("en"):
        outcome = str(Outcome.FOLLOW_UP.label)
    expected = ["John Miller", "Thu 26 November 2026", outcome]
    assert [word for word in expected if word not in words] == []


def test_promises_count_working_days_only(closed: CounsellingSession) -> None:
    """Tuesday 24 November; Thursday is a holiday here."""
    days = list(Promise.objects.values_list("text", "due_on"))

    assert days == [
        ("사진을 냅니다", dt.date(2026, 11, 27)),
        ("제조사를 조사합니다", dt.date(2026, 12, 2)),
    ]


def test_d8_the_check_code_and_the_file_verify(closed: CounsellingSession) -> None:
    sheet = closed.sheets.get()
    pdf = file_of(sheet, verify_url=URL)

    assert check(code=shown_code(sheet.check_code)).verdict == Verdict.GENUINE
    assert check(file=pdf).sheet == sheet
    assert check(code=sheet.check_code, file=pdf).verdict == Verdict.GENUINE
    assert check(code="AAAA-AAAA-AAAA-AAAA").verdict == Verdict.UNKNOWN
    assert file_of(SessionSheet.objects.get(), verify_url="https://elsewhere.example/") == pdf


def test_d8_a_changed_sheet_does_not_verify(closed: CounsellingSession) -> None:
    sheet = closed.sheets.get()
    pdf = file_of(sheet, verify_url=URL)
    changed = pdf[:-20] + bytes([pdf[-20] ^ 1]) + pdf[-19:]

    assert check(file=changed).verdict == Verdict.CHANGED
    assert check(code=sheet.check_code, file=changed).verdict == Verdict.CHANGED

    _tamper("홍길동", "홍길순")
    assert check(code=sheet.check_code).verdict == Verdict.CHANGED


def test_f14_a_correction_is_a_new_version_and_the_old_one_is_superseded(
    cast: Cast, closed: CounsellingSession
) -> None:
    first = closed.sheets.get()
    before = dict(first.content)
    written = Written(outcome=Outcome.ANSWERED, citizen_note="다시 안내합니다.")

    second = corrections.correct(closed, cast.food, written, why="날짜가 틀렸습니다.", by=cast.kim)

    first.refresh_from_db()
    assert (first.content, first.version, second.version) == (before, 1, 2)
    assert check(code=first.check_code).verdict == Verdict.SUPERSEDED
    assert check(code=second.check_code).verdict == Verdict.GENUINE
    assert second.content["results"][0]["notes"] == ["다시 안내합니다."]
    assert second.content["corrects"] == "날짜가 틀렸습니다."


def test_a_version_is_never_changed(closed: CounsellingSession) -> None:
    sheet = closed.sheets.get()

    with pytest.raises(TypeError, match="only added to"):
        sheet.save()
    with pytest.raises(TypeError, match="only added to"):
        SessionSheet.objects.update(version=7)


def test_d5_the_outcome_is_in_the_words_of_the_service(cast: Cast) -> None:
    code = OutcomeCode.objects.create(
        service=cast.service, text_ko="수거 검사를 접수했습니다", outcome=Outcome.FOLLOW_UP
    )
    ticket = make_queue_ticket(cast.service)
    session = queue_calling.call_this(cast.desk1, ticket, official=cast.kim)
    sessions.start_session(session, by=cast.kim)

    ended = disposition.close_session(session, outcome=f"code-{code.ref}", by=cast.kim)

    code.text_ko = "다른 말"
    code.save()
    assert (ended.outcome, ended.text) == (Outcome.FOLLOW_UP, "수거 검사를 접수했습니다")
    assert sheets.latest_sheet(session).content["results"][0]["outcome"] == ended.text


@pytest.mark.parametrize(
    ("outcome", "handled"),
    [
        (Outcome.FOLLOW_UP, "2026년 12월 2일(수) 18:00까지"),
        (Outcome.DOCUMENTS_NEEDED, "보완하실 때까지 처리기간을 세지 않습니다"),
        (Outcome.ANSWERED, "처리를 마쳤습니다"),
    ],
)
def test_the_sheet_says_until_when_the_petition_is_handled(
    cast: Cast, outcome: Outcome, handled: str
) -> None:
    session = queue_calling.call_this(
        cast.desk1, make_queue_ticket(cast.service), official=cast.kim
    )
    sessions.start_session(session, by=cast.kim)

    disposition.close_session(session, outcome=outcome, by=cast.kim)

    assert session.sheets.get().content["handled"] == handled


def test_what_the_font_cannot_show_becomes_a_square() -> None:
    assert showable({"notes": ["좋아요 😀 異物"]}) == {"notes": ["좋아요 □ 異物"]}


def _tamper(old: str, new: str) -> None:
    """Change the kept words behind our back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE counselling_sessionsheet SET content = replace(content::text, %s, %s)::jsonb",
            [old, new],
        )


def _words_of(session: CounsellingSession, sheet: SessionSheet) -> list[str]:
    return [
        "홍길동(洪吉童)",
        "식품의약품안전처 식품안전정책국",
        "포장식품 이물 신고 상담",
        "뷁 똠방각하의 異物 混入 신고서를 내세요.",
        "둘째 줄 #eval *굵게* \\ <b>",
        "사진을 냅니다",
        "2026년 11월 27일(금)까지",
        "김담당",
        shown_code(sheet.check_code),
        URL,
    ]

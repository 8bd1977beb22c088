"""What a session sheet says, word for word, in the language of the citizen."""

import datetime as dt
import hashlib
import json
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext

from counselling.domain import legal_clocks
from counselling.domain.cases import case_of
from counselling.domain.course_words import words_of
from counselling.domain.sheet_words import labels
from counselling.domain.unit_settings import Settings, settings_of
from counselling.enums import Language, LegalClockState
from counselling.models import CounsellingSession, Disposition, Promise

WEEKDAYS = "월화수목금토일"


def content_of(
    session: CounsellingSession, *, version: int, code: str, why: str, now: dt.datetime
) -> dict[str, Any]:
    """Return the content of the sheet of a closed session as it is written down now."""
    person = session.appointment or session.queue_ticket
    language = person.language if person else Language.KOREAN
    with translation.override(language):
        settings = settings_of(session.department)
        return {
            "language": str(language),
            "labels": labels(),
            "title": gettext("상담 안내서"),
            "code": shown_code(code),
            "version": version,
            "corrects": why,
            "issued": _moment(now),
            "agency": session.department.agency.name,
            "department": session.department.name,
            "session": session.ref,
            "citizen": _name_of_citizen(session),
            "service": session.service.name,
            "held": " · ".join([_held(session), *words_of(session)]),
            "officials": _officials(session),
            "handled": _handled(session),
            "results": _results(session, settings.phone),
            "objection": _objection(session, settings),
        }


def hash_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 of the content's canonical JSON: sorted keys, no blanks, UTF-8."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def shown_code(code: str) -> str:
    """Write a check code in groups of four, to be read and typed."""
    return "-".join(code.upper()[start : start + 4] for start in range(0, len(code), 4))


def shown_fingerprint(content_hash: str) -> str:
    """Write the beginning of a content hash, to be compared by eye."""
    return " ".join(content_hash[start : start + 4] for start in range(0, 16, 4))


def objection_ends_on(session: CounsellingSession, *, days: int) -> dt.date:
    """Return the last day on which the citizen may object."""
    closed = timezone.localtime(session.closed_at or timezone.now())
    return closed.date() + dt.timedelta(days=days)


def _name_of_citizen(session: CounsellingSession) -> str:
    person = session.appointment or session.queue_ticket
    return person.name if person else ""


def _held(session: CounsellingSession) -> str:
    ended = timezone.localtime(session.closed_at or timezone.now())
    if session.live_at is None:
        return _moment(ended)
    began = timezone.localtime(session.live_at)
    return f"{_moment(began)} – {ended:%H:%M}"


def _handled(session: CounsellingSession) -> str:
    """Say until when the petition is handled by law, or that it is; empty where none runs."""
    clock = legal_clocks.clock_of(case_of(session))
    if clock is None:
        return ""
    if clock.state == LegalClockState.PAUSED:
        return gettext("보완하실 때까지 처리기간을 세지 않습니다")
    if clock.state == LegalClockState.DONE:
        return gettext("처리를 마쳤습니다")
    return gettext("%(when)s까지") % {"when": _moment(clock.due_at)}


def _officials(session: CounsellingSession) -> list[str]:
    """Name the lead first, then who joined from other departments."""
    lead = gettext("%(who)s (주관)") if session.joint_members.exists() else "%(who)s"
    names = [lead % {"who": f"{session.department.full_name} {session.official}"}]
    members = session.joint_members.filter(participant__isnull=False)
    for member in members.select_related("department__agency", "official"):
        names.append(f"{member.department.full_name} {member.official}")
    return names


def _results(session: CounsellingSession, phone: str) -> list[dict[str, Any]]:
    rows = session.dispositions.select_related("department__agency", "named_official")
    lead_first = sorted(rows, key=lambda row: (row.department_id != session.department_id, row.pk))
    return [_result(session, row, phone) for row in lead_first]


def _result(session: CounsellingSession, row: Disposition, phone: str) -> dict[str, Any]:
    is_lead = row.department_id == session.department_id
    notes = session.citizen_notes.filter(department=row.department_id)
    if is_lead:  # What was written before notes knew their department was the lead's.
        notes = notes | session.citizen_notes.filter(department=None)
    promises = session.promises.filter(department=row.department_id)
    return {
        "heading": row.department.full_name,
        "outcome": row.text,
        "named": str(row.named_official or row.decided_by),
        "phone": phone if is_lead else settings_of(row.department).phone,
        "notes": [note.text.replace("\r\n", "\n") for note in notes],
        "promises": [_promise(promise) for promise in promises],
    }


def _promise(promise: Promise) -> dict[str, str]:
    until = gettext("%(day)s까지 (근무일 %(count)d일)")
    count = {"day": _day(promise.due_on), "count": promise.working_days}
    return {
        "who": promise.get_side_display(),
        "what": promise.text,
        "until": until % count,
        "due_on": str(promise.due_on),
    }


def _objection(session: CounsellingSession, settings: Settings) -> str:
    last = objection_ends_on(session, days=settings.objection_days)
    text = gettext(
        "이 안내서의 내용에 이의가 있으면 %(day)s까지 누리집에서 이름과 인증번호를 넣고 "
        "이의를 낼 수 있습니다. 관리 담당자가 살펴보고 답변합니다."
    )
    return text % {"day": _day(last)}


def _moment(moment: dt.datetime) -> str:
    local = timezone.localtime(moment)
    return f"{_day(local.date())} {local:%H:%M}"


def _day(day: dt.date) -> str:
    if translation.get_language() != Language.KOREAN:
        return f"{day:%a} {day.day} {day:%B} {day.year}"
    return f"{day.year}년 {day.month}월 {day.day}일({WEEKDAYS[day.weekday()]})"

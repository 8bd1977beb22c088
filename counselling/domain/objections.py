"""Objections of a citizen to the sheet of their session, answered by a supervisor."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from counselling import live
from counselling.domain import entry_codes, notices
from counselling.domain.sheet_content import objection_ends_on
from counselling.domain.sheets import latest_sheet
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.domain.unit_settings import setting
from counselling.enums import ObjectionState
from counselling.exceptions import (
    NoSheet,
    ObjectionAnswered,
    ObjectionOpen,
    ObjectionOver,
    StateChanged,
)
from counselling.models import CounsellingSession, Department, Objection, User
from counselling.timetable.days import day_of


def last_day(session: CounsellingSession) -> dt.date:
    """Return until when one may object."""
    return objection_ends_on(session, days=setting(session.department, "objection_days"))


def may_object(session: CounsellingSession, *, now: dt.datetime | None = None) -> bool:
    """Say whether the form is open: a sheet, in time, and no objection that is unanswered."""
    if not session.is_closed or day_of(now or timezone.now()) > last_day(session):
        return False
    is_open = session.objections.filter(state=ObjectionState.FILED).exists()
    return not is_open and session.sheets.exists()


def file(session: CounsellingSession, *, text: str, by: AnyUser) -> Objection:
    """Take an objection to the sheet as it is now.

    Raises:
        NoSheet: There is nothing to object to.
        ObjectionOver: The period has ended.
        ObjectionOpen: One is waiting for its answer.
    """
    sheet = latest_sheet(session)
    if sheet is None:
        raise NoSheet
    if day_of(timezone.now()) > last_day(session):
        raise ObjectionOver
    try:
        with transaction.atomic():
            objection = Objection.objects.create(session=session, sheet=sheet, text=text.strip())
            record_change(objection, from_state="", to=ObjectionState.FILED, by=by)
            live.touch(session)
    except IntegrityError as error:
        raise ObjectionOpen from error
    return objection


def withdraw(objection: Objection, *, by: AnyUser) -> None:
    """Raises: ObjectionAnswered."""
    _settle(objection, to=ObjectionState.WITHDRAWN, by=by)


def answer(objection: Objection, *, text: str, by: User) -> None:
    """Answer; the citizen is told, and their code is good for 7 more days to read it.

    Raises:
        ObjectionAnswered: Somebody answered, or the citizen withdrew it.
    """
    now = timezone.now()
    session = objection.session
    with transaction.atomic():
        _settle(
            objection,
            to=ObjectionState.ANSWERED,
            by=by,
            answer=text.strip(),
            answered_by=by,
            answered_at=now,
        )
        person = session.appointment or session.queue_ticket
        if person is not None:
            entry_codes.end_after(person, ended_at=now)
        notices.tell_objection_answered(session)


def objections_of(department: Department) -> QuerySet[Objection]:
    """Return the objections to sessions of a department, unanswered ones first."""
    rows = Objection.objects.filter(session__department=department)
    return rows.select_related(
        "session__service", "session__official", "session__queue_ticket", "sheet", "answered_by"
    ).order_by("answered_at", "pk")


def _settle(objection: Objection, *, to: ObjectionState, by: AnyUser, **fields: Any) -> None:
    try:
        with transaction.atomic():
            change_state(objection, to=to, allowed_from=[ObjectionState.FILED], by=by, **fields)
            live.touch(objection.session)
    except StateChanged as error:
        raise ObjectionAnswered from error

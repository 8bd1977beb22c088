"""An official asks the colleagues of the department for help; one of them answers."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from counselling import live
from counselling.domain.department_topics import help_topic
from counselling.domain.queries.board import session_at
from counselling.domain.state_changes import change_state, record_change
from counselling.enums import HelpState
from counselling.exceptions import HelpAskedAlready, HelpOver, StateChanged
from counselling.models import Department, Desk, HelpRequest, User

# So long the one who asked still sees the answer on the board.
ANSWER_SHOWN = dt.timedelta(minutes=10)


def ask(desk: Desk, *, by: User, text: str = "") -> HelpRequest:
    """Ask for help at the desk, about the session there if there is one.

    Raises:
        HelpAskedAlready: The desk's last question is still open.
    """
    try:
        with transaction.atomic():
            asked = HelpRequest.objects.create(
                desk=desk, session=session_at(desk), asked_by=by, text=text.strip()
            )
            record_change(asked, from_state="", to=HelpState.ASKED, by=by)
            live.touch(help_topic(desk.department_id))
    except IntegrityError as error:
        raise HelpAskedAlready from error
    return asked


def answer(asked: HelpRequest, *, by: User, text: str = "") -> None:
    """Answer in words, or with "" by coming along (domain.joining_in).

    Raises:
        HelpOver: Somebody answered before, or it was taken back.
    """
    _end(asked, HelpState.ANSWERED, by, answer=text.strip(), answered_by=by)


def take_back(asked: HelpRequest, *, by: User) -> None:
    """It is not needed any more.

    Raises:
        HelpOver: It is over already.
    """
    _end(asked, HelpState.TAKEN_BACK, by)


def shown_at(desk: Desk, *, official: User, now: dt.datetime | None = None) -> list[HelpRequest]:
    """Return the department's open questions and the official's own fresh answers, in one query."""
    since = (now or timezone.now()) - ANSWER_SHOWN
    own = Q(asked_by=official, state=HelpState.ANSWERED, answered_at__gte=since)
    found = _in_department(desk.department).filter(Q(state=HelpState.ASKED) | own)
    return list(found)


def open_requests(department: Department) -> QuerySet[HelpRequest]:
    return _in_department(department).filter(state=HelpState.ASKED)


def _in_department(department: Department) -> QuerySet[HelpRequest]:
    related = ("desk", "asked_by", "answered_by", "session")
    found = HelpRequest.objects.filter(desk__department=department)
    return found.select_related(*related).order_by("pk")


def _end(asked: HelpRequest, to: HelpState, by: User, **fields: Any) -> None:
    try:
        with transaction.atomic():
            change_state(
                asked,
                to=to,
                allowed_from=[HelpState.ASKED],
                by=by,
                answered_at=timezone.now(),
                **fields,
            )
            live.touch(help_topic(asked.desk.department_id))
    except StateChanged as error:
        raise HelpOver from error

"""Who counts as the same person, and for whom."""

import pytest

from counselling.domain import desks, disposition, queue_calling
from counselling.domain.queries.earlier_sessions import earlier_sessions
from counselling.enums import Outcome
from counselling.models import CounsellingSession, Desk, Service, User
from tests.cast import Cast
from tests.factories.queue import make_queue_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]


def called(desk: Desk, service: Service, official: User, **person: object) -> CounsellingSession:
    desks.sit_down(desk, official=official)
    ticket = make_queue_ticket(service, **person)
    return queue_calling.call_this(desk, ticket, official=official)


def closed(desk: Desk, service: Service, official: User, **person: object) -> CounsellingSession:
    session = called(desk, service, official, **person)
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=official)
    return session


def test_same_name_and_phone_is_the_same_person(cast: Cast):
    person = {"name": "박민원", "phone": "010-1234-5678"}
    first = closed(cast.desk1, cast.service, cast.kim, **person)
    second = closed(cast.desk1, cast.service, cast.kim, **person)

    now = called(cast.desk1, cast.service, cast.kim, **person)

    assert list(earlier_sessions(now)) == [second, first]


def test_same_account_is_the_same_person_under_any_name(cast: Cast):
    first = closed(cast.desk1, cast.service, cast.kim, name="홍길동", citizen=cast.hong)

    now = called(cast.desk1, cast.service, cast.kim, name="홍 길동", citizen=cast.hong)

    assert list(earlier_sessions(now)) == [first]


def test_same_phone_under_another_name_is_somebody_else(cast: Cast):
    closed(cast.desk1, cast.service, cast.kim, name="박민원", phone="010-1234-5678")

    now = called(cast.desk1, cast.service, cast.kim, name="박가족", phone="010-1234-5678")

    assert list(earlier_sessions(now)) == []


def test_same_name_without_contact_is_nobody_known(cast: Cast):
    closed(cast.desk1, cast.service, cast.kim, name="박민원")

    now = called(cast.desk1, cast.service, cast.kim, name="박민원")

    assert list(earlier_sessions(now)) == []


def test_sessions_of_another_department_stay_there(cast: Cast):
    person = {"name": "박민원", "email": "park@example.test"}
    closed(cast.civil_desk, cast.passport, cast.seo, **person)

    now = called(cast.desk1, cast.service, cast.kim, **person)

    assert list(earlier_sessions(now)) == []


def test_session_of_who_was_missed_is_none(cast: Cast):
    person = {"name": "박민원", "phone": "010-1234-5678"}
    missed = called(cast.desk1, cast.service, cast.kim, **person)
    queue_calling.mark_missed(missed.queue_ticket, by=cast.kim)

    now = queue_calling.call_this(cast.desk1, missed.queue_ticket, official=cast.kim)

    assert list(earlier_sessions(now)) == []

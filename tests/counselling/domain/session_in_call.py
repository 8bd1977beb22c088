"""A session in its call, and the clock to move while it goes on; fixtures of several files."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from counselling.domain import queue_calling, sessions
from counselling.domain.desks import sit_down
from counselling.enums import ParticipantRole
from counselling.models import CounsellingSession, UnitSettings
from tests.cast import Cast
from tests.counselling.domain.relay_words import relay_says
from tests.factories.queue import make_queue_ticket

CITIZEN, OFFICIAL = ParticipantRole.CITIZEN, ParticipantRole.OFFICIAL
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def clock(office_time: dt.datetime) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(office_time, tick=False) as traveller:
        yield traveller


@pytest.fixture
def session(cast: Cast, clock: time_machine.Traveller) -> CounsellingSession:
    """A walk-in at desk 1, in the call with media since 10:00."""
    make_queue_ticket(cast.service, phone="01012345678")
    sit_down(cast.desk1, official=cast.kim)
    session = queue_calling.call_next(cast.desk1, official=cast.kim)
    sessions.start_session(session, by=cast.kim)
    for role in (OFFICIAL, CITIZEN):
        relay_says(session, role, "connected")
    relay_says(session, CITIZEN, "media")
    session.refresh_from_db()
    return session


def switch_on(cast: Cast, **settings: object) -> None:
    UnitSettings.objects.update_or_create(department=cast.food, defaults=settings)

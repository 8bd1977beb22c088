"""A meeting of mfds that 박책임 calls, with a chair and a member who enter by code."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.test import Client

from counselling.domain import conference_planning
from counselling.models import Conference, ConferenceMember
from tests.cast import Cast

MEETS_AT = dt.datetime(2026, 11, 24, 2, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Meeting:
    conference: Conference
    codes: dict[str, str]

    def member(self, name: str) -> ConferenceMember:
        return self.conference.members.select_related("conference").get(name=name)


def plan_meeting(cast: Cast, *, title: str = "식품안전 자문회의") -> Meeting:
    """The chair 최위원장 and the member 이위원 are invited; 박책임 is the secretary."""
    conference, codes = conference_planning.create_conference(
        cast.mfds,
        title=title,
        starts_at=MEETS_AT,
        ends_at=MEETS_AT + dt.timedelta(hours=2),
        secretary=cast.park,
        invitations=[
            conference_planning.Invitation(
                name="최위원장", role="chair", email="choi@example.test"
            ),
            conference_planning.Invitation(name="이위원", email="lee@example.test"),
        ],
    )
    return Meeting(conference, codes)


@pytest.fixture
def meeting(cast: Cast, office_time: dt.datetime) -> Meeting:
    return plan_meeting(cast)


@pytest.fixture
def secretary(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.park)
    return client


def enter_by_code(meeting: Meeting, name: str) -> Client:
    """The browser of an invited person who typed name and code at the door."""
    member = meeting.member(name)
    client = Client()
    client.post("/enter/", {"name": name, "code": meeting.codes[member.ref]})
    return client

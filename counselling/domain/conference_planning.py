"""Planning a meeting: the secretary, the members and their codes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from counselling import live
from counselling.domain import entry_codes, notices
from counselling.domain.state_changes import record_change
from counselling.enums import ConferenceState, Language, MemberRole, MemberState
from counselling.exceptions import ConferenceClosed
from counselling.models import Agency, Conference, ConferenceMember, User


@dataclass(frozen=True)
class Invitation:
    """Who is invited, as the secretary typed it."""

    name: str
    role: str = MemberRole.MEMBER
    email: str = ""
    phone: str = ""
    affiliation: str = ""
    language: str = Language.KOREAN


def create_conference(
    agency: Agency,
    *,
    title: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    secretary: User,
    invitations: Sequence[Invitation] = (),
) -> tuple[Conference, dict[str, str]]:
    """Plan a meeting; its secretary is a member too.

    Returns the meeting and the entry code of each invited member by member ref; codes are told
    only here and in the notices that go out after commit.
    """
    with transaction.atomic():
        conference = Conference.objects.create(
            agency=agency,
            title=title.strip(),
            starts_at=starts_at,
            ends_at=ends_at,
            secretary=secretary,
        )
        record_change(conference, from_state="", to=ConferenceState.PLANNED, by=secretary)
        ConferenceMember.objects.create(
            conference=conference,
            user=secretary,
            name=str(secretary),
            role=MemberRole.SECRETARY,
            email=secretary.email,
        )
        codes = dict(_invite(conference, invitation) for invitation in invitations)
        live.touch(conference)
    return conference, codes


def invite(conference: Conference, invitation: Invitation) -> tuple[ConferenceMember, str]:
    """Invite one more person; return them and their code.

    Raises:
        ConferenceClosed: The meeting is over.
    """
    if conference.state == ConferenceState.CLOSED:
        raise ConferenceClosed
    with transaction.atomic():
        ref, code = _invite(conference, invitation)
        live.touch(conference)
    return ConferenceMember.objects.select_related("conference").get(ref=ref), code


def send_code_again(member: ConferenceMember) -> str:
    """Give the member a new code by notice; the old one stops working."""
    with transaction.atomic():
        code = entry_codes.issue(member)
        notices.tell_invited(member, code=code)
    return code


def _invite(conference: Conference, invitation: Invitation) -> tuple[str, str]:
    member = ConferenceMember.objects.create(
        conference=conference,
        name=invitation.name.strip(),
        role=invitation.role,
        email=invitation.email,
        phone=invitation.phone,
        affiliation=invitation.affiliation,
        language=invitation.language,
        user=User.objects.filter(email=invitation.email.lower()).first()
        if invitation.email
        else None,
    )
    record_change(member, from_state="", to=MemberState.INVITED, by=conference.secretary)
    code = entry_codes.issue(member)
    notices.tell_invited(member, code=code)
    return member.ref, code

"""One of everything that an address can name, and a browser for everybody who may ask for it.

| who | has |
|---|---|
| nobody | no account, no code |
| owner | booked, waits, is in a call and sits in the meeting, all in this browser |
| representative | a legal representative of the child who booked, waits and is in the call |
| guest | a seat in the call, to which the official asked them, and nothing else |
| member | a seat in the meeting, by code, and nothing else |
| stranger | the same as the owner, of somebody else |
| account | a citizen's account with nothing in it |
| kim | official in charge: the session and desk 1 are his |
| lee | official of the same department |
| park | supervisor of the department and secretary of the meeting |
| seo | official of another agency |
| choi | central operator |
| supervisor, administrator, secretary, interpreter, helper, auditor | that role only |
| kiosk | an enrolled kiosk, between two people |
| visitor | that kiosk, with the owner in front of it |
| disabled | the browser of an official in a call, whose account was closed meanwhile |
"""

import datetime as dt
import re
from dataclasses import dataclass

from django.test import Client

from counselling.domain import (
    booking_requests,
    conference_planning,
    conferences,
    desks,
    help_requests,
    joining_in,
    kiosks,
    queue_calling,
)
from counselling.entered import KIOSK_COOKIE
from counselling.models import User
from tests.architecture.browsers import remember, sign_in
from tests.architecture.world_of_keys import IN_AN_HOUR, be_absent, invite, keys_of_office, offer
from tests.architecture.world_of_sessions import (
    ask_into_call,
    course_of,
    hand_over,
    join_jointly,
    object_to_sheet,
    represent,
)
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.documents import make_document
from tests.factories.kiosks import make_booth
from tests.factories.queue import make_queue_ticket
from tests.factories.recordings import FILE, make_recording
from video.models import Call, Seat


@dataclass(frozen=True)
class World:
    browsers: dict[str, Client]
    appointment: str
    ticket: str
    """Waits in the line."""
    called: str
    """Was called to desk 1 and is in the session."""
    session: str
    call: str
    conference: str
    member: str
    kiosk: str
    recording: str
    request: str
    """Asks for a time of the service, by the owner."""
    offer: str
    """An earlier time, offered to the owner."""
    paper: str
    """Attached to the appointment."""
    invitation: str
    """Of lee, to another role."""
    absence: str
    """Of desk 2, tomorrow."""
    handover: str  # by lee, to another agency
    joint: str  # of seo, beside kim
    objection: str
    """Of the owner, to the sheet of a session that is over."""
    desk: int
    line: int
    keys: dict[str, str]
    """What addresses of administration name by key, all of it of the ministry or the nation."""

    def path(self, pattern: str, **other: str) -> str:
        """Fill an address pattern with what is there, or with `other` values."""
        ref = next((ref for start, ref in self._refs().items() if pattern.startswith(start)), "")
        real = {"agency_code": "mfds", "service_code": "mfds-foreign-matter", "pk": str(self.desk)}
        values = {**real, "name": FILE, **self.keys, "ref": ref, "call_ref": ref, **other}
        return "/" + re.sub(r"<\w+:(\w+)>", lambda found: values[found[1]], pattern)

    def _refs(self) -> dict[str, str]:
        """Return what the references of an address name, by how it begins."""
        return {
            "appointments/": self.appointment,
            "requests/": self.request,
            "offers/": self.offer,
            "papers/": self.paper,
            "desk/messages/": self.keys["line_message"],
            "screens/": self.keys["screen"],
            "office/screens/": self.keys["screen"],
            "desk/papers/": self.paper,
            "waiting/": self.ticket,
            "sessions/": self.session,
            "calls/": self.call,
            "conferences/members/": self.member,
            "conferences/": self.conference,
            "desk/people/": self.called,
            "desk/bookings/": self.appointment,
            "desk/requests/": self.request,
            "desk/absences/": self.absence,
            "desk/help/": self.keys["help"],
            "desk/sessions/": self.session,
            "desk/conduct/": self.keys["misconduct"],
            "desk/complaints/": self.keys["complaint"],
            "desk/petitions/": self.keys["legal_clock"],
            "desk/handovers/": self.handover,
            "desk/joint/": self.joint,
            "objections/": self.objection,
            "desk/objections/": self.objection,
            "kiosk/call/": self.session,
            "kiosk/outcome/": self.session,
            "kiosk/": self.called,
            "office/kiosks/": self.kiosk,
            "office/booths/": self.keys["block"],
            "office/interpreters/": self.keys["interpreter"],
            "office/invitations/": self.invitation,
            "welcome/invitations/": self.invitation,
            "office/recordings/": self.recording,
        }


def make_world(cast: Cast, now: dt.datetime) -> World:
    """Create everything, owned by `owner`, and sign everybody in."""
    desks.sit_down(cast.desk1, official=cast.kim)
    ticket = make_queue_ticket(cast.service, name="박대기")
    called = make_queue_ticket(cast.service, name="이호출", holder="browser:called")
    by_mother = represent(ticket, called)
    session = queue_calling.call_this(cast.desk1, called, official=cast.kim)
    joining_in.come_along(session, by=cast.lee, reason="help")
    asked = help_requests.ask(cast.desk1, by=cast.kim)
    appointment = make_appointment(
        cast.service, cast.desk2, starts_at=now + IN_AN_HOUR, booked_by=cast.kim
    )
    request, _code = booking_requests.ask(cast.service, name="박요청", question="언제든 됩니다")
    conference, _codes = conference_planning.create_conference(
        cast.mfds,
        title="자문회의",
        starts_at=now + IN_AN_HOUR,
        ends_at=now + 2 * IN_AN_HOUR,
        secretary=cast.park,
        invitations=[conference_planning.Invitation(name="이위원", email="lee@example.test")],
    )
    conferences.open_lobby(conference, by=cast.park)
    member = conference.members.get(name="이위원")
    kiosk, code = kiosks.create_kiosk(make_booth(cast.seocho), name="민원실 1", by=cast.choi)
    _enrolled, key = kiosks.enrol(code)
    world = World(
        browsers=sign_in(cast),
        appointment=appointment.ref,
        ticket=ticket.ref,
        called=called.ref,
        session=session.ref,
        call=session.call_ref,
        conference=conference.ref,
        member=member.ref,
        kiosk=kiosk.ref,
        invitation=invite(cast).ref,
        recording=make_recording(Call.objects.get(ref=session.call_ref)).ref,
        request=request.ref,
        offer=offer(appointment).ref,
        paper=make_document(appointment).ref,
        absence=be_absent(cast, now).ref,
        handover=hand_over(cast).ref,
        joint=join_jointly(cast, session).ref,
        objection=object_to_sheet(cast, called).ref,
        desk=cast.desk1.pk,
        line=cast.line.pk,
        keys={**keys_of_office(cast, now), **course_of(session), "help": asked.ref},
    )
    own = [world.request, world.appointment, world.ticket, world.called, world.member]
    seats = Seat.objects.filter(call__ref=world.call)
    remember(world.browsers["owner"], own, seats.get(role="citizen"))
    by_mother += represent(appointment)
    remember(world.browsers["representative"], by_mother, seats.get(name="박엄마"))
    remember(world.browsers["guest"], [], ask_into_call(session))
    remember(world.browsers["member"], [world.member])
    remember(world.browsers["stranger"], _of_somebody_else(cast))
    remember(world.browsers["kim"], [], seats.get(may_moderate=True), owner=cast.kim)
    closed = User.objects.get(is_active=False)
    remember(world.browsers["disabled"], [], seats.get(may_moderate=True), owner=closed)
    remember(world.browsers["visitor"], own)
    for name in ("kiosk", "visitor"):
        world.browsers[name].cookies[KIOSK_COOKIE] = key
    return world


def _of_somebody_else(cast: Cast) -> list[str]:
    appointment = make_appointment(cast.passport, cast.civil_desk, name="남의이름")
    return [appointment.ref, make_queue_ticket(cast.passport, name="남의이름").ref]

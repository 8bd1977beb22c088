"""Rules that must never break are held by the database, whatever the code above does."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from counselling.enums import KioskState, MemberRole, QueueTicketState, Role, SessionState
from counselling.models import (
    Conference,
    ConferenceMember,
    CounsellingSession,
    Desk,
    EntryCode,
    Kiosk,
    Membership,
    OpeningHours,
    User,
)
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.kiosks import make_booth
from tests.factories.queue import make_queue_ticket

pytestmark = pytest.mark.django_db


def make_session(cast: Cast, **fields: object) -> CounsellingSession:
    fields.setdefault("desk", cast.desk1)
    return CounsellingSession.objects.create(
        service=cast.service, department=cast.food, official=cast.kim, **fields
    )


def refused(make: object, *args: object, **fields: object) -> bool:
    try:
        with transaction.atomic():
            make(*args, **fields)  # type: ignore[operator]
    except IntegrityError:
        return True
    return False


def test_one_active_queue_ticket_per_person_and_line(cast: Cast) -> None:
    make_queue_ticket(cast.service, holder="browser:a")

    assert refused(make_queue_ticket, cast.service, holder="browser:a")
    assert not refused(make_queue_ticket, cast.passport, holder="browser:a")


def test_a_person_who_left_may_come_again(cast: Cast) -> None:
    make_queue_ticket(cast.service, holder="browser:a", state=QueueTicketState.LEFT)

    assert not refused(make_queue_ticket, cast.service, holder="browser:a")


def test_one_person_per_desk(cast: Cast) -> None:
    called = {"state": QueueTicketState.CALLED, "desk": cast.desk1}
    make_queue_ticket(cast.service, **called)

    assert refused(make_queue_ticket, cast.service, **called)
    assert refused(
        make_queue_ticket, cast.service, state=QueueTicketState.IN_SESSION, desk=cast.desk1
    )
    assert not refused(
        make_queue_ticket, cast.service, state=QueueTicketState.DONE, desk=cast.desk1
    )


def test_a_called_person_has_a_desk(cast: Cast) -> None:
    assert refused(make_queue_ticket, cast.service, state=QueueTicketState.CALLED)


def test_one_open_session_per_queue_ticket_and_per_desk(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)
    session = make_session(cast, queue_ticket=ticket)

    assert refused(make_session, cast, queue_ticket=ticket, desk=cast.desk2)
    assert refused(make_session, cast)
    CounsellingSession.objects.filter(pk=session.pk).update(
        state=SessionState.CLOSED, closed_at=timezone.now()
    )
    assert not refused(make_session, cast, queue_ticket=ticket)


def test_an_entry_code_opens_exactly_one_thing(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)
    appointment = make_appointment(cast.service, cast.desk1)
    code = {"normalised_name": "가", "code_hash": "a"}

    assert refused(EntryCode.objects.create, **code)
    assert refused(EntryCode.objects.create, **code, queue_ticket=ticket, appointment=appointment)
    assert not refused(EntryCode.objects.create, **code, queue_ticket=ticket)


def test_active_codes_of_one_name_differ(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)
    code = {"normalised_name": "가", "code_hash": "a", "queue_ticket": ticket}
    EntryCode.objects.create(**code)

    assert refused(EntryCode.objects.create, **code)
    EntryCode.objects.update(is_active=False)
    assert not refused(EntryCode.objects.create, **code)


def test_an_official_sits_at_one_desk(cast: Cast) -> None:
    Desk.objects.filter(pk=cast.desk1.pk).update(official=cast.kim)

    assert refused(Desk.objects.filter(pk=cast.desk2.pk).update, official=cast.kim)


def test_membership_is_in_one_unit_once(cast: Cast) -> None:
    create = Membership.objects.create
    both = {"agency": cast.mfds, "department": cast.food}

    assert refused(create, user=cast.hong, role=Role.OFFICIAL)
    assert refused(create, user=cast.hong, role=Role.OFFICIAL, **both)
    assert refused(create, user=cast.hong, role=Role.OPERATOR, agency=cast.mfds)
    assert refused(create, user=cast.kim, role=Role.OFFICIAL, department=cast.food)
    assert refused(create, user=cast.choi, role=Role.OPERATOR)
    assert not refused(create, user=cast.kim, role=Role.SUPERVISOR, department=cast.food)


def test_an_email_address_is_stored_in_lower_case_once(db: None) -> None:
    user = User.objects.create_user("Hong@Example.test", "secret")

    assert user.email == "hong@example.test"
    assert User.objects.create(email="Kim@Example.test").email == "kim@example.test"
    assert refused(User.objects.create_user, "HONG@example.test", "secret")
    assert refused(User.objects.filter(pk=user.pk).update, email="Hong@example.test")


def test_opening_hours_close_after_they_open_or_at_midnight(cast: Cast) -> None:
    create = OpeningHours.objects.create
    night = {"weekday": 1, "opens_at": dt.time(22)}

    assert refused(create, **night, closes_at=dt.time(6))
    assert not refused(create, **night, closes_at=dt.time(0))
    assert refused(create, weekday=7, opens_at=dt.time(9), closes_at=dt.time(18))
    assert refused(create, **night, closes_at=dt.time(0), lunch_from=dt.time(12))


def test_an_active_kiosk_has_a_device_key(cast: Cast) -> None:
    booth = make_booth(cast.seocho)

    assert refused(Kiosk.objects.create, booth=booth, name="1호", state=KioskState.ACTIVE)


def test_a_conference_has_one_chair(cast: Cast) -> None:
    now = timezone.now()
    conference = Conference.objects.create(
        agency=cast.mfds,
        title="회의",
        secretary=cast.park,
        starts_at=now,
        ends_at=now + dt.timedelta(hours=1),
    )
    chair = {"conference": conference, "role": MemberRole.CHAIR}
    ConferenceMember.objects.create(**chair, name="하나")

    assert refused(ConferenceMember.objects.create, **chair, name="둘")

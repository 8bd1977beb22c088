"""Who may do what: the cast against every predicate that takes an object."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from counselling import rules
from counselling.actors import Actor, actor_from_scope
from counselling.consumers.live_kinds import topics_for
from counselling.domain import kiosks, queue_calling
from counselling.entered import KIOSK_COOKIE
from counselling.models import CounsellingSession, QueueTicket, User
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.kiosks import make_booth
from tests.factories.queue import make_queue_ticket

pytestmark = pytest.mark.django_db

STAFF = ["kim", "lee", "park", "seo", "choi", "hong"]


def who_may(cast: Cast, predicate: object, subject: object = None) -> set[str]:
    allowed = {
        name
        for name in STAFF
        if predicate(Actor(getattr(cast, name)), subject)  # type: ignore[operator]
    }
    if predicate(Actor(AnonymousUser()), subject):  # type: ignore[operator]
        allowed.add("anonymous")
    return allowed


@pytest.fixture
def ticket(cast: Cast) -> QueueTicket:
    return make_queue_ticket(cast.service)


@pytest.fixture
def session(cast: Cast, ticket: QueueTicket) -> CounsellingSession:
    return queue_calling.call_this(cast.desk1, ticket, official=cast.kim)


def test_roles_anywhere(cast: Cast) -> None:
    assert who_may(cast, rules.is_signed_in) == set(STAFF)
    assert who_may(cast, rules.is_staff) == {"kim", "lee", "park", "seo", "choi"}
    assert who_may(cast, rules.is_official) == {"kim", "lee", "park", "seo"}
    assert who_may(cast, rules.is_operator) == {"choi"}
    assert who_may(cast, rules.may_create_conference) == {"park"}
    assert who_may(cast, rules.may_manage_kiosks) == {"choi"}


def test_desks_and_lines_belong_to_their_department(cast: Cast, ticket: QueueTicket) -> None:
    assert who_may(cast, rules.may_serve_desk, cast.desk1) == {"kim", "lee", "park"}
    assert who_may(cast, rules.may_serve_desk, cast.civil_desk) == {"seo"}
    assert who_may(cast, rules.is_official_of, cast.food) == {"kim", "lee", "park"}
    assert who_may(cast, rules.is_supervisor_of, cast.food) == {"park"}
    assert who_may(cast, rules.may_handle_ticket, ticket) == {"kim", "lee", "park"}


def test_a_session_is_seen_by_its_department_and_its_citizen(
    cast: Cast, ticket: QueueTicket, session: CounsellingSession
) -> None:
    assert who_may(cast, rules.may_see_session, session) == {"kim", "lee", "park"}
    assert who_may(cast, rules.may_close_session, session) == {"kim", "park"}
    citizen = Actor(AnonymousUser(), refs=frozenset([ticket.ref]))
    assert rules.may_see_session(citizen, session)
    assert not rules.may_handle_session(citizen, session)
    assert not rules.may_close_session(citizen, session)


def test_an_appointment_is_its_citizens(cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1, citizen=cast.hong)

    assert who_may(cast, rules.owns_appointment, appointment) == {"hong"}
    assert rules.owns_appointment(
        Actor(AnonymousUser(), refs=frozenset([appointment.ref])), appointment
    )
    assert not rules.owns_appointment(Actor(AnonymousUser(), refs=frozenset(["else"])), appointment)


def test_a_queue_ticket_is_also_that_of_who_owns_its_appointment(cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1, citizen=cast.hong)
    ticket = make_queue_ticket(cast.service, appointment=appointment)

    assert who_may(cast, rules.may_enter_ticket, ticket) == {"hong"}


def test_administrators_have_their_own_agency(cast: Cast) -> None:
    assert who_may(cast, rules.may_administer_agency, cast.mfds) == {"park", "choi"}
    assert who_may(cast, rules.may_administer_agency, cast.seocho) == {"choi"}


def test_a_disabled_account_may_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.kim.pk).update(is_active=False)
    cast.kim.refresh_from_db()

    assert "kim" not in who_may(cast, rules.is_signed_in)
    assert "kim" not in who_may(cast, rules.may_serve_desk, cast.desk1)


def test_a_kiosk_is_known_by_its_key_until_it_is_disabled(cast: Cast) -> None:
    kiosk, code = kiosks.create_kiosk(make_booth(cast.seocho), name="1호기", by=cast.choi)
    kiosk, key = kiosks.enrol(code)
    scope = {"cookies": {KIOSK_COOKIE: key}}

    assert rules.is_this_kiosk(actor_from_scope(scope), kiosk)
    assert not rules.is_kiosk(actor_from_scope({"cookies": {KIOSK_COOKIE: "else"}}))
    assert not rules.is_kiosk(actor_from_scope({}))
    kiosks.disable(kiosk, by=cast.choi)
    assert not rules.is_kiosk(actor_from_scope(scope))


def test_codes_in_clear_are_shown_in_the_embedded_shape_only(
    cast: Cast, settings: Settings
) -> None:
    settings.EMBEDDED = False
    assert who_may(cast, rules.may_see_office_messages) == set()

    settings.EMBEDDED = True
    assert "choi" in who_may(cast, rules.may_see_office_messages)


def test_an_actor_asks_for_the_roles_once(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actor = Actor(cast.kim)

    with django_assert_num_queries(1):
        assert rules.may_serve_desk(actor, cast.desk1)
        assert rules.is_official_of(actor, cast.food)
        assert not rules.is_operator(actor)


def test_staff_have_no_rights_before_a_second_factor(cast: Cast, settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = True
    desk = str(cast.desk1.pk)

    assert Actor(cast.kim).needs_second_factor
    assert not rules.may_serve_desk(Actor(cast.kim), cast.desk1)
    assert topics_for("desk", desk, Actor(cast.kim)) is None
    assert not Actor(cast.hong).needs_second_factor

    Authenticator.objects.create(user=cast.kim, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert not rules.may_serve_desk(Actor(cast.kim), cast.desk1)
    Authenticator.objects.create(user=cast.kim, type=Authenticator.Type.TOTP, data={})
    assert rules.may_serve_desk(Actor(cast.kim), cast.desk1)
    assert topics_for("desk", desk, Actor(cast.kim)) is not None

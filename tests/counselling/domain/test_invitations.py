"""A role waits for whoever confirmed the address as theirs."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from counselling.domain import invitations
from counselling.domain.units import unit_of
from counselling.enums import Role
from counselling.exceptions import AlreadyInvited, InvitationOver, RoleHeld
from counselling.models import Invitation, Notice, UnitChange, User
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def invite(cast: Cast, email: str = "New@mfds.test", role: Role = Role.OFFICIAL) -> Invitation:
    unit = unit_of(cast.food)
    return invitations.invite(unit, email=email, name="신입", role=role, by=cast.park)


def newcomer(email: str = "new@mfds.test", *, verified: bool = True) -> User:
    user = User.objects.create_user(email)
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def test_an_invitation_gives_no_right_before_it_is_accepted(cast: Cast) -> None:
    invitation = invite(cast)
    user = newcomer()

    assert not user.memberships.exists()
    membership = invitations.accept(invitation, user=user)

    assert (membership.role, membership.department) == (Role.OFFICIAL, cast.food)
    assert list(UnitChange.objects.filter(subject=f"invitation:{invitation.pk}")) != []


def test_only_who_confirmed_the_address_may_accept(cast: Cast) -> None:
    invitation = invite(cast)

    for user in (newcomer(verified=False), newcomer("other@mfds.test")):
        with pytest.raises(InvitationOver):
            invitations.accept(invitation, user=user)


def test_an_invitation_is_accepted_once_and_not_after_its_time(cast: Cast) -> None:
    invitation = invite(cast)
    user = newcomer()
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    with pytest.raises(InvitationOver):
        invitations.accept(invitation, user=user)
    Invitation.objects.update(expires_at=timezone.now() + dt.timedelta(days=1))
    invitations.accept(invitation, user=user)

    with pytest.raises(InvitationOver):
        invitations.accept(invitation, user=user)


def test_a_withdrawn_invitation_is_over(cast: Cast) -> None:
    invitation = invite(cast)
    invitations.withdraw(invitation, by=cast.park)

    with pytest.raises(InvitationOver):
        invitations.accept(invitation, user=newcomer())
    with pytest.raises(InvitationOver):
        invitations.withdraw(invitation, by=cast.park)


def test_nobody_is_invited_twice_or_to_a_role_they_have(cast: Cast) -> None:
    invite(cast)

    with pytest.raises(AlreadyInvited):
        invite(cast, "new@MFDS.test")
    with pytest.raises(RoleHeld):
        invite(cast, cast.kim.email)


def test_the_invitation_is_told_by_mail_without_a_secret(cast: Cast) -> None:
    invite(cast)

    notice = Notice.objects.get(kind="staff_invited")
    assert (notice.address, notice.code) == ("new@mfds.test", "")
    assert "식품의약품안전처" in notice.text


def test_the_sign_on_of_an_agency_speaks_only_for_its_own_people(cast: Cast) -> None:
    invite(cast)
    invited, citizen = newcomer(), newcomer("hong2@example.test")

    assert invitations.is_of_agency_only(cast.kim, "mfds")
    assert invitations.is_of_agency_only(invited, "mfds")
    for stranger in (cast.seo, cast.choi, citizen):
        assert not invitations.is_of_agency_only(stranger, "mfds")
    cast.kim.memberships.create(role=Role.OFFICIAL, department=cast.civil)
    assert not invitations.is_of_agency_only(cast.kim, "mfds")

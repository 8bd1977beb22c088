"""Inviting staff: a role waits for whoever confirms an e-mail address as theirs."""

import datetime as dt
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.domain import notices, unit_changes
from counselling.domain.accounts import give_role
from counselling.domain.row_changes import subject_of
from counselling.domain.unit_changes import Change
from counselling.domain.units import Unit, unit_of
from counselling.enums import ChangeTopic, Role
from counselling.exceptions import AlreadyInvited, InvitationOver, RoleHeld
from counselling.models import Invitation, Membership, User

VALID_FOR = dt.timedelta(days=7)
WHAT = _("초대")


def invite(unit: Unit, *, email: str, name: str, role: Role, by: User) -> Invitation:
    """Invite somebody to a role in a unit, and write to them; their rights begin on acceptance.

    Raises:
        RoleHeld: They have the role already.
        AlreadyInvited: An invitation to it is open.
    """
    email = email.strip().lower()
    of_unit = {"department": unit.department} if unit.department else {"agency": unit.agency}
    with transaction.atomic():
        # Of two administrators who invite at once, one sees what the other did.
        unit_changes.lock(unit)
        if Membership.objects.filter(user__email=email, role=role, **of_unit).exists():
            raise RoleHeld
        if open_invitations().filter(email=email, role=role, **of_unit).exists():
            raise AlreadyInvited
        invitation = Invitation.objects.create(
            email=email,
            name=name.strip(),
            role=role,
            invited_by=by,
            expires_at=timezone.now() + VALID_FOR,
            **of_unit,
        )
        _record(invitation, unit, Change(WHAT, "", invitation.get_role_display()), by)
        notices.tell_staff_invited(invitation)
    return invitation


def withdraw(invitation: Invitation, *, by: User) -> None:
    """Take an open invitation back.

    Raises:
        InvitationOver: It was accepted, withdrawn, or ran out.
    """
    with transaction.atomic():
        row = open_invitations().filter(pk=invitation.pk)
        if row.update(withdrawn_at=timezone.now()) != 1:
            raise InvitationOver
        unit = unit_of(invitation.unit)
        _record(invitation, unit, Change(WHAT, invitation.get_role_display(), ""), by)


def accept(invitation: Invitation, *, user: User) -> Membership:
    """Turn an invitation into a role.

    Raises:
        InvitationOver: It is over, or not for an address that the user confirmed.
    """
    with transaction.atomic():
        row = invitations_for(user).filter(pk=invitation.pk)
        if row.update(accepted_at=timezone.now(), accepted_by=user) != 1:
            raise InvitationOver
        if not user.name:
            User.objects.filter(pk=user.pk).update(name=invitation.name)
        membership = give_role(user, Role(invitation.role), unit=invitation.unit)
        unit = unit_of(invitation.unit)
        _record(invitation, unit, Change(WHAT, "", _("받아들임")), user)
    return membership


def open_invitations() -> QuerySet[Invitation]:
    """Return the invitations that can be accepted now."""
    return Invitation.objects.filter(
        accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )


def invitations_for(user: User) -> QuerySet[Invitation]:
    """Return the open invitations to addresses that the user confirmed as theirs."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True)
    return open_invitations().filter(
        email__in=[email.lower() for email in confirmed.values_list("email", flat=True)]
    )


def open_invitations_of(unit: Unit) -> QuerySet[Invitation]:
    """Return the open invitations to a department, or to an agency with its departments."""
    if unit.department:
        return open_invitations().filter(department=unit.department)
    return open_invitations().filter(Q(agency=unit.agency) | Q(department__agency=unit.agency))


def has_invitation_from(emails: Iterable[str], agency_code: str) -> bool:
    """Say whether the agency invited one of the addresses."""
    from_agency = Q(agency__code=agency_code) | Q(department__agency__code=agency_code)
    wanted = [email.lower() for email in emails]
    return open_invitations().filter(from_agency, email__in=wanted).exists()


def is_of_agency_only(user: User, agency_code: str) -> bool:
    """Say whether all of the user's roles are in the agency; who has none is of none.

    Somebody whom the agency invited and who has no role yet counts as its own, too.
    """
    of_agency = Q(agency__code=agency_code) | Q(department__agency__code=agency_code)
    roles = Membership.objects.filter(user=user)
    if roles.exclude(of_agency).exists():
        return False
    return roles.exists() or has_invitation_from([user.email], agency_code)


def _record(invitation: Invitation, unit: Unit, change: Change, by: User) -> None:
    unit_changes.record(
        unit,
        [change],
        topic=ChangeTopic.PEOPLE,
        subject=subject_of(invitation),
        name=f"{invitation.name} ({invitation.email}) · {unit.full_name}",
        by=by,
    )

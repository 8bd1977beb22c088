"""Who is what in an agency: roles listed, changed and ended by its administrator."""

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.domain import unit_changes
from counselling.domain.desks import stand_up
from counselling.domain.row_changes import subject_of
from counselling.domain.unit_changes import Change
from counselling.domain.units import Unit, unit_of
from counselling.enums import ChangeTopic, Role
from counselling.exceptions import ChangedMeanwhile, DeskBusy, LastAdministrator, RoleHeld
from counselling.models import Desk, Membership, User

ROLE = pgettext_lazy("role of a member of staff", "역할")


def members_of(unit: Unit) -> QuerySet[Membership]:
    """Return the memberships of a department, or of an agency with all its departments."""
    rows = Membership.objects.select_related("user", "agency", "department__agency")
    if unit.department:
        rows = rows.filter(department=unit.department)
    else:
        rows = rows.filter(Q(agency=unit.agency) | Q(department__agency=unit.agency))
    return rows.order_by("user__name", "user__email", "pk")


def officials_of(unit: Unit) -> QuerySet[User]:
    """Return the active people who may serve at the desks of a department."""
    roles = [Role.OFFICIAL, Role.SUPERVISOR]
    where = Q(department=unit.department) | Q(agency=unit.agency)
    serving = Membership.objects.filter(where, role__in=roles)
    return User.objects.filter(is_active=True, memberships__in=serving).distinct().order_by("name")


def unit_of_membership(membership: Membership) -> Unit:
    return unit_of(membership.department or membership.agency)


def change_role(membership: Membership, role: Role, *, seen: int, by: User) -> None:
    """Give the member another role in the same unit; the old one ends at once.

    Raises:
        ChangedMeanwhile: Another administrator changed or ended it first.
        LastAdministrator: The agency would be left without one.
        RoleHeld: The person has that role there already.
    """
    unit = unit_of_membership(membership)
    try:
        with transaction.atomic():
            row = _locked(membership, unit, seen)
            if row.role == role:
                return
            _keep_an_administrator(row, unit)
            Membership.objects.filter(pk=row.pk).update(role=role)
            _record(row, unit, Change(ROLE, row.get_role_display(), role.label), by)
            _leave_desks(row.user, unit)
    except IntegrityError as error:
        raise RoleHeld from error


def end_membership(membership: Membership, *, seen: int, by: User) -> None:
    """End a role. Every right that came with it is gone with the next request.

    Raises:
        ChangedMeanwhile: Another administrator changed or ended it first.
        LastAdministrator: The agency would be left without one.
    """
    unit = unit_of_membership(membership)
    with transaction.atomic():
        row = _locked(membership, unit, seen)
        _keep_an_administrator(row, unit)
        _record(row, unit, Change(_("역할 종료"), row.get_role_display(), ""), by)
        row.delete()
        if not row.user.memberships.exists():
            User.objects.filter(pk=row.user_id).update(is_staff=False)
        _leave_desks(row.user, unit)


def _locked(membership: Membership, unit: Unit, seen: int) -> Membership:
    unit_changes.begin(unit, subject=subject_of(membership), seen=seen)
    row = Membership.objects.select_related("user").filter(pk=membership.pk).first()
    if row is None:
        raise ChangedMeanwhile
    return row


def _keep_an_administrator(row: Membership, unit: Unit) -> None:
    if row.role != Role.ADMINISTRATOR or row.agency_id is None:
        return
    others = Membership.objects.filter(
        agency=unit.agency, role=Role.ADMINISTRATOR, user__is_active=True
    ).exclude(pk=row.pk)
    if not others.exists():
        raise LastAdministrator


def _record(row: Membership, unit: Unit, change: Change, by: User) -> None:
    unit_changes.record(
        unit,
        [change],
        topic=ChangeTopic.PEOPLE,
        subject=subject_of(row),
        name=f"{row.user} · {unit.full_name}",
        by=by,
    )


def _leave_desks(user: User, unit: Unit) -> None:
    """Free the desk of somebody who may serve there no more, unless a person is in front of it."""
    for desk in Desk.objects.filter(official=user, department__agency=unit.agency):
        if not _may_serve(user, desk):
            try:
                stand_up(desk)
            except DeskBusy:
                continue


def _may_serve(user: User, desk: Desk) -> bool:
    serving = user.memberships.filter(role__in=[Role.OFFICIAL, Role.SUPERVISOR])
    return serving.filter(
        Q(department=desk.department_id) | Q(agency=desk.department.agency_id)
    ).exists()

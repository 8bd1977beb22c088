"""People and their roles."""

from django.db import transaction

from counselling.enums import Role
from counselling.models import Agency, Department, Membership, User


def give_role(user: User, role: Role, *, unit: Agency | Department | None = None) -> Membership:
    """Give a role in a department or agency, once; the operator's has no unit.

    From then on the user is staff.
    """
    agency = unit if isinstance(unit, Agency) else None
    department = unit if isinstance(unit, Department) else None
    with transaction.atomic():
        membership, _is_new = Membership.objects.get_or_create(
            user=user, role=role, agency=agency, department=department
        )
        User.objects.filter(pk=user.pk, is_staff=False).update(is_staff=True)
    user.is_staff = True
    return membership

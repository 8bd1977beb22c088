"""In which departments somebody has a role, for the pages of bookings."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from counselling.enums import Role
from counselling.models import Department


def own_departments(
    request: HttpRequest, *roles: Role, default: tuple[Role, ...] = (Role.OFFICIAL, Role.SUPERVISOR)
) -> QuerySet[Department]:
    """Return the departments in which the person has one of the roles, or its whole agency."""
    wanted = roles or default
    units = [unit for unit in request.actor.roles if unit[0] in wanted]  # type: ignore[attr-defined]
    mine = Q(pk__in=[department for _role, _agency, department in units if department])
    mine |= Q(agency__in=[agency for _role, agency, _department in units if agency])
    return Department.objects.filter(mine).select_related("agency").order_by("agency", "pk")

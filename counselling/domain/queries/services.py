"""Services and agencies as citizens see them."""

from django.db.models import Prefetch, QuerySet

from counselling.enums import AgencyKind
from counselling.models import Agency, Department, Service


def offered_services() -> QuerySet[Service]:
    """Return every service that is on, with agency and department."""
    return Service.objects.filter(is_offered=True).select_related("agency", "department__agency")


def catalogue() -> QuerySet[Agency]:
    """Return agencies with `.departments` and their `.services`, in three queries."""
    offered = Prefetch("services", Service.objects.filter(is_offered=True))
    departments = Department.objects.prefetch_related(offered)
    return Agency.objects.exclude(
        kind__in=[AgencyKind.METROPOLITAN, AgencyKind.PROVINCE]
    ).prefetch_related(Prefetch("departments", departments))

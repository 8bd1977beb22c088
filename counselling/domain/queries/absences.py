"""Absences of a department's desks and people."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils import timezone

from counselling.models import Absence, Department


def absences_to_come(
    departments: Collection[Department], officials: Collection[int]
) -> QuerySet[Absence]:
    """Return the absences that are not over and were not taken back, by time."""
    about = Q(desk__department__in=departments) | Q(official__in=officials)
    return (
        Absence.objects.filter(about, taken_back_at=None, ends_at__gt=timezone.now())
        .select_related("desk__department", "official", "entered_by")
        .order_by("starts_at", "pk")[:200]
    )

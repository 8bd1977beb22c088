"""Finds what an address of a meeting names, for `guarded(..., load=...)`."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from counselling.models import Conference, ConferenceMember


def load_conference(_request: HttpRequest, ref: str) -> Conference:
    return get_object_or_404(Conference.objects.select_related("agency", "secretary"), ref=ref)


def load_member(_request: HttpRequest, ref: str) -> ConferenceMember:
    members = ConferenceMember.objects.select_related("conference__agency", "conference__secretary")
    return get_object_or_404(members, ref=ref)

"""A booth's schedule, and the times in which it is blocked."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling.domain import booth_blocks
from counselling.domain.units import unit_of
from counselling.forms.office_hours import BlockForm
from counselling.models import Absence, Agency, Appointment, Booth
from counselling.rules import may_administer
from counselling.timetable.intervals import Interval
from counselling.views.guards import guarded
from counselling.views.office.loaders import BoothOf, load_booth
from counselling.views.telling import errors_as_messages

BOOKINGS_SHOWN = 100


@dataclass(frozen=True)
class BlockOf:
    booth: Booth
    absence: Absence

    @property
    def agency(self) -> Agency:
        return self.booth.site.agency


def load_block(request: HttpRequest, booth_pk: int, ref: str) -> BlockOf:
    booth = load_booth(request, booth_pk).booth
    return BlockOf(booth, get_object_or_404(Absence, ref=ref, booth=booth))


@require_safe
@guarded(may_administer, load=load_booth, login=True)
def booth_schedule(request: HttpRequest, target: BoothOf) -> HttpResponse:
    """Show what the booth is booked for and when it is blocked."""
    booth = target.booth
    context = {
        "unit": unit_of(target.agency),
        "tab": "sites",
        "booth": booth,
        "blocks": booth_blocks.blocks_to_come(booth),
        "booked": booth_blocks.schedule_of(booth)[:BOOKINGS_SHOWN],
    }
    return render(request, "office/booth_schedule.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_booth, login=True)
def block_booth(request: HttpRequest, target: BoothOf) -> HttpResponse:
    """Block the booth from-to; bookings that this hits are listed before it is saved."""
    booth, form = target.booth, BlockForm(request.POST or None)
    context = {"unit": unit_of(target.agency), "tab": "sites", "booth": booth, "form": form}
    if request.method == "POST" and form.is_valid():
        starts_at, ends_at = form.cleaned_data["starts_at"], form.cleaned_data["ends_at"]
        hit = booth_blocks.bookings_hit(booth, Interval(starts_at, ends_at))
        if not hit or request.POST.get("accepted") == _digest(hit):
            booth_blocks.block(
                booth,
                starts_at=starts_at,
                ends_at=ends_at,
                reason=form.cleaned_data["reason"],
                by=request.user,  # type: ignore[arg-type]
            )
            messages.success(request, _("영상상담실을 막았습니다. 끝나는 시각에 저절로 열립니다."))
            return redirect("office_booth_schedule", booth.pk)
        context |= {"hit": hit, "digest": _digest(hit)}
    return render(request, "office/block_booth.html", context)


@require_POST
@guarded(may_administer, load=load_block)
def reopen_booth(request: HttpRequest, target: BlockOf) -> HttpResponse:
    """End a block before its time."""
    with errors_as_messages(request):
        booth_blocks.reopen(
            target.booth,
            target.absence,
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, _("영상상담실을 다시 열었습니다."))
    return redirect("office_booth_schedule", target.booth.pk)


def _digest(hit: Sequence[Appointment]) -> str:
    refs = ",".join(sorted(appointment.ref for appointment in hit))
    return hashlib.sha256(refs.encode()).hexdigest()[:16]

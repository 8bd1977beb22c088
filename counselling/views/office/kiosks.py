"""Kiosks in their booths: listed, made with a one-time code, stopped."""

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from counselling.domain import kiosks
from counselling.forms.office import KioskForm
from counselling.models import Booth, Kiosk
from counselling.rules import may_manage_kiosks
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages

# The code that was just made waits here for the one page that shows it.
NEW_CODE_KEY = "new_enrolment_code"


def load_kiosk(_request: HttpRequest, ref: str) -> Kiosk:
    return get_object_or_404(Kiosk, ref=ref)


@require_safe
@guarded(may_manage_kiosks, login=True)
def kiosk_list(request: HttpRequest) -> HttpResponse:
    """List booths with their kiosks; right after one was made, show its code, once."""
    new_code = request.session.pop(NEW_CODE_KEY, None)
    return render(request, "office/kiosks.html", _context(request, KioskForm(), new_code))


@require_POST
@guarded(may_manage_kiosks)
def create_kiosk(request: HttpRequest) -> HttpResponse:
    form = KioskForm(request.POST)
    if not form.is_valid():
        return render(request, "office/kiosks.html", _context(request, form, None))
    kiosk, code = kiosks.create_kiosk(
        form.cleaned_data["booth"], name=form.cleaned_data["name"], by=request.user
    )
    request.session[NEW_CODE_KEY] = {"name": kiosk.name, "code": code}
    return redirect("office_kiosks")


@require_POST
@guarded(may_manage_kiosks, load=load_kiosk)
def renew_code(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    """Make a new code for a device that lost its key or was stopped."""
    code = kiosks.renew_enrolment_code(kiosk, by=request.user)
    request.session[NEW_CODE_KEY] = {"name": kiosk.name, "code": code}
    return redirect("office_kiosks")


@require_POST
@guarded(may_manage_kiosks, load=load_kiosk)
def answer_help(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    """Somebody went to the booth: take the call for help off the list."""
    kiosks.answer_help(kiosk)
    messages.success(request, _("%(name)s의 도움 요청을 마쳤습니다.") % {"name": kiosk.name})
    return redirect("office_kiosks")


@require_POST
@guarded(may_manage_kiosks, load=load_kiosk)
def disable_kiosk(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    with errors_as_messages(request):
        kiosks.disable(kiosk, by=request.user)
        messages.success(request, _("%(name)s을(를) 멈췄습니다.") % {"name": kiosk.name})
    return redirect("office_kiosks")


def _context(
    request: HttpRequest, form: KioskForm, new_code: dict[str, str] | None
) -> dict[str, object]:
    return {
        "booths": _booths(),
        "form": form,
        "new_code": new_code,
        "kiosk_address": request.build_absolute_uri(reverse("kiosk_enrol")),
    }


def _booths() -> QuerySet[Booth]:
    return (
        Booth.objects.select_related("site")
        .prefetch_related(Prefetch("kiosks", Kiosk.objects.order_by("pk")))
        .order_by("site", "pk")
    )

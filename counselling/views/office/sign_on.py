"""An agency's own sign-on: its OpenID Connect provider."""

from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.models import SocialApp
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from counselling.domain import agency_sign_on
from counselling.domain.units import Unit
from counselling.forms.office_accounts import SignOnForm
from counselling.rules import may_administer
from counselling.views.guards import guarded
from counselling.views.office.loaders import load_agency_unit


def load_agency(request: HttpRequest, unit: str) -> Unit:
    """Find the agency of a unit: its departments sign on with it."""
    return Unit(load_agency_unit(request, unit).agency)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_agency, login=True)
@reauthentication_required
def sign_on(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Set, change or end it."""
    assert unit.agency is not None  # noqa: S101 - load_agency lets nothing else through
    provider = agency_sign_on.provider_of(unit.agency)
    if request.method == "POST" and request.POST.get("act") == "end":
        agency_sign_on.end(unit, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("기관 로그인을 끝냈습니다."))
        return redirect("office_sign_on", unit.key)
    form = SignOnForm(
        request.POST or None, initial=_shown(provider), has_secret=provider is not None
    )
    if request.method == "POST" and form.is_valid():
        agency_sign_on.save(unit, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("저장했습니다. 로그인 화면에 기관 로그인이 보입니다."))
        return redirect("office_sign_on", unit.key)
    callback = reverse("openid_connect_callback", args=[unit.agency.code])
    context = {"unit": unit, "tab": "sign-on", "form": form, "provider": provider}
    context["callback"] = request.build_absolute_uri(callback)
    return render(request, "office/sign_on.html", context)


def _shown(provider: SocialApp | None) -> dict[str, str]:
    if provider is None:
        return {}
    return {"server_url": provider.settings["server_url"], "client_id": provider.client_id}

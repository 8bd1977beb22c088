"""The OpenID Connect provider of an agency, kept where django-allauth looks for it."""

from allauth.socialaccount.models import SocialApp
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from counselling.domain import unit_changes
from counselling.domain.unit_changes import Change
from counselling.domain.units import Unit
from counselling.enums import ChangeTopic
from counselling.models import Agency, User

KIND = "openid_connect"
WHAT = _("기관 로그인")


def provider_of(agency: Agency) -> SocialApp | None:
    """Return the agency's provider; its `provider_id` is the agency's code."""
    return SocialApp.objects.filter(provider=KIND, provider_id=agency.code).first()


def save(unit: Unit, *, server_url: str, client_id: str, secret: str, by: User) -> SocialApp:
    """Set the provider of an agency; an empty secret keeps the stored one."""
    agency = _agency(unit)
    with transaction.atomic():
        unit_changes.lock(unit)
        provider = provider_of(agency) or SocialApp(provider=KIND, provider_id=agency.code)
        before = provider.settings.get("server_url", "")
        provider.name = agency.name_ko[:40]
        provider.client_id = client_id
        provider.secret = secret or provider.secret
        provider.settings = {"server_url": server_url, "oauth_pkce_enabled": True}
        provider.save()
        _record(unit, Change(WHAT, before, server_url), by)
    return provider


def end(unit: Unit, *, by: User) -> None:
    """Let nobody sign on through the agency's provider any more."""
    agency = _agency(unit)
    with transaction.atomic():
        unit_changes.lock(unit)
        provider = provider_of(agency)
        if provider is not None:
            _record(unit, Change(WHAT, provider.settings.get("server_url", ""), ""), by)
            provider.delete()


def _agency(unit: Unit) -> Agency:
    if unit.agency is None:
        raise ValueError("Only an agency has a sign-on of its own.")
    return unit.agency


def _record(unit: Unit, change: Change, by: User) -> None:
    unit_changes.record(
        unit,
        [change],
        topic=ChangeTopic.PEOPLE,
        subject=f"sign_on:{_agency(unit).pk}",
        name=unit.full_name,
        by=by,
    )

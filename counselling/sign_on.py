"""Signing on through an agency's own identity provider (OpenID Connect).

An agency's provider vouches for that agency's people only: not for citizens, not for operators,
not for staff of another agency, whatever address it claims.
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from counselling.domain import invitations
from counselling.models import User

NOT_INVITED = _("이 기관의 직원으로 등록되지 않은 계정입니다. 기관 관리자에게 초대를 요청하세요.")
FAILED = _("기관 로그인을 마치지 못했습니다. 다시 하거나 이메일로 로그인하세요.")


class AgencySignOnAdapter(DefaultSocialAccountAdapter):
    """Lets in who works at the agency, or has an open invitation from it."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse everybody else, before the sign-in goes on."""
        if not _is_of_agency(sociallogin):
            messages.error(request, NOT_INVITED)
            raise ImmediateHttpResponse(redirect("account_login"))

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Say whether the provider may speak for this address."""
        user = User.objects.filter(email__iexact=email).first()
        return user is not None and invitations.is_of_agency_only(user, _agency_code(login))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whoever was invited needs no other sign-up; see pre_social_login."""
        return True

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> Any:
        """Take the whole name: ours is one field."""
        user = super().populate_user(request, sociallogin, data)
        user.name = str(data.get("name") or "")[:100]
        return user

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """Bring people back to the sign-in page with a sentence instead of a dead end."""
        messages.error(request, FAILED)
        raise ImmediateHttpResponse(redirect("account_login"))


def _agency_code(login: SocialLogin) -> str:
    return str(login.account.provider)


def _is_of_agency(login: SocialLogin) -> bool:
    if login.is_existing:
        return invitations.is_of_agency_only(login.user, _agency_code(login))
    confirmed = [address.email for address in login.email_addresses if address.verified]
    return invitations.has_invitation_from(confirmed, _agency_code(login))

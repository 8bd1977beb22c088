"""The code of an authenticator app at sign-in: it is taken once for as long as it is valid.

allauth remembers a used code for one period only, and a code is valid for more (TOTP_TOLERANCE).
"""

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms
from allauth.mfa.models import Authenticator
from django.core.cache import cache

VALID_SECONDS = (2 * app_settings.TOTP_TOLERANCE + 1) * app_settings.TOTP_PERIOD


class _EachCodeOnce(forms.BaseAuthenticateForm):
    user: Any
    authenticator: Authenticator

    def clean_code(self) -> str:
        code = super().clean_code()
        used = f"used-totp:{self.user.pk}:{normalize_user_code(code)}"
        is_from_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_from_app and not cache.add(used, True, timeout=VALID_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_EachCodeOnce, forms.AuthenticateForm):
    """Asked for after the password."""


class ReauthenticateForm(_EachCodeOnce, forms.ReauthenticateForm):
    """Asked for before an act of weight."""

"""What an eavesdropper has of a code: nothing, once its owner has used it."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth import get_user
from django.core.cache import cache
from django.test import Client

from tests.cast import DEMO_PASSWORD, Cast

pytestmark = pytest.mark.django_db

ASKED = "/accounts/2fa/authenticate/"


def test_a_code_of_the_app_signs_in_once_for_as_long_as_it_is_valid(cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.kim, email=cast.kim.email, verified=True, primary=True)
    secret = generate_totp_secret()
    app = TOTP.activate(cast.kim, secret)
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    assert _is_let_in(cast, code)
    cache.delete(app._get_used_cache_key(code))  # allauth forgets it after 30 s

    assert not _is_let_in(cast, code)


def _is_let_in(cast: Cast, code: str) -> bool:
    """Sign in with the password and a code."""
    browser = Client()
    about = {"login": cast.kim.email, "password": DEMO_PASSWORD}
    assert browser.post("/accounts/login/", about)["Location"] == ASKED
    browser.post(ASKED, {"code": code})
    return get_user(browser).is_authenticated  # type: ignore[arg-type]

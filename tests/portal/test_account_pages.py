"""The account library's own pages need what it needs: each can be opened."""

from pathlib import Path

import allauth
import pytest
from allauth.mfa.models import Authenticator
from django.template.loader import get_template
from django.test import Client

from counselling.models import User

TEMPLATES = Path(allauth.__file__).parent / "templates"
PAGES = sorted(
    str(path.relative_to(TEMPLATES))
    for part in ("account", "mfa", "usersessions")
    for path in (TEMPLATES / part).rglob("*.html")
)


@pytest.mark.parametrize("page", PAGES)
def test_page_of_the_account_library_has_all_it_loads(page: str) -> None:
    assert get_template(page).template.nodelist


@pytest.mark.django_db
def test_a_key_that_was_never_used_is_listed_in_the_page_s_language(client: Client) -> None:
    person = User.objects.create_user(email="key@example.org", password="only-for-tests")
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "휴대폰", "credential": {}}
    )
    client.force_login(person)

    page = client.get("/accounts/2fa/webauthn/").content.decode()

    assert "휴대폰" in page and "아직 쓰지 않았습니다." in page
    assert "Not used" not in page

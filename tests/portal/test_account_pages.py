"""The account library's own pages need what it needs: each can be opened."""

from pathlib import Path

import allauth
import pytest
from django.template.loader import get_template

TEMPLATES = Path(allauth.__file__).parent / "templates"
PAGES = sorted(
    str(path.relative_to(TEMPLATES))
    for part in ("account", "mfa", "usersessions")
    for path in (TEMPLATES / part).rglob("*.html")
)


@pytest.mark.parametrize("page", PAGES)
def test_page_of_the_account_library_has_all_it_loads(page: str) -> None:
    assert get_template(page).template.nodelist

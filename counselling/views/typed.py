"""What was typed into a single box outside of any form class."""

from django.http import HttpRequest


def typed_text(request: HttpRequest, name: str, *, at_most: int) -> str:
    """Return it without white space at the ends and without NUL, which PostgreSQL does not take."""
    return request.POST.get(name, "").replace("\0", "").strip()[:at_most]

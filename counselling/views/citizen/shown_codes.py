"""The entry code that this browser session may show again: the latest one only.

The session opens what the code opens already, so keeping the code in it gives nothing more away.
"""

from django.http import HttpRequest

CODE_KEY = "shown_code"


def keep_code(request: HttpRequest, *, ref: str, code: str) -> None:
    request.session[CODE_KEY] = {"ref": ref, "code": code}


def kept_code(request: HttpRequest, ref: str) -> str:
    """Return the code of the appointment or queue ticket, "" when it is not known here."""
    kept = request.session.get(CODE_KEY, {})
    return kept["code"] if kept.get("ref") == ref else ""

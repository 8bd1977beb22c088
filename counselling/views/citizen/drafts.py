"""What was typed while booking, kept in this browser's session until it is sent."""

from typing import Any

from django.http import HttpRequest

from counselling.forms.case import typed_answers
from counselling.forms.citizen_booking import BOOKER_FIELD, CONTACT_FIELDS, known_about
from counselling.forms.quiet_check import DRAWN_FIELD

DRAFT_KEY = "booking_draft"


def keep_typed_answers(request: HttpRequest) -> None:
    """Keep what the form of step 3 holds now, and since when it has been on the screen."""
    names = (*CONTACT_FIELDS, BOOKER_FIELD, DRAWN_FIELD)
    typed = {name: request.POST[name] for name in names if name in request.POST}
    request.session[DRAFT_KEY] = typed | typed_answers(request.POST)


def what_was_typed(request: HttpRequest) -> dict[str, Any]:
    return known_about(request.user) | request.session.get(DRAFT_KEY, {})


def forget_typed(request: HttpRequest) -> None:
    request.session.pop(DRAFT_KEY, None)

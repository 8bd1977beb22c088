"""States of a call for help among colleagues."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HelpState(TextChoices):
    ASKED = "asked", _("도움 요청 중")
    ANSWERED = "answered", _("동료가 답함")
    TAKEN_BACK = "taken_back", _("요청 거둠")

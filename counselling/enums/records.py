"""The record of a session: texts, promises, objections."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoteFor(TextChoices):
    """Who reads a text module once it is in a note."""

    CITIZEN = "citizen", _("민원인에게 안내할 내용")
    STAFF = "staff", _("직원 메모")


class PromiseSide(TextChoices):
    """Who is to do something after the session."""

    OFFICE = "office", _("담당 기관")
    CITIZEN = "citizen", _("민원인")


class ObjectionState(TextChoices):
    FILED = "filed", pgettext_lazy("objection", "접수됨")
    ANSWERED = "answered", pgettext_lazy("objection", "답변함")
    WITHDRAWN = "withdrawn", pgettext_lazy("objection", "취하함")

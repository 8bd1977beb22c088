"""Interpreters, of sign language and of foreign languages: a resource that a booking reserves."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from counselling.enums import InterpretedLanguage
from counselling.models.agencies import Agency
from counselling.models.records import ReferencedRecord, in_language


class Interpreter(ReferencedRecord):
    """Somebody who interprets for an agency, or (no agency) wherever they are needed.

    `user` is their sign-in, when they have one.
    """

    agency = models.ForeignKey(
        Agency, models.CASCADE, null=True, blank=True, related_name="interpreters"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="interpreter",
    )
    name_ko = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("통역사")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_ko, self.name_en)


class InterpreterSkill(models.Model):
    """A language that an interpreter brings."""

    interpreter = models.ForeignKey(Interpreter, models.CASCADE, related_name="skills")
    language = models.CharField(max_length=10, choices=InterpretedLanguage.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interpreter", "language"], name="interpreter_skill_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_language_display()

"""What a department offers its officials to write with: outcomes of a service, ready texts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from counselling.enums import NoteFor, Outcome
from counselling.models.agencies import Department
from counselling.models.records import ReferencedRecord, in_language
from counselling.models.services import Service


class OutcomeCode(ReferencedRecord):
    """An outcome in the words of one service; `outcome` says what it means everywhere.

    `is_offered` False: no longer chosen; sessions that ended with it keep its words.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="outcome_codes")
    text_ko = models.CharField(_("결과 문구"), max_length=120)
    text_en = models.CharField(_("영어 문구"), max_length=120, blank=True)
    outcome = models.CharField(_("뜻"), max_length=30, choices=Outcome.choices)
    is_offered = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(_("순서"), default=1)

    class Meta:
        verbose_name = _("처리 결과 코드")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "text_ko"],
                condition=models.Q(is_offered=True),
                name="outcome_code_text_once",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return in_language(self.text_ko, self.text_en)


class TextModule(ReferencedRecord):
    """A text that officials of a department put into a note, and then change as they need."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="text_modules")
    title = models.CharField(_("제목"), max_length=60)
    text = models.TextField(_("내용"), max_length=2000)
    note_for = models.CharField(_("어디에 넣나요?"), max_length=10, choices=NoteFor.choices)
    is_offered = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(_("순서"), default=1)

    class Meta:
        verbose_name = _("상용구")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "note_for", "title"],
                condition=models.Q(is_offered=True),
                name="text_module_title_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

"""What people agreed to, in which words; legal representatives; identity checks."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from counselling.enums import (
    ConsentAnswer,
    ConsentItem,
    ConsentPerson,
    IdentityMethod,
    Relation,
)
from counselling.models.cases import AppendOnlyRecord, CaseRecord, about_one_case
from counselling.models.records import ReferencedRecord, in_language
from counselling.models.sessions import CounsellingSession


class ConsentText(AppendOnlyRecord):
    """One version of what is asked for: purpose, items, period, right to refuse and its effect.

    A text is never changed: new words are a new version.
    """

    item = models.CharField(max_length=20, choices=ConsentItem.choices)
    version = models.PositiveSmallIntegerField()
    is_required = models.BooleanField()
    label_ko = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    purpose_ko = models.CharField(max_length=400)
    purpose_en = models.CharField(max_length=400)
    items_ko = models.CharField(max_length=400)
    items_en = models.CharField(max_length=400)
    period_ko = models.CharField(max_length=400)
    period_en = models.CharField(max_length=400)
    refusal_ko = models.CharField(max_length=400)
    refusal_en = models.CharField(max_length=400)

    class Meta:
        verbose_name = _("동의서")
        ordering = ["item", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="consent_text_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.version}"

    @property
    def label(self) -> str:
        return in_language(self.label_ko, self.label_en)

    @property
    def purpose(self) -> str:
        return in_language(self.purpose_ko, self.purpose_en)

    @property
    def items(self) -> str:
        return in_language(self.items_ko, self.items_en)

    @property
    def period(self) -> str:
        return in_language(self.period_ko, self.period_en)

    @property
    def refusal(self) -> str:
        return in_language(self.refusal_ko, self.refusal_en)


class Consent(CaseRecord, AppendOnlyRecord):
    """One answer of one person to one item; the newest counts. Only added to."""

    item = models.CharField(max_length=20, choices=ConsentItem.choices)
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="consents")
    person = models.CharField(
        max_length=16, choices=ConsentPerson.choices, default=ConsentPerson.CITIZEN
    )
    person_name = models.CharField(max_length=60)
    answer = models.CharField(max_length=10, choices=ConsentAnswer.choices)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("동의")
        ordering = ["pk"]
        constraints = [about_one_case("consent_about_one_case")]

    def __str__(self) -> str:
        return f"{self.item} {self.answer}"


class Representative(CaseRecord, ReferencedRecord):
    """The legal representative of a child under 14, who agrees and takes part."""

    name = models.CharField(max_length=60)
    relation = models.CharField(max_length=12, choices=Relation.choices)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        verbose_name = _("법정대리인")
        constraints = [
            about_one_case("representative_about_one_case"),
            models.UniqueConstraint(
                fields=["appointment"], name="representative_one_per_appointment"
            ),
            models.UniqueConstraint(fields=["queue_ticket"], name="representative_one_per_ticket"),
        ]

    def __str__(self) -> str:
        return self.name


class IdentityCheck(AppendOnlyRecord):
    """The official ticked that the person showed an ID, or took the tick back. No picture."""

    session = models.ForeignKey(CounsellingSession, models.CASCADE, related_name="identity_checks")
    is_confirmed = models.BooleanField()
    method = models.CharField(max_length=10, choices=IdentityMethod.choices)
    official = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("본인 확인")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.session_id} {self.is_confirmed}"

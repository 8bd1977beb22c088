"""What citizens can ask for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counselling.models.agencies import Agency, Department
from counselling.models.records import Record, in_language, list_in_language


class Service(Record):
    """A counselling service of a department; `code` is unique in its agency.

    `agency` repeats the department's agency so that the database can hold the code unique.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="services")
    department = models.ForeignKey(Department, models.PROTECT, related_name="services")
    code = models.SlugField(max_length=60)
    name_ko = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    summary_ko = models.CharField(max_length=400)
    summary_en = models.CharField(max_length=400)
    keywords_ko = models.JSONField(default=list, blank=True)
    keywords_en = models.JSONField(default=list, blank=True)
    prepare_ko = models.JSONField(default=list, blank=True)
    prepare_en = models.JSONField(default=list, blank=True)
    duration_minutes = models.PositiveSmallIntegerField()
    needs_identity_check = models.BooleanField(default=False)
    is_offered = models.BooleanField(default=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("상담 서비스")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="service_code_once"),
            models.CheckConstraint(
                name="service_lasts_5_to_120_minutes",
                condition=Q(duration_minutes__gte=5, duration_minutes__lte=120),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_ko, self.name_en)

    @property
    def summary(self) -> str:
        return in_language(self.summary_ko, self.summary_en)

    @property
    def prepare(self) -> list[str]:
        return list_in_language(self.prepare_ko, self.prepare_en)

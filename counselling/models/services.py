"""What citizens can ask for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counselling.enums import AssignmentRule, PetitionKind
from counselling.models.agencies import Agency, Department
from counselling.models.records import Record, in_language, list_in_language


class Service(Record):
    """A counselling service of a department; `code` is unique in its agency.

    `agency` repeats the department's agency so that the database can hold the code unique.
    `cutoff_minutes` empty: the unit's setting counts. `recommended_minutes` of its own gives its
    sessions a clock also where the unit shows none. `named_official` takes the appointments
    of a service whose assignment rule says so; `officials` are those with the skill for it (none:
    whoever sits at a desk). `minutes_before` and `minutes_after` keep desk, booth and interpreter
    free around an appointment.
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
    is_by_video = models.BooleanField(default=True)
    is_by_phone = models.BooleanField(default=False)
    is_by_visit = models.BooleanField(default=False)
    cutoff_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    assignment_rule = models.CharField(
        max_length=20, choices=AssignmentRule.choices, default=AssignmentRule.FIRST_FREE
    )
    named_official = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    officials = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="services_known", blank=True
    )
    minutes_before = models.PositiveSmallIntegerField(default=0)
    minutes_after = models.PositiveSmallIntegerField(default=0)
    petition_kind = models.CharField(
        max_length=20, choices=PetitionKind.choices, default=PetitionKind.INQUIRY
    )
    recommended_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
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
            models.CheckConstraint(
                name="service_time_around_at_most_an_hour",
                condition=Q(minutes_before__lte=60, minutes_after__lte=60),
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

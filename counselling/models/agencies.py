"""Agency > department > desk."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from counselling.enums import AgencyKind, Language
from counselling.models.records import Record, in_language


class Agency(Record):
    """A ministry or local government. `code` is public: it stands in addresses."""

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=AgencyKind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    name_ko = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    region_ko = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=30, blank=True)

    class Meta:
        verbose_name = _("기관")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_ko, self.name_en)


class AgencyAlias(Record):
    """Another word people use for the agency: a short name, a place in it."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=60)
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.KOREAN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "text"], name="agency_alias_once")]

    def __str__(self) -> str:
        return self.text


class Department(Record):
    """A unit of an agency with one waiting line; `code` is unique in its agency."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="departments")
    code = models.SlugField(max_length=40)
    name_ko = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    phone = models.CharField(max_length=30, blank=True)

    class Meta:
        verbose_name = _("부서")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="department_code_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_ko, self.name_en)

    @property
    def full_name(self) -> str:
        names = {"agency": self.agency.name, "department": self.name}
        return gettext("%(agency)s %(department)s") % names


class Desk(Record):
    """A staffed service point. Open desks are the capacity of booking.

    `official` is who sits there now (see domain.desks); `seen_at` is renewed by their board,
    `away_since` says that they stepped out for a while and call nobody.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="desks")
    number = models.PositiveSmallIntegerField()
    name_ko = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    is_open = models.BooleanField(default=True)
    services = models.ManyToManyField("counselling.Service", related_name="desks", blank=True)
    official = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="desks",
    )
    seated_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    away_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("창구")
        ordering = ["department", "number"]
        constraints = [
            models.UniqueConstraint(fields=["department", "number"], name="desk_number_once"),
            models.UniqueConstraint(
                fields=["official"],
                condition=Q(official__isnull=False),
                name="desk_one_per_official",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_ko, self.name_en)

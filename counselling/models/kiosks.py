"""Sites with booths, and the kiosks that stand in them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counselling.enums import CheckResult, KioskState
from counselling.models.agencies import Agency
from counselling.models.records import Record, ReferencedRecord, StateChange, in_language


class Site(Record):
    """A civil-service office that has booths."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="sites")
    code = models.SlugField(max_length=40, unique=True)
    name_ko = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    address_ko = models.CharField(max_length=200)
    address_en = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)

    class Meta:
        verbose_name = _("민원실")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_ko, self.name_en)

    @property
    def address(self) -> str:
        return in_language(self.address_ko, self.address_en)


class Booth(Record):
    """A room with one kiosk."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="booths")
    code = models.SlugField(max_length=40, unique=True)
    name_ko = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    equipment = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("영상상담실")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_ko, self.name_en)


class Kiosk(ReferencedRecord):
    """The device in a booth. It proves itself with a device key, stored hashed.

    `enrolment_hash` is set while a one-time enrolment code waits to be typed at the device.
    """

    booth = models.ForeignKey(Booth, models.PROTECT, related_name="kiosks")
    name = models.CharField(max_length=60)
    state = models.CharField(max_length=20, choices=KioskState.choices, default=KioskState.AWAITING)
    enrolment_hash = models.CharField(max_length=64, blank=True)
    enrolment_until = models.DateTimeField(null=True, blank=True)
    device_key_hash = models.CharField(max_length=64, blank=True)
    enrolled_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    camera = models.CharField(max_length=10, choices=CheckResult.choices, blank=True)
    microphone = models.CharField(max_length=10, choices=CheckResult.choices, blank=True)
    help_asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("키오스크")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment_hash"],
                condition=~Q(enrolment_hash=""),
                name="kiosk_enrolment_once",
            ),
            models.UniqueConstraint(
                fields=["device_key_hash"],
                condition=~Q(device_key_hash=""),
                name="kiosk_device_key_once",
            ),
            models.CheckConstraint(
                name="kiosk_active_has_key",
                condition=~Q(state=KioskState.ACTIVE) | ~Q(device_key_hash=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class KioskChange(StateChange):
    kiosk = models.ForeignKey(Kiosk, models.CASCADE, related_name="changes")

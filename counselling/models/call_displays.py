"""Call displays: a screen in an office that shows whose number is called, without names."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counselling.enums import ScreenState
from counselling.models.agencies import Agency, Department
from counselling.models.kiosks import Site
from counselling.models.records import ReferencedRecord, StateChange


class CallDisplay(ReferencedRecord):
    """A screen of a department, or of a site (all departments of its agency).

    It proves itself like a kiosk: a one-time token opens it, a device key keeps it; both are
    stored hashed.
    """

    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="call_displays"
    )
    site = models.ForeignKey(
        Site, models.CASCADE, null=True, blank=True, related_name="call_displays"
    )
    name = models.CharField(max_length=60)
    state = models.CharField(
        max_length=20, choices=ScreenState.choices, default=ScreenState.AWAITING
    )
    token_hash = models.CharField(max_length=64, blank=True)
    token_until = models.DateTimeField(null=True, blank=True)
    device_key_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("호출 화면")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="call_display_one_place",
                condition=Q(department=None, site__isnull=False)
                | Q(department__isnull=False, site=None),
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="call_display_token_once"
            ),
            models.UniqueConstraint(
                fields=["device_key_hash"],
                condition=~Q(device_key_hash=""),
                name="call_display_device_key_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def agency(self) -> Agency:
        """Whose administrators keep it."""
        return self.department.agency if self.department else self.site.agency  # type: ignore[union-attr]


class CallDisplayChange(StateChange):
    call_display = models.ForeignKey(CallDisplay, models.CASCADE, related_name="changes")

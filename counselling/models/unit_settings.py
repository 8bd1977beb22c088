"""Settings of a unit: what is empty is inherited from the unit above."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from counselling.models.opening_hours import AT_MOST_ONE_UNIT, UnitRecord


def number(label: object, *, at_least: int, at_most: int) -> models.PositiveSmallIntegerField:
    """Make the column of a number that may be inherited."""
    limits = [MinValueValidator(at_least), MaxValueValidator(at_most)]
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=limits)  # type: ignore[arg-type]


class UnitSettings(UnitRecord):
    """One row for each unit that sets anything; read with domain.unit_settings."""

    bookable_days = number(_("며칠 뒤까지 예약을 받나요 (일)"), at_least=1, at_most=180)
    lead_minutes = number(_("시작 몇 분 전까지 예약을 받나요 (분)"), at_least=0, at_most=10080)
    cutoff_minutes = number(
        _("시작 몇 분 전까지 취소·변경할 수 있나요 (분)"), at_least=0, at_most=10080
    )
    hold_minutes = number(_("고른 시간을 몇 분 동안 잡아 두나요 (분)"), at_least=2, at_most=30)
    open_bookings_at_most = number(
        _("한 연락처로 잡을 수 있는 예약 수 (건)"), at_least=1, at_most=50
    )
    door_opens_minutes = number(
        _("시작 몇 분 전부터 입장할 수 있나요 (분)"), at_least=0, at_most=120
    )
    recommended_minutes = number(_("권장시간 (분)"), at_least=5, at_most=120)
    end_notice_minutes = number(
        _("권장시간이 끝나기 몇 분 전에 알리나요 (분)"), at_least=1, at_most=60
    )
    shows_clock = models.BooleanField(
        _("상담 중에 권장시간 시계를 양쪽에 보여 줍니다"), null=True, blank=True
    )
    protects_officials = models.BooleanField(
        _("폭언·협박·성희롱 때 경고하고 상담을 멈추는 절차를 씁니다"), null=True, blank=True
    )
    no_show_minutes = number(
        _("몇 분 넘게 만나지 못하면 불참을 살피나요 (분)"), at_least=3, at_most=60
    )
    handover_minutes = number(
        _("통화를 이어 둔 이송에서 몇 분까지 기다리나요 (분)"), at_least=1, at_most=30
    )
    objection_days = number(_("마친 뒤 며칠 동안 이의를 받나요 (일)"), at_least=1, at_most=90)
    shows_position = models.BooleanField(
        _("기다리는 분께 앞에 몇 명인지 보여 줍니다"), null=True, blank=True
    )
    calls_before_missed = number(
        _("몇 번 불러도 안 오면 부재로 적나요 (번)"), at_least=1, at_most=10
    )
    late_minutes = number(_("예약 시각이 몇 분 지나도 먼저 부르나요 (분)"), at_least=0, at_most=120)
    near_ahead = number(_("앞에 몇 명 남으면 문자로 알리나요 (명)"), at_least=0, at_most=20)
    phone = models.CharField(_("안내 전화번호"), max_length=30, null=True, blank=True)  # noqa: DJ001
    quiet_from = models.TimeField(_("알림을 보내지 않는 시간: 시작"), null=True, blank=True)
    quiet_until = models.TimeField(_("알림을 보내지 않는 시간: 끝"), null=True, blank=True)

    first_reminder_minutes = number(
        _("시작 몇 분 전에 미리 알리나요 (분)"), at_least=60, at_most=10080
    )
    second_reminder_minutes = number(
        _("시작 몇 분 전에 다시 알리나요 (분)"), at_least=5, at_most=120
    )

    class Meta:
        verbose_name = _("기관 설정")
        constraints = [
            models.CheckConstraint(name="unit_settings_one_unit", condition=AT_MOST_ONE_UNIT),
            models.UniqueConstraint(
                Coalesce("agency_id", 0),
                Coalesce("department_id", 0),
                Coalesce("desk_id", 0),
                name="unit_settings_once",
            ),
            models.CheckConstraint(
                name="unit_settings_quiet_hours_whole",
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

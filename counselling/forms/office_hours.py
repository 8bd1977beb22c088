"""What administrators fill in about hours: a week, a one-off day, a closure, a holiday."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.domain.opening_hours import STANDING, DayHours, Period
from counselling.domain.units import Unit
from counselling.enums import Weekday
from counselling.forms.office_fields import VersionedForm, day_field, text_field, time_field

INHERIT, OPEN, CLOSED = "inherit", "open", "closed"
MODES = {
    INHERIT: _("위 기관과 같게"),
    OPEN: pgettext_lazy("hours of a day", "상담함"),
    CLOSED: pgettext_lazy("hours of a day", "쉼"),
}
TIMES = ("opens_at", "closes_at", "lunch_from", "lunch_until")
NINE, SIX = dt.time(9), dt.time(18)
LUNCH_TOGETHER = _("점심 시작과 끝을 함께 넣어 주세요.")


class DayForm(forms.Form):
    """One weekday: as above, open with times, or shut."""

    mode = forms.ChoiceField(label=pgettext_lazy("hours of a day", "상담 여부"))
    opens_at = time_field(pgettext_lazy("hours of a day", "시작"), required=False)
    closes_at = time_field(pgettext_lazy("hours of a day", "끝"), required=False)
    lunch_from = time_field(_("점심 시작"), required=False)
    lunch_until = time_field(_("점심 끝"), required=False)
    is_open_on_holidays = forms.BooleanField(label=_("공휴일에도 상담"), required=False)

    def __init__(self, *args: Any, may_inherit: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        mode: Any = self.fields["mode"]
        mode.choices = [item for item in MODES.items() if may_inherit or item[0] != INHERIT]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("mode") == INHERIT and self._has_own_times(cleaned):
            cleaned["mode"] = OPEN
        if cleaned.get("mode") != OPEN or self.errors:
            return cleaned
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens is None or closes is None:
            name = "opens_at" if opens is None else "closes_at"
            self.add_error(name, _("시작과 끝 시각을 넣어 주세요."))
        elif closes <= opens and closes != dt.time(0):
            self.add_error("closes_at", _("끝 시각이 시작 시각보다 늦어야 합니다."))
        else:
            self._check_lunch(cleaned)
        return cleaned

    def _has_own_times(self, cleaned: dict[str, Any]) -> bool:
        """Say whether times were typed that differ from the inherited ones: they are meant."""
        return any(cleaned.get(name) for name in TIMES if name in self.changed_data)

    def _check_lunch(self, cleaned: dict[str, Any]) -> None:
        lunch = cleaned.get("lunch_from"), cleaned.get("lunch_until")
        if lunch == (None, None):
            return
        if None in lunch:
            self.add_error("lunch_from" if lunch[0] is None else "lunch_until", LUNCH_TOGETHER)
        elif not _is_within(lunch, cleaned["opens_at"], cleaned["closes_at"]):
            self.add_error("lunch_from", _("점심시간이 상담 시간 안에 있어야 합니다."))

    @property
    def is_inherited(self) -> bool:
        return bool(self.cleaned_data["mode"] == INHERIT)

    def hours(self, weekday: int) -> DayHours:
        """Return what was typed, as the hours of a weekday."""
        cleaned = self.cleaned_data
        is_closed = cleaned["mode"] == CLOSED
        return DayHours(
            weekday=weekday,
            opens_at=cleaned.get("opens_at") or NINE,
            closes_at=SIX if is_closed else cleaned["closes_at"],
            lunch_from=None if is_closed else cleaned.get("lunch_from"),
            lunch_until=None if is_closed else cleaned.get("lunch_until"),
            is_open_on_holidays=cleaned["is_open_on_holidays"] and not is_closed,
            is_closed=is_closed,
        )


class WeekForm(VersionedForm):
    """The seven days of a week, with the dates between which it counts."""

    valid_from = day_field(_("시작하는 날"), required=False)
    valid_until = day_field(_("마지막 날"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        days: Mapping[int, DayHours],
        inherited: Mapping[int, tuple[DayHours, Unit]],
        has_dates: bool,
        may_inherit: bool,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.inherited = inherited
        if not has_dates:
            del self.fields["valid_from"], self.fields["valid_until"]
        self.days = []
        for weekday in Weekday:
            above = inherited.get(weekday.value, (None, None))[0]
            initial = _initial(days.get(weekday.value), above, may_inherit=may_inherit)
            form = DayForm(
                data, prefix=f"day{weekday.value}", may_inherit=may_inherit, initial=initial
            )
            self.days.append((weekday, form))

    def is_valid(self) -> bool:
        """Check every day, also after one was found wrong, so that all errors are told."""
        wrong = [weekday for weekday, form in self.days if not form.is_valid()]
        return super().is_valid() and not wrong

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "valid_from" not in self.fields or self.errors:
            return cleaned
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first is None and last is None:
            self.add_error("valid_from", _("시작하는 날이나 마지막 날을 넣어 주세요."))
        elif first and last and last < first:
            self.add_error("valid_until", _("마지막 날이 시작하는 날보다 늦어야 합니다."))
        elif first and first == last:
            self.add_error("valid_until", _("하루만 다르면 '하루만 다른 시간'으로 넣어 주세요."))
        return cleaned

    @property
    def period(self) -> Period:
        if "valid_from" not in self.fields:
            return STANDING
        return Period(self.cleaned_data["valid_from"], self.cleaned_data["valid_until"])

    @property
    def week(self) -> list[DayHours]:
        return [form.hours(weekday.value) for weekday, form in self.days if not form.is_inherited]


class OneOffDayForm(VersionedForm, DayForm):
    """The hours of one date only."""

    field_order = ("day", "mode", "opens_at", "closes_at", "lunch_from", "lunch_until")
    day = day_field(_("날짜"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, may_inherit=False, **options)
        del self.fields["is_open_on_holidays"]

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("이미 지난 날입니다."))
        return day

    @property
    def hours_of_day(self) -> DayHours:
        """Return what was typed; who enters a date means it, holiday or not."""
        self.cleaned_data["is_open_on_holidays"] = True
        return self.hours(self.cleaned_data["day"].weekday())


class StretchForm(VersionedForm):
    """A stretch of time: whole days, or from a time to a time."""

    first_day = day_field(_("시작하는 날"))
    starts = time_field(
        _("시작 시각"), required=False, help_text=_("비우면 하루의 시작부터입니다.")
    )
    last_day = day_field(_("마지막 날"))
    ends = time_field(_("끝나는 시각"), required=False, help_text=_("비우면 그날 끝까지입니다."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        starts_at = _moment(cleaned["first_day"], cleaned.get("starts") or dt.time(0))
        ends = cleaned.get("ends")
        next_day = cleaned["last_day"] + dt.timedelta(days=1)
        ends_at = _moment(cleaned["last_day"], ends) if ends else _moment(next_day, dt.time(0))
        if ends_at <= starts_at:
            self.add_error("last_day", _("끝이 시작보다 늦어야 합니다."))
        elif ends_at <= timezone.now():
            self.add_error("last_day", _("이미 지난 시간입니다."))
        return {**cleaned, "starts_at": starts_at, "ends_at": ends_at}


class ClosureForm(StretchForm):
    """When a unit is shut."""

    reason_ko = text_field(
        _("이유"),
        required_text=_("이유를 적어 주세요. 민원인에게 보입니다."),
        help_text=_("민원인에게 보입니다. 예: 내부 교육"),
        max_length=100,
    )
    reason_en = text_field(_("이유 (영어)"), max_length=100)


class BlockForm(StretchForm):
    """When a booth is blocked."""

    reason = text_field(
        _("이유"),
        required_text=_("이유를 적어 주세요."),
        help_text=_("예: 장비 점검"),
        max_length=100,
    )


class HolidayForm(VersionedForm):
    """A public holiday that the imported calendar does not know."""

    day = day_field(_("날짜"))
    name_ko = text_field(
        _("이름"),
        required_text=_("공휴일 이름을 적어 주세요."),
        help_text=_("예: 임시공휴일"),
        max_length=100,
    )
    name_en = text_field(_("이름 (영어)"), max_length=100)


def _is_within(lunch: tuple[Any, Any], opens: dt.time, closes: dt.time) -> bool:
    ends_in_time = closes == dt.time(0) or lunch[1] <= closes
    return bool(opens <= lunch[0] < lunch[1] and ends_in_time)


def _initial(day: DayHours | None, above: DayHours | None, *, may_inherit: bool) -> dict[str, Any]:
    """What a day shows at first; an inherited day has the times of the unit above at hand."""
    if day is not None and day.is_closed:
        return {"mode": CLOSED}
    if day is not None:
        return {"mode": OPEN, **_times(day)}
    if not may_inherit:
        return {"mode": CLOSED}
    return {"mode": INHERIT, **(_times(above) if above and not above.is_closed else {})}


def _times(day: DayHours) -> dict[str, Any]:
    return {
        "opens_at": day.opens_at,
        "closes_at": day.closes_at,
        "lunch_from": day.lunch_from,
        "lunch_until": day.lunch_until,
        "is_open_on_holidays": day.is_open_on_holidays,
    }


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time))


class YearForm(forms.Form):
    """Which year's holidays to import."""

    year = forms.IntegerField(label=_("연도"), min_value=2000, max_value=2100)

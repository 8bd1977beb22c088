"""Quiet hours: when a notice that is not urgent waits for the morning. Korean time."""

import datetime as dt

from counselling.timetable.days import KST


def is_quiet(moment: dt.datetime, *, quiet_from: dt.time, quiet_until: dt.time) -> bool:
    """Say whether the moment lies in [quiet_from, quiet_until), which may go over midnight.

    The same time twice means that there are no quiet hours.
    """
    clock = moment.astimezone(KST).time()
    if quiet_from <= quiet_until:
        return quiet_from <= clock < quiet_until
    return clock >= quiet_from or clock < quiet_until


def after_quiet_hours(
    moment: dt.datetime, *, quiet_from: dt.time, quiet_until: dt.time
) -> dt.datetime:
    """Return the moment itself, or the end of the quiet hours it lies in."""
    if not is_quiet(moment, quiet_from=quiet_from, quiet_until=quiet_until):
        return moment
    local = moment.astimezone(KST)
    end = dt.datetime.combine(local.date(), quiet_until, tzinfo=KST)
    return end if end > local else end + dt.timedelta(days=1)

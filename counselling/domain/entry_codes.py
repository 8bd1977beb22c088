"""Name + 6 digits: issuing, redeeming, slowing down those who guess.

Wrong tries slow one name on one network down (a kiosk: the device), and one network that tries
many names; never a name for everybody.
"""

import datetime as dt
import secrets
import unicodedata

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from counselling.domain.unit_settings import setting
from counselling.enums import AppointmentState
from counselling.exceptions import CodeExpired, TooEarly, TooManyTries, WrongCode
from counselling.models import (
    Appointment,
    BookingRequest,
    ConferenceMember,
    EntryAttempts,
    EntryCode,
    QueueTicket,
    Representative,
)
from counselling.references import keyed_hash
from counselling.timetable.days import end_of

Subject = Appointment | BookingRequest | QueueTicket | ConferenceMember

VALID_AFTER_END = dt.timedelta(days=7)
REQUEST_LASTS_AT_MOST = dt.timedelta(days=60)
# The first five wrong tries of a name on a network cost nothing; then 10 s, doubling to 15 min.
# A whole network, which may be an office, waits 10 s at most, after 60 wrong tries.
FREE_TRIES = 5
FREE_TRIES_OF_NETWORK = 60
FIRST_WAIT = dt.timedelta(seconds=10)
LONGEST_WAIT = dt.timedelta(minutes=15)
TRIES_FORGOTTEN_AFTER = dt.timedelta(minutes=15)
TRIES_TO_FIND_A_CODE = 20


def normalise_name(name: str) -> str:
    """Return the name as it is compared: NFKC, no white space, lower case."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def issue(subject: Subject, *, representative: Representative | None = None) -> str:
    """Make a new code for the subject under its name; its older codes stop working.

    The code exists in clear only in the return value. A child's legal representative has a code
    of their own, under their own name, for the same subject.
    """
    name = normalise_name((representative or subject).name)
    with transaction.atomic():
        older = of_subject(subject).filter(is_active=True, representative=representative)
        older.update(is_active=False)
        for _try in range(TRIES_TO_FIND_A_CODE):
            code = f"{secrets.randbelow(10**6):06}"
            if _store(subject, name, code, representative):
                return code
    raise RuntimeError("No free entry code was found for a name.")


def redeem(name: str, code: str, *, network: str, now: dt.datetime | None = None) -> Subject:
    """Return what name + code open: an appointment, request, queue ticket or seat in a meeting.

    Args:
        network: Where the try comes from: an address, or "kiosk:<ref>".

    Raises:
        TooManyTries: Wrong tries from here; says when the next one counts.
        WrongCode: No such pair.
        CodeExpired: The pair was right once.
    """
    now = now or timezone.now()
    pair = keyed_hash("entry_attempts", f"{normalise_name(name)}|{network}")
    everybody_there = keyed_hash("entry_attempts", network)
    _refuse_while_slowed([pair, everybody_there], now)
    digits = "".join(filter(str.isdecimal, unicodedata.normalize("NFKC", code)))
    found = (
        EntryCode.objects.filter(code_hash=_hash(normalise_name(name), digits))
        .select_related(
            "appointment__service__agency",
            "queue_ticket__line__department",
            "conference_member__conference",
            "booking_request__service__agency",
        )
        .order_by("-is_active", "-pk")
        .first()
    )
    if found is None:
        _count_failure(pair, FREE_TRIES, LONGEST_WAIT, now)
        _count_failure(everybody_there, FREE_TRIES_OF_NETWORK, FIRST_WAIT, now)
        raise WrongCode
    if not found.is_active or (found.valid_until is not None and found.valid_until <= now):
        raise CodeExpired
    EntryCode.objects.filter(pk=found.pk).update(used_at=now)
    EntryAttempts.objects.filter(key=pair).delete()
    return _subject_of(found)


def representative_of_code(name: str, code: str) -> Representative | None:
    """Return whose code a redeemed pair is, when it is a legal representative's."""
    digits = "".join(filter(str.isdecimal, unicodedata.normalize("NFKC", code)))
    found = EntryCode.objects.filter(
        code_hash=_hash(normalise_name(name), digits), is_active=True
    ).select_related("representative")
    return next((row.representative for row in found), None)


def door_opens_at(appointment: Appointment) -> dt.datetime:
    """Return when the waiting room opens: so many minutes before as the department has set."""
    minutes = setting(appointment.service.department, "door_opens_minutes")
    return appointment.starts_at - dt.timedelta(minutes=minutes)


def require_open_door(appointment: Appointment, *, now: dt.datetime | None = None) -> None:
    """Refuse people who come too early to wait.

    Raises:
        TooEarly: Says when the door opens.
    """
    now = now or timezone.now()
    opens_at = door_opens_at(appointment)
    if now >= opens_at or appointment.state != AppointmentState.CONFIRMED:
        return
    when = formats.date_format(timezone.localtime(opens_at), "MONTH_DAY_TIME_FORMAT")
    text = _("아직 입장할 시간이 아닙니다. %(when)s부터 입장할 수 있습니다.") % {"when": when}
    raise TooEarly(text, opens_at=opens_at)


def end_after(subject: Subject, *, ended_at: dt.datetime) -> None:
    """Let the subject's codes work until 7 days after its end, then no more."""
    of_subject(subject).filter(is_active=True).update(valid_until=ended_at + VALID_AFTER_END)


def retire_expired(*, now: dt.datetime | None = None) -> int:
    """Free the digits of codes whose time is over, forget old tries; return how many codes."""
    now = now or timezone.now()
    EntryAttempts.objects.filter(failed_at__lt=now - TRIES_FORGOTTEN_AFTER).delete()
    return EntryCode.objects.filter(is_active=True, valid_until__lte=now).update(is_active=False)


def of_subject(subject: Subject) -> QuerySet[EntryCode]:
    """Return every code ever issued for the subject."""
    return EntryCode.objects.filter(**_field_of(subject))


def _planned_end(subject: Subject) -> dt.datetime:
    """Return when it should be over, for those who never come; `end_after` knows better."""
    if isinstance(subject, Appointment):
        return subject.ends_at
    if isinstance(subject, QueueTicket):
        return end_of(subject.day)
    if isinstance(subject, BookingRequest):
        return subject.created_at + REQUEST_LASTS_AT_MOST
    return subject.conference.ends_at


def _field_of(subject: Subject) -> dict[str, Subject]:
    if isinstance(subject, Appointment):
        return {"appointment": subject}
    if isinstance(subject, QueueTicket):
        return {"queue_ticket": subject}
    if isinstance(subject, BookingRequest):
        return {"booking_request": subject}
    return {"conference_member": subject}


def _subject_of(entry_code: EntryCode) -> Subject:
    subject = (
        entry_code.appointment
        or entry_code.queue_ticket
        or entry_code.conference_member
        or entry_code.booking_request
    )
    if subject is None:  # The check constraint entry_code_opens_one_thing forbids it.
        raise WrongCode
    return subject


def _hash(normalised_name: str, code: str) -> str:
    return keyed_hash("entry_code", f"{normalised_name}|{code}")


def _store(subject: Subject, name: str, code: str, representative: Representative | None) -> bool:
    """Return False when an active code of this name has the same digits."""
    try:
        with transaction.atomic():
            EntryCode.objects.create(
                normalised_name=name,
                code_hash=_hash(name, code),
                valid_until=_planned_end(subject) + VALID_AFTER_END,
                representative=representative,
                **_field_of(subject),
            )
    except IntegrityError:
        return False
    return True


def _refuse_while_slowed(keys: list[str], now: dt.datetime) -> None:
    slowed = EntryAttempts.objects.filter(key__in=keys, retry_at__gt=now)
    retry_at = slowed.order_by("-retry_at").values_list("retry_at", flat=True).first()
    if retry_at is None:
        return
    seconds = max(1, round((retry_at - now).total_seconds()))
    text = _("여러 번 틀렸습니다. %(seconds)d초 뒤에 다시 해 보세요.") % {"seconds": seconds}
    raise TooManyTries(text, retry_at=retry_at)


def _count_failure(key: str, free_tries: int, longest_wait: dt.timedelta, now: dt.datetime) -> None:
    """Count a wrong try; beyond the free ones each makes the next wait twice as long."""
    long_ago = Q(failed_at__lt=now - TRIES_FORGOTTEN_AFTER)
    with transaction.atomic():
        EntryAttempts.objects.filter(long_ago, key=key).delete()
        row, is_new = EntryAttempts.objects.get_or_create(
            key=key, defaults={"failed_at": now, "failures": 1}
        )
        if not is_new:
            EntryAttempts.objects.filter(pk=row.pk).update(
                failures=F("failures") + 1, failed_at=now
            )
            row.refresh_from_db()
        over = row.failures - free_tries
        if over > 0:
            wait = min(FIRST_WAIT * 2 ** min(over - 1, 10), longest_wait)
            EntryAttempts.objects.filter(pk=row.pk).update(retry_at=now + wait)

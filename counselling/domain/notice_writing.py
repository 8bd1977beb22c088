"""Writes notices down, inside the transaction of the change they tell of; drops stale ones.

What is due at once is handed to a worker after commit, the rest is found by the poll of beat
(counselling.domain.notice_sending).
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings as django_settings
from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Replace
from django.utils import timezone, translation

from counselling import live, outbox
from counselling.domain import notice_texts
from counselling.domain.notice_templates import template_of
from counselling.domain.unit_settings import Settings, settings_of
from counselling.enums import ContactMethod, NoticeKind, NoticeState
from counselling.models import (
    Agency,
    Appointment,
    BookingRequest,
    ConferenceMember,
    Department,
    Invitation,
    Notice,
    QueueTicket,
)
from counselling.timetable.quiet_hours import after_quiet_hours

Person = Appointment | BookingRequest | QueueTicket | ConferenceMember | Invitation
"""Who can be told something: it has a language and perhaps a phone number or e-mail address."""

DELIVER_TASK = "counselling.tasks.deliver_notice"
# What somebody has just asked for, or what is of no use in the morning, goes out at night too.
URGENT = frozenset(
    {
        NoticeKind.APPOINTMENT_CONFIRMED,
        NoticeKind.CODE_REISSUED,
        NoticeKind.QUEUE_TICKET_TAKEN,
        NoticeKind.REMINDER_SOON,
        NoticeKind.REQUEST_RECEIVED,
        NoticeKind.TURN_NEAR,
    }
)


def tell_person(
    kind: NoticeKind,
    person: Person,
    *,
    code: str = "",
    due_at: dt.datetime | None = None,
    expires_at: dt.datetime | None = None,
    **values: str | dt.datetime,
) -> None:
    """Write a notice for each address of the person.

    Args:
        code: The entry code it tells; wiped once the notice is on its way.
        due_at: When it is to go out; now, unless told otherwise.
        expires_at: After this it is of no use any more.
        values: Words of this kind beside those every notice about the person knows.
    """
    addresses = _addresses_of(person)
    if not addresses:
        return
    now = timezone.now()
    due_at = due_at or now
    settings = settings_of(_unit_of(person))
    goes_at = due_at if kind in URGENT else _morning_after(due_at, settings)
    text = _text_for(kind, person, settings, {**values, "code": code})
    for method, address in addresses:
        notice, is_new = _row(
            kind,
            live.topic_of(person),
            due_at,
            method,
            agency=_agency_of(person),
            address=address,
            language=person.language,
            heading=text.heading,
            text=text.sms_text if method == ContactMethod.SMS else text.email_text,
            code=code,
            next_try_at=goes_at,
            expires_at=expires_at,
        )
        if is_new and goes_at <= now:
            outbox.enqueue(DELIVER_TASK, notice_pk=notice.pk)


def drop_waiting(person: Person, *kinds: NoticeKind) -> int:
    """Let no notice of these kinds about the person go out any more; return how many.

    One that is being sent is stopped too, unless the other side may have it already.
    """
    on_its_way = Q(state=NoticeState.SENDING, handed_over_at=None)
    unsent = Notice.objects.filter(
        Q(state=NoticeState.WAITING) | on_its_way,
        subject=live.topic_of(person),
        kind__in=kinds,
    )
    code: Any = F("code")
    without_code = Replace(F("text"), code, Value("******"), output_field=TextField())
    return unsent.update(state=NoticeState.DROPPED, text=without_code, code="")


def next_allowed(notice: Notice, moment: dt.datetime) -> dt.datetime:
    """Return when a notice may go out, if it is to be tried at `moment`: not in quiet hours."""
    if notice.kind in URGENT or notice.agency is None:
        return moment
    return _morning_after(moment, settings_of(notice.agency))


def _row(
    kind: NoticeKind, subject: str, due_at: dt.datetime, method: ContactMethod, **fields: object
) -> tuple[Notice, bool]:
    """Write the row, or bring back one that was dropped; say whether it is to be sent."""
    identity = {"kind": kind, "subject": subject, "due_at": due_at, "contact_method": method}
    notice, is_new = Notice.objects.get_or_create(**identity, defaults=fields)
    if is_new:
        return notice, True
    dropped = Notice.objects.filter(pk=notice.pk, state=NoticeState.DROPPED)
    return notice, dropped.update(state=NoticeState.WAITING, **fields) == 1


def _text_for(
    kind: NoticeKind, person: Person, settings: Settings, values: Mapping[str, str | dt.datetime]
) -> notice_texts.Text:
    language = person.language
    template = template_of(_agency_of(person), kind, language)
    with translation.override(language):
        known = {**_values_of(person, settings), **values}
        spoken = {
            key: notice_texts.spoken_time(value) if isinstance(value, dt.datetime) else value
            for key, value in known.items()
        }
    return notice_texts.write(template, spoken, language)


def _values_of(person: Person, settings: Settings) -> dict[str, str | dt.datetime]:
    """Return what every notice about this person may name, in the active language."""
    values: dict[str, str | dt.datetime] = {
        "name": person.name,
        "agency": _agency_of(person).name,
        "phone": settings.phone,
    }
    if isinstance(person, ConferenceMember):
        conference = person.conference
        return {**values, "title": conference.title, "when": conference.starts_at}
    if isinstance(person, Invitation):
        role = str(person.get_role_display())
        return {**values, "role": role, "site": django_settings.PUBLIC_URL}
    values["service"] = person.service.name
    values["department"] = person.service.department.name
    if isinstance(person, Appointment):
        values["when"] = person.starts_at
        door_opens_at = person.starts_at - dt.timedelta(minutes=settings.door_opens_minutes)
        values["door"] = f"{timezone.localtime(door_opens_at):%H:%M}"
    return values


def _agency_of(person: Person) -> Agency:
    unit = _unit_of(person)
    return unit.agency if isinstance(unit, Department) else unit


def _unit_of(person: Person) -> Agency | Department:
    if isinstance(person, ConferenceMember):
        return person.conference.agency
    return person.unit if isinstance(person, Invitation) else person.service.department


def _morning_after(moment: dt.datetime, settings: Settings) -> dt.datetime:
    return after_quiet_hours(
        moment, quiet_from=settings.quiet_from, quiet_until=settings.quiet_until
    )


def _addresses_of(person: Person) -> Iterable[tuple[ContactMethod, str]]:
    known = [(ContactMethod.SMS, person.phone), (ContactMethod.EMAIL, person.email)]
    return [(method, address) for method, address in known if address]

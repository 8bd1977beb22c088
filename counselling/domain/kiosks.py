"""Kiosks: made with a one-time code, enrolled at the device, watched, disabled from afar."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils import timezone

from counselling import live
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.enums import KioskState
from counselling.exceptions import KioskDisabled, WrongEnrolmentCode
from counselling.models import Booth, Kiosk
from counselling.references import ALPHABET, keyed_hash

ENROLMENT_LASTS = dt.timedelta(minutes=30)
ENROLMENT_CODE_LENGTH = 8  # 31 ** 8: not to be guessed in half an hour
KIOSKS_TOPIC = "office:kiosks"
# The kiosk's page sends a heartbeat every 15 s.
SILENT_AFTER = dt.timedelta(seconds=60)


def create_kiosk(booth: Booth, *, name: str, by: AnyUser) -> tuple[Kiosk, str]:
    """Make a kiosk and its one-time enrolment code, valid for 30 minutes, told only here."""
    with transaction.atomic():
        kiosk = Kiosk.objects.create(booth=booth, name=name.strip())
        record_change(kiosk, from_state="", to=KioskState.AWAITING, by=by)
        code = _set_enrolment_code(kiosk)
        live.touch(KIOSKS_TOPIC)
    return kiosk, code


def renew_enrolment_code(kiosk: Kiosk, *, by: AnyUser) -> str:
    """Make a new enrolment code: the old code and the old device key stop working."""
    with transaction.atomic():
        change_state(
            kiosk,
            to=KioskState.AWAITING,
            allowed_from=KioskState.values,
            by=by,
            why="new enrolment code",
            device_key_hash="",
        )
        code = _set_enrolment_code(kiosk)
        live.touch(kiosk, KIOSKS_TOPIC)
    return code


def enrol(code: str, *, now: dt.datetime | None = None) -> tuple[Kiosk, str]:
    """Turn the enrolment code into a device key, once. The key goes into the kiosk's cookie.

    Raises:
        WrongEnrolmentCode: Unknown, used, or older than 30 minutes.
    """
    now = now or timezone.now()
    wanted = keyed_hash("enrolment", _typed(code))
    with transaction.atomic():
        kiosk = (
            Kiosk.objects.select_for_update()
            .filter(enrolment_hash=wanted, enrolment_until__gt=now, state=KioskState.AWAITING)
            .first()
        )
        if kiosk is None:
            raise WrongEnrolmentCode
        key = secrets.token_urlsafe(32)
        change_state(
            kiosk,
            to=KioskState.ACTIVE,
            allowed_from=[KioskState.AWAITING],
            by=None,
            why="enrolled",
            device_key_hash=keyed_hash("device_key", key),
            enrolment_hash="",
            enrolment_until=None,
            enrolled_at=now,
            seen_at=now,
        )
        live.touch(kiosk, KIOSKS_TOPIC)
    return kiosk, key


def heartbeat(
    kiosk: Kiosk, *, camera: str = "", microphone: str = "", now: dt.datetime | None = None
) -> None:
    """Note that the kiosk is there, and how its camera and microphone are.

    Raises:
        KioskDisabled: It was disabled meanwhile.
    """
    seen = Kiosk.objects.filter(pk=kiosk.pk, state=KioskState.ACTIVE).update(
        seen_at=now or timezone.now(), camera=camera, microphone=microphone
    )
    if not seen:
        raise KioskDisabled


def disable(kiosk: Kiosk, *, by: AnyUser, why: str = "") -> None:
    """Stop the kiosk from afar: its device key works no more."""
    with transaction.atomic():
        change_state(
            kiosk,
            to=KioskState.DISABLED,
            allowed_from=[KioskState.ACTIVE, KioskState.AWAITING],
            by=by,
            why=why,
            device_key_hash="",
            enrolment_hash="",
        )
        live.touch(kiosk, KIOSKS_TOPIC)


def ask_for_help(kiosk: Kiosk, *, now: dt.datetime | None = None) -> None:
    """Somebody pressed the help button: shown to the staff of the site until answered."""
    _set_help(kiosk, now or timezone.now())


def answer_help(kiosk: Kiosk) -> None:
    _set_help(kiosk, None)


def _set_help(kiosk: Kiosk, asked_at: dt.datetime | None) -> None:
    with transaction.atomic():
        Kiosk.objects.filter(pk=kiosk.pk).update(help_asked_at=asked_at)
        kiosk.help_asked_at = asked_at
        live.touch(kiosk, KIOSKS_TOPIC)


def _set_enrolment_code(kiosk: Kiosk) -> str:
    code = "".join(secrets.choice(ALPHABET) for _ in range(ENROLMENT_CODE_LENGTH))
    kiosk.enrolment_hash = keyed_hash("enrolment", code)
    kiosk.enrolment_until = timezone.now() + ENROLMENT_LASTS
    kiosk.save(update_fields=["enrolment_hash", "enrolment_until"])
    return code


def _typed(code: str) -> str:
    """Accept the code with spaces, hyphens or capitals."""
    return "".join(letter for letter in code.lower() if letter in ALPHABET)

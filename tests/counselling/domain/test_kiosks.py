import datetime as dt

import pytest
from django.utils import timezone

from counselling.domain import kiosks
from counselling.enums import KioskState
from counselling.exceptions import KioskDisabled, WrongEnrolmentCode
from counselling.models import Kiosk, KioskChange
from tests.cast import Cast
from tests.factories.kiosks import make_booth

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast: Cast) -> tuple[Kiosk, str]:
    return kiosks.create_kiosk(make_booth(cast.seocho), name="1호기", by=cast.choi)


def test_the_enrolment_code_makes_the_device_a_kiosk_once(made: tuple[Kiosk, str]) -> None:
    kiosk, code = made

    enrolled, key = kiosks.enrol(f" {code[:4].upper()}-{code[4:]} ")

    assert (enrolled, enrolled.state) == (kiosk, KioskState.ACTIVE)
    assert key not in Kiosk.objects.get().device_key_hash
    with pytest.raises(WrongEnrolmentCode):
        kiosks.enrol(code)


def test_an_enrolment_code_lasts_half_an_hour(made: tuple[Kiosk, str]) -> None:
    _kiosk, code = made

    with pytest.raises(WrongEnrolmentCode):
        kiosks.enrol(code, now=timezone.now() + dt.timedelta(minutes=31))


def test_a_wrong_enrolment_code_is_refused(made: tuple[Kiosk, str]) -> None:
    with pytest.raises(WrongEnrolmentCode):
        kiosks.enrol("abcdefgh")


def test_a_disabled_kiosk_is_told_so_by_its_heartbeat(cast: Cast, made: tuple[Kiosk, str]) -> None:
    kiosk, _key = kiosks.enrol(made[1])
    kiosks.heartbeat(kiosk, camera="good", microphone="failed")
    kiosk.refresh_from_db()
    assert (kiosk.camera, kiosk.microphone) == ("good", "failed")

    kiosks.disable(kiosk, by=cast.choi, why="고장")

    assert kiosk.device_key_hash == ""
    with pytest.raises(KioskDisabled):
        kiosks.heartbeat(kiosk)


def test_a_new_enrolment_code_ends_the_old_key(cast: Cast, made: tuple[Kiosk, str]) -> None:
    kiosk, _key = kiosks.enrol(made[1])

    code = kiosks.renew_enrolment_code(kiosk, by=cast.choi)

    assert kiosk.device_key_hash == ""
    assert kiosks.enrol(code)[0] == kiosk
    states = KioskChange.objects.order_by("pk").values_list("to_state", flat=True)
    assert list(states) == ["awaiting", "active", "awaiting", "active"]


def test_help_is_asked_and_answered(made: tuple[Kiosk, str]) -> None:
    kiosk, _code = made
    kiosks.ask_for_help(kiosk)
    assert Kiosk.objects.get().help_asked_at is not None

    kiosks.answer_help(kiosk)
    assert Kiosk.objects.get().help_asked_at is None

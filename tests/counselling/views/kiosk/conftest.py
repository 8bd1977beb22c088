"""A kiosk in a booth of Seocho, and browsers: enrolled, and not."""

from typing import Any

import pytest
from django.test import Client

from counselling.domain import kiosks
from counselling.entered import KIOSK_COOKIE
from counselling.models import Kiosk
from tests.cast import Cast
from tests.factories.kiosks import make_booth

AGREED = {"agrees_to_data": "on", "agrees_to_video": "on"}


@pytest.fixture
def kiosk(cast: Cast) -> Kiosk:
    """An enrolled kiosk; `device_key` on it is what its browser holds."""
    _made, code = kiosks.create_kiosk(make_booth(cast.seocho), name="민원실 1", by=cast.choi)
    enrolled, key = kiosks.enrol(code)
    enrolled.device_key = key  # type: ignore[attr-defined]
    return enrolled


@pytest.fixture
def booth(kiosk: Kiosk) -> Client:
    """The browser of the enrolled kiosk."""
    client = Client()
    client.cookies[KIOSK_COOKIE] = kiosk.device_key  # type: ignore[attr-defined]
    return client


def wait_at(booth: Client, service: Any, name: str = "박민원") -> str:
    """Queue up at the kiosk for a service; return the ref of the queue ticket."""
    address = f"/kiosk/services/{service.agency.code}/{service.code}/"
    response = booth.post(address, {"name": name, **AGREED})
    return response["Location"].rstrip("/").rpartition("/")[2]

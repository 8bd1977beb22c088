"""Browsers of an agency's administrator, of another one's, and of the central operator."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client

from counselling.domain.accounts import give_role
from counselling.domain.demo import DEMO_PASSWORD
from counselling.enums import Role
from counselling.models import User
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _office_time(office_time: dt.datetime) -> Iterator[None]:
    """Every test of administration happens on a working Tuesday at 10:00."""
    yield


@pytest.fixture
def administrator(cast: Cast) -> Client:
    """The administrator of the ministry."""
    return signed_in(cast.park)


@pytest.fixture
def operator(cast: Cast) -> Client:
    return signed_in(cast.choi)


@pytest.fixture
def elsewhere(cast: Cast) -> Client:
    """The administrator of another agency."""
    user = User.objects.create_user("na@seocho.test", DEMO_PASSWORD, name="나관리")
    give_role(user, Role.ADMINISTRATOR, unit=cast.seocho)
    return signed_in(user)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client

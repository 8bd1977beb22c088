"""The world that the tests of addresses and rights ask about."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from tests.architecture.world import World, make_world
from tests.cast import make_cast
from tests.counselling.conftest import OFFICE_TIME


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Path) -> Iterator[World]:
    """One of everything, from 10:00 on a working Tuesday."""
    settings.RECORDINGS_DIR = tmp_path
    with time_machine.travel(OFFICE_TIME, tick=True):
        yield make_world(make_cast(), OFFICE_TIME)

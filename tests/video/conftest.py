"""One really started site for the browser tests of calls."""

from collections.abc import Iterator

import pytest

from tests.video.call_site import CallSite, start_call_site


@pytest.fixture(scope="session")
def call_site() -> Iterator[CallSite]:
    site = start_call_site()
    yield site
    site.stop()

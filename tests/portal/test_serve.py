"""`manage.py serve`: one command, a product; a signal, and nothing is left."""

import os
import re
import signal
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.embedded import EmbeddedProduct, embedded_product

pytestmark = pytest.mark.xdist_group("serve")


def _descendants_of(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            child = int(stat.parent.name)
            found += [child, *_descendants_of(child)]
    return found


def _is_running(pid: int) -> bool:
    """A process that ended but was not yet collected (state Z) does not run."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_everything_within_5_seconds(tmp_path: Path, number: signal.Signals) -> None:
    with embedded_product(tmp_path) as product:
        children = _descendants_of(product.process.pid)

        seconds = product.stop(number)

    assert len(children) >= 5
    assert seconds < 5
    assert [pid for pid in children if _is_running(pid)] == []


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedProduct]:
    with embedded_product(tmp_path_factory.mktemp("serve")) as started:
        yield started


def test_serve_greets_and_restarts_a_child_that_dies(product: EmbeddedProduct) -> None:
    with urllib.request.urlopen(f"{product.url}/", timeout=10) as answer:
        assert answer.status == 200
    relay = int(re.findall(r"relay started \(process (\d+)\)", product.output)[0])

    os.kill(relay, signal.SIGKILL)
    deadline = time.monotonic() + 15
    while product.output.count("relay started") < 2 and time.monotonic() < deadline:
        time.sleep(0.05)

    assert "relay ended (signal SIGKILL); starting it again" in product.output
    assert product.output.count("relay started") == 2


def test_a_port_in_use_is_named_with_a_way_on(product: EmbeddedProduct, tmp_path: Path) -> None:
    port = product.url.rpartition(":")[2]

    with (
        pytest.raises(RuntimeError, match=f"Port {port} is in use. Choose another: PORT="),
        embedded_product(tmp_path, is_new=True, PORT=port),
    ):
        pass

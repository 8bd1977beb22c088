"""`python -m tests.trials.run T1.1`: one trial on services of its own; exit status: rows failed."""

import asyncio
import sys
from collections.abc import Awaitable, Callable

import tests.services  # starts PostgreSQL and Redis before anything else
from tests.trials import networks, relay_faults

TRIALS: dict[str, Callable[[str], Awaitable[int]]] = {
    "T1.1": relay_faults.run,
    "T1.2": relay_faults.run,
    "T1.3": relay_faults.run,
    "T2": networks.run,
}

if __name__ == "__main__":
    assert tests.services.MARK
    name = sys.argv[1]
    sys.exit(min(250, asyncio.run(TRIALS[name](name))))  # type: ignore[arg-type]

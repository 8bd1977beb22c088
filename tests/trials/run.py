"""`python -m tests.trials.run T1.1`: one trial on services of its own; exit status: rows failed."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable

import tests.services  # starts PostgreSQL and Redis before anything else
from tests.trials import board, browser_faults, networks, relay_faults, soak

TRIALS: dict[str, Callable[[str], Awaitable[int]]] = {
    "T1.1": relay_faults.run,
    "T1.2": relay_faults.run,
    "T1.3": relay_faults.run,
    "T1.10": browser_faults.run,
    "T1.11": browser_faults.run,
    "T1.12": browser_faults.run,
    "T2": networks.run,
    "board": board.run,
    "soak": soak.run,
}


async def main(name: str) -> int:
    """Runs the trial; SIGTERM ends it and every process it started."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return min(250, await TRIALS[name](name))


if __name__ == "__main__":
    assert tests.services.MARK
    sys.exit(asyncio.run(main(sys.argv[1])))

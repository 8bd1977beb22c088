"""Runs the whole suite in three parts, so that two cores are busy but never overrun.

First what has no browser, three processes at once of which one mostly waits; then browsers, two at
once; then, one after another, what needs both cores for itself. Each part says how it ended, and
the exit status is 0 only when all three passed. PostgreSQL and Redis are started once for all
three, and so are the databases made that they copy.
Extra words go to one plain run of pytest: `python -m tools.run_tests -k timetable`.
"""

import subprocess
import sys
import time
from pathlib import Path

import tests.services  # noqa: F401  starts them

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q"]
PARTS = {
    "without a browser": ["-n", "3", "--dist", "loadgroup", "-m", "not browser and not alone"],
    "in browsers": ["-n", "2", "--dist", "loadgroup", "-m", "browser and not alone"],
    "alone": ["-n", "0", "-m", "alone"],
}


def main() -> int:
    """Return 0 when everything passed, else the first exit status of pytest that was not 0."""
    if len(sys.argv) > 1:
        return subprocess.call([*PYTEST, *sys.argv[1:]], cwd=ROOT)
    ended = {}
    for name, words in PARTS.items():
        print(f"== {name}", flush=True)
        began = time.monotonic()
        status = subprocess.call([*PYTEST, *words], cwd=ROOT)
        ended[name] = status, time.monotonic() - began
    for name, (status, seconds) in ended.items():
        print(f"{name}: {'passed' if status == 0 else f'FAILED ({status})'} in {seconds:.0f} s")
    total = sum(seconds for _status, seconds in ended.values())
    print(f"make test: {total / 60:.1f} min", flush=True)
    return next((status for status, _seconds in ended.values() if status), 0)


if __name__ == "__main__":
    sys.exit(main())

"""Runs the whole suite in three parts, so that two cores are busy but never overrun.

First what has no browser, three processes at once of which one mostly waits; then browsers, two at
once; then, one after another, what needs both cores for itself. PostgreSQL and Redis are started
once for all three, and so are the databases made that they copy.

A few failures are run once more at the end, alone: a machine that other work held up is no fault of
the product. They are named as unsteady when they pass then, and fail the run when they do not; a
part with more failures than `MOST_REPEATED` has failed at once.

Each part says how it ended, and the exit status is 0 only when all passed.
Extra words go to one plain run of pytest: `python -m tools.run_tests -k timetable`.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import tests.services  # noqa: F401  starts them

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q"]
IN_GROUPS = ["--dist", "loadgroup", "--no-loadscope-reorder"]  # tests.conftest has the order
PARTS = {
    "without a browser": ["-n", "3", *IN_GROUPS, "-m", "not browser and not alone"],
    "in browsers": ["-n", "2", *IN_GROUPS, "-m", "browser and not alone"],
    "alone": ["-n", "0", "-m", "alone"],
}
SOME_FAILED = 1  # pytest's exit status; any other but 0 means that it could not do its work
MOST_REPEATED = 4


def main() -> int:
    """Return 0 when everything passed, else the first exit status of pytest that was not 0."""
    if len(sys.argv) > 1:
        return subprocess.call([*PYTEST, *sys.argv[1:]], cwd=ROOT)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as caches:
        ended = [_run(name, words, Path(caches) / name) for name, words in PARTS.items()]
        statuses = [
            _repeat(name, Path(caches) / name) if status == SOME_FAILED else status
            for name, status in zip(PARTS, ended, strict=True)
        ]
    print(f"make test: {(time.monotonic() - began) / 60:.1f} min", flush=True)
    return next((status for status in statuses if status), 0)


def _run(name: str, words: list[str], cache: Path) -> int:
    """Run one part; pytest leaves the names of what failed in `cache`."""
    print(f"== {name}", flush=True)
    began = time.monotonic()
    status = subprocess.call([*PYTEST, "-o", f"cache_dir={cache}", *words], cwd=ROOT)
    verdict = "passed" if status == 0 else f"failed ({status})"
    print(f"{name}: {verdict} in {time.monotonic() - began:.0f} s", flush=True)
    return status


def _repeat(name: str, cache: Path) -> int:
    """Run what failed once more, by itself; return the exit status that counts."""
    failed = sorted(json.loads((cache / "v" / "cache" / "lastfailed").read_text()))
    if len(failed) > MOST_REPEATED:
        print(f"{name}: {len(failed)} failed, too many to run again", flush=True)
        return SOME_FAILED
    print(f"== {name}, again and alone", flush=True)
    status = subprocess.call([*PYTEST, "-n", "0", *failed], cwd=ROOT)
    verdict = "UNSTEADY, passed the second time" if status == 0 else "FAILED twice"
    print(f"{name}: {verdict}: {', '.join(failed)}", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())

"""Folders that take long to make: made once for all processes of the run, then copied."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path


def copy_prepared(name: str, target: Path, *, fill: Callable[[Path], None]) -> None:
    """Make `target` a copy of the folder `name`, which is filled by whoever needs it first.

    Outside a run of the tests there is nobody to share with: then `target` itself is filled.
    """
    services = os.environ.get("MAJU_TEST_SERVICES")
    if services is None:
        target.mkdir(exist_ok=True)
        fill(target)
        return
    folder = Path(services) / name
    with (Path(services) / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = Path(services) / f"{name}-unfinished"
            unfinished.mkdir()
            fill(unfinished)
            unfinished.rename(folder)
    shutil.copytree(folder, target, dirs_exist_ok=True)

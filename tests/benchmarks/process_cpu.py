"""CPU time of a process and its threads, from /proc, and pinning to a core."""

import contextlib
import os
from pathlib import Path

_FIRST = -15
_CORES = sorted(os.sched_getaffinity(0))  # before this process pins itself to one of them
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """Time of all threads there are, in nanoseconds where the kernel keeps it (schedstat)."""
    try:
        paths = list(Path(f"/proc/{pid}/task").glob("*/schedstat"))
        nanoseconds = sum(int(path.read_text().split()[0]) for path in paths)
    except OSError:
        nanoseconds = 0
    return nanoseconds / 1e9 if nanoseconds else cpu_seconds_ever(pid)


def cpu_seconds_ever(pid: int) -> float:
    """Time of all threads that ever were, such as one per request; resolution 10 ms."""
    text = Path(f"/proc/{pid}/stat").read_text()
    fields = text.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_PER_SECOND


def memory_bytes(pid: int) -> int:
    """Resident memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def go_first() -> None:
    """Puts this session before other work on the machine, where that is allowed (root).

    A measured process that waits for its turn has cold caches and late packets, whoever's fault
    that is. Linux shares the CPU between sessions first (sched_autogroup), then by niceness.
    """
    with contextlib.suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(_FIRST))
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, _FIRST)


def pin(pid: int, core: int) -> None:
    """Keeps the process (0: this one) on one core, when there are two or more."""
    if len(_CORES) > core:
        os.sched_setaffinity(pid, {_CORES[core]})


def unpin() -> None:
    """Lets this process and what it starts from now on use every core again."""
    os.sched_setaffinity(0, _CORES)

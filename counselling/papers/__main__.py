"""`python -m counselling.papers`: looks into one paper, with limits on time and memory.

Reads {"path": …, "name": …} from stdin; writes {"kind": …, "file_name": …} or {"refused": …}.
"""

import json
import resource
import sys
from pathlib import Path

from counselling.papers.inspection import answer
from counselling.papers.limits import CPU_SECONDS, FILE_AT_MOST_BYTES, MEMORY_BYTES


def main() -> None:
    """Answer with one line of JSON; dying without one means that the limits were reached."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_AT_MOST_BYTES * 8, FILE_AT_MOST_BYTES * 8))
    asked = json.load(sys.stdin)
    sys.stdout.write(json.dumps(answer(Path(asked["path"]), asked["name"])))


if __name__ == "__main__":
    main()

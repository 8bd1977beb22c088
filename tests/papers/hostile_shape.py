"""What a hostile paper of the tests is."""

from collections.abc import Callable
from dataclasses import dataclass

from counselling.papers.refusals import Refusal


@dataclass(frozen=True)
class Hostile:
    """`refused` None: it is taken, under the name `shown`, without the bytes in `gone`."""

    what: str
    name: str
    data: Callable[[], bytes]
    refused: Refusal | None = None
    shown: str = ""
    gone: tuple[bytes, ...] = ()

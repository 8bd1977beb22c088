"""The shape of every gateway."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Message:
    """What to send.

    `code` is in the text too; only the mailbox shows it apart. `key` names the message: sent again
    with the same key it is still the same. `calendar` is an iCalendar file that goes along.
    """

    contact_method: str
    address: str
    heading: str
    text: str
    code: str = ""
    key: str = ""
    calendar: str = ""


@dataclass(frozen=True)
class Delivery:
    """What the other side said when it took the message."""

    reference: str = ""


class GatewayError(Exception):
    """The message was not taken.

    `is_permanent`: trying again is no use. `is_unsure`: it may have been taken after all, and
    trying again might send it twice.
    """

    def __init__(self, text: str, *, is_permanent: bool, is_unsure: bool = False) -> None:
        super().__init__(text)
        self.is_permanent = is_permanent
        self.is_unsure = is_unsure


Handover = Callable[[], None]


def nobody_asks() -> None:
    """Stands for nobody who wants to know of the handing over."""


class Gateway(Protocol):
    name: str

    def send(self, message: Message, *, before_handover: Handover = nobody_asks) -> Delivery:
        """Hand the message over.

        Args:
            before_handover: Called when everything is ready, just before the other side may have
                the message. What it raises stops the sending.

        Raises:
            GatewayError: It was not taken.
        """

"""The shape of every gateway."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Message:
    """What to send. `code` is in the text too; only the mailbox shows it apart."""

    contact_method: str
    address: str
    heading: str
    text: str
    code: str = ""


@dataclass(frozen=True)
class Delivery:
    """What the other side said when it took the message."""

    reference: str = ""


class GatewayError(Exception):
    """The message was not taken. `is_permanent`: trying again is no use."""

    def __init__(self, text: str, *, is_permanent: bool) -> None:
        super().__init__(text)
        self.is_permanent = is_permanent


class Gateway(Protocol):
    name: str

    def send(self, message: Message) -> Delivery:
        """Hand the message over.

        Raises:
            GatewayError: It was not taken.
        """

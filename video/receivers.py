"""Who is told of call events: other apps register in ready(). A leaf."""

from collections.abc import Callable

from video.models import CallEvent

Receiver = Callable[[CallEvent], None]
_receivers: list[Receiver] = []


def on_call_event(receiver: Receiver) -> Receiver:
    """Registers what is called once per new call event, in the transaction that writes it.

    `event.type` is a type of video.relay.messages' events, or CALL_ENDED. To be used in ready().
    """
    if receiver not in _receivers:
        _receivers.append(receiver)
    return receiver


def tell_receivers(event: CallEvent) -> None:
    for receiver in _receivers:
        receiver(event)

"""Why a command is not done: a code of the protocol and a sentence for the log."""

from video.relay.commands import FailedCode


class Refusal(Exception):
    """Raised by whatever cannot do a command; becomes the answer `failed`."""

    def __init__(self, code: FailedCode, text: str) -> None:
        super().__init__(text)
        self.code: FailedCode = code

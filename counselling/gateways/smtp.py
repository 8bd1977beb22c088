"""Django's SMTP backend that says when a letter leaves the house.

RFC 5321, 4.1.1.4: the server takes the letter with the full stop that ends DATA; what is cut off
before is discarded. So the moment before the text is sent is the last at which nobody has it.
"""

import re
import smtplib
from collections.abc import Callable
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

LEADING_FULL_STOP = re.compile(rb"(?m)^\.")
CRLF = b"\r\n"
GO_ON = 354


def _nobody_asks() -> None:
    """Stands for nobody who wants to know of the handing over."""


class _TellingSmtp(smtplib.SMTP):
    before_handover: Callable[[], None] = staticmethod(_nobody_asks)

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Send the letter as smtplib does; call `before_handover` once the server is ready."""
        self.putcmd("data")
        code, answer = self.getreply()
        if code != GO_ON:
            raise smtplib.SMTPDataError(code, answer)
        try:
            self.before_handover()
        except BaseException:
            self.close()  # the server waits for the text: only cutting the line stops it
            raise
        text = LEADING_FULL_STOP.sub(b"..", msg)
        self.send(text + (b"" if text.endswith(CRLF) else CRLF) + b"." + CRLF)
        return self.getreply()


class _TellingSmtpSsl(_TellingSmtp, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


class TellingBackend(EmailBackend):
    """EMAIL_BACKEND of the service shape; `before_handover` is set by whoever sends."""

    before_handover: Callable[[], None] = staticmethod(_nobody_asks)

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _TellingSmtpSsl if self.use_ssl else _TellingSmtp

    def open(self) -> bool | None:
        is_new = super().open()
        if isinstance(self.connection, _TellingSmtp):
            self.connection.before_handover = self.before_handover
        return is_new

"""E-mail by Django's mail backend (EMAIL_URL)."""

import smtplib
from email.mime.base import MIMEBase
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from counselling.gateways.shape import Delivery, GatewayError, Handover, Message, nobody_asks
from counselling.gateways.smtp import TellingBackend

PERMANENT_FROM = 500  # RFC 5321, 4.2.1: 5yz is a permanent negative completion reply


class EmailGateway:
    name = "email"

    def send(self, message: Message, *, before_handover: Handover = nobody_asks) -> Delivery:
        handover = _Handover(before_handover)
        connection = get_connection()
        if isinstance(connection, TellingBackend):
            connection.before_handover = handover
        else:
            handover()
        letter = _letter(message)
        letter.connection = connection
        try:
            letter.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _text in error.recipients.values()]
            raise GatewayError(
                "The recipient was refused.", is_permanent=min(codes) >= PERMANENT_FROM
            ) from error
        except smtplib.SMTPResponseException as error:
            raise GatewayError(
                f"The mail server answered {error.smtp_code}.",
                is_permanent=error.smtp_code >= PERMANENT_FROM,
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            raise GatewayError(
                f"The mail server was not reached: {type(error).__name__}.",
                is_permanent=False,
                is_unsure=handover.is_done,
            ) from error
        return Delivery(reference=str(letter.extra_headers.get("Message-ID", "")))


class _Handover:
    """Remembers whether the letter was handed over."""

    def __init__(self, act: Handover) -> None:
        self._act = act
        self.is_done = False

    def __call__(self) -> None:
        self._act()
        self.is_done = True


def _letter(message: Message) -> EmailMessage:
    headers = {"Auto-Submitted": "auto-generated"}
    if message.key:
        # Stable, so that mail stores that compare it (RFC 5322, 3.6.4) know the letter again.
        host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
        headers["Message-ID"] = f"<{message.key}@{host}>"
    letter = EmailMessage(message.heading, message.text, to=[message.address], headers=headers)
    if message.calendar:
        letter.attach(_calendar_part(message.calendar))
    return letter


def _calendar_part(calendar: str) -> MIMEBase:
    """RFC 6047, 2.4: the method stands in the content type as well."""
    method = "CANCEL" if "METHOD:CANCEL" in calendar else "PUBLISH"
    part = MIMEBase("text", "calendar", method=method, charset="utf-8", name="maju.ics")
    part.set_payload(calendar, "utf-8")
    part.add_header("Content-Disposition", "attachment", filename="maju.ics")
    return part

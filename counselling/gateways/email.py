"""E-mail by Django's mail backend (EMAIL_URL)."""

import smtplib

from django.core.mail import EmailMessage

from counselling.gateways.shape import Delivery, GatewayError, Message

PERMANENT_FROM = 500  # RFC 5321, 4.2.1: 5yz is a permanent negative completion reply


class EmailGateway:
    name = "email"

    def send(self, message: Message) -> Delivery:
        letter = EmailMessage(message.heading, message.text, to=[message.address])
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
                f"The mail server was not reached: {type(error).__name__}.", is_permanent=False
            ) from error
        return Delivery()

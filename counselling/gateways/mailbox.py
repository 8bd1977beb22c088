"""The embedded shape's way: messages become rows that a page under /office/ shows."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from counselling.gateways.shape import Delivery, Handover, Message, nobody_asks
from counselling.models import DemoMessage


class MailboxGateway:
    name = "mailbox"

    def send(self, message: Message, *, before_handover: Handover = nobody_asks) -> Delivery:
        """Store the message; one with a key that is there already is the same message."""
        fields = {
            "contact_method": message.contact_method,
            "address": message.address,
            "heading": message.heading,
            "text": message.text,
            "code": message.code,
            "calendar": message.calendar,
        }
        with transaction.atomic():
            before_handover()
            if message.key:
                row, _is_new = DemoMessage.objects.get_or_create(key=message.key, defaults=fields)
            else:
                row = DemoMessage.objects.create(**fields)
        return Delivery(reference=str(row.pk))


class MailboxBackend(BaseEmailBackend):
    """Django's e-mail (sign-up and sign-in codes) into the same mailbox."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for letter in email_messages:
            for address in letter.recipients():
                DemoMessage.objects.create(
                    contact_method="email",
                    address=address,
                    heading=str(letter.subject)[:200],
                    text=str(letter.body),
                )
        return len(email_messages)

"""Which gateway a contact method goes through, by settings."""

from django.conf import settings

from counselling.gateways.email import EmailGateway
from counselling.gateways.mailbox import MailboxGateway
from counselling.gateways.shape import Gateway
from counselling.gateways.sms_http import SmsGateway


def gateway_for(contact_method: str) -> Gateway:
    """Return the gateway for "sms" or "email".

    The settings refuse a service shape without the two addresses, so the mailbox is reached in
    the embedded shape only.
    """
    if contact_method == "sms" and settings.SMS_URL:
        return SmsGateway(settings.SMS_URL)
    if contact_method == "email" and settings.EMAIL_URL:
        return EmailGateway()
    return MailboxGateway()

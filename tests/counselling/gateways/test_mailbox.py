import pytest
from django.core.mail import EmailMessage
from pytest_django.fixtures import Settings

from counselling.gateways.choice import gateway_for
from counselling.gateways.email import EmailGateway
from counselling.gateways.mailbox import MailboxBackend, MailboxGateway
from counselling.gateways.shape import Message
from counselling.gateways.sms_http import SmsGateway
from counselling.models import DemoMessage


@pytest.mark.django_db
def test_the_mailbox_shows_the_code_apart() -> None:
    MailboxGateway().send(Message("sms", "01012345678", "안내", "인증번호 123456", "123456"))

    row = DemoMessage.objects.get()
    assert (row.contact_method, row.address, row.code) == ("sms", "01012345678", "123456")


@pytest.mark.django_db
def test_the_mailbox_takes_a_message_with_the_same_key_once() -> None:
    for _time in range(2):
        MailboxGateway().send(Message("sms", "01012345678", "안내", "오세요", key="abc-1"))

    assert DemoMessage.objects.count() == 1


@pytest.mark.django_db
def test_the_mailbox_takes_sign_in_letters_too() -> None:
    letter = EmailMessage("로그인 코드", "GSBV-VMQT", to=["hong@example.test"])

    assert MailboxBackend().send_messages([letter]) == 1
    assert DemoMessage.objects.get().text == "GSBV-VMQT"


def test_settings_choose_the_gateway(settings: Settings) -> None:
    settings.SMS_URL, settings.EMAIL_URL = "http://sms.example/", "smtp://mail.example"
    assert isinstance(gateway_for("sms"), SmsGateway)
    assert isinstance(gateway_for("email"), EmailGateway)

    settings.SMS_URL = settings.EMAIL_URL = ""
    assert isinstance(gateway_for("sms"), MailboxGateway)
    assert isinstance(gateway_for("email"), MailboxGateway)

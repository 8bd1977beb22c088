import smtplib

import pytest
from django.core import mail

from counselling.gateways.email import EmailGateway
from counselling.gateways.shape import GatewayError, Message

MESSAGE = Message("email", "hong@example.test", "예약 안내", "인증번호 123456", "123456")


def test_a_letter_goes_out() -> None:
    EmailGateway().send(MESSAGE)

    (letter,) = mail.outbox
    assert (letter.to, letter.subject, letter.body) == (
        ["hong@example.test"],
        "예약 안내",
        "인증번호 123456",
    )


@pytest.mark.parametrize(
    ("error", "is_permanent"),
    [
        (smtplib.SMTPRecipientsRefused({"hong@example.test": (550, b"unknown")}), True),
        (smtplib.SMTPRecipientsRefused({"hong@example.test": (450, b"busy")}), False),
        (smtplib.SMTPDataError(554, b"spam"), True),
        (smtplib.SMTPDataError(452, b"full"), False),
        (smtplib.SMTPServerDisconnected("gone"), False),
        (ConnectionRefusedError(), False),
    ],
)
def test_refusals_are_permanent_or_not(
    monkeypatch: pytest.MonkeyPatch, error: Exception, is_permanent: bool
) -> None:
    def refuse(*_args: object, **_fields: object) -> None:
        raise error

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)

    with pytest.raises(GatewayError) as failed:
        EmailGateway().send(MESSAGE)
    assert failed.value.is_permanent is is_permanent

"""SMS by an HTTP gateway (SMS_URL).

POST to SMS_URL, Content-Type application/json, Idempotency-Key: KEY, time-out 10 s:

    {"to": "01012345678", "text": "…", "key": "KEY"}    ("to": digits, abroad with a leading +)

2xx with {"id": "…"} (optional) means taken. A key that was taken before must be answered 2xx and
not sent a second time: whoever asks cannot know whether the first answer was lost. 400-499 except
408 and 429 is permanent; everything else is tried again under the same key. Credentials, where
needed, are part of the address: https://user:key@host/. What became of the message is reported
later to /sms-reports/ (counselling.views.sms_reports).
"""

import base64
import http.client
import json
import re
import urllib.error
import urllib.request
from urllib.parse import unquote, urlsplit, urlunsplit

from counselling.gateways.shape import Delivery, GatewayError, Handover, Message, nobody_asks

TIMEOUT_SECONDS = 10
ANSWER_AT_MOST_BYTES = 65_536
WORTH_ANOTHER_TRY = (408, 429)
NOT_DIALLED = re.compile(r"[^0-9+]")


class SmsGateway:
    name = "sms"

    def __init__(self, url: str) -> None:
        self._url, self._headers = _split_credentials(url)

    def send(self, message: Message, *, before_handover: Handover = nobody_asks) -> Delivery:
        request = self._request(message)
        before_handover()
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
                return Delivery(reference=_reference(answer.read(ANSWER_AT_MOST_BYTES)))
        except urllib.error.HTTPError as error:
            is_permanent = 400 <= error.code < 500 and error.code not in WORTH_ANOTHER_TRY
            raise GatewayError(
                f"The SMS gateway answered {error.code}.", is_permanent=is_permanent
            ) from error
        except (OSError, http.client.HTTPException) as error:
            raise GatewayError(
                f"The SMS gateway was not reached: {type(error).__name__}.", is_permanent=False
            ) from error

    def _request(self, message: Message) -> urllib.request.Request:
        fields = {"to": NOT_DIALLED.sub("", message.address), "text": message.text}
        headers = dict(self._headers)
        if message.key:
            fields["key"] = headers["Idempotency-Key"] = message.key
        body = json.dumps(fields, ensure_ascii=False).encode()
        return urllib.request.Request(  # noqa: S310 (the settings allow http and https only)
            self._url, data=body, headers=headers, method="POST"
        )


def _split_credentials(url: str) -> tuple[str, dict[str, str]]:
    """Move user:key@ from the address into an Authorization header."""
    headers = {"Content-Type": "application/json; charset=utf-8"}
    parts = urlsplit(url)
    if parts.username is None:
        return url, headers
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])), headers


def _reference(answer: bytes) -> str:
    try:
        parsed = json.loads(answer)
    except ValueError:
        return ""
    return str(parsed.get("id", "")) if isinstance(parsed, dict) else ""

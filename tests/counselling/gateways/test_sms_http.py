"""The SMS gateway against a real HTTP server."""

import dataclasses
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from counselling.gateways.shape import Delivery, GatewayError, Message
from counselling.gateways.sms_http import SmsGateway

MESSAGE = Message("sms", "010-1234-5678", "안내", "인증번호 123456", "123456")


class Provider:
    """Answers with `status` and `answer`; remembers what was asked."""

    def __init__(self) -> None:
        self.status = 200
        self.answer = b'{"id": "sms-1"}'
        self.asked: list[tuple[dict[str, str], Any]] = []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                provider.asked.append((dict(self.headers), json.loads(body)))
                self.send_response(provider.status)
                self.end_headers()
                self.wfile.write(provider.answer)

            def log_message(self, *args: object) -> None:
                """Stay silent."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/send"


@pytest.fixture
def provider() -> Iterator[Provider]:
    provider = Provider()
    thread = threading.Thread(target=provider.server.serve_forever)
    thread.start()
    yield provider
    provider.server.shutdown()
    thread.join()
    provider.server.server_close()


def test_the_documented_json_is_posted(provider: Provider) -> None:
    delivery = SmsGateway(provider.url).send(MESSAGE)

    assert delivery == Delivery(reference="sms-1")
    headers, body = provider.asked[0]
    assert body == {"to": "01012345678", "text": "인증번호 123456"}
    assert headers["Content-Type"] == "application/json; charset=utf-8"


def test_the_key_goes_along_so_that_the_same_message_is_taken_once(provider: Provider) -> None:
    SmsGateway(provider.url).send(dataclasses.replace(MESSAGE, key="abc-1"))

    headers, body = provider.asked[0]
    assert (headers["Idempotency-Key"], body["key"]) == ("abc-1", "abc-1")


def test_who_stops_at_the_handover_asks_nobody(provider: Provider) -> None:
    def stop() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        SmsGateway(provider.url).send(MESSAGE, before_handover=stop)

    assert provider.asked == []


def test_credentials_of_the_address_become_a_header(provider: Provider) -> None:
    url = provider.url.replace("http://", "http://maju:s%2Fecret@")

    SmsGateway(url).send(MESSAGE)

    assert provider.asked[0][0]["Authorization"] == "Basic bWFqdTpzL2VjcmV0"


@pytest.mark.parametrize("answer", [b"", b"ok", b"[]", b'{"id": null}'])
def test_an_answer_without_an_id_is_taken_too(provider: Provider, answer: bytes) -> None:
    provider.answer = answer

    SmsGateway(provider.url).send(MESSAGE)


@pytest.mark.parametrize(
    ("status", "is_permanent"),
    [(400, True), (401, True), (408, False), (429, False), (500, False), (503, False)],
)
def test_refusals_are_permanent_or_not(provider: Provider, status: int, is_permanent: bool) -> None:
    provider.status = status

    with pytest.raises(GatewayError, match=str(status)) as failed:
        SmsGateway(provider.url).send(MESSAGE)
    assert failed.value.is_permanent is is_permanent


def test_a_provider_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(GatewayError) as failed:
        SmsGateway("http://127.0.0.1:9/send").send(MESSAGE)
    assert not failed.value.is_permanent

"""Stand-ins for what lies outside the product: an SMTP server and an SMS gateway.

They speak the real protocols and remember what they were given. The gateway takes an
Idempotency-Key once, as the documented shape demands. `hold` lets one recipient's message stand
still at a chosen place, for whoever wants to kill a worker just there.
"""

import email
import email.policy
import json
import socketserver
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HELD_AT_MOST_SECONDS = 90


@dataclass
class Gate:
    """Holds a message before it is taken (it is then lost), or after, before the answer."""

    is_after_taking: bool
    reached: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)

    def stand_still(self) -> None:
        self.reached.set()
        self.opened.wait(HELD_AT_MOST_SECONDS)


class OutsideWorld:
    """Starts both servers on free ports of 127.0.0.1; `texts` holds SMS, `letters` e-mail."""

    def __init__(self) -> None:
        self.texts: list[dict[str, Any]] = []
        self.letters: list[email.message.EmailMessage] = []
        self.asked: list[str] = []
        """The Idempotency-Key of every request to the gateway, repeated ones too."""
        self.gates: dict[str, Gate] = {}
        self._sms = ThreadingHTTPServer(("127.0.0.1", 0), _sms_handler(self))
        self._smtp = _SmtpServer(("127.0.0.1", 0), _SmtpHandler)
        self._smtp.world = self
        for server in (self._sms, self._smtp):
            threading.Thread(target=server.serve_forever, daemon=True).start()

    @property
    def sms_url(self) -> str:
        return f"http://127.0.0.1:{self._sms.server_address[1]}/send"

    @property
    def email_url(self) -> str:
        return f"smtp://127.0.0.1:{self._smtp.server_address[1]}"

    def hold(self, to: str, *, after_taking: bool) -> Gate:
        """Let the next message to this recipient stand still until the gate is opened."""
        gate = self.gates[to] = Gate(is_after_taking=after_taking)
        return gate

    def take_text(self, text: dict[str, Any], key: str) -> None:
        """Take a text message; a key that was taken before is the same message."""
        self.asked.append(key)
        if not key or key not in {taken.get("key") for taken in self.texts}:
            self.texts.append(text)

    def passes(self, to: str, take: Callable[[], None]) -> bool:
        """Take a message unless its gate loses it; say whether there is somebody to answer."""
        gate = self.gates.pop(to, None)
        if gate is None:
            take()
            return True
        if gate.is_after_taking:
            take()
        gate.stand_still()
        return False

    def wait_for_text(self, to: str, *, seconds: float = 20) -> dict[str, Any]:
        """Return the newest SMS whose recipient ends with `to` (digits), waiting for it."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for text in reversed(self.texts):
                if str(text.get("to", "")).replace("-", "").endswith(to):
                    return text
            time.sleep(0.1)
        raise TimeoutError(f"no SMS for {to} in {seconds} s; there were {len(self.texts)}")

    def close(self) -> None:
        for server in (self._sms, self._smtp):
            server.shutdown()
            server.server_close()


def _sms_handler(world: OutsideWorld) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            text = json.loads(body)
            key = self.headers.get("Idempotency-Key", "")
            if not world.passes(text["to"], lambda: world.take_text(text, key)):
                return
            answer = json.dumps({"id": f"sms-{key or time.monotonic_ns()}"}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: Any) -> None:
            """Stay silent."""

    return Handler


class _SmtpServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    world: OutsideWorld


class _SmtpHandler(socketserver.StreamRequestHandler):
    """Just enough of RFC 5321: HELO/EHLO, MAIL, RCPT, DATA, RSET, QUIT."""

    def handle(self) -> None:
        to = ""
        self._say("220 localhost")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"RCPT":
                to = line.partition(b"<")[2].partition(b">")[0].decode()
                gate = self.world.gates.get(to)
                if gate is not None and not gate.is_after_taking:
                    del self.world.gates[to]
                    gate.stand_still()
                    return
            elif verb == b"DATA":
                self._say("354 go on")
                if not self._take_letter(to):
                    return
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            self._say("250 ok")

    @property
    def world(self) -> OutsideWorld:
        return self.server.world  # type: ignore[attr-defined]

    def _take_letter(self, to: str) -> bool:
        """Read to the full stop; what is cut off before it is no letter (RFC 5321, 4.1.1.4)."""
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        letter = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        return self.world.passes(to, lambda: self.world.letters.append(letter))

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

"""Stand-ins for what lies outside the product: an SMTP server and an SMS gateway.

They speak the real protocols and remember what they were given.
"""

import email
import email.policy
import json
import socketserver
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class OutsideWorld:
    """Starts both servers on free ports of 127.0.0.1; `texts` holds SMS, `letters` e-mail."""

    def __init__(self) -> None:
        self.texts: list[dict[str, Any]] = []
        self.letters: list[email.message.EmailMessage] = []
        self._sms = ThreadingHTTPServer(("127.0.0.1", 0), _sms_handler(self.texts.append))
        self._smtp = _SmtpServer(("127.0.0.1", 0), _SmtpHandler)
        self._smtp.accept = self.letters.append
        for server in (self._sms, self._smtp):
            threading.Thread(target=server.serve_forever, daemon=True).start()

    @property
    def sms_url(self) -> str:
        return f"http://127.0.0.1:{self._sms.server_address[1]}/send"

    @property
    def email_url(self) -> str:
        return f"smtp://127.0.0.1:{self._smtp.server_address[1]}"

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


def _sms_handler(accept: Callable[[dict[str, Any]], None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            accept(json.loads(body))
            answer = json.dumps({"id": f"sms-{time.monotonic_ns()}"}).encode()
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
    accept: Callable[[email.message.EmailMessage], None]


class _SmtpHandler(socketserver.StreamRequestHandler):
    """Just enough of RFC 5321: HELO/EHLO, MAIL, RCPT, DATA, RSET, QUIT."""

    def handle(self) -> None:
        self._say("220 localhost")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self._say("354 go on")
                self._take_letter()
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            self._say("250 ok")

    def _take_letter(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        letter = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        self.server.accept(letter)  # type: ignore[attr-defined]

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

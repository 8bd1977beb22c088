"""A person without JavaScript: follows links, fills in forms as the server sent them."""

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import aiohttp


@dataclass
class Form:
    """A form of a page, with the values it would send as it stands."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    text: str = ""
    sends_files: bool = False


@dataclass(frozen=True)
class Seen:
    """A page as it came back, after redirects."""

    status: int
    url: str
    text: str

    @cached_property
    def forms(self) -> list[Form]:
        reader = _FormReader()
        reader.feed(self.text)
        return reader.forms

    def form(self, *, action: str = "", text: str = "") -> Form:
        """Return the first form whose action and whose words contain the given ones."""
        for form in self.forms:
            if action in form.action and text in form.text and form.method == "post":
                return form
        raise LookupError(f"no form {action!r} {text!r} on {self.url}: {self.forms}")


class PlainPerson:
    """An HTTP client with a cookie jar of its own."""

    def __init__(self, url: str, *, language: str = "ko") -> None:
        self.url = url
        self._headers = {"Accept-Language": language}

    async def __aenter__(self) -> Self:
        jar = aiohttp.CookieJar(unsafe=True)
        self._session = aiohttp.ClientSession(cookie_jar=jar, headers=self._headers)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def get(self, path: str) -> Seen:
        """Open an address."""
        async with self._session.get(urljoin(self.url, path)) as answer:
            return Seen(answer.status, str(answer.url), await answer.text())

    async def submit(self, page: Seen, form: Form, **values: str) -> Seen:
        """Send a form of `page` with some fields filled in, and follow where it leads."""
        address = urljoin(page.url, form.action or page.url)
        data = {**form.fields, **values}
        headers = {"Referer": page.url}
        async with self._session.post(address, data=data, headers=headers) as answer:
            return Seen(answer.status, str(answer.url), await answer.text())

    async def sign_in(self, email: str, password: str) -> Seen:
        """Sign in on the product's own page."""
        page = await self.get("/accounts/login/")
        return await self.submit(page, page.form(action="login"), login=email, password=password)

    def websocket(self, path: str) -> "aiohttp.client._WSRequestContextManager":
        """Open a WebSocket with this person's cookies and the page's own origin."""
        address = urljoin(self.url, path).replace("http", "ws", 1)
        return self._session.ws_connect(address, origin=self.url)


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select: str | None = None
        self._textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(found.get("action", ""), found.get("method", "get").lower())
            self._open.sends_files = found.get("enctype") == "multipart/form-data"
            self.forms.append(self._open)
        elif self._open is not None:
            self._take_field(tag, found)

    def _take_field(self, tag: str, found: dict[str, str]) -> None:
        assert self._open is not None
        name = found.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._textarea = name
            self._open.fields[name] = ""
        elif tag == "option" and self._select:
            if "selected" in found or self._select not in self._open.fields:
                self._open.fields[self._select] = found.get("value", "")
        elif tag == "input" and name:
            is_box = found.get("type") in {"checkbox", "radio"}
            if not is_box or "checked" in found:
                self._open.fields[name] = found.get("value", "on" if is_box else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._open is None:
            return
        self._open.text += data
        if self._textarea:
            self._open.fields[self._textarea] += data

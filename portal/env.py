"""Typed readers of environment variables that refuse typos with a sentence.

Every variable may also be given as NAME_FILE, the path of a file that holds the value,
as container and systemd secrets are.
"""

import os
import secrets
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Read NAME, or the file that NAME_FILE names; white space at the ends is dropped.

    Raises:
        ImproperlyConfigured: NAME_FILE names a file that cannot be read, or both are set.
    """
    value, file_name = os.environ.get(name), os.environ.get(f"{name}_FILE")
    if value and file_name:
        raise ImproperlyConfigured(f"Set either {name} or {name}_FILE, not both.")
    if file_name:
        try:
            return Path(file_name).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE: cannot read {file_name}: {error}") from error
    return (value if value is not None else default).strip()


def required(name: str, *, why: str) -> str:
    """Read NAME, which the service shape cannot do without."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is missing: {why}")
    return value


def boolean(name: str, default: bool) -> bool:
    """Read exactly "true" or "false" (any case); anything else is a typo."""
    value = text(name)
    if not value:
        return default
    if value.lower() not in {"true", "false"}:
        raise ImproperlyConfigured(f'{name} is "{value}"; it must be "true" or "false".')
    return value.lower() == "true"


def port(name: str, default: int) -> int:
    """Read a port number, 1 to 65535."""
    value = text(name)
    if not value:
        return default
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise ImproperlyConfigured(f'{name} is "{value}"; it must be a port, 1 to 65535.')
    return int(value)


def url(name: str, value: str, *, schemes: tuple[str, ...]) -> str:
    """Check that `value`, read from NAME, is an address with one of `schemes` and a host."""
    parts = urlsplit(value)
    if parts.scheme not in schemes or not (parts.hostname or parts.path.strip("/")):
        wanted = " or ".join(f"{scheme}://" for scheme in schemes)
        raise ImproperlyConfigured(f"{name} must be an address that begins with {wanted}")
    return value


def origin(name: str, value: str) -> str:
    """Check that `value` is a full web origin such as https://host[:port], and nothing more."""
    parts = urlsplit(url(name, value, schemes=("http", "https")))
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ImproperlyConfigured(f"{name} must be an origin such as https://host, without a path")
    return value.rstrip("/")


def networks(name: str, *, default: str) -> list[IPv4Network | IPv6Network]:
    """Read networks such as "203.0.113.0/24 2001:db8::/48", apart by spaces or commas."""
    words = (text(name) or default).replace(",", " ").split()
    try:
        return [ip_network(word) for word in words]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error


def stored_secret(path: Path) -> str:
    """Return the secret kept in `path`; make one on the first start (embedded shape only)."""
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass  # another process of the same start was faster
    return path.read_text(encoding="ascii").strip()

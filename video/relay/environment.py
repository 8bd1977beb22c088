"""The relay's settings, read from the environment; each NAME also as NAME_FILE."""

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_PORT = 40000
# So long a worker that is told to end waits for its calls to be moved.
DRAIN_SECONDS = 20.0


class SettingError(Exception):
    """A setting that is missing or mistyped; str(error) names it and says what it should be."""


@dataclass(frozen=True)
class Settings:
    """port 0 means any free one; addresses and advertised_port are what browsers are told."""

    redis_url: str
    port: int
    addresses: tuple[str, ...]
    advertised_port: int = 0  # behind a network that maps ports; 0: the port itself
    drain_seconds: float = DRAIN_SECONDS
    metrics_port: int = 0  # 0: no metrics


def read_settings(environ: Mapping[str, str], *, index: int) -> Settings:
    """Raises: SettingError."""
    redis_url = read_redis_url(environ)
    advertised = read_text(environ, "RELAY_ADVERTISED_ADDRESS")
    return Settings(
        redis_url=redis_url,
        port=_read_port(read_text(environ, "RELAY_PORT") or str(DEFAULT_PORT), index),
        addresses=_read_addresses(advertised) if advertised else default_addresses(),
        advertised_port=_read_port(
            read_text(environ, "RELAY_ADVERTISED_PORT") or "0", index, name="RELAY_ADVERTISED_PORT"
        ),
        drain_seconds=_read_seconds(read_text(environ, "RELAY_DRAIN_SECONDS")),
        metrics_port=_read_port(
            read_text(environ, "RELAY_METRICS_PORT") or "0", index, name="RELAY_METRICS_PORT"
        ),
    )


def read_redis_url(environ: Mapping[str, str]) -> str:
    """Raises: SettingError."""
    redis_url = read_text(environ, "REDIS_URL")
    if not redis_url:
        raise SettingError("REDIS_URL is not set; it should be like redis://127.0.0.1:6379/0.")
    if not redis_url.startswith(("redis://", "rediss://", "unix://")):
        raise SettingError("REDIS_URL should start with redis://, rediss:// or unix://.")
    return redis_url


def read_text(environ: Mapping[str, str], name: str) -> str:
    """The value of NAME, or of the file that NAME_FILE names; "" when neither is set.

    Raises: SettingError.
    """
    path = environ.get(f"{name}_FILE", "")
    if not path:
        return environ.get(name, "").strip()
    if environ.get(name):
        raise SettingError(f"Both {name} and {name}_FILE are set; only one may be.")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{name}_FILE names a file that cannot be read: {path}.") from error


def _read_port(text: str, index: int, *, name: str = "RELAY_PORT") -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise SettingError(f"{name} should be a number from 0 to 65535, not {text!r}.")
    port = int(text)
    if port == 0:
        return 0
    if port + index > 65535:
        raise SettingError(f"{name} {port} plus the index {index} is above 65535.")
    return port + index


def _read_seconds(text: str) -> float:
    if not text:
        return DRAIN_SECONDS
    if not text.isdecimal() or int(text) > 3600:
        raise SettingError(f"RELAY_DRAIN_SECONDS should be a number from 0 to 3600, not {text!r}.")
    return float(text)


def _read_addresses(text: str) -> tuple[str, ...]:
    addresses = []
    for part in text.split(","):
        try:
            addresses.append(str(ipaddress.ip_address(part.strip())))
        except ValueError as error:
            raise SettingError(
                f"RELAY_ADVERTISED_ADDRESS should be IP addresses with commas, not {part!r}."
            ) from error
    return tuple(dict.fromkeys(addresses))


def default_addresses() -> tuple[str, ...]:
    """Loopback, and the address this machine would send from; nothing is sent to learn it."""
    addresses = ["127.0.0.1"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET-1, RFC 5737
            addresses.append(probe.getsockname()[0])
        except OSError:
            pass
    return tuple(dict.fromkeys(addresses))

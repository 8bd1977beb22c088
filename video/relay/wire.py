"""Strict JSON for frozen dataclasses: what the signalling side and the relay say to each other."""

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Hashable
from typing import Any, ClassVar, TypeVar, cast

PROTOCOL_VERSION = 1
MAX_MESSAGE_BYTES = 256 * 1024  # an SDP of 64 KiB in JSON, with room

T = TypeVar("T")


class MessageError(ValueError):
    """A message that is not of our protocol; str(error) says what is wrong in one sentence."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Message:
    """A thing that is sent: a frozen dataclass with the name it has on the wire."""

    type: ClassVar[str] = ""

    def to_json(self) -> str:
        """The message as one JSON object with `type` and `v` first."""
        body = {"type": self.type, "v": PROTOCOL_VERSION, **dataclasses.asdict(self)}
        return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def read_message(text: str | bytes, kinds: dict[str, type[T]]) -> T:
    """Parses one message whose type is a key of `kinds`.

    Raises: MessageError for anything else than exactly that shape.
    """
    body = _read_object(text)
    name = body.pop("type", None)
    if not isinstance(name, str) or name not in kinds:
        raise MessageError(f"The message type {_short(name)} is not known.")
    version = body.pop("v", None)
    if version != PROTOCOL_VERSION or isinstance(version, bool):
        raise MessageError(
            f"Protocol version {_short(version)} is not spoken here, only {PROTOCOL_VERSION}."
        )
    return read_shape(kinds[name], body, where=name)


def _read_object(text: str | bytes) -> dict[str, Any]:
    if len(text) > MAX_MESSAGE_BYTES:
        raise MessageError("The message is too large.")
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MessageError("The message is not JSON.") from error
    if not isinstance(body, dict):
        raise MessageError("The message is not a JSON object.")
    return body


def read_shape(cls: type[T], body: Any, *, where: str) -> T:
    """Makes a `cls` (a dataclass) of a JSON object with exactly its fields.

    Fields that have a default may be missing; unknown ones are refused.
    """
    if not isinstance(body, dict):
        raise MessageError(f"{where} must be an object.")
    hints, required = _shape_of(cast(Hashable, cls))
    for name in body:
        if name not in hints:
            raise MessageError(f"{where} has no field {_short(name)}.")
    for name in required:
        if name not in body:
            raise MessageError(f"{where} needs the field {name}.")
    values = {name: _read_value(hints[name], body[name], f"{where}.{name}") for name in body}
    try:
        return cls(**values)
    except ValueError as error:
        raise MessageError(f"{where}: {error}") from error


@functools.cache
def _shape_of(cls: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    hints = typing.get_type_hints(cls)
    fields = dataclasses.fields(cls)
    required = tuple(
        field.name
        for field in fields
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    )
    return {field.name: hints[field.name] for field in fields}, required


def _read_value(hint: Any, value: Any, where: str) -> Any:
    origin = typing.get_origin(hint)
    if origin is tuple:
        return _read_list(typing.get_args(hint)[0], value, where)
    if origin is typing.Literal:
        return _read_choice(typing.get_args(hint), value, where)
    if origin is types.UnionType:
        # Only `X | None` is used on the wire.
        return None if value is None else _read_value(typing.get_args(hint)[0], value, where)
    if dataclasses.is_dataclass(hint):
        return read_shape(typing.cast(type[Any], hint), value, where=where)
    return _read_scalar(hint, value, where)


def _read_list(item: Any, value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise MessageError(f"{where} must be a list.")
    return tuple(_read_value(item, entry, f"{where}[{n}]") for n, entry in enumerate(value))


def _read_choice(choices: tuple[Any, ...], value: Any, where: str) -> Any:
    if not isinstance(value, str) or value not in choices:
        raise MessageError(f"{where} must be one of {', '.join(choices)}.")
    return value


def _read_scalar(hint: Any, value: Any, where: str) -> Any:
    # bool is an int in Python, never in the protocol.
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (isinstance(value, bool) and hint is not bool):
        raise MessageError(f"{where} must be of type {hint.__name__}.")
    return value


def _short(value: Any) -> str:
    return repr(value)[:40]

"""Bytes and values: JSON on the topics (orjson), MessagePack between parent and children (msgspec)."""

from typing import Any, TypeVar

import msgspec
import orjson

T = TypeVar("T")


class Packed:
    """A value that travels as the bytes it is kept in, `data`, and is made of them again."""

    __slots__ = ("data",)

    def __init__(self, data: bytes = b"") -> None:
        self.data = data


def to_json(value: Any) -> bytes:
    """JSON of structs, dicts and lists in UTF-8; struct fields in the order of the model, dicts as they stand."""
    return orjson.dumps(msgspec.to_builtins(value))


def from_json(data: bytes | str) -> Any:
    """The value of a JSON text. Raises ValueError on anything else."""
    return orjson.loads(data)


def convert(value: Any, kind: type[T]) -> T:
    """A plain value (from JSON) as `kind`. Raises ValueError with the path of the first field that doesn't fit."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


def pack(value: Any) -> bytes:
    """A struct as MessagePack, for the way to a child process and back."""
    return msgspec.msgpack.encode(value, enc_hook=_data_of)


def unpack(data: bytes, kind: type[T]) -> T:
    """The struct of `pack`'s bytes. Raises ValueError where they aren't that."""
    try:
        return msgspec.msgpack.decode(data, type=kind, dec_hook=_made_of)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise ValueError(str(error)) from error


def _data_of(value: Any) -> bytes:
    if isinstance(value, Packed):
        return value.data
    raise NotImplementedError(f"no bytes are known for a {type(value).__name__}")


def _made_of(kind: type[Any], data: Any) -> Any:
    return kind(data)

"""Names of headers that Kafka takes and Python's clients don't write."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from aiokafka.producer import message_accumulator, producer
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy


class ForeignName(str):
    """A header's name of any bytes; aiokafka's builder in Python writes them as they are."""

    data: bytes
    __slots__ = ("data",)

    def __new__(cls, data: bytes) -> "ForeignName":
        """Of these bytes."""
        made = super().__new__(cls, data.decode("latin-1"))
        made.data = data
        return made

    def encode(self, *_: str) -> bytes:
        """The bytes themselves."""
        return self.data


@contextmanager
def foreign_names() -> Iterator[None]:
    """Producers of this process write foreign names meanwhile, as the compiled builder doesn't."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (message_accumulator, producer):
            patch.setattr(module, "DefaultRecordBatchBuilder", _DefaultRecordBatchBuilderPy)
        yield

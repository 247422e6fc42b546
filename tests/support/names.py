"""Names of headers that Kafka takes and Python's clients don't write."""


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

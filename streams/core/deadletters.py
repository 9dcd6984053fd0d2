"""A dead letter: a message that could not be processed, kept whole with its reason and a way back."""

from base64 import b64decode, b64encode
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from streams.core.facts import Frozen
from streams.core.identity import digest

MAX_KEPT = 64 * 1024
"""How many bytes of a message are kept in its dead letter."""

StepName = Literal["send", "extract", "match", "decide", "compose", "deliver"]


class DeadLetter(Frozen):
    """``topic``, ``partition`` and ``offset`` tell where the message stands; for a line of a file, its name and line."""

    step: StepName = Field(description="the step that could not process it")
    error: str = Field(description="the reason, in words")
    topic: str = Field(description="the topic it came from, or was meant for")
    partition: int | None = None
    offset: int | None = None
    file: str | None = None
    line: int | None = None
    key: str | None = Field(default=None, description="the original key, base64")
    value: str = Field(description="the original bytes, base64, cut after 64 KiB")
    size: Annotated[int, Field(ge=0, description="the original length in bytes")]
    at: datetime = Field(description="when it was put here")

    @property
    def id(self) -> str:
        """The same message refused by the same step has the same id, however often that happens."""
        return digest(self.step, self.topic, self.partition, self.offset, self.file, self.line, self.key, self.value)[
            :12
        ]

    @property
    def whole(self) -> bool:
        """Whether all of the original bytes are here."""
        return self.size <= MAX_KEPT

    @property
    def content(self) -> bytes:
        """The original bytes, as far as they were kept."""
        return b64decode(self.value)

    @property
    def key_bytes(self) -> bytes | None:
        return None if self.key is None else b64decode(self.key)

    @property
    def where(self) -> str:
        """Where the message stood, for people."""
        if self.file is not None:
            return f"{self.file}:{self.line}"
        return self.topic if self.offset is None else f"{self.topic}[{self.partition}]@{self.offset}"


def kept(raw: bytes) -> str:
    """The bytes of a message as a dead letter keeps them."""
    return b64encode(raw[:MAX_KEPT]).decode()

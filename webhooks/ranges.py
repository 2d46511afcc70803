"""Which part of a file is asked for, by RFC 9110 (HTTP Semantics), section 14."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from werkzeug.datastructures import Range

Unsatisfiable: TypeAlias = Literal["unsatisfiable"]


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes of a file from `first` up to, and without, `end`."""

    first: int
    end: int

    def told(self, length: int) -> str:
        """Give the Content-Range of a file of so many bytes."""
        return f"bytes {self.first}-{self.end - 1}/{length}"


def part_asked(asked: Range | None, length: int) -> Part | Unsatisfiable | None:
    """Give the part of a file of so many bytes that a Range asks for; None for all of it.

    All of it is given where nothing is asked, where that is in another unit than bytes or cannot be
    read, and for several parts at once: a server may ignore a Range (14.2), players never ask for
    several, and many small ones are a known way to make a server work. A part that begins behind
    the end cannot be given (14.1.2), whatever its end; one that ends behind it ends there.
    """
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return None
    first, end = asked.ranges[0]
    if first < 0:
        return Part(max(first + length, 0), length) if length else "unsatisfiable"
    if first >= length:
        return "unsatisfiable"
    return Part(first, length if end is None else min(end, length))


def may_be_part(if_range: str | None, tag: str) -> bool:
    """Tell whether who has a part of the file already wants one that fits it (13.1.5).

    `if_range` is the header as it came. Only the same strong tag fits; a date never does, as a
    file by its content has none.
    """
    return if_range is None or if_range.strip() == f'"{tag}"'

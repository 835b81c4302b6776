"""Byte offsets, as parsers written in other languages count them, as code point offsets."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator


class CharOffsets:
    """Turns UTF-8 byte offsets of a text into code point offsets."""

    __slots__ = ("_ascii", "_bytes", "_chars", "_last")

    def __init__(self, text: str) -> None:
        self._ascii = text.isascii()
        if not self._ascii:
            self._bytes, self._chars = [0], [0]
            for offset, width in _wide_characters(text):
                last_bytes, last_chars = self._bytes[-1], self._chars[-1]
                self._bytes.append(last_bytes + (offset - last_chars) + width)
                self._chars.append(offset + 1)
            self._bytes.append(sys.maxsize)
            self._last = 0

    def at(self, byte: int) -> int:
        if self._ascii:
            return byte
        # What is asked next stands mostly near what was asked last.
        index = self._last
        if not self._bytes[index] <= byte < self._bytes[index + 1]:
            index = self._last = bisect_left(self._bytes, byte + 1) - 1
        return self._chars[index] + byte - self._bytes[index]


def _wide_characters(text: str) -> Iterator[tuple[int, int]]:
    """Offset and UTF-8 width of every character that takes more than one byte."""
    for match in re.finditer(r"[^\x00-\x7f]", text):
        code = ord(match.group())
        yield match.start(), 2 if code < 0x800 else 3 if code < 0x10000 else 4

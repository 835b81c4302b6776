"""Plain text: paragraphs apart by blank lines; lines of a hard-wrapped paragraph are joined, other lines stand alone."""

from __future__ import annotations

import re

from copylint.text.builder import DocumentBuilder
from copylint.text.document import Document
from copylint.text.view import Run

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_BULLET = re.compile(r"\s*(?:[•·▪◦‣*+–-]|\d{1,3}[.)]|[a-z][.)])\s+")
_WIDEST = 120
"""Longest line that can have been wrapped by hand; a longer one is a paragraph of its own."""


def parse(source: str, path: str) -> Document:
    """Read plain text; a list mark (a bullet, "1.") begins an item."""
    builder = DocumentBuilder(path, source)
    block: list[Run] = []
    for match in _LINE.finditer(source):
        line = match.group(1)
        if line.strip():
            block.append(Run(line, match.start(1), match.end(1)))
        elif block:
            _read_block(builder, block)
            block = []
    if block:
        _read_block(builder, block)
    return builder.build()


def _read_block(builder: DocumentBuilder, lines: list[Run]) -> None:
    width = max(len(line.text.rstrip()) for line in lines)
    previous: Run | None = None
    for line in lines:
        bullet = _BULLET.match(line.text)
        if bullet:
            builder.open("item")
        elif previous is not None and width <= _WIDEST and _is_wrapped(previous.text, line.text, width):
            builder.add_space(previous.end, line.start)
        else:
            builder.open("paragraph")
        mark = bullet.end() if bullet else 0
        builder.add(Run(line.text[mark:], line.start + mark, line.end))
        previous = line
    builder.close()


def _is_wrapped(line: str, following: str, width: int) -> bool:
    """Whether `line` was broken for lack of room: its next word would not have fitted into the block's width."""
    line = line.strip()
    next_word = following.split(maxsplit=1)[0]
    return len(line) + 1 + len(next_word) > width and not _is_heading(line, next_word)


def _is_heading(line: str, next_word: str) -> bool:
    words = [word for word in line.split() if len(word) > 3]
    return (
        len(line) < 60
        and next_word[:1].isupper()
        and bool(words)
        and line[-1].isalnum()
        and all(word[0].isupper() for word in words)
    )

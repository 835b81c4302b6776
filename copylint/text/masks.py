"""Constructs of a template language in a page: hidden from the page's parser, read where their place comes.

A template's tag or expression may stand anywhere in a page, also where it breaks the page's own grammar (quotes inside
quotes, "<" in a comparison, braces in Markdown). So each is masked before the page is parsed: every character of it becomes MASK,
which no grammar knows, and the text keeps its length and so all its places. Where masked text comes to be read, the builder
lets the construct say what it adds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from copylint.text.view import Run, View

MASK = "\ufdd0"
"""A code point that Unicode keeps out of all text (a "noncharacter"); one that a source holds nevertheless reads as nothing."""


class Masked(NamedTuple):
    """The construct at source[start:end]; `show` reads it into the builder's open segment, or beside it."""

    start: int
    end: int
    show: Callable[[], None]


class Masks:
    """The masked constructs of one source; they do not overlap."""

    __slots__ = ("_at", "view")

    def __init__(self, source: str, constructs: Iterable[Masked]) -> None:
        self._at = {construct.start: construct for construct in constructs}
        parts: list[str] = []
        at = 0
        for construct in sorted(self._at.values(), key=lambda c: c.start):
            parts.append(source[at : construct.start])
            parts.append(MASK * (construct.end - construct.start))
            at = construct.end
        parts.append(source[at:])
        self.view = View([Run("".join(parts), 0, len(source))])
        """The source as the page's parser is to see it."""

    def include(self, constructs: Iterable[Masked]) -> None:
        """Add constructs that stand inside masked ones, or outside what the view shows."""
        self._at.update((construct.start, construct) for construct in constructs)

    def at(self, start: int) -> Masked | None:
        """The construct that begins at this offset of the source."""
        return self._at.get(start)

"""Places in text: spans, lines and columns, and the map from linted text back to its source.

All offsets are code points, half-open. Lines and columns are 1-based and exist only at the edges.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

PieceKind = Literal["same", "fold", "entity", "escape", "space", "placeholder"]
"""How a piece of text came from its source.

same: character by character, each itself or its plain form (a curly quote made straight);
fold: characters spelled out (a ligature, the raised number of a footnote); entity: an HTML character reference; escape: a string escape;
space: white space or a line-breaking tag, read as one blank; placeholder: code or a URL, read as a neutral word.
"""

_LINE_END = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A stretch of text: `start` included, `end` not."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class LineIndex:
    """Turns offsets of a source into lines and columns. Lines end at LF, CRLF and CR only, as editors have it."""

    __slots__ = ("_length", "_starts")

    def __init__(self, source: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(source))]
        self._length = len(source)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column (1-based, code points) of `offset`, which may be the end of the source."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line_span(self, line: int) -> Span:
        """The span of line `line` (1-based), its line end included."""
        end = self._starts[line] if line < len(self._starts) else self._length
        return Span(self._starts[line - 1], end)


class Piece(NamedTuple):
    """Text from `start` on comes from `source_start`..`source_end`, in the way that `kind` tells."""

    start: int
    end: int
    source_start: int
    source_end: int
    kind: PieceKind


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Maps offsets of linted text to offsets of its source, piece by piece. Source places need not be in order."""

    pieces: tuple[Piece, ...]
    starts: Sequence[int]

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> SourceMap:
        return cls(tuple(pieces), [piece.start for piece in pieces])

    def covered(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces that text[start:end] is made of; pieces of kind "same" are cut to it."""
        index = max(bisect_right(self.starts, start) - 1, 0)
        while index < len(self.pieces) and self.pieces[index].start < end:
            piece = self.pieces[index]
            index += 1
            if piece.end <= start:
                continue
            if piece.kind == "same":
                cut_start, cut_end = max(piece.start, start), min(piece.end, end)
                shift = piece.source_start - piece.start
                piece = Piece(cut_start, cut_end, cut_start + shift, cut_end + shift, "same")
            yield piece

    def to_source(self, start: int, end: int) -> Span:
        """The source span that text[start:end] was read from. The text must hold at least one character."""
        spans = [(piece.source_start, piece.source_end) for piece in self.covered(start, end)]
        first = spans[0][0]
        # Read-out-of-order text stays in segments of its own, so a span inside a segment only grows.
        return Span(first, max(first, *(piece_end for _, piece_end in spans)))

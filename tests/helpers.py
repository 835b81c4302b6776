"""What several test modules need to look at a Document."""

from __future__ import annotations

import html
import re

from copylint.text.document import PLACEHOLDER, Document, Segment
from copylint.text.normalise import is_plain_form, normalise
from copylint.text.spans import Piece, Span
from copylint.text.view import Run

Row = tuple[str, str] | tuple[str, str, str]
"""A segment as a table names it: its kind, its text and, where that differs from the text, its slice of the source."""

_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", "N": "\x85",
    "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BREAK = re.compile(r"<br[^>]*>|\{[{%][^{}]*[%}]\}|\{[:/#][^{}]*\}|<\?.*?\?>", re.IGNORECASE | re.DOTALL)


def full(row: Row) -> tuple[str, str, str]:
    """The row with its slice, which is the text if the table names none."""
    return (row[0], row[1], row[2] if len(row) == 3 else row[1])


def source_slice(document: Document, segment: Segment) -> str:
    place = document.to_source(Span(segment.start, segment.end))
    return document.source[place.start : place.end]


def segments(document: Document) -> list[tuple[str, str, str]]:
    """Kind, text and source slice of every segment."""
    return [(s.kind, document.segment_text(s), source_slice(document, s)) for s in document.segments]


def links(document: Document) -> list[tuple[str, str]]:
    """Text and target of every link."""
    return [(document.text[link.start : link.end], link.target) for link in document.links]


def groups(document: Document) -> list[list[str]]:
    """The texts of the segments of each group, groups in order of their first segment."""
    found: dict[int, list[str]] = {}
    for segment in document.segments:
        if segment.group is not None:
            found.setdefault(segment.group, []).append(document.segment_text(segment))
    return list(found.values())


def assert_traceable(document: Document) -> None:
    """Every character of every segment was read from the place in the source that the map names."""
    assert document.text == "".join(document.segment_text(segment) + "\n" for segment in document.segments)
    for segment in document.segments:
        assert segment.start < segment.end
        at = segment.start
        for piece in document.source_map.covered(segment.start, segment.end):
            assert piece.start == at, "the pieces of a segment follow each other without a gap"
            at = piece.end
            assert 0 <= piece.source_start <= piece.source_end <= len(document.source)
            text, source = (
                document.text[piece.start : piece.end],
                document.source[piece.source_start : piece.source_end],
            )
            assert comes_from(piece, text, source), (piece.kind, text, source)
        assert at == segment.end
    for link in document.links:
        assert 0 <= link.start <= link.end <= len(document.text)
    for note in document.notes:
        assert 0 <= note.offset <= len(document.text)
    for unread in document.unread:
        assert unread.line is None or unread.line >= 1


def comes_from(piece: Piece, text: str, source: str) -> bool:
    """Whether `text` is what a piece of this kind makes of `source`."""
    if piece.kind == "same":
        return len(text) == len(source) and all(map(is_plain_form, source, text))
    if piece.kind == "placeholder":
        # The dash stands between the two sides of a condition.
        return text in (PLACEHOLDER, "–") and bool(source)
    if piece.kind == "space":
        # Tags and asides may stand between the first and the last white space.
        if source.lstrip().startswith("<") and source.endswith(">"):
            return text == " "  # between two boxes
        shown = _BREAK.sub(" ", decoded(source))
        return text == " " and shown[:1].isspace() and shown[-1:].isspace()
    # A raised number is put in brackets, whether it is a character of its own or stands in <sup>.
    numbers = re.sub(r"\s", "", source.translate(_RAISED)).replace("–", "-")
    if piece.kind == "fold" and re.sub(r"\s", "", text) == f"[{numbers}]":
        return True
    read = decoded(source)
    plain = read if read == text else normalise([Run(read, 0, len(read))]).text
    return len(plain) == len(text) and all(map(is_plain_form, plain, text))


def decoded(source: str) -> str:
    """`source` with string escapes and then character references decoded; what cannot be read becomes U+FFFD."""
    if source == '""':
        return '"'
    text = re.sub(
        r"\\(u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]+\}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|.)|''",
        _character,
        source,
        flags=re.DOTALL,
    )
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return html.unescape(joined)


def _character(match: re.Match[str]) -> str:
    code = match.group(1)
    if code is None:
        return "'"
    return chr(int(code[1:].strip("{}"), 16)) if len(code) > 1 else _ESCAPES.get(code, code)

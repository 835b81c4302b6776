"""Places: lines and columns of a source, and the way from linted text back to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copylint.text.spans import LineIndex, Piece, SourceMap, Span
from copylint.text.view import Run, View

POSITIONS = [
    # source, offset, line, column
    ("", 0, 1, 1),
    ("calm", 0, 1, 1),
    ("calm", 3, 1, 4),
    ("calm", 4, 1, 5),
    ("one\ntwo", 3, 1, 4),
    ("one\ntwo", 4, 2, 1),
    ("one\r\ntwo", 3, 1, 4),
    ("one\r\ntwo", 4, 1, 5),
    ("one\r\ntwo", 5, 2, 1),
    ("one\rtwo", 4, 2, 1),
    ("one\n\rtwo", 4, 2, 1),
    ("one\n\rtwo", 5, 3, 1),
    ("one\n", 4, 2, 1),
    ("\n\n\n", 2, 3, 1),
    ("a\r\r\n\nb", 2, 2, 1),
    ("a\r\r\n\nb", 4, 3, 1),
    ("a\r\r\n\nb", 5, 4, 1),
    # Columns count code points, and other breaks of Unicode end no line.
    ("😀 safe", 2, 1, 3),
    ("e\u0301\u2028x\u0085y\u000bz\u000cw", 8, 1, 9),
]


@pytest.mark.parametrize(("source", "offset", "line", "column"), POSITIONS)
def test_position(source: str, offset: int, line: int, column: int) -> None:
    assert LineIndex(source).position(offset) == (line, column)


LINE_SPANS = [
    ("one\ntwo\n", 1, "one\n"),
    ("one\ntwo\n", 2, "two\n"),
    ("one\ntwo\n", 3, ""),
    ("one\r\ntwo", 1, "one\r\n"),
    ("one\r\ntwo", 2, "two"),
    ("one\rtwo", 1, "one\r"),
    ("", 1, ""),
]


@pytest.mark.parametrize(("source", "line", "text"), LINE_SPANS)
def test_line_span(source: str, line: int, text: str) -> None:
    start, end = LineIndex(source).line_span(line)
    assert source[start:end] == text


@settings(derandomize=True, deadline=None)
@given(st.text(alphabet="ab\r\n😀", max_size=30))
def test_positions_count_as_editors_do(source: str) -> None:
    index, line, column = LineIndex(source), 1, 1
    for offset, char in enumerate(source):
        assert index.position(offset) == (line, column)
        ends = char == "\n" or (char == "\r" and source[offset + 1 : offset + 2] != "\n")
        line, column = (line + 1, 1) if ends else (line, column + 1)
    assert index.position(len(source)) == (line, column)


OVERLAPS = [
    (Span(0, 3), Span(2, 5), True),
    (Span(0, 3), Span(3, 5), False),
    (Span(4, 5), Span(0, 9), True),
    (Span(6, 9), Span(0, 6), False),
]


@pytest.mark.parametrize(("first", "second", "expected"), OVERLAPS)
def test_overlaps(first: Span, second: Span, expected: bool) -> None:
    assert first.overlaps(second) is expected
    assert second.overlaps(first) is expected


# "safe & calm" from "<p>safe &amp; <b>calm</b>", then alt text that stands before it.
MAP = SourceMap.of(
    [
        Piece(0, 5, 13, 18, "same"),
        Piece(5, 6, 18, 23, "entity"),
        Piece(6, 7, 23, 24, "space"),
        Piece(7, 11, 27, 31, "same"),
        Piece(12, 15, 3, 6, "same"),
    ]
)
TO_SOURCE = [
    (0, 4, (13, 17)),
    (1, 3, (14, 16)),
    (0, 6, (13, 23)),
    (5, 6, (18, 23)),
    (4, 8, (17, 28)),
    (9, 11, (29, 31)),
    (0, 11, (13, 31)),
    (12, 15, (3, 6)),
    (13, 14, (4, 5)),
]


@pytest.mark.parametrize(("start", "end", "source"), TO_SOURCE)
def test_to_source(start: int, end: int, source: tuple[int, int]) -> None:
    assert MAP.to_source(start, end) == source


def test_covered_cuts_only_what_is_the_same() -> None:
    assert list(MAP.covered(4, 9)) == [
        Piece(4, 5, 17, 18, "same"),
        Piece(5, 6, 18, 23, "entity"),
        Piece(6, 7, 23, 24, "space"),
        Piece(7, 9, 27, 29, "same"),
    ]
    assert list(MAP.covered(11, 12)) == []


VIEW = View([Run("It isn", 10, 16), Run("'", 16, 18, "escape"), Run("t safe", 18, 24), Run("ab", 30, 40, "entity")])
VIEW_PLACES = [
    (0, 2, (10, 12)),
    (3, 8, (13, 19)),
    (6, 7, (16, 18)),
    (12, 14, (23, 40)),
    (13, 14, (30, 40)),
    (14, 15, (30, 40)),  # half of a decoded stretch has the place of the whole
    (15, 15, (40, 40)),
    (4, 4, (14, 14)),
]


@pytest.mark.parametrize(("start", "end", "place"), VIEW_PLACES)
def test_view_place(start: int, end: int, place: tuple[int, int]) -> None:
    assert VIEW.place(start, end) == place


def test_view_runs() -> None:
    assert VIEW.text == "It isn't safeab"
    assert list(VIEW.runs(3, 9)) == [Run("isn", 13, 16), Run("'", 16, 18, "escape"), Run("t ", 18, 20)]
    assert list(View.of("a safe bet", 2, 6).runs(0, 9)) == [Run("safe", 2, 6)]
    assert View([]).place(0, 0) == (0, 0)

"""CSV files that hold content (RFC 4180; also with ";" or tabs): a row is one group, the header names the keys.

The `place` of a segment is its row (the header is row 1) and its column's name.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial

from copylint.nodes import Scalar, Table
from copylint.parsers.data import read_copy
from copylint.parsers.rich import read_string
from copylint.text.builder import DocumentBuilder
from copylint.text.document import Document, SegmentKind
from copylint.text.view import Run, View

_END = re.compile(r"\r\n|\n|\r")
_QUOTED = re.compile(r'"(?:[^"]++|"")*+"')
_WORDS_OF_HEADER = 3
Row = list[Scalar]


def parse(source: str, path: str) -> Document:
    """Read a CSV file."""
    builder = DocumentBuilder(path, source)
    rows = _rows(builder, source, "\t" if path.lower().endswith(".tsv") else _delimiter(source))
    header: Row = []
    if rows and all(
        0 < len(cell.value.split()) <= _WORDS_OF_HEADER and cell.value[-1:] not in ".!?" for cell in rows[0]
    ):
        header = rows[0]
    for number, row in enumerate(rows[1:] if header else rows, 2 if header else 1):
        entries = []
        for column, cell in enumerate(row):
            name = header[column] if column < len(header) else Scalar.of_name("")
            entries.append((name, cell))
        group = builder.new_group()
        for column, entry in enumerate(entries, 1):
            builder.place = f"row {number}, column {entry[0].value or column}"
            read_copy(builder, Table((entry,), 0, 0), partial(_read_cell, builder, group))
    builder.place = None
    return builder.build()


def _read_cell(builder: DocumentBuilder, row: int, view: View, kind: SegmentKind, _group: int | None) -> None:
    read_string(builder, view, kind, row)


def _delimiter(source: str) -> str:
    """What parts the cells of the first line."""
    first = _END.split(source, maxsplit=1)[0]
    ((found, number),) = Counter({char: first.count(char) for char in ",;\t"}).most_common(1)
    return found if number else ","


def _rows(builder: DocumentBuilder, source: str, delimiter: str) -> list[Row]:
    rows: list[Row] = [[]]
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")
    at = 0
    while at < len(source):
        if source[at] == '"':
            quoted = _QUOTED.match(source, at)
            if quoted is None:
                builder.unread("a quoted cell that begins here is never closed; what follows was not read", at)
                break
            rows[-1].append(_cell(source, at, quoted.end() - 1))
            at = quoted.end()
        else:
            cell = plain.match(source, at)
            assert cell is not None
            rows[-1].append(Scalar(cell.group(), *cell.span(), False, partial(View.of, source, *cell.span())))
            at = cell.end()
        line_end = _END.match(source, at)
        if line_end:
            rows.append([])
            at = line_end.end()
        elif source[at : at + 1] == delimiter:
            at += 1
        elif at < len(source):  # characters behind a closing quote
            rest = plain.match(source, at)
            at = max(rest.end() if rest else at, at + 1)
    return [row for row in rows if any(cell.value.strip() for cell in row)]


def _cell(source: str, start: int, end: int) -> Scalar:
    """The quoted cell whose opening quote stands at `start` and whose closing one at `end`."""
    runs: list[Run] = []
    at = start + 1
    for match in re.finditer('""', source[at:end]):
        left, right = start + 1 + match.start(), start + 1 + match.end()
        runs.extend((Run(source[at:left], at, left), Run('"', left, right, "escape")))
        at = right
    view = View([*runs, Run(source[at:end], at, end)])
    return Scalar.of_view(view, start, end + 1)

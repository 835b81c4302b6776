"""The strings of TOML front matter with their places. The standard library's reader gives values without places."""

from __future__ import annotations

import re
import tomllib
from functools import partial

from copylint.nodes import Items, Scalar, Table
from copylint.parsers.data import ReadValue, read_copy
from copylint.text.builder import DocumentBuilder
from copylint.text.view import Run, View

_TOKEN = re.compile(
    r"#[^\r\n]*"
    r'|"""(?P<long>(?:[^\\]|\\.)*?)"""'
    r"|'''(?P<longraw>.*?)'''"
    r"""|(?P<key>(?:[A-Za-z0-9_.-]++|"[^"\\\r\n]*+"|'[^'\r\n]*+')++)(?=[ \t]*+=)"""
    r'|"(?P<basic>(?:[^"\\\r\n]|\\.)*+)"'
    r"|'(?P<raw>[^'\r\n]*+)'",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\s+|.)", re.DOTALL)
_SIMPLE = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


def read_toml_strings(builder: DocumentBuilder, source: str, start: int, end: int, read_value: ReadValue) -> None:
    """Give the copy among the strings of the TOML source[start:end] to `read_value`, and the language to `builder`."""
    try:
        tomllib.loads(source[start:end].replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        builder.unread(f"front matter cannot be read: {error}", start)
        return
    entries: list[tuple[Scalar, Scalar]] = []
    key = Scalar("", start, start, False, partial(View.of, source, start, start))
    for match in _TOKEN.finditer(source, start, end):
        if match.lastgroup == "key":
            name = match.group("key").rpartition(".")[2].strip("\"'")
            key = Scalar(name, match.start(), match.end(), False, partial(View.of, source, *match.span()))
        elif match.lastgroup:
            view_runs = _runs(source, *match.span(match.lastgroup), "raw" in match.lastgroup)
            view = View(view_runs)
            entries.append((key, Scalar(view.text, match.start(), match.end(), True, partial(View, view_runs))))
            if key.value == "lang":
                builder.lang = view.text
    table = Table(tuple((name, Items((value,), value.start, value.end)) for name, value in entries), start, end)
    read_copy(builder, table, read_value)


def _runs(source: str, start: int, end: int, raw: bool) -> list[Run]:
    if raw:
        return [Run(source[start:end], start, end)]
    runs: list[Run] = []
    at = start
    for match in _ESCAPE.finditer(source, start, end):
        runs.append(Run(source[at : match.start()], at, match.start()))
        code = match.group()[1:]
        text = chr(int(code[1:], 16)) if code[0] in "uU" and len(code) > 1 else _SIMPLE.get(code, code)
        runs.append(Run(text, match.start(), match.end(), "escape"))
        at = match.end()
    runs.append(Run(source[at:end], at, end))
    return runs

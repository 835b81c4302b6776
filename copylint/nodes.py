"""YAML and JSON as trees of nodes that know their places, for policies and for copy held in data.

Scalars stay the text that was typed (`no`, `2026.10`), duplicate keys are kept for the caller to refuse, and aliases,
depth and size are limited, so that no file of this kind can hang or exhaust the process.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from copylint.errors import CopylintError
from copylint.text.view import Run, View

_DEEPEST = 100
_MOST_NODES = 200_000


class NodeError(CopylintError):
    """The text is no YAML or JSON that can be read; `offset` (code points) is where it goes wrong."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar: its value as text, the source span of all of it, and how to get a view that ties it to the source.

    `quoted` tells a string from a plain word, where the two could differ (`"no"`, `no`).
    """

    value: str
    start: int
    end: int
    quoted: bool
    make_view: Callable[[], View]

    @property
    def view(self) -> View:
        return self.make_view()

    @classmethod
    def of_view(cls, view: View, start: int, end: int) -> Scalar:
        """A string whose characters are those of `view`."""
        return cls(view.text, start, end, True, lambda: view)

    @classmethod
    def of_name(cls, name: str, at: int = 0) -> Scalar:
        """A key that stands at offset `at`, or that is known from elsewhere."""
        return cls(name, at, at, False, partial(View, []))


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    items: tuple[Node, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, its entries in order; a key may come twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    start: int
    end: int

    def get(self, key: str) -> Node | None:
        """The value of the last entry called `key`."""
        return next((value for name, value in reversed(self.entries) if name.value == key), None)


Node = Scalar | Items | Table


# -- YAML


def read_yaml(source: str, start: int = 0, end: int | None = None) -> Node | None:
    """Read source[start:end] as one YAML document; None when it is empty. Offsets count in `source`.

    Raises NodeError for text that is not YAML, for aliases inside themselves, and for more than 200,000 nodes.
    """
    import yaml

    text = source[start : len(source) if end is None else end]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = min(mark.index if mark else 0, len(text))
        raise NodeError(_yaml_message(error), start + at) from None
    except yaml.reader.ReaderError as error:
        # libyaml counts bytes here; the reader in Python knows which characters are meant.
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        at = found.start() if found else 0
        raise NodeError(f"a character that YAML does not allow: {error.reason}", start + at) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise NodeError(f"it is nested too deeply or broken ({type(error).__name__})", start) from None
    return _YamlTree(source, start).convert(root, 0) if root is not None else None


def _yaml_message(error: object) -> str:
    problem = str(getattr(error, "problem", "") or error)
    context = getattr(error, "context", None)
    hint = next((hint for words, hint in _YAML_HINTS if words in problem), None)
    message = f"{problem} ({context})" if context else problem
    return f"{message}; {hint}" if hint else message


_YAML_HINTS = (
    ("mapping values are not allowed", 'a text with ": " in it must stand in quotes'),
    ("undefined alias", "a text that begins with * must stand in quotes"),
    ("cannot start any token", "YAML takes no tab here, and a text that begins with %, @ or ` must stand in quotes"),
    ("did not find expected", "look at the line before, too: a text with any of {}[]:# in it must stand in quotes"),
)


class _YamlTree:
    def __init__(self, source: str, base: int) -> None:
        self._source, self._base = source, base
        self._count = 0

    def convert(self, node: object, depth: int) -> Node:
        import yaml

        assert isinstance(node, yaml.Node)
        start, end = node.start_mark.index + self._base, node.end_mark.index + self._base
        self._count += 1
        if depth > _DEEPEST:
            raise NodeError(f"nested more than {_DEEPEST} levels deep, or an alias inside itself", start)
        if self._count > _MOST_NODES:
            raise NodeError(f"more than {_MOST_NODES:,} values (aliases count each time)", start)
        if isinstance(node, yaml.ScalarNode):
            style = node.style or ""
            view = partial(_yaml_view, self._source, start, end, style)
            return Scalar(node.value, start, end, bool(style), view)
        if isinstance(node, yaml.SequenceNode):
            return Items(tuple(self.convert(child, depth + 1) for child in node.value), start, end)
        entries = []
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise NodeError("a key must be a word, not a list or a mapping", key.start_mark.index + self._base)
            entries.append((self.convert(key, depth + 1), self.convert(value, depth + 1)))
        return Table(tuple((key, value) for key, value in entries if isinstance(key, Scalar)), start, end)


_DOUBLE_ESCAPE = re.compile(
    r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|(?:\r\n|[\r\n])[ \t]*|.)|(?<=[\r\n])[ \t]+", re.DOTALL
)
_SINGLE_ESCAPE = re.compile(r"''|(?<=[\r\n])[ \t]+")
_SIMPLE_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", "N": "\x85",
    "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_BLOCK_HEADER = re.compile(r"[|>][^\r\n]*(?:\r\n|\n|\r)?")
_INDENT = re.compile(r"(?<=[\r\n])[ \t]+")
_PROPERTIES = re.compile(r"(?:[&!]\S*(?:\s+|\Z))+")


def _yaml_view(source: str, start: int, end: int, style: str) -> View:
    """The raw scalar as a view; line breaks inside it count as white space, indentation and properties are dropped."""
    properties = _PROPERTIES.match(source, start, end)
    start = properties.end() if properties else start
    if style == '"':
        return View(_escaped(source, start + 1, end - 1, _DOUBLE_ESCAPE, _yaml_escape))
    if style == "'":
        return View(_escaped(source, start + 1, end - 1, _SINGLE_ESCAPE, lambda raw: "'" if raw == "''" else ""))
    if style in ("|", ">"):
        header = _BLOCK_HEADER.match(source, start, end)
        body = header.end() if header else start
        return View(_escaped(source, body, end, _INDENT, lambda _: ""))
    return View(_escaped(source, start, end, _INDENT, lambda _: ""))


def _yaml_escape(raw: str) -> str:
    if raw[0] != "\\":
        return ""
    code = raw[1:]
    if code[0] in "xuU" and len(code) > 1:
        return _character(int(code[1:], 16))
    if code[0] in "\r\n":
        return ""
    return _SIMPLE_ESCAPES.get(code, code)


def _character(code: int) -> str:
    """The character of a code point; a lone surrogate or an impossible one is the replacement character."""
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def _escaped(source: str, start: int, end: int, pattern: re.Pattern[str], decode: Callable[[str], str]) -> list[Run]:
    runs: list[Run] = []
    at = start
    for match in pattern.finditer(source, start, end):
        if match.start() > at:
            runs.append(Run(source[at : match.start()], at, match.start()))
        text = decode(match.group())
        if text:
            runs.append(Run(text, match.start(), match.end(), "escape"))
        at = match.end()
    if at < end or not runs:
        runs.append(Run(source[at:end], at, max(at, end)))
    return runs


# -- JSON

_JSON_SPACE = re.compile(r"[ \t\r\n]*+")
_JSON_STRING = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_JSON_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|.)", re.DOTALL)
_JSON_PLAIN = re.compile(r"[^\s,:{}\[\]\"]++")
_JSON_SIMPLE = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def read_json(view: View) -> Node:
    """Read a view as one JSON value; offsets are those of the view's source. Raises NodeError where it is no JSON."""
    reader = _JsonReader(view)
    node = reader.value(0)
    reader.skip()
    if reader.at < len(view.text):
        raise reader.error("something stands after the end of the value")
    return node


class _JsonReader:
    def __init__(self, view: View) -> None:
        self._view, self._text = view, view.text
        self.at = 0

    def error(self, message: str) -> NodeError:
        return NodeError(message, self._view.place(self.at, self.at)[0])

    def skip(self) -> None:
        match = _JSON_SPACE.match(self._text, self.at)
        assert match is not None
        self.at = match.end()

    def value(self, depth: int) -> Node:
        if depth > _DEEPEST:
            raise self.error(f"nested more than {_DEEPEST} levels deep")
        self.skip()
        char = self._text[self.at : self.at + 1]
        if char == "{":
            return self._table(depth)
        if char == "[":
            return self._items(depth)
        if char == '"':
            return self._string()
        match = _JSON_PLAIN.match(self._text, self.at)
        if match is None:
            raise self.error("a value is missing")
        self.at = match.end()
        view = View(list(self._view.runs(match.start(), match.end())))
        return Scalar(match.group(), *self._view.place(match.start(), match.end()), False, lambda: view)

    def _string(self) -> Scalar:
        match = _JSON_STRING.match(self._text, self.at)
        if match is None:
            raise self.error(
                "a string is never closed" if self._text[self.at : self.at + 1] == '"' else "a key is missing"
            )
        self.at = match.end()
        runs: list[Run] = []
        at, end = match.span(1)
        for escape in _JSON_ESCAPE.finditer(self._text, at, end):
            runs.extend(self._view.runs(at, escape.start()))
            runs.append(Run(_json_escape(escape.group()), *self._view.place(*escape.span()), "escape"))
            at = escape.end()
        runs.extend(self._view.runs(at, end))
        view = View(runs or [Run("", *self._view.place(*match.span()))])
        return Scalar.of_view(view, *self._view.place(*match.span()))

    def _items(self, depth: int) -> Items:
        begin = self.at
        self.at += 1
        items: list[Node] = []
        while not self._ends("]", bool(items)):
            items.append(self.value(depth + 1))
        return Items(tuple(items), *self._view.place(begin, self.at))

    def _table(self, depth: int) -> Table:
        begin = self.at
        self.at += 1
        entries: list[tuple[Scalar, Node]] = []
        while not self._ends("}", bool(entries)):
            self.skip()
            key = self._string()
            self.skip()
            if self._text[self.at : self.at + 1] != ":":
                raise self.error('":" is missing after a key')
            self.at += 1
            entries.append((key, self.value(depth + 1)))
        return Table(tuple(entries), *self._view.place(begin, self.at))

    def _ends(self, bracket: str, after_item: bool) -> bool:
        """Step over a comma or the closing bracket; a comma before the bracket is forgiven, as browsers' tools do."""
        self.skip()
        if after_item and self._text[self.at : self.at + 1] == ",":
            self.at += 1
            self.skip()
        elif after_item and self._text[self.at : self.at + 1] != bracket:
            raise self.error(f'"," or "{bracket}" is missing')
        if self._text[self.at : self.at + 1] == bracket:
            self.at += 1
            return True
        if self.at >= len(self._text):
            raise self.error(f'"{bracket}" is missing')
        return False


def _json_escape(raw: str) -> str:
    if raw[1] != "u" or len(raw) < 6:
        return _JSON_SIMPLE.get(raw[1], raw[1])
    first = int(raw[2:6], 16)
    if len(raw) == 12 and 0xD800 <= first <= 0xDBFF:
        return chr(0x10000 + ((first - 0xD800) << 10) + (int(raw[8:12], 16) - 0xDC00))
    return _character(first) if len(raw) == 6 else _character(first) + "\ufffd"

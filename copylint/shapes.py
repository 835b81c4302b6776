"""What a YAML file may hold, declared once: the same shapes read nodes strictly and give the published JSON Schema.

Reading reports everything that is wrong, at its line and column, with the nearest right word; it never stops at the first.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from copylint.errors import Problem
from copylint.nodes import Items, Node, Scalar, Table
from copylint.text.spans import LineIndex


class Problems:
    """Collects what is wrong in one file."""

    def __init__(self, path: str, source: str) -> None:
        self.path, self.source = path, source
        self.found: list[Problem] = []
        self._lines = LineIndex(source)

    def add(self, offset: int, message: str) -> None:
        self.found.append(Problem(self.path, *self._lines.position(offset), message))


class Shape(Protocol):
    """How a value must look. `read` returns the plain Python value, or None after reporting a problem."""

    def read(self, node: Node, problems: Problems) -> Any: ...

    def schema(self) -> dict[str, Any]: ...


def nearest(word: str, known: Sequence[str]) -> str:
    """A hint at the known word that `word` was probably meant to be, or the list of them."""
    if not known:
        return "none is defined"
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else f"known are: {', '.join(sorted(known))}"


@dataclass(frozen=True, slots=True)
class Text:
    """A string. `choices` limits it to words, `pattern` (whole match) to a form that `form` describes."""

    choices: tuple[str, ...] = ()
    pattern: str = ""
    form: str = ""
    about: str = ""

    def read(self, node: Node, problems: Problems) -> str | None:
        if not isinstance(node, Scalar):
            problems.add(node.start, f"a text is expected here, not {_name(node)}; put it in quotes if it is one")
            return None
        _report_swallowed(node, problems)
        value = node.value.strip()
        if not value:
            problems.add(node.start, "a text is missing here")
        elif self.choices and value not in self.choices:
            problems.add(node.start, f'"{value}" is not known here; {nearest(value, self.choices)}')
        elif self.pattern and not re.fullmatch(self.pattern, value):
            problems.add(node.start, f'"{value}" is not {self.form}')
        else:
            return value
        return None

    def schema(self) -> dict[str, Any]:
        # Plain YAML scalars reach a schema validator as numbers and booleans; copylint reads them as typed.
        result: dict[str, Any] = {
            "type": ["string", "number", "boolean"] if not (self.choices or self.pattern) else "string"
        }
        if self.choices:
            result["enum"] = list(self.choices)
        if self.pattern:
            result["pattern"] = f"^(?:{self.pattern})$"
        elif not self.choices:
            result["pattern"] = r"\S"
        if self.about:
            result["description"] = self.about
        return result


def _report_swallowed(node: Scalar, problems: Problems) -> None:
    """YAML takes " #" for a comment, even in the middle of a phrase ("the #1 clinic")."""
    rest = problems.source[node.end : node.end + 80]
    if not node.quoted and re.match(r"[ \t]+#[^\s#]", rest):
        problems.add(
            node.end + rest.index("#"),
            "YAML reads everything from here on as a comment; put the whole text in quotes if it belongs to it, "
            'or write "# " with a blank for a comment',
        )


@dataclass(frozen=True, slots=True)
class Flag:
    """`true` or `false`."""

    about: str = ""

    def read(self, node: Node, problems: Problems) -> bool | None:
        if isinstance(node, Scalar) and node.value in ("true", "false"):
            return node.value == "true"
        problems.add(node.start, "true or false is expected here")
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean", **({"description": self.about} if self.about else {})}


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number from `least` on, of at most six digits."""

    least: int = 0
    about: str = ""

    def read(self, node: Node, problems: Problems) -> int | None:
        if isinstance(node, Scalar) and re.fullmatch(r"[0-9]{1,6}", node.value) and int(node.value) >= self.least:
            return int(node.value)
        problems.add(node.start, f"a whole number from {self.least} on is expected here")
        return None

    def schema(self) -> dict[str, Any]:
        return {
            "type": "integer",
            "minimum": self.least,
            "maximum": 999_999,
            **({"description": self.about} if self.about else {}),
        }


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one shape. With `single`, one item may stand without the list's brackets or dashes."""

    item: Shape
    least: int = 0
    single: bool = False
    about: str = ""

    def read(self, node: Node, problems: Problems) -> tuple[Any, ...] | None:
        if not isinstance(node, Items):
            if self.single:
                value = self.item.read(node, problems)
                return None if value is None else (value,)
            problems.add(node.start, f"a list is expected here, not {_name(node)}")
            return None
        if len(node.items) < self.least:
            problems.add(
                node.start, f"the list needs at least {self.least} {'entry' if self.least == 1 else 'entries'}"
            )
        values = [self.item.read(item, problems) for item in node.items]
        return tuple(value for value in values if value is not None)

    def schema(self) -> dict[str, Any]:
        result: dict[str, Any] = {"type": "array", "items": self.item.schema()}
        if self.least:
            result["minItems"] = self.least
        if self.single:
            result = {"oneOf": [result, self.item.schema()]}
        return {**result, **({"description": self.about} if self.about else {})}


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping with free names (of the form `key`) to values of one shape. Reads to a dict."""

    value: Shape
    key: str = r"[a-z0-9][a-z0-9.-]*"
    least: int = 0
    about: str = ""

    def read(self, node: Node, problems: Problems) -> dict[str, Any] | None:
        if not isinstance(node, Table):
            problems.add(node.start, f"names with values are expected here, not {_name(node)}")
            return None
        if len(node.entries) < self.least:
            problems.add(
                node.start, f"the list needs at least {self.least} {'entry' if self.least == 1 else 'entries'}"
            )
        result: dict[str, Any] = {}
        for key, value in _unique(node, problems):
            if not re.fullmatch(self.key, key.value):
                problems.add(key.start, f'"{key.value}" is no name; use small letters, digits and hyphens')
            read = self.value.read(value, problems)
            if read is not None:
                result[key.value] = read
        return result

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "patternProperties": {f"^(?:{self.key})$": self.value.schema()},
            "additionalProperties": False,
            **({"minProperties": self.least} if self.least else {}),
            **({"description": self.about} if self.about else {}),
        }


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a Record."""

    shape: Shape
    required: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys, of which one of `needs` must be there if that is given.

    Reads to a dict of what is there; offsets are kept under "@" keys for later errors.
    """

    fields: Mapping[str, Field]
    about: str = ""
    name: str = "entry"
    needs: tuple[str, ...] = ()

    def read(self, node: Node, problems: Problems) -> dict[str, Any] | None:
        if not isinstance(node, Table):
            problems.add(node.start, f"keys with values are expected here, not {_name(node)}")
            return None
        result: dict[str, Any] = {"@": node.start}
        for key, value in _unique(node, problems):
            known = self.fields.get(key.value)
            if known is None:
                problems.add(key.start, f'unknown key "{key.value}"; {nearest(key.value, list(self.fields))}')
                continue
            read = known.shape.read(value, problems)
            if read is not None:
                result[key.value] = read
            result["@" + key.value] = value.start
        for name, wanted in self.fields.items():
            if wanted.required and "@" + name not in result:
                problems.add(node.start, f'this {self.name} has no "{name}"')
        if self.needs and not any("@" + name in result for name in self.needs):
            problems.add(node.start, f"this {self.name} needs one of: {', '.join(self.needs)}")
        return result

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {name: wanted.shape.schema() for name, wanted in self.fields.items()},
            "required": [name for name, wanted in self.fields.items() if wanted.required],
            "additionalProperties": False,
            **({"anyOf": [{"required": [name]} for name in self.needs]} if self.needs else {}),
            **({"description": self.about} if self.about else {}),
        }


@dataclass(frozen=True, slots=True)
class Either:
    """A scalar of one shape or a mapping of another."""

    scalar: Shape
    table: Shape
    about: str = field(default="")

    def read(self, node: Node, problems: Problems) -> Any:
        return (self.table if isinstance(node, Table) else self.scalar).read(node, problems)

    def schema(self) -> dict[str, Any]:
        return {
            "oneOf": [self.scalar.schema(), self.table.schema()],
            **({"description": self.about} if self.about else {}),
        }


@dataclass(frozen=True, slots=True)
class Placed:
    """A shape whose value is wanted together with its offset, as (value, offset)."""

    shape: Shape

    def read(self, node: Node, problems: Problems) -> tuple[Any, int] | None:
        value = self.shape.read(node, problems)
        return None if value is None else (value, node.start)

    def schema(self) -> dict[str, Any]:
        return self.shape.schema()


def _unique(node: Table, problems: Problems) -> list[tuple[Scalar, Node]]:
    seen: set[str] = set()
    entries = []
    for key, value in node.entries:
        if key.value in seen:
            problems.add(key.start, f'"{key.value}" is given twice; YAML would keep only the last')
        else:
            seen.add(key.value)
            entries.append((key, value))
    return entries


def _name(node: Node) -> str:
    if isinstance(node, Table):
        return "keys with values"
    return "a list" if isinstance(node, Items) else f'"{node.value[:40]}"'

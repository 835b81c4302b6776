"""Front matter: the data in YAML or TOML at the head of a page, between fences."""

from __future__ import annotations

import re
from typing import Literal

from copylint.nodes import NodeError, Scalar, Table, read_yaml
from copylint.parsers.data import ReadValue, read_copy
from copylint.parsers.toml_strings import read_toml_strings
from copylint.text.builder import DocumentBuilder
from copylint.text.spans import Span

_FENCE = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)")
_ADDRESSES = ("canonical", "canonical_url", "canonicalUrl", "url", "permalink")


def read_front_matter(builder: DocumentBuilder, source: str, read_value: ReadValue) -> int:
    """Read the front matter, if there is any; returns the offset at which the body begins.

    `source` is the builder's, or that with its template constructs masked.
    """
    opening = _FENCE.match(source)
    if opening is None:
        return 0
    fence = re.escape(opening.group(1)) if opening.group(1) == "+++" else r"(?:---|\.\.\.)"
    closing = re.compile(rf"(?<=[\r\n]){fence}[ \t]*(?:\r\n|\n|\r|\Z)").search(source, opening.end())
    if closing is None:
        # A rule ("---") may open a page; only a fence followed by a key was meant as front matter.
        if re.match(r"[A-Za-z_][\w.-]*[ \t]*[:=]", source[opening.end() : opening.end() + 200]):
            builder.unread(f'front matter is opened but never closed (a line "{opening.group(1)}" is missing)', 0)
        return 0
    if opening.group(1) == "+++":
        with builder.reading_metadata():
            read_toml_strings(builder, source, opening.end(), closing.start(), read_value)
        return closing.end()
    try:
        node = read_yaml(source, opening.end(), closing.start())
    except NodeError as error:
        builder.unread(f"front matter cannot be read: {error.message}", error.offset)
        return closing.end()
    if isinstance(node, Table):
        builder.lang = _text(node, "lang") or _text(node, "language") or _text(node, "locale") or None
        layout = node.get("layout")
        if isinstance(layout, Scalar) and layout.value:
            kind: Literal["module", "layout"] = "module" if layout.value.startswith(".") else "layout"
            builder.add_import(layout.value, layout.start, layout.end, kind)
        ours = node.get("copylint")
        if ours is not None:
            builder.page_notes = Span(ours.start, ours.end)
            node = Table(tuple(entry for entry in node.entries if entry[0].value != "copylint"), node.start, node.end)
        for key in _ADDRESSES:
            builder.set_site(_text(node, key))
    if node is not None:
        with builder.reading_metadata():
            read_copy(builder, node, read_value)
    return closing.end()


def _text(table: Table, key: str) -> str:
    value = table.get(key)
    return value.value if isinstance(value, Scalar) else ""

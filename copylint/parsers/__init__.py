"""Readers of file formats: PARSERS maps a suffix to the parser that turns such a file's text into a Document.

A parser takes (source, path), never raises, takes linear time, knows no rule, and lists what it could not read in
`Document.unread`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from copylint.text.document import Document

Parser = Callable[[str, str], Document]

# Modules are named, not imported, so that a run pays only for the formats that it meets.
PARSERS: dict[str, str] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    **dict.fromkeys(
        (".njk", ".liquid", ".hbs", ".handlebars", ".mustache", ".twig", ".jinja", ".jinja2", ".j2"), "html"
    ),
    **dict.fromkeys((".tsx", ".jsx", ".ts", ".js", ".mjs", ".cjs", ".mts", ".cts"), "javascript"),
    **dict.fromkeys((".astro", ".vue", ".svelte"), "component"),
    ".mdx": "mdx",
    **dict.fromkeys((".php", ".phtml"), "php"),
    **dict.fromkeys((".json", ".yaml", ".yml"), "data_file"),
    **dict.fromkeys((".csv", ".tsv"), "csv_file"),
    ".txt": "plain",
    ".text": "plain",
}

# Formats that hold copy for patients but have no parser: they are reported as not read, never passed over.
UNREAD_FORMATS: dict[str, str] = {
    **dict.fromkeys((".doc", ".docx", ".odt"), "word processor documents"),
    ".pdf": "PDF documents",
    ".po": "translation catalogues",
    ".svx": "mdsvex pages",
    ".rst": "reStructuredText",
    ".adoc": "AsciiDoc",
    **dict.fromkeys((".ejs", ".pug", ".haml", ".slim", ".erb", ".cshtml"), "page templates"),
}


def suffix_of(path: str) -> str:
    return PurePath(path).suffix.lower()


def parser_for(path: str) -> Parser | None:
    """The parser for the format that `path`'s suffix names, or None if there is none."""
    name = PARSERS.get(suffix_of(path))
    if name is None:
        return None
    parse: Parser = import_module(f"copylint.parsers.{name}").parse
    return parse

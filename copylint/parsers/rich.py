"""Strings of data that are copy: plain words, HTML or Markdown, whichever their marks show."""

from __future__ import annotations

import re

from copylint.parsers.html import HtmlReader
from copylint.text.builder import DocumentBuilder
from copylint.text.document import SegmentKind
from copylint.text.view import View

_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\w+|[a-zA-Z]+);")
_BLOCKS = re.compile(r"<(?:p|h[1-6]|li|ul|ol|div|section|table|blockquote)\b", re.IGNORECASE)
_MARKDOWN_BLOCKS = re.compile(
    r"\n[ \t]*\r?\n|^[ \t]*(?:#{1,6}|[-*+]|\d{1,2}[.)])[ \t]+\S[^\n]*\n|\n[ \t]*(?:#{1,6}|[-*+]|\d{1,2}[.)])[ \t]+\S|\n>"
)
_MARKDOWN_SPANS = re.compile(r"\*\*[^\s*]|__[^\s_]|\]\([^\s)]|(?<![\w*])\*[^\s*][^*\n]*\*(?![\w*])")


def has_marks(text: str) -> bool:
    """Whether the text holds HTML or Markdown."""
    return bool(_HTML.search(text) or _MARKDOWN_BLOCKS.search(text) or _MARKDOWN_SPANS.search(text))


def read_string(builder: DocumentBuilder, view: View, kind: SegmentKind, group: int | None) -> None:
    """Read a string as copy in segments of its own: of `kind` and in `group`, but for blocks that tell their kind."""
    text = view.text
    builder.open(kind, group=group)
    if _MARKDOWN_BLOCKS.search(text) and not _BLOCKS.search(text):
        _read_markdown(builder, view, None, group)
    elif _HTML.search(text):
        inner = HtmlReader(builder, None if _BLOCKS.search(text) else kind, group)
        inner.read(view)
        inner.finish()
    elif _MARKDOWN_SPANS.search(text):
        _read_markdown(builder, view, kind, group)
    else:
        builder.add_view(view)
    builder.close()


def _read_markdown(builder: DocumentBuilder, view: View, kind: SegmentKind | None, group: int | None) -> None:
    from copylint.parsers.markdown import MarkdownReader

    reader = MarkdownReader(builder, kind, group)
    reader.indented_code = False  # strings are indented as the code around them is
    reader.read(view)
    reader.finish()

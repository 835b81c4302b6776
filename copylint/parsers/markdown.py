"""Markdown (CommonMark with GitHub's tables, footnotes, task lists and strike-through), read by pulldown-cmark.

pulldown-cmark gives the byte range of every event, so all places come from the parser. Front matter is data, inline HTML
goes through the HTML reader, code is a placeholder, URLs are links.
"""

from __future__ import annotations

import re
from typing import Any

import pyromark

from copylint.parsers.data import ReadValue
from copylint.parsers.front_matter import read_front_matter
from copylint.parsers.html import HtmlReader, decoded
from copylint.parsers.templates import masked_templates
from copylint.text.builder import DocumentBuilder
from copylint.text.document import Document, SegmentKind
from copylint.text.masks import MASK
from copylint.text.offsets import CharOffsets
from copylint.text.view import Run, View

_Options = pyromark.Options
_INLINE_OPTIONS = _Options.ENABLE_STRIKETHROUGH
_OPTIONS = (
    _INLINE_OPTIONS
    | _Options.ENABLE_TABLES
    | _Options.ENABLE_FOOTNOTES
    | _Options.ENABLE_TASKLISTS
    | _Options.ENABLE_HEADING_ATTRIBUTES
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MASKED_OR_NOT = re.compile(f"{MASK}+|[^{MASK}]+")
_SPANS = ("Strong", "Emphasis", "Strikethrough")
_TITLE_END = {'"': '"', "'": "'", ")": "("}


def parse(source: str, path: str) -> Document:
    """Read a Markdown file."""
    builder = DocumentBuilder(path, source)
    text = masked_templates(builder).text
    body = read_front_matter(builder, text, front_matter_value(builder))
    reader = MarkdownReader(builder)
    reader.read(View([Run(text[body:], body, len(text))]))
    reader.finish()
    return builder.build()


def front_matter_value(builder: DocumentBuilder) -> ReadValue:
    """How a string of a page's front matter is read: as Markdown of its own, in segments of the kind that its key tells."""

    def read_value(view: View, kind: SegmentKind, group: int | None) -> None:
        reader = MarkdownReader(builder, kind, group)
        reader.read(view)
        reader.finish()

    return read_value


class MarkdownReader:
    """Drives a DocumentBuilder from Markdown events. With `value_kind`, blocks are segments of that kind, in `group`."""

    indented_code = True
    """Whether indented lines are code, as in all Markdown but MDX."""

    def __init__(
        self,
        builder: DocumentBuilder,
        value_kind: SegmentKind | None = None,
        group: int | None = None,
        html: HtmlReader | None = None,
    ) -> None:
        self._builder = builder
        self._html = html or HtmlReader(builder, value_kind, group)
        self._value_kind = value_kind
        self._group = group
        self._containers: list[SegmentKind] = []
        self._row: int | None = None
        self._code_block = False
        self._indented: list[Run] | None = None
        self._html_runs: list[Run] | None = None
        self._images = 0
        self._titles: list[tuple[int, int] | None] = []

    def read(self, view: View) -> None:
        # What is no character of UTF-8 cannot reach the parser; a stand-in of the same length keeps all places.
        text = view.text if view.text.isascii() else _SURROGATE.sub("\ufffd", view.text)
        options = _INLINE_OPTIONS if self._value_kind else _OPTIONS
        chars = CharOffsets(text)
        self._definition_titles = _definition_titles(text, options, chars)
        char_at, plain, masked = chars.at, view.plain, MASK in text
        # The commonest events are dealt with here: this loop is most of the time that reading takes.
        event: Any
        name: str
        value: Any
        for event, place in pyromark.events_with_range(text, options=options):
            if type(event) is dict:
                name, value = next(iter(event.items()))
                if name == "End":
                    if value not in _SPANS:
                        self._end(view, value)
                    continue
                if name == "Start":
                    if value in _SPANS:
                        continue
                elif name == "Text" and plain and not (masked or self._code_block or self._html.skipping):
                    start, end = char_at(place["start"]), char_at(place["end"])
                    if len(value) == end - start and self._builder.is_open:
                        self._builder.add(plain.part(start, end))
                        continue
                self._take(view, name, value, char_at(place["start"]), char_at(place["end"]))
            else:
                self._plain_event(view, event, char_at(place["start"]), char_at(place["end"]))

    def finish(self) -> None:
        self._html.finish()

    def read_indented(self, view: View) -> None:
        """Read lines that other Markdown takes for code."""
        self.read(view)

    def _take(self, view: View, name: str, value: Any, start: int, end: int) -> None:
        if name == "Start":
            self._start(view, value, start, end)
        elif self._code_block:
            if self._indented is not None and name == "Text":
                self._indented.extend(view.runs(start, end))
        elif name == "Html":
            if self._html_runs is not None:
                self._html_runs.extend(view.runs(start, end))
        elif self._html.skipping and name != "InlineHtml" and not (name == "Text" and MASK in value):
            return
        elif name == "Text":
            self._text(view, value, start, end)
        elif name == "InlineHtml":
            if self._images:  # tags are no part of alt text
                return
            self._html.read(View(view.runs(start, end)))
        elif name in ("Code", "InlineMath", "DisplayMath"):
            self._ensure_open()
            self._builder.add_placeholder(*view.place(start, end))
        elif name == "FootnoteReference":
            self._builder.note_mark(value)

    def _plain_event(self, view: View, event: str, start: int, end: int) -> None:
        if event in ("SoftBreak", "HardBreak"):
            self._builder.add_space(*view.place(start, end))
        elif event == "Rule":
            self._builder.close()

    def _text(self, view: View, value: str, start: int, end: int) -> None:
        if MASK in value:
            self._around_masks(view, start, end)
            return
        self._ensure_open()
        if len(value) == end - start:  # as it stands in the source, but for stand-ins
            for run in view.runs(start, end):
                self._builder.add(run)
        elif start < end:
            self._builder.add(Run(value, *view.place(start, end), "entity"))

    def _around_masks(self, view: View, start: int, end: int) -> None:
        """Text with masked tags in it, which may hide what follows them."""
        for run in view.runs(start, end):
            for part in _MASKED_OR_NOT.finditer(run.text):
                if part.group()[0] == MASK:
                    self._builder.add(Run(part.group(), run.start + part.start(), run.start + part.end()))
                elif not self._html.skipping:
                    self._ensure_open()
                    self._builder.add(Run(part.group(), run.start + part.start(), run.start + part.end()))

    def _ensure_open(self) -> None:
        if not self._builder.is_open:
            self._open_block()

    def _open_block(self) -> None:
        self._builder.open(self._block_kind(), group=self._group if self._row is None else self._row)

    def _block_kind(self) -> SegmentKind:
        if self._value_kind:
            return self._value_kind
        if self._row is not None:
            return "cell"
        return self._containers[-1] if self._containers else "paragraph"

    # -- blocks and spans

    def _start(self, view: View, tag: Any, start: int, end: int) -> None:
        name: str
        details: Any
        name, details = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        builder = self._builder
        if name == "Paragraph":
            if not (builder.is_open and builder.is_empty and builder.kind == self._block_kind()):
                self._open_block()
        elif name == "Heading":
            if self._value_kind:
                self._open_block()
            else:
                builder.open("heading", level=int(details["level"][1]))
        elif name == "Item":
            self._containers.append("item")
            self._open_block()
        elif name == "BlockQuote":
            self._containers.append("quote")
            builder.close()
        elif name in ("TableHead", "TableRow"):
            self._row = builder.new_group()
        elif name == "TableCell":
            self._open_block()
        elif name == "FootnoteDefinition":
            builder.close()
            builder.define_note(details)
        elif name == "CodeBlock":
            builder.close()
            self._code_block = True
            self._indented = [] if details == "Indented" and not self.indented_code else None
        elif name == "HtmlBlock":
            self._html_runs = []
        elif name == "Link":
            builder.begin_link(details["dest_url"])
            self._titles.append(self._title_place(view.text, details, start, end))
        elif name == "Image":
            self._titles.append(self._title_place(view.text, details, start, end))
            builder.open_aside("alt")
            self._images += 1

    def _end(self, view: View, tag: Any) -> None:
        name = tag if isinstance(tag, str) else next(iter(tag))
        builder = self._builder
        if name in ("Paragraph", "Heading", "TableCell", "FootnoteDefinition", "List", "Item", "BlockQuote"):
            self._html.end_block()
            builder.close()
            if name in ("Item", "BlockQuote"):
                self._containers.pop()
        elif name == "Table":
            self._row = None
        elif name == "CodeBlock":
            self._code_block = False
            runs, self._indented = self._indented, None
            if runs:
                self.read_indented(View(runs))
        elif name == "HtmlBlock":
            runs, self._html_runs = self._html_runs or [], None
            if runs:
                self._html.read(View(runs))
        elif name == "Link":
            builder.end_link()
            self._read_title(view)
        elif name == "Image":
            builder.close_aside()
            self._images -= 1
            self._read_title(view)

    # -- titles of links and images, for which the parser gives the range of the whole link only

    def _title_place(self, text: str, details: dict[str, str], start: int, end: int) -> tuple[int, int] | None:
        if not details["title"]:
            return None
        if details["link_type"] == "Inline":
            return _title_before(text, start, end - 1)
        return self._definition_titles.pop(details["id"].lower(), None)

    def _read_title(self, view: View) -> None:
        place = self._titles.pop()
        if place and not self._html.skipping:
            self._builder.open_aside("label")
            for run in _unescaped(view, *place):
                self._builder.add(run)
            self._builder.close_aside()


def _unescaped(view: View, start: int, end: int) -> list[Run]:
    """The runs of view.text[start:end] with backslash escapes and character references decoded."""
    runs: list[Run] = []
    for match in _ESCAPED.finditer(view.text, start, end):
        runs.extend(decoded(view, start, match.start()))
        runs.append(Run(match.group(1), *view.place(match.start(), match.end()), "escape"))
        start = match.end()
    return [*runs, *decoded(view, start, end)]


def _definition_titles(text: str, options: Any, chars: CharOffsets) -> dict[str, tuple[int, int]]:
    """Where the titles of link reference definitions stand, by label in lower case."""
    if "]:" not in text:
        return {}
    titles: dict[str, tuple[int, int]] = {}
    for label, definition in pyromark.reference_definitions(text, options=options).items():
        if definition["title"]:
            span = definition["span"]
            place = _title_before(text, chars.at(span["start"]), chars.at(span["end"]))
            if place:
                titles[label.lower()] = place
    return titles


def _title_before(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the quoted title that ends the construct text[start:end], without its quotes."""
    while end > start and text[end - 1].isspace():
        end -= 1
    opening = _TITLE_END.get(text[end - 1 : end])
    if opening is None:
        return None
    at = end - 2
    while at > start and not (text[at] == opening and text[at - 1].isspace()):
        at -= 1
    return (at + 1, end - 1) if at > start else None

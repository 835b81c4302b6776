"""What a reader sees of a file: segments of text in reading order, each character tied to its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from copylint.text.spans import SourceMap, Span

SegmentKind = Literal[
    "title",
    "description",
    "heading",
    "paragraph",
    "item",
    "cell",
    "quote",
    "caption",
    "alt",
    "label",
    "button",
    "value",
]
PLACEHOLDER = "xx"
"""The neutral word that stands in linted text for code and URLs; nothing is reported inside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One unit of copy: `text[start:end]` of its Document, offsets in code points.

    `section` is an index into `Document.sections`. Segments with one `group` belong together: a question and its answer,
    a lead-in and its list, a table row.
    `metadata`: it describes the page to others (title, description, JSON-LD). `place` names where it stands in data, which
    lines cannot: a JSON pointer, a row and column.
    """

    kind: SegmentKind
    start: int
    end: int
    section: int
    group: int | None = None
    lang: str | None = None
    metadata: bool = False
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The part of a page under one heading; `headings` is the chain of headings that leads to it, outermost first."""

    level: int
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The text `start`..`end` of a Document leads to `target`."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote mark at text offset `offset`; `resolved` tells whether the page holds a note of that label."""

    offset: int
    label: str
    resolved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Something of a file that was not read or judged, and why. `line` is 1-based, None for the whole file."""

    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """Another file of the site that source[start:end] brings in: `target` as it is written there.

    `kind` tells how a target is looked up: a module's path, or the name of a layout or an include of a site generator.
    """

    target: str
    start: int
    end: int
    kind: Literal["module", "layout", "include"] = "module"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file as its reader sees it.

    `text` holds all segments in reading order, each ended by "\\n", so that no pattern reaches over a segment's end.
    `site` is the host that the page says it is published at, if it says so. `imports` are the files of the site that are
    shown with it. `comments` are the places in `source` of comments that speak to copylint, `page_notes` that of what front matter
    has for it. `skipped` tells why nothing of it is copy.
    """

    path: str
    source: str
    text: str
    segments: tuple[Segment, ...]
    sections: tuple[Section, ...]
    source_map: SourceMap
    links: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()
    unread: tuple[Unread, ...] = ()
    lang: str | None = None
    site: str | None = None
    imports: tuple[Import, ...] = ()
    comments: tuple[Span, ...] = ()
    page_notes: Span | None = None
    skipped: str | None = None

    @property
    def words(self) -> int:
        """How many words of copy were read."""
        return len(self.text.split())

    def segment_text(self, segment: Segment) -> str:
        return self.text[segment.start : segment.end]

    def to_source(self, span: Span) -> Span:
        """The place in `source` of a stretch of `text`."""
        return self.source_map.to_source(span.start, span.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A document that a page shows, and the span of the page's source that brings it in (empty at 0 where none does)."""

    document: Document
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A document and the components, layouts and data that a reader sees with it as one page.

    What a page leaves out is judged over all of them. A component by itself is not `whole`: others show what it does not.
    """

    document: Document
    parts: tuple[Part, ...] = ()
    whole: bool = True

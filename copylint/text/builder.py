"""Collects what a parser reads into a Document. Parsers say what they saw; the builder normalises and keeps places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal
from urllib.parse import urlsplit

from copylint.text.document import PLACEHOLDER, Document, Import, Link, Note, Section, Segment, SegmentKind, Unread
from copylint.text.masks import MASK, Masks
from copylint.text.normalise import footnote_mark, normalise
from copylint.text.spans import LineIndex, Piece, SourceMap, Span
from copylint.text.view import Run, View, dash

MARK = "copylint:"
"""How a comment that speaks to copylint begins."""
_NO_COPY = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'“”]*[^\s<>\"'“”.,;:!?)\]*_]"
    # Templates inside strings (Jinja, Handlebars, messages to be translated): an expression is a word that is not known.
    r"|(?P<expression>\{\{(?![<%])[^{}]*\}\}|\{[A-Za-z_][\w.]{0,40}\})|(?P<tag>\{%[^{}]*%\}|\{:[^{}\n]*\}|\{#[^{}]*#\}|\{\{[<%][^{}]*[>%]\}\})"
)
_MASKED = re.compile(f"{MASK}+")
_SENTENCE_BEFORE = re.compile(r"[.!?] ")
_QUESTIONS = re.compile(
    r"\b(?:FAQs?|frequently asked|common(?:ly asked)? questions|questions (?:and|&) answers)\b", re.IGNORECASE
)
_UNIT_KINDS = frozenset({"item", "cell"})


class _Open:
    """A segment being collected: its runs (None marks an event) and the events in order."""

    __slots__ = ("events", "filled", "group", "kind", "lang", "level", "metadata", "place", "runs")

    def __init__(
        self, kind: SegmentKind, level: int, group: int | None, lang: str | None, metadata: bool, place: str | None
    ) -> None:
        self.kind, self.level, self.group, self.lang, self.metadata = kind, level, group, lang, metadata
        self.place = place
        self.runs: list[Run | None] = []
        self.events: list[tuple[str, str]] = []
        self.filled = False

    def add(self, run: Run) -> None:
        self.runs.append(run)
        self.filled = self.filled or not run.text.isspace()


class DocumentBuilder:
    """Takes copy in reading order; `build` gives the Document.

    Text goes to the open segment; without one, `add` opens a paragraph. Asides (alt text, link titles) are read right after
    the segment in which they stand.
    """

    def __init__(self, path: str, source: str) -> None:
        self.path, self.source = path, source
        self.lang: str | None = None
        self.site: str | None = None
        self.skipped: str | None = None
        """Why nothing of the file is copy, where that is known."""
        self.place: str | None = None
        """Where in data the next segment stands (Segment.place)."""
        self.part_lang: str | None = None
        """The language of what comes next, where the page names it for a part of itself."""
        self.raised = False
        """Whether what comes stands higher, as footnote marks do."""
        self.masks: Masks | None = None
        """What was masked in the source before it was parsed."""
        self._metadata = False
        self._lines: LineIndex | None = None
        self._texts: list[str] = []
        self._length = 0
        self._pieces: list[Piece] = []
        self._segments: list[Segment] = []
        self._sections = [Section(level=0, headings=())]
        self._headings: list[tuple[int, str]] = []
        self._links: list[Link] = []
        self._notes: list[tuple[int, str]] = []
        self._defined_notes: set[str] = set()
        self._imports: list[Import] = []
        self._comments: list[Span] = []
        self.page_notes: Span | None = None
        """Where front matter speaks to copylint."""
        self.speaks_to_us = MARK in source
        """Whether a comment may speak to copylint: most files have none that does."""
        self._unread: list[Unread] = []
        self._groups = 0
        self._open: list[_Open] = []
        self._waiting: list[_Open] = []

    # -- segments

    @property
    def is_open(self) -> bool:
        return bool(self._open)

    @property
    def is_empty(self) -> bool:
        """Whether the open segment holds no word yet (or none is open)."""
        return not self._open or not self._open[-1].filled

    @property
    def kind(self) -> SegmentKind | None:
        return self._open[-1].kind if self._open else None

    def open(self, kind: SegmentKind, *, level: int = 0, group: int | None = None) -> None:
        """End the open segment and begin another; `level` is a heading's (1 to 6)."""
        self.close()
        self._open.append(_Open(kind, level, group, self.part_lang, self._metadata, self.place))

    @contextmanager
    def reading_metadata(self) -> Iterator[None]:
        """What is opened inside this block describes the page to others: search engines, social sites."""
        outer, self._metadata = self._metadata, True
        try:
            yield
        finally:
            self._metadata = outer

    def open_aside(self, kind: SegmentKind, group: int | None = None) -> None:
        """Begin a segment beside the open one, to be read after it; ended by `close_aside`."""
        self._open.append(_Open(kind, 0, group, self.part_lang, self._metadata, self.place))

    def close_aside(self) -> None:
        aside = self._open.pop()
        if self._open:
            self._waiting.append(aside)
        else:
            self._write(aside)

    def close(self) -> None:
        """End the open segment, if there is one, with its asides."""
        if not self._open:
            return
        if len(self._open) == 1 and not self._waiting:
            self._write(self._open.pop())
        else:
            main, *inner = self._open
            self._open = []
            waiting, self._waiting = self._waiting, []
            for segment in (main, *waiting, *inner):
                self._write(segment)

    def new_group(self) -> int:
        self._groups += 1
        return self._groups

    # -- what stands in a segment

    def add(self, run: Run) -> None:
        """Add text to the open segment. URLs in it are links, and they and template expressions are a neutral word.

        Masked constructs say themselves what they add.
        """
        if MASK in run.text:
            self._add_around_masks(run)
            return
        if not self._open:
            if run.text.isspace():
                return
            self.open("paragraph")
        segment = self._open[-1]
        if self.raised:
            before = next((r.text for r in reversed(segment.runs[-4:]) if r and r.text), "")
            mark = footnote_mark(before, run.text)
            if mark:
                run = Run(mark, run.start, run.end, "fold")
        if run.kind != "same" or not ("{" in run.text or "www." in run.text or "://" in run.text):
            segment.add(run)
            return
        at = 0
        for match in _NO_COPY.finditer(run.text):
            left, right = match.span()
            segment.add(Run(run.text[at:left], run.start + at, run.start + left))
            if match.lastgroup == "tag":
                self.add_space(run.start + left, run.start + right)
                at = right
                continue
            if match.lastgroup == "expression":
                self.add_placeholder(run.start + left, run.start + right)
                at = right
                continue
            self.begin_link(match.group())
            self.add_placeholder(run.start + left, run.start + right)
            self.end_link()
            at = right
        segment.add(Run(run.text[at:], run.start + at, run.end))

    def _add_around_masks(self, run: Run) -> None:
        if run.kind != "same":  # a character reference to what no text may hold
            self.add(run._replace(text=run.text.replace(MASK, "")))
            return
        at = 0
        for match in _MASKED.finditer(run.text):
            if match.start() > at:
                self.add(Run(run.text[at : match.start()], run.start + at, run.start + match.start()))
            at = match.end()
            start, end = run.start + match.start(), run.start + at
            while start < end:
                construct = self.masks.at(start) if self.masks else None
                if construct:
                    construct.show()
                start = construct.end if construct else start + 1
        if at < len(run.text):
            self.add(Run(run.text[at:], run.start + at, run.end))

    def add_view(self, view: View) -> None:
        for run in view.runs(0, len(view.text)):
            self.add(run)

    def add_space(self, start: int, end: int) -> None:
        if self._open:
            self._open[-1].add(Run(" ", start, end, "space"))

    def add_placeholder(self, start: int, end: int) -> None:
        self.add(Run(PLACEHOLDER, start, end, "placeholder"))

    def add_alternative(self, start: int, end: int) -> None:
        """What stands between two texts of which one is shown."""
        for run in dash(start, end):
            self.add(run)

    def begin_link(self, target: str) -> None:
        self._event("link", target)

    def end_link(self) -> None:
        self._event("end", "")

    def note_mark(self, label: str) -> None:
        """A footnote mark stands here."""
        self._event("note", label)

    def _event(self, name: str, value: str) -> None:
        if not self._open:
            self.open("paragraph")
        self._open[-1].runs.append(None)
        self._open[-1].events.append((name, value))

    # -- what concerns the whole document

    def define_note(self, label: str) -> None:
        self._defined_notes.add(label)

    def set_site(self, url: str) -> None:
        """The page's own address, from a canonical link or og:url; the first one counts."""
        try:
            host = urlsplit(url.strip()).hostname if "//" in url else None
        except ValueError:  # brackets that hold no IPv6 address, and other things that are no URL
            return
        if host and self.site is None:
            self.site = host.removeprefix("www.")

    def add_import(self, target: str, start: int, end: int, kind: Literal["module", "layout", "include"]) -> None:
        """source[start:end] brings in another file of the site."""
        self._imports.append(Import(target=target, start=start, end=end, kind=kind))

    def comment(self, start: int, end: int) -> None:
        """source[start:end] is a comment."""
        if self.speaks_to_us and self.source.find(MARK, start, end) >= 0:
            self._comments.append(Span(start, end))

    def unread(self, reason: str, offset: int | None = None) -> None:
        """Record that something (at source offset `offset`) was not read."""
        line = None
        if offset is not None:
            self._lines = self._lines or LineIndex(self.source)
            line = self._lines.position(offset)[0]
        self._unread.append(Unread(reason=reason, line=line))

    def build(self) -> Document:
        self.close()
        return Document(
            path=self.path,
            source=self.source,
            text="".join(self._texts),
            segments=_with_groups(self._segments, self._texts, self._groups, self._sections),
            sections=tuple(self._sections),
            source_map=SourceMap.of(self._pieces),
            links=tuple(self._links),
            notes=tuple(
                Note(offset=offset, label=label, resolved=label in self._defined_notes) for offset, label in self._notes
            ),
            unread=tuple(self._unread),
            lang=self.lang,
            site=self.site,
            imports=tuple(self._imports),
            comments=tuple(sorted(set(self._comments))),
            page_notes=self.page_notes,
            skipped=self.skipped,
        )

    def _write(self, segment: _Open) -> None:
        base = self._length
        text, pieces, marks = normalise(segment.runs, base)
        if segment.events:
            self._place_events(segment.events, marks, text, base)
        if not text:
            return
        if segment.kind == "heading":
            while self._headings and self._headings[-1][0] >= segment.level:
                self._headings.pop()
            self._headings.append((segment.level, text))
            self._sections.append(
                Section(level=segment.level, headings=tuple(heading for _, heading in self._headings))
            )
        self._texts.append(text + "\n")
        self._length += len(text) + 1
        self._pieces.extend(pieces)
        self._segments.append(
            Segment(
                kind=segment.kind,
                start=base,
                end=base + len(text),
                section=len(self._sections) - 1,
                group=segment.group,
                lang=segment.lang,
                metadata=segment.metadata,
                place=segment.place,
            )
        )

    def _place_events(self, events: list[tuple[str, str]], marks: list[int], text: str, base: int) -> None:
        begun: list[tuple[int, str]] = []
        for (name, value), mark in zip(events, marks, strict=True):
            if name == "note":
                self._notes.append((base + mark, value))
            elif name == "link":
                # The blank before a link is none of it, or it would belong to the sentence before.
                begun.append((base + mark + text.startswith(" ", mark), value))
            elif begun:
                start, target = begun.pop()
                self._links.append(Link(start=start, end=max(start, base + mark), target=target))
        for start, target in begun:  # a link that its segment's end cut off
            self._links.append(Link(start=start, end=base + len(text), target=target))


def _with_groups(
    segments: list[Segment], texts: list[str], groups: int, sections: list[Section]
) -> tuple[Segment, ...]:
    """Tie a question on its own to the paragraph after it, and a lead-in that ends in ":" to its list.

    Below a heading that announces questions, every heading is one.
    """
    result = list(segments)
    for index in range(len(result) - 1):
        first, second = result[index], result[index + 1]
        text = texts[index].rstrip()
        if second.group is not None:
            continue
        if (
            first.group is None
            and second.kind in ("paragraph", "item")
            and (_asks(first, text) or (first.kind == "heading" and _is_among_questions(sections[first.section])))
        ):
            groups += 1
            result[index] = replace(first, group=groups)
            result[index + 1] = replace(second, group=groups)
        elif text.endswith(":") and first.kind not in _UNIT_KINDS and second.kind == "item":
            # A lead-in may be the answer to a question in a heading; then its list is part of the answer.
            group = first.group
            if group is None:
                groups += 1
                group = groups
            result[index] = replace(first, group=group)
            for following in range(index + 1, len(result)):
                if result[following].kind != "item":
                    break
                result[following] = replace(result[following], group=group)
    return tuple(result)


def _is_among_questions(section: Section) -> bool:
    return any(_QUESTIONS.search(heading) for heading in section.headings[:-1])


def _asks(segment: Segment, text: str) -> bool:
    """Whether the segment is a question alone: a heading, or a paragraph of one sentence, as FAQ pages have them."""
    if not text.endswith("?"):
        return False
    return segment.kind == "heading" or (segment.kind in ("paragraph", "item") and not _SENTENCE_BEFORE.search(text))

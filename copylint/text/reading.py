"""A Document being judged: finds the segment, sentence and clause around a place, each computed once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from copylint.text.document import Document, Segment
from copylint.text.sentences import clauses, sentences
from copylint.text.spans import Span


class Reading:
    """Views over one Document; offsets are those of `document.text`. Not shared between threads."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.starts = [segment.start for segment in document.segments]
        self._sentences: dict[int, list[Span]] = {}
        self._clauses: dict[Span, list[Span]] = {}
        self._groups: dict[int, list[Segment]] = {}
        self._headings: dict[int, Segment] = {}
        self._section_ends: dict[int, tuple[int, int]] = {}
        for segment in document.segments:
            if segment.group is not None:
                self._groups.setdefault(segment.group, []).append(segment)
            if segment.kind == "heading":
                self._headings.setdefault(segment.section, segment)
            # The segments of a section follow each other.
            first, _ = self._section_ends.get(segment.section, (segment.start, 0))
            self._section_ends[segment.section] = first, segment.end

    def segment_index(self, offset: int) -> int:
        return max(bisect_right(self.starts, offset) - 1, 0)

    def segment_at(self, offset: int) -> Segment:
        return self.document.segments[self.segment_index(offset)]

    def sentences_of(self, index: int) -> list[Span]:
        """The sentences of segment `index`."""
        found = self._sentences.get(index)
        if found is None:
            segment = self.document.segments[index]
            found = self._sentences[index] = sentences(self.text, segment.start, segment.end)
        return found

    def sentence_at(self, offset: int) -> Span:
        return _holding(self.sentences_of(self.segment_index(offset)), offset)

    def clauses_of(self, sentence: Span) -> list[Span]:
        found = self._clauses.get(sentence)
        if found is None:
            found = self._clauses[sentence] = clauses(self.text, sentence)
        return found

    def clause_at(self, offset: int) -> Span:
        return _holding(self.clauses_of(self.sentence_at(offset)), offset)

    def next_sentence(self, sentence: Span) -> Span | None:
        """The sentence after this one: in its segment, else the first of a next segment in the same section."""
        index = self.segment_index(sentence.start)
        spans = self.sentences_of(index)
        at = bisect_left(spans, sentence.end, key=_start)
        if at < len(spans):
            return spans[at]
        if index + 1 < len(self.document.segments):
            here, there = self.document.segments[index], self.document.segments[index + 1]
            if here.section == there.section and there.kind != "heading":
                return self.sentences_of(index + 1)[0]
        return None

    def previous_sentence(self, sentence: Span) -> Span | None:
        """The sentence before this one in its segment."""
        spans = self.sentences_of(self.segment_index(sentence.start))
        at = bisect_left(spans, sentence.start, key=_start)
        return spans[at - 1] if at else None

    def scope(self, offset: int, within: str) -> list[Span]:
        """The stretches of text that count as `within` (clause, sentence, segment, group, section, page) of `offset`."""
        if within == "clause":
            return [self.clause_at(offset)]
        if within == "sentence":
            return [self.sentence_at(offset)]
        here = self.segment_at(offset)
        if within == "segment" or (within == "group" and here.group is None):
            return [Span(here.start, here.end)]
        if within == "group":
            return [Span(s.start, s.end) for s in self.group_of(here)]
        if within == "section":
            first, last = self._section_ends[here.section]
            return [Span(first, last)]
        return [Span(0, len(self.text))]

    def group_of(self, segment: Segment) -> list[Segment]:
        """The segments of the group that `segment` belongs to, itself among them; none if it has no group."""
        return self._groups.get(segment.group, []) if segment.group is not None else []

    def heading_of(self, segment: Segment) -> Segment | None:
        """The heading of the section that `segment` stands in."""
        return self._headings.get(segment.section)


def _start(span: Span) -> int:
    return span.start


def _holding(spans: list[Span], offset: int) -> Span:
    """The last span that begins at or before `offset`; what stands between two belongs to the earlier one."""
    return spans[max(bisect_right(spans, offset, key=_start) - 1, 0)]

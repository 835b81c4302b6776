"""A Document being judged: finds the segment, sentence and clause around a place, each computed once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from copylint.text.document import Document, Segment
from copylint.text.sentences import clauses, sentences
from copylint.text.spans import Span


class Reading:
    """Views over one Document; offsets are those of `document.text`. Not shared between threads."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self._starts = [segment.start for segment in document.segments]
        self._sentences: dict[int, list[Span]] = {}
        self._clauses: dict[Span, list[Span]] = {}

    def segment_index(self, offset: int) -> int:
        return max(bisect_right(self._starts, offset) - 1, 0)

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
        """The sentence after this one: in its segment, else the first of a next segment in the same group or section."""
        index = self.segment_index(sentence.start)
        later = [s for s in self.sentences_of(index) if s.start >= sentence.end]
        if later:
            return later[0]
        if index + 1 < len(self.document.segments):
            here, there = self.document.segments[index], self.document.segments[index + 1]
            if here.section == there.section and there.kind != "heading":
                return self.sentences_of(index + 1)[0]
        return None

    def previous_sentence(self, sentence: Span) -> Span | None:
        """The sentence before this one in its segment."""
        earlier = [s for s in self.sentences_of(self.segment_index(sentence.start)) if s.end <= sentence.start]
        return earlier[-1] if earlier else None

    def all_sentences(self) -> Iterator[Span]:
        for index in range(len(self.document.segments)):
            yield from self.sentences_of(index)

    def scope(self, offset: int, within: str) -> list[Span]:
        """The stretches of text that count as `within` (clause, sentence, segment, group, section, page) of `offset`."""
        if within == "clause":
            return [self.clause_at(offset)]
        if within == "sentence":
            return [self.sentence_at(offset)]
        here = self.segment_at(offset)
        if within == "segment" or (within == "group" and here.group is None):
            return [Span(here.start, here.end)]
        segments = self.document.segments
        if within == "group":
            return [Span(s.start, s.end) for s in segments if s.group == here.group]
        if within == "section":
            return [Span(s.start, s.end) for s in segments if s.section == here.section]
        return [Span(s.start, s.end) for s in segments]


def _holding(spans: list[Span], offset: int) -> Span:
    for span in spans:
        if offset < span.end:
            return span
    return spans[-1]

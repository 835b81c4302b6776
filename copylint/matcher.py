"""Finds phrases in a document's text. The seam behind which matching is made fast.

A phrase matches whole words in any case and never reaches over a segment's end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from unicodedata import category

from copylint.alternative import Alternative
from copylint.phrase_index import Hits, PhraseIndex, PhraseSet
from copylint.text.document import Unread
from copylint.text.reading import Reading
from copylint.text.spans import LineIndex, Span

if TYPE_CHECKING:
    import regex

PATTERN_SECONDS = 1.0
"""How long one pattern may take on one segment before that segment counts as not read."""
# Characters of which the two libraries may think differently, as of "²": all but Latin-1's others and some punctuation.
_HARD = re.compile("[^\\x00-\\x1b\\x20-\\xb1\\xb4-\\xb8\\xba\\xbb\\xbf-\\xff—–…•]")
_WORD_CATEGORIES = frozenset("Lu Ll Lt Lm Lo Mn Mc Me Nd Nl Pc".split())


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    import regex

    # Segments are lines of the text, so "^" and "$" of a raw pattern are a segment's ends.
    return regex.compile(pattern, regex.IGNORECASE | regex.MULTILINE)


@cache
def _compiled_simply(pattern: str) -> re.Pattern[str] | None:
    """A pattern made from a phrase, by the standard library, which compiles several times faster than `regex`.

    Such patterns have bounded gaps only, so they need no time limit. Over simple text both find the same; None where it cannot.
    """
    try:
        return re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    except re.error:
        return None


class Matcher:
    """All matching over one Reading. Finds of a phrase set are kept, so a lexicon costs once per segment.

    The index of all phrases, in one pass over the text, tells which sets are to be looked at, and where. A set that it does not
    hold gets an index of its own.
    """

    def __init__(self, reading: Reading, index: PhraseIndex | None = None) -> None:
        self.reading = reading
        self.text = reading.text
        self._lower = reading.text.lower()
        self._is_simple = _HARD.search(reading.text) is None
        self._hits = Hits(index, self._lower, reading.starts) if index else None
        self.active = self._hits.active if self._hits else set()
        """The numbers of the sets in the index that can have matches here."""
        self._own: dict[PhraseSet, Hits] = {}
        self._every: dict[PhraseSet, list[Span]] = {}
        self._in_segment: dict[tuple[PhraseSet, int], list[Span]] = {}
        self._longest: dict[tuple[PhraseSet, int], int] = {}
        self.unread: list[Unread] = []

    def every(self, phrases: PhraseSet) -> list[Span]:
        """All matches of `phrases`, in order (of two with one start, the longer first), also those that overlap.

        What cancels or surrounds a finding may overlap other such matches.
        """
        found = self._every.get(phrases)
        if found is None:
            hits, number = self._hits_of(phrases)
            found = self._every[phrases] = self.every_in(phrases, hits.segments_of(number))
        return found

    def segments_with(self, sets: Iterable[PhraseSet]) -> list[int]:
        """The segments in which each of `sets` can have a match, by their words alone."""
        common: set[int] | None = None
        for phrases in sets:
            hits, number = self._hits_of(phrases)
            segments = hits.segments_of(number)
            common = set(segments) if common is None else common.intersection(segments)
        return sorted(common or ())

    def every_in(self, phrases: PhraseSet, segments: Iterable[int]) -> list[Span]:
        """What `every` gives, in these segments only, which stand in order."""
        return [span for segment in segments for span in self._of_segment(phrases, segment)]

    def touches(self, phrases: PhraseSet, span: Span) -> bool:
        """Whether a match of `phrases` overlaps `span`, which lies in one segment."""
        if not phrases:
            return False
        segment = self.reading.segment_index(span.start)
        found = self._of_segment(phrases, segment)
        if not found:
            return False
        # No match that begins further back than the longest one is long can reach here.
        longest = self._longest.get((phrases, segment))
        if longest is None:
            longest = self._longest[phrases, segment] = max(match.end - match.start for match in found)
        index = bisect_left(found, span.start - longest, key=itemgetter(0))
        while index < len(found) and found[index].start < span.end:
            if found[index].end > span.start:
                return True
            index += 1
        return False

    def find_in(self, phrases: PhraseSet, scope: Span) -> Iterator[Span]:
        """The matches of `phrases` that lie inside `scope`."""
        if not phrases or not self.text:
            return
        first = self.reading.segment_index(scope.start)
        if scope.end <= self.reading.document.segments[first].end:
            found = self._of_segment(phrases, first)
        else:
            found = self.every(phrases)
        index = bisect_left(found, scope.start, key=itemgetter(0)) if found else 0
        while index < len(found) and found[index].start < scope.end:
            if found[index].end <= scope.end:
                yield found[index]
            index += 1

    def has(self, phrases: PhraseSet, scopes: Iterable[Span]) -> Span | None:
        """The first match of `phrases` in one of `scopes`, if there is one."""
        for scope in scopes:
            for span in self.find_in(phrases, scope):
                return span
        return None

    def _hits_of(self, phrases: PhraseSet) -> tuple[Hits, int]:
        """The hits that tell where `phrases` can stand, and the number that it has there."""
        if self._hits is not None:
            number = self._hits.index.number(phrases)
            if number is not None:
                return self._hits, number
        hits = self._own.get(phrases)
        if hits is None:
            hits = self._own[phrases] = Hits(PhraseIndex([phrases]), self._lower, self.reading.starts)
        return hits, 0

    def _of_segment(self, phrases: PhraseSet, segment: int) -> list[Span]:
        """The matches of a phrase set in one segment, in order."""
        key = phrases, segment
        found = self._in_segment.get(key)
        if found is None:
            hits, number = self._hits_of(phrases)
            found = self._in_segment[key] = (
                self._matches(phrases, hits, number, segment) if hits.can_match(number, segment) else []
            )
        return found

    def _matches(self, phrases: PhraseSet, hits: Hits, number: int, segment: int) -> list[Span]:
        spans: set[Span] = set()
        here = hits.by_segment[segment]
        entries = hits.index.entries(phrases)
        tried: set[int] = set()
        for word in entries.keys() & here.keys():
            for alternative, spelling, open_end, others in entries[word]:
                if spelling is not None:
                    for at in here[word]:
                        span = self._whole(at, at + len(spelling), open_end)
                        if span is not None:
                            spans.add(span)
                elif id(alternative) not in tried:
                    tried.add(id(alternative))
                    for words in others:
                        if words.isdisjoint(here):
                            break
                    else:
                        spans.update(self._pattern(alternative, segment))
        if number in hits.index.slow:
            for alternative in phrases.alternatives:
                if alternative.is_slow:
                    spans.update(self._pattern(alternative, segment))
        return sorted(spans, key=_in_order) if len(spans) > 1 else list(spans)

    def _whole(self, start: int, end: int, open_end: bool) -> Span | None:
        """The span of a spelling that stands at `start`, if it is whole words there; with `open_end` the last may go on."""
        lower = self._lower
        if _in_word(lower, start - 1) and _in_word(lower, start):
            return None
        if open_end:
            while _in_word(lower, end):
                end += 1
        elif _in_word(lower, end) and _in_word(lower, end - 1):
            return None
        return Span(start, end)

    def _pattern(self, alternative: Alternative, segment: int) -> list[Span]:
        """The matches of a phrase that is found by a pattern, in one segment."""
        found: list[Span] = []
        place = self.reading.document.segments[segment]
        start, end = place.start, place.end
        simple = None if alternative.is_raw else _compiled_simply(alternative.pattern)
        if simple is not None and (self._is_simple or _HARD.search(self.text, start, end) is None):
            match = simple.search(self.text, start, end)
            while match:
                at, until = match.span()
                if until > at:
                    found.append(Span(at, until))
                match = simple.search(self.text, at + 1, end)
            return found
        pattern: Any = _compiled(alternative.pattern)
        # Where another phrase wins, one that begins later may still stand. A raw pattern's later beginnings are mere rests.
        overlapped = not alternative.is_raw
        try:
            for match in pattern.finditer(self.text, start, end, overlapped=overlapped, timeout=PATTERN_SECONDS):
                if match.end() > match.start():
                    found.append(Span(match.start(), match.end()))
        except TimeoutError:
            document = self.reading.document
            line, _ = LineIndex(document.source).position(document.to_source(Span(start, end)).start)
            reason = f'the pattern "{alternative.phrase[:60]}" took longer than {PATTERN_SECONDS:g} s here'
            self.unread.append(Unread(reason=reason, line=line))
        return found


def _in_word(text: str, at: int) -> bool:
    """Whether a word character stands at `at`, as the `regex` library has it: the "²" of a footnote is none."""
    if not 0 <= at < len(text):
        return False
    char = text[at]
    return char.isalnum() or char == "_" if char.isascii() else category(char) in _WORD_CATEGORIES


def _in_order(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def leftmost_longest(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, without those that overlap an earlier one; of two with one start, the longer stays."""
    result: list[Span] = []
    for span in sorted(set(spans), key=_in_order):
        if not result or span.start >= result[-1].end:
            result.append(span)
    return result

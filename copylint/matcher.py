"""Finds phrases in a document's text. The seam behind which matching is made fast.

Semantics: matches of one phrase set that overlap are one, the leftmost, among those the longest. A phrase matches whole
words in any case and never reaches over a segment's end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from unicodedata import category

from copylint.phrase_index import Entry, PhraseIndex
from copylint.phrases import ASCII_WORD, Alternative, first_word
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


@dataclass(frozen=True, slots=True, eq=False)
class PhraseSet:
    """Compiled phrases that are looked for together; compared by identity, so that finds can be kept."""

    alternatives: tuple[Alternative, ...]

    def __bool__(self) -> bool:
        return bool(self.alternatives)


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
    """All matching over one Reading. Finds of a phrase set are kept, so a lexicon costs once per document.

    With an index of the phrases, one pass over the text tells which of them are to be looked at.
    """

    def __init__(self, reading: Reading, index: PhraseIndex | None = None) -> None:
        self.reading = reading
        self.text = reading.text
        self._lower = reading.text.lower()
        # A spelling whose first word the text has not need not be looked for. Runs of ASCII hold every such word.
        self._words = frozenset(ASCII_WORD.findall(self._lower))
        self._is_simple = _HARD.search(reading.text) is None
        self._index = index
        self._hits = index.hits(self._lower) if index else {}
        self._segments_of: dict[int, frozenset[int]] = {}
        self._every: dict[PhraseSet, list[Span]] = {}
        self._longest: dict[PhraseSet, int] = {}
        self.unread: list[Unread] = []

    def find(self, phrases: PhraseSet) -> list[Span]:
        """The matches of `phrases` that count as findings: in order, none overlapping another."""
        every = self.every(phrases)
        return leftmost_longest(every) if len(every) > 1 else every

    def every(self, phrases: PhraseSet) -> list[Span]:
        """All matches of `phrases`, in order (of two with one start, the longer first), also those that overlap.

        What cancels or surrounds a finding may overlap other such matches.
        """
        found = self._every.get(phrases)
        if found is None:
            entries = self._index.entries(phrases) if self._index else None
            if entries is None:
                spans = {span for alternative in phrases.alternatives for span in self._matches(alternative)}
            elif entries.keys().isdisjoint(self._hits.keys()) and not self._always(phrases):
                spans = set()  # as for most sets on most pages
            else:
                spans = set(self._indexed(phrases, entries))
            found = self._every[phrases] = sorted(spans, key=_in_order)
        return found

    def touches(self, phrases: PhraseSet, span: Span) -> bool:
        """Whether a match of `phrases` overlaps `span`."""
        found = self.every(phrases)
        if phrases not in self._longest:
            self._longest[phrases] = max((match.end - match.start for match in found), default=0)
        index = bisect_left(found, span.start - self._longest[phrases], key=itemgetter(0))
        while index < len(found) and found[index].start < span.end:
            if found[index].overlaps(span):
                return True
            index += 1
        return False

    def find_in(self, phrases: PhraseSet, scope: Span) -> Iterator[Span]:
        """The matches of `phrases` that lie inside `scope`."""
        found = self.every(phrases)
        index = bisect_left(found, scope.start, key=itemgetter(0))
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

    def _indexed(self, phrases: PhraseSet, entries: dict[int, list[Entry]]) -> Iterator[Span]:
        """The matches of a phrase set whose words the index holds."""
        patterns: dict[Alternative, tuple[set[int], tuple[frozenset[int], ...]]] = {}
        for word in entries.keys() & self._hits.keys():
            for alternative, spelling, others in entries[word]:
                if spelling is None:
                    segments, _ = patterns.setdefault(alternative, (set(), others))
                    segments |= self._segments_with(word)
                else:
                    for at in self._hits[word]:
                        span = self._whole(at, at + len(spelling), alternative.open_end)
                        if span is not None:
                            yield span
        for alternative, (candidates, others) in patterns.items():
            for words in others:
                if candidates:
                    present = words & self._hits.keys()
                    candidates.intersection_update(frozenset().union(*map(self._segments_with, present)))
            for segment in sorted(candidates):
                place = self.reading.document.segments[segment]
                yield from self._pattern(alternative, Span(place.start, place.end))
        for alternative in self._always(phrases):
            yield from self._matches(alternative)

    def _always(self, phrases: PhraseSet) -> tuple[Alternative, ...]:
        """The phrases of a set that no word of the index can rule out."""
        return self._index.always(phrases) if self._index else ()

    def _segments_with(self, word: int) -> frozenset[int]:
        """The segments in which a word of the index stands."""
        found = self._segments_of.get(word)
        if found is None:
            found = self._segments_of[word] = frozenset(map(self.reading.segment_index, self._hits[word]))
        return found

    def _matches(self, alternative: Alternative) -> Iterator[Span]:
        if alternative.spellings:
            for spelling in alternative.spellings:
                word = first_word(spelling, alternative.open_end)
                if word and word not in self._words:
                    continue
                yield from self._spelling(spelling, alternative.open_end)
            return
        for segment in self._candidates(alternative.literals):
            yield from self._pattern(alternative, segment)

    def _spelling(self, spelling: str, open_end: bool) -> Iterator[Span]:
        lower = self._lower
        at = lower.find(spelling)
        while at >= 0:
            span = self._whole(at, at + len(spelling), open_end)
            if span is not None:
                yield span
            at = lower.find(spelling, at + 1)

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

    def _candidates(self, literals: tuple[str, ...]) -> Iterable[Span]:
        """The segments that hold one of `literals`; all of them when there are none to look for."""
        segments = self.reading.document.segments
        if not literals:
            return [Span(s.start, s.end) for s in segments]
        indexes: set[int] = set()
        for literal in literals:
            at = self._lower.find(literal)
            while at >= 0:
                index = self.reading.segment_index(at)
                indexes.add(index)
                at = self._lower.find(literal, segments[index].end)
        return [Span(segments[index].start, segments[index].end) for index in sorted(indexes)]

    def _holds_simple_text(self, segment: Span) -> bool:
        return self._is_simple or _HARD.search(self.text, segment.start, segment.end) is None

    def _pattern(self, alternative: Alternative, segment: Span) -> Iterator[Span]:
        simple = None if alternative.phrase.startswith("re:") else _compiled_simply(alternative.pattern)
        if simple is not None and self._holds_simple_text(segment):
            match = simple.search(self.text, segment.start, segment.end)
            while match:
                if match.end() > match.start():
                    yield Span(match.start(), match.end())
                match = simple.search(self.text, match.start() + 1, segment.end)
            return
        pattern: Any = _compiled(alternative.pattern)
        # Where another phrase wins, one that begins later may still stand. A raw pattern's later beginnings are mere rests.
        overlapped = not alternative.phrase.startswith("re:")
        try:
            for match in pattern.finditer(
                self.text, segment.start, segment.end, overlapped=overlapped, timeout=PATTERN_SECONDS
            ):
                if match.end() > match.start():
                    yield Span(match.start(), match.end())
        except TimeoutError:
            document = self.reading.document
            line, _ = LineIndex(document.source).position(document.to_source(segment).start)
            reason = f'the pattern "{alternative.phrase[:60]}" took longer than {PATTERN_SECONDS:g} s here'
            self.unread.append(Unread(reason=reason, line=line))


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

"""One pass over a text for all phrases of all rules: which of their words stand in it, and where.

The words of every phrase (each spelling of a plain one, the required literals of a pattern) go into one Aho-Corasick automaton
(Aho and Corasick 1975), which finds them all in one pass, however many there are. A phrase is looked at only where its words
stand. Without the native library (`ahocorasick-rs`) each word is looked for by itself: slower, with the same finds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

from copylint.alternative import Alternative

_SHORT = 3000
"""In so many characters all words are found one by one sooner than an automaton is built."""


class PhraseSet:
    """Compiled phrases that are looked for together; compared by identity, so that finds can be kept.

    What was kept on disk is given as `load`, which is called when the phrases are needed; `size` is their number.
    """

    __slots__ = ("_alternatives", "_load", "size")

    def __init__(
        self,
        alternatives: tuple[Alternative, ...] = (),
        load: Callable[[], tuple[Alternative, ...]] | None = None,
        size: int = 0,
    ) -> None:
        self._alternatives, self._load = alternatives, load
        self.size = size if load else len(alternatives)

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        if self._load is not None:
            self._alternatives, self._load = self._load(), None
        return self._alternatives

    def __bool__(self) -> bool:
        return self.size > 0

    def __reduce__(self) -> tuple[Any, ...]:
        return PhraseSet, (self.alternatives,)


class Entry(NamedTuple):
    """A phrase that one of a set's words belongs to; `spelling` is the whole phrase, if the word is one."""

    alternative: Alternative
    spelling: str | None
    open_end: bool
    others: tuple[frozenset[int], ...] = ()
    """Of each of these sets of words, one must stand in a segment with the phrase."""


class PhraseIndex:
    """The words of many phrase sets. Words and sets have numbers, in the order in which they came."""

    def __init__(
        self,
        sets: Iterable[PhraseSet],
        words: Sequence[str] | None = None,
        sets_of_word: Sequence[Sequence[int]] = (),
        slow: Iterable[int] = (),
    ) -> None:
        """Index `sets`; the rest is what an earlier index of the same sets told of itself, so that it need not be found again."""
        self.sets = tuple(sets)
        self._numbers = {phrases: number for number, phrases in enumerate(self.sets)}
        self._entries: dict[PhraseSet, dict[int, list[Entry]]] = {}
        self._automaton: Any = None
        self._scanned = 0
        if words is None:
            words, sets_of_word, slow = _indexed(self.sets)
        self.words = words
        self.sets_of_word = sets_of_word
        """For each word, the numbers of the sets that it belongs to."""
        self.slow = frozenset(slow)
        """The numbers of sets with phrases that no word can rule out."""
        self._ids: dict[str, int] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return PhraseIndex, (self.sets, self.words, self.sets_of_word, self.slow)

    def numbers(self, sets: Iterable[PhraseSet]) -> frozenset[int] | None:
        """The numbers of sets; None if the index does not hold all of them."""
        found = [self._numbers.get(phrases) for phrases in sets]
        return None if None in found else frozenset(number for number in found if number is not None)

    def number(self, phrases: PhraseSet) -> int | None:
        """The number of a set; None for one that the index does not hold."""
        return self._numbers.get(phrases)

    def entries(self, phrases: PhraseSet) -> dict[int, list[Entry]]:
        """For each word of a set, the phrases that it belongs to."""
        entries = self._entries.get(phrases)
        if entries is None:
            self._ids = self._ids or {word: number for number, word in enumerate(self.words)}
            entries = self._entries[phrases] = {}
            for alternative in phrases.alternatives:
                if alternative.spellings:
                    for spelling in alternative.spellings:
                        entries.setdefault(self._ids[spelling], []).append(
                            Entry(alternative, spelling, alternative.open_end)
                        )
                elif alternative.literals:
                    others = tuple(frozenset(self._ids[word] for word in words) for words in alternative.others)
                    for literal in alternative.literals:
                        entries.setdefault(self._ids[literal], []).append(Entry(alternative, None, False, others))
        return entries

    def places(self, lower: str) -> Iterator[tuple[int, int]]:
        """Each place of each word in a lower-case text, as the word's number and where it begins; in no promised order."""
        self._scanned += len(lower)
        if self._automaton is None and self._scanned > _SHORT:
            self._automaton = _automaton(self.words)
        if self._automaton is not None:
            for word, start, _ in self._automaton.find_matches_as_indexes(lower, overlapping=True):
                yield word, start
            return
        for number, word in enumerate(self.words):
            if word in lower:
                for start in _places(lower, word):
                    yield number, start


class Hits:
    """Where the words of an index stand in one text: by segment, by the word's number, all its places."""

    def __init__(self, index: PhraseIndex, lower: str, starts: Sequence[int]) -> None:
        """`lower` is the text, `starts` where its segments begin; no word reaches over a segment's end."""
        self.index = index
        self.by_segment: list[dict[int, list[int]]] = [{} for _ in starts]
        for word, start in index.places(lower):
            here = self.by_segment[bisect_right(starts, start) - 1]
            if word in here:
                here[word].append(start)
            else:
                here[word] = [start]
        self._segments_of: dict[int, dict[int, None]] = {}
        of_word = index.sets_of_word
        for segment, here in enumerate(self.by_segment):
            for word in here:
                for number in of_word[word]:
                    if number in self._segments_of:
                        self._segments_of[number][segment] = None
                    else:
                        self._segments_of[number] = {segment: None}

    @property
    def active(self) -> set[int]:
        """The numbers of the sets that can have matches in the text."""
        return self._segments_of.keys() | self.index.slow

    def segments_of(self, number: int) -> Iterable[int]:
        """The segments in which the set of this number can have matches, in order."""
        if number in self.index.slow:
            return range(len(self.by_segment))
        return self._segments_of.get(number, ())

    def can_match(self, number: int, segment: int) -> bool:
        """Whether the set of this number can have a match in a segment."""
        return segment in self._segments_of.get(number, ()) or number in self.index.slow


def _indexed(sets: Sequence[PhraseSet]) -> tuple[list[str], list[list[int]], list[int]]:
    """The words of the sets, for each word the numbers of its sets, and the sets that no word can rule out."""
    of_word: dict[str, list[int]] = {}
    slow = []
    for number, phrases in enumerate(sets):
        words: dict[str, None] = {}
        for alternative in phrases.alternatives:
            if alternative.is_slow:
                slow.append(number)
            words.update(dict.fromkeys(alternative.spellings or alternative.literals))
            for others in alternative.others:
                for word in others:
                    of_word.setdefault(word, [])
        for word in words:
            of_word.setdefault(word, []).append(number)
    return list(of_word), list(of_word.values()), slow


def _automaton(words: Sequence[str]) -> Any:
    try:
        import ahocorasick_rs
    except ImportError:
        return None
    return ahocorasick_rs.AhoCorasick(words, store_patterns=False) if words else None


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def collect(kind: type, value: object) -> Iterator[Any]:
    """Everything of a kind that stands in the fields of dataclasses, tuples and mappings below `value`."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from collect(kind, item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from collect(kind, getattr(value, field.name))

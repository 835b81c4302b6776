"""One pass over a text for all phrases of all rules: which of their words stand in it, and where.

The words of every phrase (each spelling of a plain one, the required literals of a pattern) go into one Aho-Corasick automaton
(Aho and Corasick 1975), which finds them all in one pass, however many there are. A phrase is looked at only where its words
stand. Without the native library (`ahocorasick-rs`) each is looked for by itself: slower, with the same finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

from copylint.phrases import Alternative


class Entry(NamedTuple):
    """A phrase that one of a set's words belongs to; `spelling` is the whole phrase, if the word is one."""

    alternative: Alternative
    spelling: str | None
    others: tuple[frozenset[int], ...] = ()
    """Of each of these sets of words, one must stand in a segment with the phrase."""


class PhraseIndex:
    """The words of many phrase sets. Pickles as the sets that it was made of."""

    def __init__(self, sets: Iterable[Any]) -> None:
        self._sets = tuple(sets)
        self._ids: dict[str, int] = {}
        self._entries: dict[Any, dict[int, list[Entry]]] = {}
        self._always: dict[Any, tuple[Alternative, ...]] = {}
        for phrases in self._sets:
            self._add(phrases)
        self._words = list(self._ids)
        self._automaton = _automaton(self._words)

    def __reduce__(self) -> tuple[Any, ...]:
        return PhraseIndex, (self._sets,)

    def _add(self, phrases: Any) -> None:
        entries: dict[int, list[Entry]] = {}
        always: list[Alternative] = []
        for alternative in phrases.alternatives:
            if alternative.spellings:
                for spelling in alternative.spellings:
                    entries.setdefault(self._id(spelling), []).append(Entry(alternative, spelling))
            elif alternative.literals:
                others = tuple(frozenset(self._id(word) for word in words) for words in alternative.others)
                for literal in alternative.literals:
                    entries.setdefault(self._id(literal), []).append(Entry(alternative, None, others))
            else:
                always.append(alternative)
        self._entries[phrases], self._always[phrases] = entries, tuple(always)

    def _id(self, word: str) -> int:
        return self._ids.setdefault(word, len(self._ids))

    def entries(self, phrases: Any) -> dict[int, list[Entry]] | None:
        """For each word of a set, the phrases that it belongs to; None for a set that the index does not hold."""
        return self._entries.get(phrases)

    def always(self, phrases: Any) -> tuple[Alternative, ...]:
        """The phrases of a set that no word can rule out."""
        return self._always[phrases]

    def hits(self, lower: str) -> dict[int, list[int]]:
        """Where each word stands in a lower-case text, by the word's number; words that do not stand there are not named."""
        found: dict[int, list[int]] = {}
        if self._automaton is not None:
            for word, start, _ in self._automaton.find_matches_as_indexes(lower, overlapping=True):
                if word in found:
                    found[word].append(start)
                else:
                    found[word] = [start]
            return found
        for number, word in enumerate(self._words):
            starts = list(_places(lower, word))
            if starts:
                found[number] = starts
        return found


def _automaton(words: list[str]) -> Any:
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

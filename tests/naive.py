"""The slow oracle for the Matcher: each phrase is written out into flat variants, each tried at every place.

Shares no code with copylint.phrases: its own reader, no literals, no prefilter, no grouping of variants. What a phrase means
is written here once more: any of its variants, as long as can be up to a gap, and the gap as short as can be; of matches
that overlap the leftmost counts, among those the longest.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import regex

Lexicons = Mapping[str, Sequence[str]]
Variant = tuple[str, ...]
"""A phrase without brackets: words, " ", "-", "*", "<number>" and gaps ("...4"), in order."""

_TOKENS = re.compile(r"\.\.\.\d*|<[a-z0-9-]+>|\)\?|[()|*-]|\s+|(?:(?!\.\.\.)[^\s()|<>*-])+")
_ONES = "one two three four five six seven eight nine".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBER_WORDS = [
    *_ONES, *_TENS, *(f"{ten}[- ]{one}" for ten in _TENS for one in _ONES),
    *"ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen hundreds? thousands? millions? dozens?".split(),
]  # fmt: skip
_AMOUNT = r"\d+(?:[.,]\d+)*"
_NUMBER = rf"(?:{_AMOUNT}-{_AMOUNT}|{_AMOUNT}|{'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))})"
_BREAKERS = "but however although though while whereas because unless until".split()
_GAP_WORD = rf"(?!(?:{'|'.join(_BREAKERS)})\b|--? )(?:[^\s;:!?—–]*[^\s;:!?—–.]) "


def variants(phrase: str, lexicons: Lexicons) -> list[Variant]:
    """Everything that `phrase` can stand for, brackets and lexicons written out."""
    tokens = _TOKENS.findall(phrase)
    found, rest = _choices(tokens, 0, lexicons)
    assert rest == len(tokens)
    return list(dict.fromkeys(_tidy(variant) for variant in found))


def _choices(tokens: Sequence[str], at: int, lexicons: Lexicons) -> tuple[list[Variant], int]:
    """The variants of tokens[at:] up to the bracket that closes, all options together."""
    options: list[Variant] = []
    columns: list[list[Variant]] = []
    while at < len(tokens) and tokens[at] not in (")", ")?"):
        part = tokens[at]
        at += 1
        if part == "|":
            options.extend(_joined(columns))
            columns = []
        elif part == "(":
            inner, at = _choices(tokens, at, lexicons)
            columns.append([*inner, ()] if tokens[at] == ")?" else inner)
            at += 1
        elif part.startswith("<") and part != "<number>":
            columns.append([v for entry in lexicons[part[1:-1]] for v in variants(entry, lexicons)])
        elif part.startswith("..."):
            columns.append([(f"...{part[3:] or 4}",)])
        else:
            columns.append([(" " if part.isspace() else part,)])
    return [*options, *_joined(columns)], at


def _joined(columns: Sequence[list[Variant]]) -> list[Variant]:
    return [tuple(itertools.chain.from_iterable(picked)) for picked in itertools.product(*columns)]


def _tidy(variant: Variant) -> Variant:
    """Without blanks at the ends, beside gaps, and after blanks; one gap after another counts as one."""
    result: list[str] = []
    for part in variant:
        if part.startswith("...") and result[-1:] == [" "]:
            result.pop()
        if part.startswith("...") and result and result[-1].startswith("..."):
            continue  # what stood between two gaps is left out: one gap is left
        if part != " " or (result and result[-1] != " " and not result[-1].startswith("...")):
            result.append(part)
    while result and result[-1] == " ":
        result.pop()
    return tuple(result)


class Phrase:
    """All variants of a phrase, each cut at its gaps: a pattern, the most words of a gap, a pattern, and so on."""

    def __init__(self, phrase: str, lexicons: Lexicons) -> None:
        self._rows = [tuple(_cut(variant)) for variant in variants(phrase, lexicons)]

    def match(self, text: str, at: int, end: int) -> int | None:
        """Where the match that begins at `at` ends. What stands before a gap is as long as can be, the gap as short."""
        return _match(self._rows, text, at, end)


def _match(rows: Sequence[tuple[Any, ...]], text: str, at: int, end: int) -> int | None:
    rests: dict[int, list[tuple[Any, ...]]] = {}
    for pattern, *rest in rows:
        if found := pattern.match(text, at, end):
            rests.setdefault(found.end(), []).append(tuple(rest))
    for place in sorted(rests, reverse=True):
        if () in rests[place]:
            return place
        for words in range(max(most for most, *_ in rests[place]) + 1):
            gap = regex.compile(rf"[,)\"'\]]{{0,2}} (?:{_GAP_WORD}){{{words}}}", regex.IGNORECASE).match(
                text, place, end
            )
            after = [tuple(rest) for most, *rest in rests[place] if most >= words]
            if gap and (result := _match(after, text, gap.end(), end)) is not None:
                return result
    return None


def _cut(variant: Variant) -> Iterator[Any]:
    pattern = ""
    for part in variant:
        if part.startswith("..."):
            yield _compiled(pattern)
            yield int(part[3:])
            pattern = ""
        else:
            fixed = {" ": " ", "-": "[- ]?", "*": r"\w*", "<number>": _NUMBER}
            pattern += fixed.get(part) or regex.escape(part)
    yield _compiled(pattern)


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    inside_word = r"(?<=\w)(?=\w)"
    return regex.compile(rf"(?!{inside_word})(?:{pattern})(?!{inside_word})", regex.IGNORECASE)


def find(
    phrases: Iterable[str], lexicons: Lexicons, text: str, segments: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """All matches of `phrases` in the segments of `text`."""
    readers = [Phrase(phrase, lexicons) for phrase in phrases]
    spans = {
        (at, stop)
        for start, end in segments
        for reader in readers
        for at in range(start, end)
        if (stop := reader.match(text, at, end)) is not None
    }
    result: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not result or span[0] >= result[-1][1]:
            result.append(span)
    return result

"""The slow oracle for the Matcher: each phrase is written out into flat variants, each tried at every place.

Shares no code with copylint.phrases: its own reader, no literals, no prefilter, no grouping of variants. What a phrase means
is written here once more: the union of its variants, each with gaps as short as possible; of matches that overlap the
leftmost counts, among those the longest.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence

import regex

Lexicons = Mapping[str, Sequence[str]]
Variant = tuple[str, ...]
"""A phrase without brackets: words, " ", "-", "*", "<number>" and gaps ("...4"), in order."""

_TOKENS = re.compile(r"\.\.\.\d*|<[a-z0-9-]+>|\)\?|[()|*-]|\s+|(?:(?!\.\.\.)[^\s()|<>*-])+")
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred hundreds thousand thousands million millions dozen dozens"
).split()
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
    parts: list[list[Variant]] = []
    while at < len(tokens) and tokens[at] not in (")", ")?"):
        token = tokens[at]
        at += 1
        if token == "|":
            options.extend(_joined(parts))
            parts = []
        elif token == "(":
            inner, at = _choices(tokens, at, lexicons)
            parts.append([*inner, ()] if tokens[at] == ")?" else inner)
            at += 1
        elif token.startswith("<") and token != "<number>":
            parts.append([v for entry in lexicons[token[1:-1]] for v in variants(entry, lexicons)])
        elif token.startswith("..."):
            parts.append([(f"...{token[3:] or 4}",)])
        else:
            parts.append([(" " if token.isspace() else token,)])
    return [*options, *_joined(parts)], at


def _joined(parts: Sequence[list[Variant]]) -> list[Variant]:
    return [tuple(itertools.chain.from_iterable(picked)) for picked in itertools.product(*parts)]


def _tidy(variant: Variant) -> Variant:
    """Without blanks at the ends, beside gaps, and after blanks."""
    result: list[str] = []
    for token in variant:
        if token.startswith("...") and result[-1:] == [" "]:
            result.pop()
        if token != " " or (result and result[-1] != " " and not result[-1].startswith("...")):
            result.append(token)
    while result and result[-1] == " ":
        result.pop()
    return tuple(result)


def _pattern(variant: Variant) -> str:
    out = []
    for token in variant:
        if token.startswith("..."):
            out.append(rf"[,)\"'\]]{{0,2}} (?:{_GAP_WORD}){{0,{token[3:]}}}?")
        else:
            fixed = {" ": " ", "-": "[- ]?", "*": r"\w*", "<number>": _NUMBER}
            out.append(fixed.get(token) or regex.escape(token))
    inside_word = r"(?<=\w)(?=\w)"
    return rf"(?!{inside_word})(?:{''.join(out)})(?!{inside_word})"


def find(phrases: Iterable[str], lexicons: Lexicons, text: str, segments: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """All matches of `phrases` in the segments of `text`."""
    patterns = [regex.compile(_pattern(v), regex.IGNORECASE) for phrase in phrases for v in variants(phrase, lexicons)]
    spans = {
        match.span()
        for start, end in segments
        for pattern in patterns
        for at in range(start, end)
        if (match := pattern.match(text, at, end))
    }
    result: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not result or span[0] >= result[-1][1]:
            result.append(span)
    return result

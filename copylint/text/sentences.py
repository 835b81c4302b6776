"""Sentences and clauses of a segment, by rule.

A sentence ends at `.`, `!`, `?` (and closing quotes or brackets) before white space, unless the full stop belongs to an
abbreviation, an initial or a number. A clause ends at `;`, `:`, a dash, a bracket, and before a conjunction that starts
a new statement; what is negated in one clause is not negated in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from copylint.text.spans import Span

_END = re.compile(r"[.!?…]+[\"')\]*_†‡]*(?:[-,]?\[\d+(?:[-,] ?\d+)*\])*(?= )")
_LAST_WORD = re.compile(r"([^\s(\[\"']+)$")
_STARTS_SENTENCE = re.compile(r"[\"'(\[*_]*[A-Z0-9À-Þ]")
# Abbreviations that may end a sentence: they do when one of these words follows.
_OPENERS = frozenset(
    "the a an this that these those it its he she they we our you your i if in on at for with when while after before "
    "however but and so there here some many most not no please call contact".split()
)
_NEVER_LAST = frozenset("dr mr mrs ms prof st vs e.g i.e cf approx fig figs vol no nos ref refs".split())
_CLAUSE_END = re.compile(
    r"[;:](?= )|(?: [—–-]{1,2} |—)|,? \(|\)"
    r"|,? (?=(?:but|however|although|(?<!even )though|even though|whereas|while|because|since|unless|so that|nevertheless"
    r"|nonetheless|instead|otherwise)\b)"
    r"|, (?=(?:and|or|so|yet|which|who|then|making|offering|providing|allowing|giving)\b)"
    r"| (?=and (?:we|you|they|it|our|your|their|this|that|there|some|many|most|others?|is|are|can|will|has|have)\b)",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"[\W_]*(?:if|whether|while|when|although|though|because|since|after|before|unless|even (?:if|when)|as)\b",
    re.IGNORECASE,
)
_LONGEST = 2000
"""Characters; longer runs without an end are lists of data or a hostile file."""


@cache
def _abbreviations() -> frozenset[str]:
    lines = (files("copylint.text") / "abbreviations.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of the segment text[start:end], in order, without the blanks between them."""
    result: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and _ends_sentence(text, start, match, end):
            result.extend(_cut(text, Span(begin, match.end())))
            begin = match.end() + 1
    if begin < end:
        result.extend(_cut(text, Span(begin, end)))
    return result


def _cut(text: str, sentence: Span) -> Iterator[Span]:
    """A sentence nobody wrote by hand is cut at blanks, so that what is looked up in sentences stays bounded."""
    begin, end = sentence
    while end - begin > _LONGEST:
        blank = text.rfind(" ", begin + 1, begin + _LONGEST)
        cut = blank if blank > 0 else begin + _LONGEST
        yield Span(begin, cut)
        begin = cut + (blank > 0)
    yield Span(begin, end)


def _ends_sentence(text: str, start: int, match: re.Match[str], end: int) -> bool:
    if match.group()[0] in "!?":
        return True
    following = text[match.end() + 1 : min(match.end() + 40, end)]
    if not _STARTS_SENTENCE.match(following):
        return following[:1] in "•·-–—★" or not following[:1].isalpha()
    # Only the last word matters; a long one is no abbreviation.
    word_match = _LAST_WORD.search(text, max(start, match.start() - 20), match.start())
    word = word_match.group(1).lower() if word_match else ""
    if len(word) == 1 and word.isalpha() and word != "i":
        return False
    if word not in _abbreviations():
        return True
    if word in _NEVER_LAST:
        return False
    next_word = re.match(r"[\W_]*([^\W_]+)", following)
    return bool(next_word and next_word.group(1).lower() in _OPENERS)


def clauses(text: str, sentence: Span) -> list[Span]:
    """The clauses of a sentence, in order; together they cover it."""
    result = []
    begin = sentence.start
    if _SUBORDINATE.match(text, sentence.start, sentence.end):
        # "If you suffer from depression, …": the condition ends at the first comma.
        comma = text.find(", ", sentence.start, sentence.end)
        if comma >= 0:
            result.append(Span(begin, comma + 2))
            begin = comma + 2
    for match in _CLAUSE_END.finditer(text, begin, sentence.end):
        if match.start() > begin:
            result.append(Span(begin, match.end()))
            begin = match.end()
    if begin < sentence.end:
        result.append(Span(begin, sentence.end))
    return result

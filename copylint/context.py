"""What stands around a match: is the claim negated, asked, refuted, hedged, supposed, or cited?

After NegEx (Chapman et al. 2001) and ConText (Harkema et al. 2009): a cue has a direction and a scope, pseudo-cues ("not
only") cancel it, and the end of a clause ends it. Which words are cues is data (`policies/context/`); nothing here knows one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from copylint.matcher import Matcher
from copylint.phrase_index import PhraseSet
from copylint.sources import SOURCE_KINDS, source_near
from copylint.text.spans import Span

Direction = Literal["before", "after", "around"]
CUE_SCOPES = ("clause", "sentence", "previous", "lead-in", "heading")
# What ends a cue's reach within a sentence (ConText's terminators).
_TERMINATOR = re.compile(r";|(?:^|\W)(?:but|however|nevertheless|nonetheless)(?=\W)", re.IGNORECASE)
_OPENING_MARKS = re.compile(r"[\W_]*(?:(?:a|answer)\s?[:.)]\s?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Phrases that stand before, after or around a claim within a scope, at most `reach` words away (None: anywhere).

    With `over_commas` off, a comma between cue and claim ends it, too. Scopes: the clause; the sentence; the previous sentence; the lead-in of the claim's list; the heading above it.
    """

    direction: Direction
    phrases: PhraseSet
    pseudo: PhraseSet
    within: str
    reach: int | None
    over_commas: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question begins with one of `opens` and ends with "?"; an answer that begins with one of `answers` affirms it.

    What begins with one of `rhetorical` asks nothing ("why not try our proven treatment?").
    """

    opens: PhraseSet
    rhetorical: PhraseSet
    answers: PhraseSet
    denies: PhraseSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A source stands in the sentence, or in the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A named context: it holds when one of its tests does."""

    name: str
    tests: tuple[Cue | Question | Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextHit:
    """Context `name` holds, because of `cue`."""

    name: str
    cue: str


def judge(matcher: Matcher, match: Span, context: Context) -> ContextHit | None:
    """The first of the context's tests that holds for `match`, as a hit; None if none does."""
    for test in context.tests:
        if isinstance(test, Cue):
            cue = _cue(matcher, match, test)
        elif isinstance(test, Question):
            cue = _question(matcher, match, test)
        else:
            sentence = matcher.reading.sentence_at(match.start)
            cue = source_near(matcher.reading, sentence, SOURCE_KINDS, following=True)
        if cue is not None:
            return ContextHit(name=context.name, cue=cue)
    return None


def _cue(matcher: Matcher, match: Span, cue: Cue) -> str | None:
    for scope in _scopes(matcher, match, cue.within):
        for found in matcher.find_in(cue.phrases, scope):
            if found.overlaps(match) or not _stands_right(matcher, found, match, cue):
                continue
            if cue.pseudo and matcher.touches(cue.pseudo, found):
                continue
            return matcher.text[found.start : found.end]
    return None


def _scopes(matcher: Matcher, match: Span, within: str) -> list[Span]:
    reading = matcher.reading
    if within in ("clause", "sentence"):
        return reading.scope(match.start, within)
    if within == "previous":
        previous = reading.previous_sentence(reading.sentence_at(match.start))
        return [previous] if previous is not None else []
    segment = reading.segment_at(match.start)
    if segment.kind not in ("item", "cell"):
        # A paragraph says itself what it says; only entries of a list are meant by what stands over them.
        return []
    if within == "heading":
        heading = reading.heading_of(segment)
        return [Span(heading.start, heading.end)] if heading is not None else []
    if segment.kind != "item":
        return []
    lead = [s for s in reading.group_of(segment) if s.kind != "item" and s.start < segment.start]
    # "We do not do surgery. Our treatment is:" introduces its list with its last sentence.
    return [reading.sentence_at(lead[-1].end - 1)] if lead else []


def _stands_right(matcher: Matcher, found: Span, match: Span, cue: Cue) -> bool:
    if cue.within not in ("clause", "sentence"):
        return True
    if found.end <= match.start:
        between = matcher.text[found.end : match.start]
        right_side = cue.direction in ("before", "around")
    else:
        between = matcher.text[match.end : found.start]
        right_side = cue.direction in ("after", "around")
    if not right_side or (cue.reach is not None and len(between.split()) > cue.reach):
        return False
    if not cue.over_commas and "," in between:
        return False
    return not _TERMINATOR.search(between)


def _question(matcher: Matcher, match: Span, test: Question) -> str | None:
    return "?" if is_asked(matcher, match, test) and affirmation(matcher, match, test) is None else None


def is_asked(matcher: Matcher, match: Span, test: Question) -> bool:
    """Whether `match` is part of what a question asks. "Safe and supervised: what to know?" asserts the part before ":"."""
    reading, text = matcher.reading, matcher.text
    sentence = reading.sentence_at(match.start)
    if not text[sentence.start : sentence.end].rstrip("\"')*_ ").endswith("?"):
        return False
    if _opens(matcher, sentence, test.rhetorical):
        return False
    before = [clause for clause in reading.clauses_of(sentence) if clause.start <= match.start]
    return any(_opens(matcher, scope, test.opens) for scope in (sentence, *before))


def affirmation(matcher: Matcher, match: Span, test: Question) -> Span | None:
    """The words with which the answer to the question around `match` says yes; None if it does not, or there is none."""
    answer = answer_to(matcher, match)
    if answer is None or matcher.has(test.denies, [answer]) is not None:
        return None
    for found in matcher.find_in(test.answers, answer):
        if _only_marks(matcher.text[answer.start : found.start]):
            return found
    return None


def answer_to(matcher: Matcher, match: Span) -> Span | None:
    """The sentence after the question in which `match` stands, in its segment or its group."""
    reading = matcher.reading
    sentence = reading.sentence_at(match.start)
    index = reading.segment_index(match.start)
    if sentence != reading.sentences_of(index)[-1]:
        return reading.next_sentence(sentence)
    segments = reading.document.segments
    group = segments[index].group
    if group is not None and index + 1 < len(segments) and segments[index + 1].group == group:
        return reading.sentences_of(index + 1)[0]
    return None


def _opens(matcher: Matcher, scope: Span, opens: PhraseSet) -> bool:
    return any(_only_marks(matcher.text[scope.start : found.start]) for found in matcher.find_in(opens, scope))


def _only_marks(text: str) -> bool:
    return _OPENING_MARKS.fullmatch(text) is not None

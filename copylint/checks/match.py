"""What checks find, and what they are given. A check knows no severity, no rule id and no file format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from copylint.context import Context
from copylint.matcher import Matcher
from copylint.phrase_index import PhraseSet
from copylint.text.spans import Span

if TYPE_CHECKING:
    from copylint.shapes import Field

Phrases = Sequence[tuple[str, int]]
CompilePhrases = Callable[[Phrases], PhraseSet]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A place where a rule says something: text[start:end] of a document.

    `variant` counts the severities that entries of `find` have of their own. `weak` marks a disclosure that is
    there but falls short, `answered` a question that is answered with yes, `named` a source that a reader cannot open. `values` fill the rule's message.
    """

    start: int
    end: int
    variant: int = 0
    weak: bool = False
    answered: bool = False
    named: bool = False
    values: Mapping[str, str] | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class ClaimCheck(Protocol):
    """Looks at one document for what it says. Each of its matches begins with one of a set of `heads`."""

    @property
    def heads(self) -> tuple[PhraseSet, ...]: ...

    def find(self, matcher: Matcher) -> Iterator[Match]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A finding of a claim check, as page checks see it: which document of the page, where, and of which category."""

    document: int
    span: Span
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page being judged: a matcher for each document, and the claims found in them.

    `fragment`: it is a piece of a page, as the examples of rules are: judge it however short it is.
    """

    matchers: tuple[Matcher, ...]
    claims: tuple[Claim, ...]
    fragment: bool = False
    first_promotions: dict[Any, tuple[int, Span] | None] = field(default_factory=dict)
    """Where the page first promotes, by the condition that asks: many rules ask the same."""


class PageCheck(Protocol):
    """Looks at a page for what it leaves out; yields the document's index with the match."""

    def judge(self, page: PageView) -> Iterator[tuple[int, Match]]: ...


@dataclass(frozen=True, slots=True)
class Builder:
    """What a check is built with: phrase compilation and the contexts it names."""

    phrases: CompilePhrases
    contexts: Callable[[Sequence[str]], tuple[Context, ...]]


class CheckKind(Protocol):
    """A kind of check: the keys that a rule of this kind has, and how to build it from their values."""

    def fields(self) -> Mapping[str, Field]: ...

    def build(self, options: Mapping[str, Any], builder: Builder) -> ClaimCheck | PageCheck: ...


def find_groups(options: Mapping[str, Any]) -> dict[str | None, list[tuple[str, int]]]:
    """The phrases of `find` by the severity that their entries have of their own (None: the rule's), in order."""
    groups: dict[str | None, list[tuple[str, int]]] = {}
    for entry in options.get("find", ()):
        own, phrases = (entry["severity"], entry["any"]) if isinstance(entry, dict) else (None, [entry])
        groups.setdefault(own, []).extend(phrases)
    return groups


def find_variants(options: Mapping[str, Any], builder: Builder) -> tuple[PhraseSet, ...]:
    """One phrase set for each of `find_groups`; the index is the match's `variant`."""
    return tuple(map(builder.phrases, find_groups(options).values()))


def variant_matches(matcher: Matcher, variants: Sequence[PhraseSet], exceptions: PhraseSet) -> Iterator[Match]:
    """The matches of all variants, leftmost and longest first, without those that an exception touches."""
    found = [(span, index) for index, phrases in enumerate(variants) for span in matcher.every(phrases)]
    return first_matches(matcher, found, exceptions)


def first_matches(matcher: Matcher, found: list[tuple[Span, int]], exceptions: PhraseSet) -> Iterator[Match]:
    """Matches from spans with their variants: leftmost and longest first, without those that an exception touches."""
    found.sort(key=lambda item: (item[0].start, -item[0].end, item[1]))
    end = 0
    for span, index in found:
        if span.start < end:
            continue
        if matcher.touches(exceptions, span):
            continue
        end = span.end
        yield Match(start=span.start, end=span.end, variant=index)

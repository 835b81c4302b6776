"""omission: a page that promotes a treatment leaves something out that its reader needs (21 CFR 202.1(e)(5)(ii))."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from copylint.checks.cooccurrence import SCOPES
from copylint.checks.match import Builder, Match, PageView
from copylint.checks.promotion import Promotion, build_promotion, when_shape
from copylint.context import Context, judge
from copylint.matcher import Matcher, leftmost_longest
from copylint.phrase_index import PhraseSet
from copylint.text.spans import Span

if TYPE_CHECKING:
    from copylint.shapes import Field


_AFFIRMATIVE = ("negated", "question")


@dataclass(frozen=True, slots=True)
class Requirement:
    any: PhraseSet
    all: tuple[PhraseSet, ...]
    within: str
    at_least: int


@dataclass(frozen=True, slots=True)
class Omission:
    """Yields at the first promoting statement of a page on which nothing satisfies `require`."""

    when: Promotion
    require: tuple[Requirement, ...]
    weak: PhraseSet
    not_satisfied_by: PhraseSet
    place: str
    wanted: str
    contexts: tuple[Context, ...]

    def judge(self, page: PageView) -> Iterator[tuple[int, Match]]:
        where = self.when.first(page)
        if where is None:
            return
        scopes = self._scopes(page, *where)
        if any(self._satisfied(matcher, scope, req) for matcher, scope in scopes for req in self.require):
            return
        weak = any(self._affirmed(matcher, self.weak, scope) for matcher, scope in scopes)
        index, span = where
        yield index, Match(start=span.start, end=span.end, weak=weak, values={"wanted": self.wanted})

    def _scopes(self, page: PageView, document: int, claim: Span) -> list[tuple[Matcher, list[Span]]]:
        """The parts of the page in which the disclosure must stand, by document."""
        if self.place == "section":
            matcher = page.matchers[document]
            return [(matcher, matcher.reading.scope(claim.start, "section"))]
        result = []
        for matcher in page.matchers:
            end = len(matcher.text)
            if self.place == "before-button":
                segments = matcher.reading.document.segments
                end = next((s.start for s in segments if s.kind == "button"), end)
            result.append((matcher, [Span(0, end)]))
        return result

    def _satisfied(self, matcher: Matcher, scopes: list[Span], requirement: Requirement) -> bool:
        if requirement.any:
            found = leftmost_longest(self._affirmed(matcher, requirement.any, scopes))
            if len({matcher.text[s.start : s.end].lower() for s in found}) < requirement.at_least:
                return False
        if not requirement.all:
            return bool(requirement.any)
        first, *others = requirement.all
        for span in self._affirmed(matcher, first, scopes):
            around = matcher.reading.scope(span.start, requirement.within)
            if all(matcher.has(other, around) is not None for other in others):
                return True
        return False

    def _affirmed(self, matcher: Matcher, phrases: PhraseSet, scopes: list[Span]) -> list[Span]:
        """Matches that really say it: not negated, not asked, not part of a phrase that does not satisfy."""
        return [
            span
            for scope in scopes
            for span in matcher.find_in(phrases, scope)
            if not matcher.touches(self.not_satisfied_by, span)
            and not any(judge(matcher, span, context) for context in self.contexts)
        ]


def fields() -> Mapping[str, Field]:
    """The keys of such a rule beside those that all have."""
    from copylint.checks.values import PHRASES
    from copylint.shapes import Count, Field, ListOf, Record, Text

    requirement = Record(
        {
            "any": Field(PHRASES),
            "all": Field(ListOf(PHRASES, least=2)),
            "within": Field(Text(choices=SCOPES)),
            "at_least": Field(Count(least=1)),
        },
        about="`any`: at least `at_least` different phrases; `all`: one of each list within a sentence (or `within`); both, where both are given.",
        name="requirement",
        needs=("any", "all"),
    )
    return {
        "when": Field(when_shape(), required=True),
        "require": Field(ListOf(requirement, least=1, about="One of these satisfies the rule."), required=True),
        "weak": Field(PHRASES),
        "not_satisfied_by": Field(PHRASES),
        "place": Field(Text(choices=("page", "section", "before-button"))),
        "wanted": Field(Text(about="What would satisfy the rule, in plain words."), required=True),
    }


def build(options: Mapping[str, Any], builder: Builder) -> Omission:
    return Omission(
        when=build_promotion(options["when"], builder),
        require=tuple(
            Requirement(
                builder.phrases(entry.get("any", ())),
                tuple(builder.phrases(phrases) for phrases in entry.get("all", ())),
                entry.get("within", "sentence"),
                entry.get("at_least", 1),
            )
            for entry in options["require"]
        ),
        weak=builder.phrases(options.get("weak", ())),
        not_satisfied_by=builder.phrases(options.get("not_satisfied_by", ())),
        place=options.get("place", "page"),
        wanted=options["wanted"],
        contexts=builder.contexts(_AFFIRMATIVE),
    )

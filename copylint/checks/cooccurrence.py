"""cooccurrence: phrases of several lists stand together: a benefit, of a treatment, so strong, in one clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from copylint.checks.match import Builder, Match, first_matches
from copylint.matcher import Matcher
from copylint.phrase_index import PhraseSet
from copylint.text.spans import Span

if TYPE_CHECKING:
    from copylint.shapes import Field


SCOPES = ("clause", "sentence", "segment", "group", "section", "page")
_IN_SEGMENT = ("clause", "sentence", "segment")


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """A match of the first list with one of each other list, and none of `none`, in the same scope."""

    first: PhraseSet
    others: tuple[PhraseSet, ...]
    none: PhraseSet
    exceptions: PhraseSet
    within: str
    ordered: bool

    @property
    def heads(self) -> tuple[PhraseSet, ...]:
        return (self.first,)

    def find(self, matcher: Matcher) -> Iterator[Match]:
        if self.within in _IN_SEGMENT:
            # Most segments have no word of one of the lists: there the others need not be looked for.
            segments = matcher.segments_with((self.first, *self.others))
            found = [(span, 0) for span in matcher.every_in(self.first, segments)]
        else:
            found = [(span, 0) for span in matcher.every(self.first)]
        for match in first_matches(matcher, found, self.exceptions):
            scopes = matcher.reading.scope(match.start, self.within)
            if self._holds(matcher, match.span, scopes) and matcher.has(self.none, scopes) is None:
                yield match

    def _holds(self, matcher: Matcher, span: Span, scopes: list[Span]) -> bool:
        after = span.end
        for phrases in self.others:
            found = [
                other
                for scope in scopes
                for other in matcher.find_in(phrases, scope)
                # A match that shares a word with the first one counts ("many find", "find relief"); the same words do not.
                if not (span.start <= other.start and other.end <= span.end)
                and (not self.ordered or other.start >= after)
            ]
            if not found:
                return False
            after = found[0].end
        return True


def fields() -> Mapping[str, Field]:
    """The keys of such a rule beside those that all have."""
    from copylint.checks.values import PHRASES
    from copylint.shapes import Field, Flag, ListOf, Text

    return {
        "all": Field(
            ListOf(
                PHRASES,
                least=2,
                about="Lists of phrases; one of each must be there. The finding covers the first list's match.",
            ),
            required=True,
        ),
        "none": Field(PHRASES),
        "except": Field(PHRASES),
        "within": Field(Text(choices=SCOPES)),
        "ordered": Field(Flag(about="The lists' matches must follow each other in this order.")),
    }


def build(options: Mapping[str, Any], builder: Builder) -> Cooccurrence:
    first, *others = [builder.phrases(phrases) for phrases in options["all"]]
    return Cooccurrence(
        first,
        tuple(others),
        builder.phrases(options.get("none", ())),
        builder.phrases(options.get("except", ())),
        options.get("within", "clause"),
        options.get("ordered", False),
    )

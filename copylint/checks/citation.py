"""citation: the copy leans on a number or on research without a source that a reader can open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from copylint.checks.match import Builder, Match, find_variants, variant_matches
from copylint.matcher import Matcher
from copylint.phrase_index import PhraseSet
from copylint.sources import SOURCE_KINDS, SourceKind, names_journal, source_near

if TYPE_CHECKING:
    from copylint.shapes import Field


@dataclass(frozen=True, slots=True)
class Citation:
    """Matches of `variants` in sentences without a source of one of `sources`."""

    variants: tuple[PhraseSet, ...]
    exceptions: PhraseSet
    sources: tuple[SourceKind, ...]
    following: bool

    @property
    def heads(self) -> tuple[PhraseSet, ...]:
        return self.variants

    def find(self, matcher: Matcher) -> Iterator[Match]:
        for match in variant_matches(matcher, self.variants, self.exceptions):
            sentence = matcher.reading.sentence_at(match.start)
            if source_near(matcher.reading, sentence, self.sources, self.following) is None:
                yield replace(match, named=names_journal(matcher.text[sentence.start : sentence.end]))


def fields() -> Mapping[str, Field]:
    """The keys of such a rule beside those that all have."""
    from copylint.checks.values import FIND, PHRASES
    from copylint.shapes import Field, ListOf, Text

    return {
        "find": Field(FIND, required=True),
        "except": Field(PHRASES),
        "sources": Field(ListOf(Text(choices=SOURCE_KINDS), about="What counts as a source; all kinds if left out.")),
        "within": Field(
            Text(choices=("sentence", "next"), about="Where a source must stand: here, or also in the next sentence.")
        ),
    }


def build(options: Mapping[str, Any], builder: Builder) -> Citation:
    return Citation(
        find_variants(options, builder),
        builder.phrases(options.get("except", ())),
        tuple(options.get("sources", SOURCE_KINDS)),
        options.get("within", "next") == "next",
    )

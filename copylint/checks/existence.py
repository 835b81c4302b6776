"""existence: the copy says one of these phrases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from copylint.checks.match import Builder, Match, find_variants, variant_matches
from copylint.matcher import Matcher
from copylint.phrase_index import PhraseSet

if TYPE_CHECKING:
    from copylint.shapes import Field


@dataclass(frozen=True, slots=True)
class Existence:
    """Matches of `variants` that no match of `exceptions` overlaps."""

    variants: tuple[PhraseSet, ...]
    exceptions: PhraseSet

    @property
    def heads(self) -> tuple[PhraseSet, ...]:
        return self.variants

    def find(self, matcher: Matcher) -> Iterator[Match]:
        yield from variant_matches(matcher, self.variants, self.exceptions)


def fields() -> Mapping[str, Field]:
    """The keys of such a rule beside those that all have."""
    from copylint.checks.values import FIND, PHRASES
    from copylint.shapes import Field

    return {"find": Field(FIND, required=True), "except": Field(PHRASES)}


def build(options: Mapping[str, Any], builder: Builder) -> Existence:
    return Existence(find_variants(options, builder), builder.phrases(options.get("except", ())))

"""Which pages promote a treatment: those that name it and make a claim, or say something promoting beside it.

Checks of whole pages (omissions, fair balance) concern these pages only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from copylint.checks.match import Builder, PageView
from copylint.matcher import Matcher
from copylint.phrase_index import PhraseSet
from copylint.text.spans import Span

if TYPE_CHECKING:
    from copylint.shapes import Record


@dataclass(frozen=True, slots=True)
class Promotion:
    """The condition `when` of a check of pages."""

    about: PhraseSet
    mentions: int
    promotes: PhraseSet
    claims: tuple[str, ...]
    min_words: int
    not_pages: PhraseSet

    def first(self, page: PageView) -> tuple[int, Span] | None:
        """Where the page first promotes (the document's index, the place in its text); None if it does not."""
        if self not in page.first_promotions:
            page.first_promotions[self] = self._first(page)
        return page.first_promotions[self]

    def _first(self, page: PageView) -> tuple[int, Span] | None:
        words = sum(matcher.reading.document.words for matcher in page.matchers)
        if words < self.min_words and not page.fragment:
            return None
        if any(self._is_exempt(matcher) for matcher in page.matchers):
            return None
        if not self._is_about(page, 1 if page.fragment else self.mentions):
            return None
        return self._first_promotion(page)

    def _is_about(self, page: PageView, mentions: int) -> bool:
        sentences: set[tuple[int, int]] = set()
        for index, matcher in enumerate(page.matchers):
            for span in matcher.every(self.about):
                if matcher.reading.segment_at(span.start).kind in ("title", "heading"):
                    return True
                sentences.add((index, matcher.reading.sentence_at(span.start).start))
        return len(sentences) >= mentions

    def _is_exempt(self, matcher: Matcher) -> bool:
        titles = [s for s in matcher.reading.document.segments if s.kind in ("title", "heading")][:3]
        return matcher.has(self.not_pages, [Span(s.start, s.end) for s in titles]) is not None

    def _first_promotion(self, page: PageView) -> tuple[int, Span] | None:
        """Where the page first promotes: a claim, or a promoting phrase in a sentence that names the subject."""
        places = [
            (claim.document, claim.span) for claim in page.claims if not self.claims or claim.category in self.claims
        ]
        for index, matcher in enumerate(page.matchers):
            for span in matcher.every(self.promotes):
                if matcher.has(self.about, [matcher.reading.sentence_at(span.start)]) is not None:
                    places.append((index, span))
                    break
        return min(places, default=None)


def build_promotion(when: Mapping[str, Any], builder: Builder) -> Promotion:
    """The condition from the values of `when`."""
    return Promotion(
        about=builder.phrases(when["about"]),
        mentions=when.get("mentions", 1),
        promotes=builder.phrases(when.get("promotes", ())),
        claims=when.get("claims", ()),
        min_words=when.get("min_words", 0),
        not_pages=builder.phrases(when.get("not_pages", ())),
    )


def when_shape() -> Record:
    """The shape of `when`."""
    from copylint.checks.values import PHRASES
    from copylint.shapes import Count, Field, ListOf, Record, Text

    return Record(
        {
            "about": Field(PHRASES, required=True),
            "mentions": Field(Count(least=1, about="In how many sentences at least; a title or heading is enough.")),
            "promotes": Field(PHRASES),
            "claims": Field(ListOf(Text(), about="Categories of findings that count as promoting; all if left out.")),
            "min_words": Field(Count()),
            "not_pages": Field(PHRASES),
        },
        about="Which pages must hold the disclosure: those that name `about` (in `mentions` sentences, or in a heading) and make a claim, or say one of `promotes` beside it; "
        "not those with fewer than `min_words` words or a title with one of `not_pages`.",
        name="condition",
    )

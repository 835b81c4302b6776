"""fair-balance: how much a page says of benefit and of risk, and where it first speaks of risk (21 CFR 202.1(e)(5)(ii))."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from copylint.checks.match import Builder, Match, PageView
from copylint.checks.promotion import Promotion, build_promotion, when_shape
from copylint.context import Context, judge
from copylint.matcher import Matcher
from copylint.phrase_index import PhraseSet

if TYPE_CHECKING:
    from copylint.shapes import Field


_LATE = 0.8
"""A first risk behind this part of the page is one that most readers never reach."""
_AFFIRMATIVE = ("negated", "question")


@dataclass(frozen=True, slots=True)
class FairBalance:
    """Yields at the first statement of benefit of a page that says too little of risk, or says it last, with the numbers."""

    when: Promotion
    benefits: PhraseSet
    risks: PhraseSet
    not_risks: PhraseSet
    ratio: int
    least: int
    contexts: tuple[Context, ...]

    def judge(self, page: PageView) -> Iterator[tuple[int, Match]]:
        if self.when.first(page) is None:
            return
        benefits: list[tuple[int, int, int]] = []
        risks: list[int] = []
        before = 0
        total = max(sum(len(matcher.text) for matcher in page.matchers), 1)
        for index, matcher in enumerate(page.matchers):
            of_risk = self._sentences(matcher, self.risks, self.not_risks)
            of_benefit = self._sentences(matcher, self.benefits, self.risks)
            risks.extend(before + start for start in of_risk)
            benefits.extend((index, *span) for start, span in of_benefit.items() if start not in of_risk)
            before += len(matcher.text)
        late = bool(risks) and min(risks) > _LATE * total
        if len(benefits) < self.least or (len(benefits) <= self.ratio * len(risks) and not late):
            return
        index, start, end = min(benefits)
        first = f"the first one after {min(risks) * 100 // total}% of the page" if risks else "none at all"
        values = {"benefits": str(len(benefits)), "risks": str(len(risks)), "first": first}
        yield index, Match(start=start, end=end, values=values)

    def _sentences(self, matcher: Matcher, phrases: PhraseSet, exceptions: PhraseSet) -> dict[int, tuple[int, int]]:
        """The sentences that affirm one of `phrases`: where each begins, and the first such place in it."""
        found: dict[int, tuple[int, int]] = {}
        for span in matcher.every(phrases):
            start = matcher.reading.sentence_at(span.start).start
            if start in found or matcher.touches(exceptions, span):
                continue
            if not any(judge(matcher, span, context) for context in self.contexts):
                found[start] = (span.start, span.end)
        return found


def fields() -> Mapping[str, Field]:
    """The keys of such a rule beside those that all have."""
    from copylint.checks.values import PHRASES
    from copylint.shapes import Count, Field

    return {
        "when": Field(when_shape(), required=True),
        "benefits": Field(PHRASES, required=True),
        "risks": Field(PHRASES, required=True),
        "not_risks": Field(PHRASES),
        "ratio": Field(Count(least=1, about="So many sentences on benefit for one on risk are fair; 3 if left out.")),
        "least": Field(Count(least=1, about="Pages with fewer sentences on benefit are not judged; 4 if left out.")),
    }


def build(options: Mapping[str, Any], builder: Builder) -> FairBalance:
    return FairBalance(
        when=build_promotion(options["when"], builder),
        benefits=builder.phrases(options["benefits"]),
        risks=builder.phrases(options["risks"]),
        not_risks=builder.phrases(options.get("not_risks", ())),
        ratio=options.get("ratio", 3),
        least=options.get("least", 4),
        contexts=builder.contexts(_AFFIRMATIVE),
    )

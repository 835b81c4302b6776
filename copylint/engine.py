"""The engine: text in, findings out. Pure: reads no file, no clock, no environment, and knows no rule."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from copylint.checks.match import Claim, ClaimCheck, Match, PageCheck, PageView
from copylint.context import ContextHit, affirmation, is_asked, judge
from copylint.findings import FileResult, Finding, Related, merge_copies, with_fingerprints
from copylint.matcher import Matcher
from copylint.pages import is_page
from copylint.parsers import UNREAD_FORMATS, parser_for, suffix_of
from copylint.phrase_index import PhraseSet
from copylint.policy.model import PolicySet, Rule
from copylint.severity import Severity
from copylint.text.document import Document, Page, Part, Unread
from copylint.text.language import guess_language, language_of_path
from copylint.text.reading import Reading
from copylint.text.spans import LineIndex, Span

# A page of 300 words or more is about what three of its sentences name; one of fewer than 100 need not name it.
_WORDS_TO_A_MENTION, _MOST_MENTIONS = 100, 3
T = TypeVar("T")
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_]\w+)*\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a run judges. `about` names lexicons that the whole site is about; `pedantic` shows findings of low confidence.

    `fragment`: texts are pieces of pages, as the examples of rules are: they are judged however short they are, and taken to be
    about what the rules are about.
    """

    about: frozenset[str] = frozenset()
    pedantic: bool = False
    fragment: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A match after its context was looked at: a finding, or one that was cleared."""

    rule: Rule
    match: Match
    severity: Severity
    context: tuple[ContextHit, ...]
    cleared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A document with what was found in it, before it is put into words; or why its language (`foreign`) was not judged."""

    matcher: Matcher
    items: tuple[_Judged, ...]
    foreign: str | None = None


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """What a page leaves out: `matcher` is that of the document with the first promoting statement, `part` its place there."""

    judged: _Judged
    matcher: Matcher
    part: Part | None


class Linter:
    """Judges texts by a set of policies; the same text gives the same result.

    Where a `clock` is set (a function that gives seconds), `seconds` counts how long each rule took.
    """

    def __init__(self, policies: PolicySet, settings: Settings = Settings()) -> None:
        self.policies = policies
        self.settings = settings
        self._index = policies.index
        self.clock: Callable[[], float] | None = None
        self.seconds: dict[str, float] = {}
        rules = [rule for rule in policies.rules if settings.pedantic or rule.confidence != "low"]
        self._claim_rules = [rule for rule in rules if not rule.is_page_rule]
        self._heads = [self._index_numbers(rule) for rule in self._claim_rules]
        self._page_rules = [rule for rule in rules if rule.is_page_rule]
        # None where no policy names a language: then they are for pages in all. Beside one that names its own, a policy
        # that names none does not vouch for the others: their rules would pass a foreign page in silence.
        self._languages = frozenset(policy.language for policy in policies.policies if policy.language)

    def check(self, text: str, *, path: str) -> FileResult:
        """Judge the text of one file by itself; `path` gives its format, its name in the result, and whether it is a page."""
        parse = parser_for(path)
        sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if parse is None:
            return FileResult(path=path, status="unread", reason=unknown_format(path), sha256=sha256)
        return self.check_page(Page(document=parse(text, path), whole=is_page(path)))

    def check_page(self, page: Page, judged_parts: dict[str, Judged] | None = None) -> FileResult:
        """Judge a page: the claims in its document, and what it leaves out together with its parts.

        What stands in the parts is judged as pages of their own. `judged_parts` keeps, by path, what was found in them, for
        the next page that has the same ones.
        """
        judged = self._judged(page.document, page)
        if not page.whole or judged.foreign:
            return self._result(judged, [])
        known: dict[str, Judged] = {} if judged_parts is None else judged_parts
        everything, parts = [judged], []
        for part in page.parts:
            path = part.document.path
            known[path] = known.get(path) or self._judged(part.document, page)
            if not known[path].foreign:
                everything.append(known[path])
                parts.append(part)
        view = PageView(
            matchers=tuple(item.matcher for item in everything),
            claims=tuple(
                Claim(document=index, span=item.match.span, category=item.rule.category)
                for index, found in enumerate(everything)
                for item in found.items
                if not item.cleared
            ),
            fragment=self.settings.fragment,
        )
        left_out = []
        for rule in self._page_rules:
            for index, match in self._timed(rule, cast(PageCheck, rule.check).judge(view)):
                severity = rule.severity.lowered() if match.weak else rule.severity
                item = _Judged(rule=rule, match=match, severity=severity, context=(), cleared=False)
                left_out.append(_LeftOut(item, everything[index].matcher, parts[index - 1] if index else None))
        return self._result(judged, left_out)

    def _judged(self, document: Document, page: Page) -> Judged:
        """The claims in a document, which is judged as a part of `page`."""
        matcher = Matcher(Reading(document), self._index)
        foreign = self._foreign(document)
        if foreign:
            return Judged(matcher=matcher, items=(), foreign=foreign)
        others = [part.document for part in page.parts] if document is page.document else []
        return Judged(matcher=matcher, items=tuple(self._claims(matcher, page, others)))

    def _foreign(self, document: Document) -> str | None:
        """Why the document is in a language that no policy is written for; None if it is not, as far as it tells.

        What the document says of itself counts, unless its words are plainly of another language; else its words, then its path.
        """
        if not self._languages:
            return None
        if not self._knows(document.lang):
            return f'it is in the language "{document.lang}", for which no policy is loaded'
        parts = [document.segment_text(segment) for segment in document.segments if segment.lang is None]
        guessed = guess_language(document.text if len(parts) == len(document.segments) else "\n".join(parts))
        if guessed is None and _LANGUAGE.match(document.lang or "") is None:
            named = language_of_path(document.path)
            if not self._knows(named):
                return f'its name tells that it is in the language "{named}", for which no policy is loaded'
        if not self._knows(guessed):
            return f'it seems to be in the language "{guessed}", for which no policy is loaded'
        return None

    def _knows(self, lang: str | None) -> bool:
        """Whether a policy is written for this language. What is no language code ("english", a template) tells none."""
        code = _LANGUAGE.match(lang or "")
        return code is None or not self._languages or code.group(1).lower() in self._languages

    # -- claims

    def _claims(self, matcher: Matcher, page: Page, others: Sequence[Document]) -> Iterator[_Judged]:
        about: dict[tuple[str, ...], bool] = {}
        for rule, heads in zip(self._claim_rules, self._heads, strict=True):
            if heads is not None and heads.isdisjoint(matcher.active):
                continue  # as most rules on most pages
            if rule.about:
                if rule.about_names not in about:
                    about[rule.about_names] = self._is_about(rule, matcher, page, others)
                if not about[rule.about_names]:
                    continue
            for match in self._timed(rule, cast(ClaimCheck, rule.check).find(matcher)):
                if not self._knows(matcher.reading.segment_at(match.start).lang):
                    continue
                if self._stands_in_place(matcher, rule, match):
                    yield self._judge(matcher, rule, match)

    def _index_numbers(self, rule: Rule) -> frozenset[int] | None:
        """The numbers of the phrase sets of which a match of the rule begins with one; None where the index has them not."""
        return self._index.numbers(cast(ClaimCheck, rule.check).heads)

    def _timed(self, rule: Rule, found: Iterator[T]) -> Iterator[T]:
        """What a rule finds, with the time that finding it and judging it takes."""
        if self.clock is None:
            return found
        return self._with_clock(self.clock, rule, found)

    def _with_clock(self, clock: Callable[[], float], rule: Rule, found: Iterator[T]) -> Iterator[T]:
        begun = clock()
        yield from found
        self.seconds[rule.id] = self.seconds.get(rule.id, 0.0) + clock() - begun

    def _is_about(self, rule: Rule, matcher: Matcher, page: Page, others: Sequence[Document]) -> bool:
        """Whether the page, or else the site, is about what the rule is about. Where nothing tells, it is.

        A page that names the subject in passing is not about it: the longer the page, the more sentences must name it, or a
        heading must.
        """
        if self.settings.fragment or self.settings.about & set(rule.about_names):
            return True
        if not page.whole and not self.settings.about:
            return True
        matchers = [matcher, *(Matcher(Reading(document), self._index) for document in others)]
        words = sum(one.reading.document.words for one in matchers)
        wanted = min(words // _WORDS_TO_A_MENTION, _MOST_MENTIONS)
        if not wanted:
            return not self.settings.about
        return sum(_mentions(one, rule.about) for one in matchers) >= wanted

    def _stands_in_place(self, matcher: Matcher, rule: Rule, match: Match) -> bool:
        if rule.segments and matcher.reading.segment_at(match.start).kind not in rule.segments:
            return False
        if rule.near is None:
            return True
        scopes = matcher.reading.scope(match.start, rule.near.within)
        if rule.near.none and matcher.has(rule.near.none, scopes) is not None:
            return False
        return not rule.near.any or matcher.has(rule.near.any, scopes) is not None

    def _judge(self, matcher: Matcher, rule: Rule, match: Match) -> _Judged:
        severity = rule.severity
        if match.variant < len(rule.variant_severities):
            severity = rule.variant_severities[match.variant] or severity
        clearing = [hit for context in rule.unless if (hit := judge(matcher, match.span, context))]
        if clearing:
            return _Judged(rule=rule, match=match, severity=severity, context=tuple(clearing), cleared=True)
        softening = [hit for context in rule.downgrade if (hit := judge(matcher, match.span, context))]
        if softening:
            severity = severity.lowered()
        return _Judged(
            rule=rule,
            match=self._at_answer(matcher, rule, match),
            severity=severity,
            context=tuple(softening),
            cleared=False,
        )

    def _at_answer(self, matcher: Matcher, rule: Rule, match: Match) -> Match:
        """A question that is answered with yes is a claim of the answer, so the finding stands there."""
        question = self.policies.question
        if question is None or not any(context.name == "question" for context in rule.unless):
            return match
        if not is_asked(matcher, match.span, question):
            return match
        answer = affirmation(matcher, match.span, question)
        if answer is None:
            return match
        asked = matcher.text[match.start : match.end]
        return Match(start=answer.start, end=answer.end, variant=match.variant, values={"match": asked}, answered=True)

    # -- results

    def _result(self, found: Judged, left_out: Sequence[_LeftOut]) -> FileResult:
        matcher = found.matcher
        document = matcher.reading.document
        lines = LineIndex(document.source)
        unread = [*document.unread, *matcher.unread]
        else_spoken = [] if found.foreign else [s for s in document.segments if not self._knows(s.lang)]
        for segment in else_spoken:
            line, _ = lines.position(document.to_source(Span(segment.start, segment.end)).start)
            unread.append(
                Unread(reason=f'it is in the language "{segment.lang}", for which no policy is loaded', line=line)
            )
        if found.foreign:
            unread.append(Unread(reason=found.foreign))
        judged = [*found.items, *(item.judged for item in left_out)]
        findings = [
            *(_finding(matcher, lines, item) for item in found.items),
            *(_at_import(lines, document, item) for item in left_out),
        ]
        order = sorted(
            range(len(findings)), key=lambda i: (findings[i].offset, findings[i].end_offset, findings[i].rule.id)
        )
        kept = [findings[i] for i in order if not judged[i].cleared]
        segments = [
            matcher.reading.segment_index(judged[i].match.start) if document.text else 0
            for i in order
            if not judged[i].cleared
        ]
        cleared = [findings[i] for i in order if judged[i].cleared]
        nothing = not document.text and not unread
        return FileResult(
            path=document.path,
            status="unread" if unread else "skipped" if nothing else "checked",
            reason="; ".join(_reason(item) for item in unread)
            or (document.skipped or "it holds no words of copy" if nothing else None),
            words=document.words,
            segments=len(document.segments),
            sha256=hashlib.sha256(document.source.encode("utf-8", "surrogatepass")).hexdigest(),
            findings=tuple(with_fingerprints(merge_copies(kept, segments))),
            cleared=tuple(with_fingerprints(cleared)),
            source=document.source if findings else "",
            lines=lines if findings else None,
        )


def _mentions(matcher: Matcher, phrases: PhraseSet) -> int:
    """In how many sentences of a document the phrases stand; a title or a heading counts for as many as are wanted."""
    sentences = set()
    for span in matcher.every(phrases):
        if matcher.reading.segment_at(span.start).kind in ("title", "heading"):
            return _MOST_MENTIONS
        sentences.add(matcher.reading.sentence_at(span.start).start)
    return len(sentences)


def unknown_format(path: str) -> str:
    """Why a file of this name cannot be read."""
    suffix = suffix_of(path)
    if suffix in UNREAD_FORMATS:
        return f"copylint cannot read {UNREAD_FORMATS[suffix]} ({suffix})"
    return f'copylint knows no format "{suffix}"' if suffix else "the name has no suffix that tells its format"


def _reason(item: Unread) -> str:
    return f"line {item.line}: {item.reason}" if item.line else item.reason


def _finding(matcher: Matcher, lines: LineIndex, item: _Judged) -> Finding:
    document, match, rule = matcher.reading.document, item.match, item.rule
    source = document.to_source(match.span)
    line, column = lines.position(source.start)
    end_line, end_column = lines.position(source.end)
    segment = matcher.reading.segment_at(match.start)
    sentence: Span = matcher.reading.sentence_at(match.start)
    text = matcher.text[match.start : match.end]
    values = {"match": text, **(match.values or {})}
    message = rule.message
    for name, value in values.items():
        message = message.replace(f"{{{name}}}", value)
    if match.named:
        message += " It names a source, but a reader cannot open it."
    if match.answered:
        message += " It is asked, and the answer says yes."
    if match.weak:
        message += " What is there falls short."
    return Finding(
        rule=rule,
        severity=item.severity,
        message=message,
        path=document.path,
        offset=source.start,
        end_offset=source.end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        match=text,
        sentence=matcher.text[sentence.start : sentence.end],
        segment=segment.kind,
        section=document.sections[segment.section].headings,
        context=item.context,
        metadata=segment.metadata,
        place=segment.place,
    )


def _at_import(lines: LineIndex, document: Document, left_out: _LeftOut) -> Finding:
    """The finding about what the page `document` leaves out; where a part of it promotes, at what brings the part in."""
    part = left_out.part
    if part is None:
        return _finding(left_out.matcher, lines, left_out.judged)
    there = _finding(left_out.matcher, LineIndex(part.document.source), left_out.judged)
    line, column = lines.position(part.start)
    end_line, end_column = lines.position(part.end)
    return replace(
        there,
        path=document.path,
        offset=part.start,
        end_offset=part.end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        related=(
            Related(
                path=there.path,
                line=there.line,
                column=there.column,
                end_line=there.end_line,
                end_column=there.end_column,
                note="here the page promotes the treatment",
            ),
        ),
    )

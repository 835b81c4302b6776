"""Suppressions: findings that somebody has accepted, where, why, by whom and until when.

They stand in comments of the file (`copylint: ignore[rule] reason="…" by=… until=2027-01-31 ticket=…`), in its front matter
(`copylint: {ignore: [{rule: …, reason: …}]}`), or in a file beside the copy. There is no form without rules and a reason. One
that cannot be read, has lapsed or suppresses nothing is a finding itself, and suppresses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from copylint.config import REQUIREMENTS, Config, matches
from copylint.errors import PolicyError, Problem
from copylint.findings import FileResult, Finding, Suppressed, with_fingerprints
from copylint.own_rules import own_finding
from copylint.text.builder import MARK
from copylint.text.document import Document
from copylint.text.spans import LineIndex, Span

if TYPE_CHECKING:
    from copylint.shapes import Record

Pending = Callable[["Suppression"], bool]
"""Tells whether a record does not count yet."""
FORMS = ("ignore", "ignore-next", "disable", "enable")
_DIRECTIVE = re.compile(rf"{MARK}\s*(?P<form>[\w-]+)\s*(?:\[(?P<rules>[^\]]*)\])?(?P<rest>(?:(?!{MARK}).)*)", re.DOTALL)
_VALUE = re.compile(r"\s*(?P<key>[A-Za-z_]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"']+))")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_OPENING = re.compile(r"\s*(?:<!--|/\*+|//+|#+|\{#-?|\{\{~?!--|\{\{[-~]?\s?/\*|\{%-?\s*comment\s*-?%\})?\s*")
_CLOSING = re.compile(r"\s*(?:-->|\*/\s*\}?|-?#\}|\{%-?\s*endcomment.*|--~?\}\}|\*/\s*-?\}\}|)\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """One record. `reach` is where in the source it counts, None for all of the file; `place` and `sentence` limit one in the file beside the copy."""

    path: str
    line: int
    start: int
    end: int
    rules: tuple[str, ...]
    reason: str = ""
    by: str = ""
    until: str = ""
    ticket: str = ""
    reach: Span | None = None
    place: str = ""
    sentence: str = ""
    glob: str = ""
    form: str = ""
    said: str = ""
    """What stands in its reach: who accepts a sentence has accepted no other."""
    column: int = 1

    @property
    def id(self) -> str:
        """Where it stands."""
        return f"{self.path}:{self.line}:{self.column}"

    def covers(self, finding: Finding, rule: str) -> bool:
        """Whether it is about this finding, as one of `rule`."""
        if finding.rule.id != rule and rule not in finding.rule.formerly:
            return False
        if self.place and self.place != finding.place:
            return False
        if self.sentence and self.sentence.split() != finding.sentence.split():
            return False
        return self.reach is None or self.reach.start <= finding.offset < self.reach.end

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes it the same record in another version of the file."""
        return (
            self.form,
            *self.rules,
            self.reason,
            self.by,
            self.until,
            self.ticket,
            self.place,
            self.sentence,
            self.said,
        )

    def days_left(self, today: date) -> int | None:
        """Days until its last one; None for one without an end."""
        return (date.fromisoformat(self.until) - today).days if self.until else None


@dataclass(slots=True)
class Records:
    """The suppressions of one file, and the findings about those that count for nothing."""

    valid: list[Suppression] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    lapsed: list[Suppression] = field(default_factory=list)


class _Reader:
    def __init__(self, document: Document, config: Config, knows: Callable[[str], bool], today: date) -> None:
        self._document, self._config, self._knows, self._today = document, config, knows, today
        self._lines = LineIndex(document.source)
        self.records = Records()

    def problem(self, rule: str, message: str, start: int, end: int) -> None:
        source = self._document.source
        self.records.problems.append(own_finding(rule, message, self._document.path, self._lines, source, start, end))

    def read(self) -> Records:
        open_ones: list[Suppression] = []
        for comment in self._document.comments:
            opening = _OPENING.match(self._document.source, *comment)
            match = _DIRECTIVE.match(self._document.source, opening.end() if opening else comment.start, comment.end)
            if match is not None:  # a comment that only speaks of it says nothing to us
                self._directive(match, comment, open_ones)
        for record in open_ones:
            self.problem(
                "suppression-unclosed",
                f"This disable[{', '.join(record.rules)}] is never ended by an enable.",
                record.start,
                record.end,
            )
        if self._document.page_notes is not None:
            self._front_matter(self._document.page_notes)
        return self.records

    def _directive(self, match: re.Match[str], comment: Span, open_ones: list[Suppression]) -> None:
        start, end = match.start(), match.end("rules") + 1 if match["rules"] is not None else match.end("form")
        form = match["form"]
        if form not in FORMS or match["rules"] is None:
            wanted = 'name one of ignore, ignore-next, disable or enable, then the rules in brackets: ignore[some-rule] reason="…"'
            self.problem("suppression-malformed", f'"{form}" is no suppression: {wanted}.', start, end)
            return
        rules = tuple(rule for part in match["rules"].split(",") if (rule := part.strip()))
        values, rest = _values(match["rest"])
        if not rules or rest:
            what = "it names no rule" if not rules else f'"{rest[:40]}" is no key=value'
            self.problem("suppression-malformed", f"This suppression cannot be read: {what}.", start, end)
            return
        if "" in values:
            self.problem("suppression-malformed", f"This suppression gives {values['']} twice.", start, end)
            return
        unknown = [key for key in values if key not in REQUIREMENTS]
        if unknown:
            self.problem(
                "suppression-malformed",
                f'A suppression has no "{unknown[0]}"; it has {", ".join(REQUIREMENTS)}.',
                start,
                end,
            )
            return
        if form == "enable":
            self._enable(rules, comment, open_ones, start, end)
            return
        line, column = self._lines.position(start)
        record = Suppression(
            path=self._document.path, line=line, column=column, start=start, end=end, rules=rules, form=form,
            reason=values.get("reason", ""), by=values.get("by", ""), until=values.get("until", ""), ticket=values.get("ticket", ""),
        )  # fmt: skip
        if form == "disable":
            open_ones.append(replace(record, reach=Span(comment.end, len(self._document.source))))
        else:
            self._take(replace(record, reach=self._reach(form, comment)))

    def _enable(
        self, rules: tuple[str, ...], comment: Span, open_ones: list[Suppression], start: int, end: int
    ) -> None:
        for rule in rules:
            known = [record for record in open_ones if rule in record.rules]
            if not known:
                self.problem("suppression-malformed", f"There is no disable[{rule}] above this enable.", start, end)
            for record in known:
                open_ones.remove(record)
                if flaw_of(record, self._config, self._knows, self._today) is not None:
                    self._take(record)  # which tells the flaw; no part of it counts
                    continue
                left = tuple(other for other in record.rules if other != rule)
                if left:
                    open_ones.append(replace(record, rules=left))
                assert record.reach is not None
                self._take(replace(record, rules=(rule,), reach=Span(record.reach.start, comment.start)))

    def _reach(self, form: str, comment: Span) -> Span:
        """`ignore`: the unit in which the comment stands, or on whose last line; `ignore-next`: the next unit."""
        document = self._document
        line = self._lines.position(comment.start)[0]
        beside: list[Span] = []
        for segment in document.segments:
            place = document.to_source(Span(segment.start, segment.end))
            reach = Span(place.start, place.end)
            if form == "ignore-next":
                if place.start >= comment.end:
                    return reach
            elif place.start <= comment.start < place.end:
                return reach
            elif self._lines.position(max(place.end - 1, place.start))[0] == line:
                beside.append(reach)
        before = [reach for reach in beside if reach.end <= comment.start]
        if before or beside:
            return before[-1] if before else beside[0]
        whole = self._lines.line_span(line)
        return Span(whole.start, whole.end) if form == "ignore" else Span(comment.end, comment.end)

    def _front_matter(self, place: Span) -> None:
        from copylint.nodes import read_yaml
        from copylint.shapes import Problems

        source = self._document.source
        problems = Problems(self._document.path, source)
        node = read_yaml(source, *place)
        values = _page_notes().read(node, problems) if node is not None else None
        if problems.found or not values:
            what = problems.found[0].message if problems.found else "it is empty"
            self.problem("suppression-malformed", f"What front matter has for copylint cannot be read: {what}.", *place)
            return
        for entry in values["ignore"]:
            texts = {key: entry[key] for key in REQUIREMENTS if key in entry}
            self._take(
                Suppression(
                    path=self._document.path, line=self._lines.position(entry["@"])[0], start=entry["@"], end=place.end,
                    rules=entry["rule"], form="front matter", column=self._lines.position(entry["@"])[1], **texts,
                )
            )  # fmt: skip

    def _take(self, record: Suppression) -> None:
        """Keep a record that may count, or tell why it does not."""
        if record.reach is not None:
            said = self._document.source[record.reach.start : record.reach.end]
            record = replace(record, said=" ".join(said.split()))
        flaw = flaw_of(record, self._config, self._knows, self._today)
        if flaw is None:
            self.records.valid.append(record)
            return
        if flaw[0] == "suppression-lapsed":
            self.records.lapsed.append(record)
        self.problem(*flaw, record.start, record.end)


def flaw_of(record: Suppression, config: Config, knows: Callable[[str], bool], today: date) -> tuple[str, str] | None:
    """The rule and the message about what keeps a record from counting; None for one that counts."""
    unknown = [rule for rule in record.rules if not knows(rule)]
    if unknown:
        return "suppression-unknown-rule", f'There is no rule "{unknown[0]}" to suppress.'
    missing = [key for key in config.require if not getattr(record, key)]
    if missing:
        return "suppression-incomplete", f"This suppression does not tell: {', '.join(missing)}."
    if record.until:
        try:
            last = date.fromisoformat(record.until if _DAY.fullmatch(record.until) else "")
        except ValueError:
            return "suppression-lapsed", f'"{record.until}" is no day of the calendar (2027-01-31), so it has run out.'
        if last < today:
            return "suppression-lapsed", f"This suppression ran out on {record.until}."
        if config.longest is not None and last > today + timedelta(days=config.longest):
            return (
                "suppression-incomplete",
                f"This suppression counts for longer than the {config.longest} days that the config allows.",
            )
    elif config.longest is not None:
        return "suppression-incomplete", f"This suppression must end within {config.longest} days: add until=…"
    return None


def _values(text: str) -> tuple[dict[str, str], str]:
    """The key=value pairs of a directive, and what is left of the text that is neither one nor the comment's end."""
    values: dict[str, str] = {}
    at = 0
    while match := _VALUE.match(text, at):
        if match["key"] in values:
            values[""] = match["key"]
        given = next(value for value in (match["double"], match["single"], match["bare"]) if value is not None)
        values[match["key"]] = " ".join(given.split())
        at = match.end()
    rest = _CLOSING.sub("", text[at:]).strip()
    return values, rest


def _page_notes() -> Record:
    from copylint.shapes import Field, ListOf, Record

    return Record(
        {"ignore": Field(ListOf(Record(_entry_fields(), name="suppression"), least=1), required=True)}, name="entry"
    )


def _entry_fields() -> dict[str, Any]:
    from copylint.shapes import Field, ListOf, Text

    return {
        "rule": Field(ListOf(Text(), least=1, single=True), required=True),
        "reason": Field(Text(), required=True),
        **{key: Field(Text()) for key in ("by", "until", "ticket")},
    }


def read_list(path: str, source: str) -> list[Suppression]:
    """The records of the file beside the copy. Raises PolicyError with all that is wrong."""
    from copylint.nodes import NodeError, read_yaml
    from copylint.shapes import Field, ListOf, Problems, Record, Text

    shape = Record(
        {
            "suppressions": Field(
                ListOf(
                    Record(
                        {
                            "path": Field(Text(), required=True),
                            "place": Field(Text()),
                            "sentence": Field(Text()),
                            **_entry_fields(),
                        },
                        name="suppression",
                    )
                ),
                required=True,
            )
        },
        name="file",
    )
    problems = Problems(path, source)
    lines = LineIndex(source)
    try:
        node = read_yaml(source)
    except NodeError as error:
        raise PolicyError(
            [Problem(path, *lines.position(error.offset), f"is no YAML that can be read: {error.message}")]
        ) from None
    values = shape.read(node, problems) if node is not None else {"suppressions": ()}
    if problems.found or values is None:
        raise PolicyError(problems.found)

    def line_end(offset: int) -> int:
        span = lines.line_span(lines.position(offset)[0])
        return span.start + len(source[span.start : span.end].rstrip())

    return [
        Suppression(
            path=path, line=lines.position(entry["@"])[0], column=lines.position(entry["@"])[1], start=entry["@"], end=line_end(entry["@"]), rules=entry["rule"], glob=entry["path"].removeprefix("./"),
            **{key: entry[key] for key in (*REQUIREMENTS, "place", "sentence") if key in entry},
        )
        for entry in values["suppressions"]
    ]  # fmt: skip


def records_of(document: Document, config: Config, knows: Callable[[str], bool], today: date) -> Records:
    """The suppressions that a document holds."""
    if not document.comments and document.page_notes is None:
        return Records()
    return _Reader(document, config, knows, today).read()


def beside(listed: Iterable[Suppression], name: str) -> list[Suppression]:
    """Those of the file beside the copy that are about the file of this name."""
    return [record for record in listed if matches((record.glob,), name)]


def apply(
    result: FileResult, records: Records, listed: Sequence[Suppression], pending: Pending, name: str | None = None
) -> FileResult:
    """The result without what is suppressed, with findings about records that are not right.

    A `pending` record does not count (yet), and is not blamed for it.
    """
    used: set[tuple[Suppression, str]] = set()
    kept: list[Finding] = []
    suppressed: list[Suppressed] = list(result.suppressed)
    waiting = [record for record in records.valid if pending(record)]
    ready = [record for record in (*records.valid, *listed) if record not in waiting]
    for finding in result.findings:
        by = [(record, rule) for record in ready for rule in record.rules if record.covers(finding, rule)]
        if not by:
            kept.append(finding)
            continue
        used.update(by)
        record, _ = by[0]
        suppressed.append(
            Suppressed(
                by="comment",
                id=record.id,
                reason=record.reason,
                until=record.until or None,
                finding=finding,
            )
        )
    source = result.source
    problems = list(records.problems)
    for record in records.valid:
        if record in waiting:
            continue
        unused = [rule for rule in record.rules if (record, rule) not in used]
        if unused:
            problems.append(_unused(record, unused, result, source))
    findings = sorted((*kept, *with_fingerprints(problems, name)), key=lambda f: (f.offset, f.end_offset, f.rule.id))
    return replace(result, findings=tuple(findings), suppressed=tuple(suppressed))


def _unused(record: Suppression, rules: Sequence[str], result: FileResult, source: str) -> Finding:
    lines = result.lines or LineIndex(source)
    message = f"Nothing that {', '.join(rules)} finds is suppressed here."
    return own_finding("suppression-unused", message, result.path, lines, source, record.start, record.end)


def shown(records: Iterable[Suppression], today: date, within: int | None) -> Iterator[str]:
    """A line about each record, the next to run out first; with `within`, only those that do so in as many days."""

    def days(record: Suppression) -> int:
        try:
            left = record.days_left(today)
        except ValueError:
            return -1
        return 10**6 if left is None else left

    for record in sorted(records, key=lambda record: (days(record), record.path, record.line)):
        left = days(record)
        if within is not None and left > within:
            continue
        when = "no end" if left == 10**6 else "lapsed" if left < 0 else f"{left} days left"
        about = " ".join(part for part in (f"by {record.by}" if record.by else "", record.ticket) if part)
        yield f"{record.path}:{record.line}: {', '.join(record.rules)}: {when}{f' ({record.until})' if record.until else ''}{f', {about}' if about else ''}: {record.reason}"

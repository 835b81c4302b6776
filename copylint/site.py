"""What a site has decided about its findings: its config, its suppressions, its approved claims, its baseline."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from copylint import baseline, claims, suppression
from copylint.baseline import Entry
from copylint.claims import Library
from copylint.config import Config
from copylint.findings import FileResult, Finding, with_fingerprints
from copylint.own_rules import OWN_RULES, own_finding
from copylint.policy.model import PolicySet
from copylint.suppression import Suppression
from copylint.text.document import Document, Page, Part
from copylint.text.spans import LineIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The records by which the results of a run are judged on `today`."""

    policies: PolicySet
    today: date
    config: Config = field(default_factory=Config)
    baseline: Mapping[str, Entry] = field(default_factory=dict)
    listed: tuple[Suppression, ...] = ()
    listed_source: str = ""
    claims: Library = field(default_factory=Library)
    accepted_before: Mapping[str, tuple[tuple[str, ...], ...]] | None = None
    """Where a change is judged by what stood before it: by path from the root, the suppressions of then, which alone count."""

    def knows(self, rule: str) -> bool:
        return rule in OWN_RULES or self.policies.rule(rule) is not None

    # -- before judging

    def page(self, page: Page, parts: Iterable[Document]) -> Page:
        """The page as the config has it: of another kind or language, with more parts."""
        kind = language = None
        for override in self.config.overrides_for(page.document.path):
            kind, language = override.kind or kind, override.language or language
        if language is not None:
            page = replace(page, document=replace(page.document, lang=language))
        if kind is not None:
            page = replace(page, whole=kind == "page")
        known = {os.path.normpath(part.document.path) for part in page.parts}
        more = [Part(document=document) for document in parts if os.path.normpath(document.path) not in known]
        return replace(page, parts=(*page.parts, *more)) if page.whole and more else page

    # -- after it

    def settled(self, result: FileResult, document: Document) -> FileResult:
        """The result with what the site has decided about its findings."""
        result = self._overridden(result)
        name = self._fingerprint_name(result.path)
        if name is not None:
            result = replace(result, findings=tuple(with_fingerprints(result.findings, name)))
        records = suppression.records_of(document, self.config, self.knows, self.today)
        listed = [r for r in self.listed if r.glob and self._flaw(r) is None]
        listed = suppression.beside(listed, self.config.name(result.path)) if listed else []
        if records.valid or records.problems or listed:
            source = (
                result if result.source else replace(result, source=document.source, lines=LineIndex(document.source))
            )
            changed = suppression.apply(source, records, listed, self._is_pending(result.path), name)
            result = replace(changed, findings=tuple(self._settings(changed.findings, result.path)))
        if self.claims:
            result = claims.apply(result, self.claims, self.today, self.config.name(result.path))
        if self.baseline:
            result = baseline.apply(result, self.baseline)
        return result

    def _overridden(self, result: FileResult) -> FileResult:
        findings = tuple(self._settings(result.findings, result.path))
        return result if findings == result.findings else replace(result, findings=findings)

    def _settings(self, findings: Sequence[Finding], path: str) -> list[Finding]:
        overrides = self.config.overrides_for(path) if self.config.overrides else []
        if not overrides:
            return list(findings)
        off = {rule for override in overrides for rule in override.off}
        severity = {rule: level for override in overrides for rule, level in override.severity.items()}
        return [
            replace(f, severity=severity[f.rule.id]) if f.rule.id in severity else f
            for f in findings
            if f.rule.id not in off
        ]

    def _fingerprint_name(self, path: str) -> str | None:
        """The name by which a file's findings are known; None for its path as it was given."""
        return self.config.name(path) if self.config.path is not None else None

    def _is_pending(self, path: str) -> suppression.Pending:
        before = self.accepted_before
        if before is None:
            return lambda _: False
        left = Counter(before.get(self.config.name(path), ()))

        def is_new(record: Suppression) -> bool:
            left[record.identity] -= 1
            return left[record.identity] < 0

        return is_new

    def _flaw(self, record: Suppression) -> tuple[str, str] | None:
        return suppression.flaw_of(record, self.config, self.knows, self.today)

    # -- what is wrong with the records themselves

    def of_the_list(self, results: Sequence[FileResult], *, whole: bool) -> FileResult | None:
        """A result for the file of suppressions, if something in it is not right; in a `whole` run, all of them must count."""
        used = {
            (item.id, rule)
            for result in results
            for item in result.suppressed
            if item.by == "comment"
            for rule in _names(item.finding)
        }
        names = [self.config.name(result.path) for result in results]
        lines = LineIndex(self.listed_source)
        found = []
        for record in self.listed:
            flaw = self._flaw(record)
            unused = [rule for rule in record.rules if (record.id, rule) not in used]
            meant = whole or any(suppression.beside([record], name) for name in names)
            if flaw is None and unused and meant:
                flaw = "suppression-unused", f"Nothing that {', '.join(unused)} finds is suppressed by this."
            if flaw is not None:
                found.append(own_finding(*flaw, record.path, lines, self.listed_source, record.start, record.end))
        if not found:
            return None
        return FileResult(
            path=found[0].path,
            status="checked",
            sha256=hashlib.sha256(self.listed_source.encode("utf-8", "surrogatepass")).hexdigest(),
            findings=tuple(with_fingerprints(found)),
            source=self.listed_source,
            lines=lines,
        )

    def stale(self, results: Sequence[FileResult]) -> list[Entry]:
        """The entries of the baseline for these files that match nothing any more."""
        used = {item.id for result in results for item in result.suppressed if item.by == "baseline"}
        names = {self.config.name(result.path) for result in results if result.status != "unread"}
        return [entry for entry in self.baseline.values() if entry.fingerprint not in used and entry.path in names]


def _names(finding: Finding) -> tuple[str, ...]:
    """The names under which a suppression may call the finding's rule."""
    return (finding.rule.id, *finding.rule.formerly)

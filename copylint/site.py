"""What a site has decided about its findings: its config, its suppressions, its approved claims, its baseline."""

from __future__ import annotations

import hashlib
import os
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
    """The records by which the results of a run are judged on `today`.

    `pending` are suppressions that do not count: those that a change adds, when the change is judged by what stood before it.
    """

    policies: PolicySet
    today: date
    config: Config = field(default_factory=Config)
    baseline: Mapping[str, Entry] = field(default_factory=dict)
    listed: tuple[Suppression, ...] = ()
    listed_source: str = ""
    claims: Library = field(default_factory=Library)
    accepted_before: Mapping[str, frozenset[tuple[str, ...]]] | None = None
    """By path from the root, the suppressions that stood in the files before; None where all count."""

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
        if self.config.path is not None:
            name = self.config.name(result.path)
            result = replace(result, findings=tuple(with_fingerprints(result.findings, name)))
        records = suppression.records_of(document, self.config, self.knows, self.today)
        listed = [r for r in self.listed if r.glob and self._flaw(r) is None]
        listed = suppression.beside(listed, self.config.name(result.path)) if listed else []
        if records.valid or records.problems or listed:
            source = (
                result if result.source else replace(result, source=document.source, lines=LineIndex(document.source))
            )
            changed, _ = suppression.apply(source, records, listed, self._is_pending(result.path))
            result = replace(changed, findings=tuple(self._settings(changed.findings, result.path)))
        if self.claims:
            result = claims.apply(result, self.claims, self.today, self.config.name(result.path))
        if self.baseline:
            result, _ = baseline.apply(result, self.baseline)
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

    def _is_pending(self, path: str) -> suppression.Pending:
        before = self.accepted_before
        if before is None:
            return lambda _: False
        known = before.get(self.config.name(path), frozenset())
        return lambda record: record.identity not in known

    def _flaw(self, record: Suppression) -> tuple[str, str] | None:
        return suppression.flaw_of(record, self.config, self.knows, self.today)

    # -- what is wrong with the records themselves

    def of_the_list(self, results: Sequence[FileResult]) -> FileResult | None:
        """A result for the file of suppressions, if something in it is not right."""
        used = {item.id for result in results for item in result.suppressed if item.by == "comment"}
        names = [self.config.name(result.path) for result in results]
        lines = LineIndex(self.listed_source)
        found = []
        for record in self.listed:
            flaw = self._flaw(record)
            if (
                flaw is None
                and f"{record.path}:{record.line}" not in used
                and any(suppression.beside([record], name) for name in names)
            ):
                flaw = "suppression-unused", f"Nothing that {', '.join(record.rules)} finds is suppressed by this."
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

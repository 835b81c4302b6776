"""Findings and reports: what a run has to tell, ready for any reporter. Data only."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from copylint.context import ContextHit
from copylint.policy.model import Policy, Rule
from copylint.severity import Severity
from copylint.text.spans import LineIndex

# What a sentence says: words, numbers, and the signs that change what numbers mean.
_SAID = re.compile(r"[^\W_]+(?:[.,][^\W_]+)*|[<>≤≥=±+%]|-(?=\d)")
Status = Literal["checked", "skipped", "unread"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another place that says the same: a copy of the sentence in the page's metadata. Units as in Finding."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a rule says about one place.

    `offset`..`end_offset` are code points of the file's text; lines and columns are 1-based, the end exclusive. `match` is
    the text as a reader sees it, `sentence` the one it stands in; `metadata`: it stands in a text about the page. `place` says
    where in data it stands, which lines cannot.
    """

    rule: Rule
    severity: Severity
    message: str
    path: str
    offset: int
    end_offset: int
    line: int
    column: int
    end_line: int
    end_column: int
    match: str
    sentence: str
    segment: str
    section: tuple[str, ...]
    context: tuple[ContextHit, ...] = ()
    related: tuple[Related, ...] = ()
    metadata: bool = False
    place: str | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppressed:
    """A finding that somebody has accepted: in a comment (or a list beside the copy), in the baseline, or by an approved claim.

    `id` tells by which of them, `until` the last day on which that counts.
    """

    by: Literal["comment", "baseline", "claim"]
    finding: Finding
    id: str | None = None
    reason: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """What became of one file.

    `reason` says why it was skipped or not (wholly) read. `source` and `lines` are kept for reporters that show the place
    of a finding.
    """

    path: str
    status: Status
    reason: str | None = None
    words: int = 0
    segments: int = 0
    sha256: str = ""
    findings: tuple[Finding, ...] = ()
    cleared: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    source: str = field(default="", repr=False)
    lines: LineIndex | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole run: the policies and the number of rules it used, and the result of every file, sorted by path."""

    policies: tuple[Policy, ...]
    files: tuple[FileResult, ...]
    rules: int = 0
    left_out: tuple[tuple[str, str], ...] = ()
    """What the folders hold besides, and why it was not read: path and kind of file."""
    notes: tuple[str, ...] = ()
    """Things a reader of the report should know, such as a policy past its review date."""

    @property
    def findings(self) -> list[Finding]:
        return [finding for file in self.files for finding in file.findings]

    @property
    def cleared(self) -> list[Finding]:
        return [finding for file in self.files for finding in file.cleared]

    @property
    def suppressed(self) -> list[Suppressed]:
        return [item for file in self.files for item in file.suppressed]

    @property
    def unread(self) -> list[FileResult]:
        return [file for file in self.files if file.status == "unread"]

    @property
    def words(self) -> int:
        return sum(file.words for file in self.files)

    @property
    def segments(self) -> int:
        return sum(file.segments for file in self.files)

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)

    def exit_code(self, fail_on: Severity) -> int:
        """0 nothing reaches `fail_on`, 1 something does, 3 something was not read (whatever was found)."""
        if self.unread:
            return 3
        return int(any(finding.severity >= fail_on for finding in self.findings))


def merge_copies(findings: Sequence[Finding], segments: Sequence[int]) -> list[Finding]:
    """One finding for what a page's metadata says several times (title, description, og, twitter, JSON-LD, front matter).

    The first one stays, the others are its `related` places. Text of the page's body is never merged, nor what one of those
    texts says twice; `segments` numbers the text of each finding.
    """
    first: dict[tuple[str, str, str, int], int] = {}
    seen: Counter[tuple[int, str, str, str]] = Counter()
    result: list[Finding] = []
    for finding, segment in zip(findings, segments, strict=True):
        said = (finding.rule.id, finding.match.lower(), " ".join(finding.sentence.lower().split()))
        seen[segment, *said] += 1
        key = (*said, seen[segment, *said])
        if not finding.metadata or finding.rule.is_page_rule or key not in first:
            if finding.metadata:
                first[key] = len(result)
            result.append(finding)
            continue
        kept = result[first[key]]
        place = Related(
            path=finding.path,
            line=finding.line,
            column=finding.column,
            end_line=finding.end_line,
            end_column=finding.end_column,
            note=f"the same sentence in the page's {finding.segment}",
        )
        result[first[key]] = replace(kept, related=(*kept.related, place))
    return result


def with_fingerprints(findings: Sequence[Finding], name: str | None = None) -> list[Finding]:
    """Give each finding of one file its fingerprint: path (or `name`), rule and sentence, never a line number.

    It survives moving and reflowing text, and changes when the sentence does. Repeats get ":2", ":3", in order.
    """
    seen: Counter[str] = Counter()
    result = []
    for finding in findings:
        plain = "" if finding.rule.is_page_rule else " ".join(_SAID.findall(finding.sentence.lower()))
        path = name or re.sub(r"^(?:\./)+", "", finding.path.replace("\\", "/"))
        # A file's name may hold bytes that are no UTF-8; Python keeps them as lone surrogates.
        key = f"{path}\0{finding.rule.id}\0{plain}".encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(key).hexdigest()[:16]
        seen[digest] += 1
        result.append(replace(finding, fingerprint=digest if seen[digest] == 1 else f"{digest}:{seen[digest]}"))
    return result

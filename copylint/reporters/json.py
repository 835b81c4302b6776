"""json: everything a run knows, for other programs. Its form is `schema.json` beside this file; the same input, the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from copylint import __version__
from copylint.findings import Finding, Report
from copylint.reporters.style import LOG_COMMAND, STEERING, Style
from copylint.severity import Severity

SCHEMA_VERSION = 1
_UNSAFE = re.compile(rf"[{STEERING}]|{LOG_COMMAND}")


def render(report: Report, style: Style) -> str:
    """The report as one JSON object. `cleared` is filled with --show-cleared only."""
    findings = sorted(report.findings, key=_order)
    cleared = sorted(report.cleared, key=_order) if style.show_cleared else []
    result = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "copylint", "version": __version__},
        "policies": [
            {"policy": policy.id, "version": policy.version, "digest": policy.digest} for policy in report.policies
        ],
        "findings": _findings(findings),
        "suppressed": [
            {
                "by": item.by,
                "id": item.id,
                "reason": item.reason,
                "until": item.until,
                "finding": _finding(item.finding),
            }
            for item in sorted(report.suppressed, key=lambda item: _order(item.finding))
        ],
        "cleared": _findings(cleared),
        "files": [
            {
                "path": f.path,
                "status": f.status,
                "reason": f.reason,
                "segments": f.segments,
                "words": f.words,
                "sha256": f.sha256,
            }
            for f in report.files
        ],
        "left_out": [{"path": path, "reason": reason} for path, reason in report.left_out],
        "notes": list(report.notes),
        "summary": {
            "files": len(report.files),
            "segments": report.segments,
            "words": report.words,
            "findings": {str(severity): report.count(severity) for severity in sorted(Severity, reverse=True)},
        },
    }
    return _escaped(json.dumps(result, ensure_ascii=False, indent=1)) + "\n"


def _escaped(text: str) -> str:
    """The same JSON, with copy that would steer a terminal or a build log spelled as escapes."""
    return _UNSAFE.sub(lambda match: "".join(f"\\u{ord(char):04x}" for char in match.group()), text)


def _order(finding: Finding) -> tuple[str, int, str, int]:
    return finding.path, finding.offset, finding.rule.id, finding.end_offset


def _findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [_finding(finding) for finding in findings]


def _finding(f: Finding) -> dict[str, Any]:
    return {
        "rule": f.rule.id,
        "policy": f.rule.policy,
        "category": f.rule.category,
        "severity": str(f.severity),
        "confidence": f.rule.confidence,
        "message": f.message,
        "path": f.path,
        "line": f.line,
        "column": f.column,
        "end_line": f.end_line,
        "end_column": f.end_column,
        "offset": f.offset,
        "end_offset": f.end_offset,
        "place": f.place,
        "match": f.match,
        "sentence": f.sentence,
        "segment": f.segment,
        "section": list(f.section),
        "context": [{"context": hit.name, "cue": hit.cue} for hit in f.context],
        "authorities": [authority.id for authority, _ in f.rule.authorities],
        "suggestions": list(f.rule.suggest),
        "owner": f.rule.owner,
        "related": [asdict(place) for place in f.related],
        "fingerprint": f.fingerprint,
    }

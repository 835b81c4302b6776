"""gitlab: GitLab's Code Quality report, an array of problems. A fingerprint that comes twice would hide the second."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from copylint.findings import Finding, Report
from copylint.reporters.places import shown_path
from copylint.reporters.style import Style, one_line
from copylint.severity import Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTICE: "info"}


def render(report: Report, style: Style) -> str:
    """The findings, and a blocker for each file that was not read."""
    problems = [
        {
            "description": f"{f.rule.id}: {one_line(f.message)}",
            "check_name": f.rule.id,
            "fingerprint": print_,
            "severity": _SEVERITIES[f.severity],
            "location": {
                "path": shown_path(f.path, style),
                "positions": {
                    "begin": {"line": f.line, "column": f.column},
                    "end": {"line": f.end_line, "column": f.end_column},
                },
            },
        }
        for f, print_ in zip(report.findings, _fingerprints(report.findings), strict=True)
    ]
    for file in report.unread:
        path = shown_path(file.path, style)
        problems.append(
            {
                "description": f"copylint could not read this file: {one_line(file.reason or '')}",
                "check_name": "not-read",
                "fingerprint": f"not-read {path}",
                "severity": "blocker",
                "location": {"path": path, "lines": {"begin": 1}},
            }
        )
    return json.dumps(problems, ensure_ascii=True, indent=1) + "\n"


def _fingerprints(findings: Iterable[Finding]) -> list[str]:
    """The findings' fingerprints, made different where two are the same."""
    seen: dict[str, int] = {}
    made = []
    for finding in findings:
        seen[finding.fingerprint] = seen.get(finding.fingerprint, 0) + 1
        salted = (
            f"{finding.fingerprint}#{seen[finding.fingerprint]}"
            if seen[finding.fingerprint] > 1
            else finding.fingerprint
        )
        made.append(hashlib.sha256(salted.encode()).hexdigest())
    return made

"""rdjson and rdjsonl: reviewdog's Diagnostic Format. Its columns are bytes of UTF-8."""

from __future__ import annotations

import json
from typing import Any

from copylint.findings import FileResult, Finding, Report
from copylint.reporters.places import byte_columns, shown_path
from copylint.reporters.sarif import HOME
from copylint.reporters.style import Style, one_line
from copylint.severity import Severity

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTICE: "INFO"}
_SOURCE = {"name": "copylint", "url": HOME}


def rdjson(report: Report, style: Style) -> str:
    """One object with all diagnostics."""
    result = {"source": _SOURCE, "severity": "WARNING", "diagnostics": _diagnostics(report, style)}
    return json.dumps(result, ensure_ascii=True, indent=1) + "\n"


def rdjsonl(report: Report, style: Style) -> str:
    """A diagnostic a line."""
    return "".join(
        json.dumps({**one, "source": _SOURCE}, ensure_ascii=True) + "\n" for one in _diagnostics(report, style)
    )


def _diagnostics(report: Report, style: Style) -> list[dict[str, Any]]:
    found = [_diagnostic(file, finding, style) for file in report.files for finding in file.findings]
    for file in report.unread:
        message = f"copylint could not read this file: {one_line(file.reason or '')}"
        location = {"path": shown_path(file.path, style)}
        found.append({"message": message, "location": location, "severity": "ERROR", "code": {"value": "not-read"}})
    return found


def _diagnostic(file: FileResult, finding: Finding, style: Style) -> dict[str, Any]:
    start, end = byte_columns(file, finding)
    return {
        "message": f"{one_line(finding.message)} {one_line(finding.rule.why)} Instead: {one_line(' | '.join(finding.rule.suggest))}",
        "location": {
            "path": shown_path(finding.path, style),
            "range": {
                "start": {"line": finding.line, "column": start},
                "end": {"line": finding.end_line, "column": end},
            },
        },
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule.id, "url": f"{HOME}/blob/main/docs/rules.md#{finding.rule.id}"},
    }

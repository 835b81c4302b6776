"""jsonl and csv: a finding a line, for scripts and for spreadsheets."""

from __future__ import annotations

import csv as csv_
import io
import json

from copylint.findings import Report
from copylint.reporters import json as json_reporter
from copylint.reporters.style import Style

_COLUMNS = "path line column severity rule category owner message match sentence place fingerprint".split()
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def jsonl(report: Report, style: Style) -> str:
    """A finding a line, then one line of `type` "summary"."""
    whole = json.loads(json_reporter.render(report, style))
    lines = [{"type": "finding", **finding} for finding in whole["findings"]]
    rest = {key: whole[key] for key in ("schema_version", "tool", "policies", "files", "notes", "summary")}
    lines.append({"type": "summary", **rest})
    return "".join(json.dumps(line, ensure_ascii=True) + "\n" for line in lines)


def csv(report: Report, style: Style) -> str:
    """A row a finding (RFC 4180). What a spreadsheet would take for a formula has a quote mark before it (OWASP: CSV injection)."""
    stream = io.StringIO()
    writer = csv_.writer(stream, quoting=csv_.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    whole = json.loads(json_reporter.render(report, style))
    for finding in whole["findings"]:
        writer.writerow([_cell(finding[column]) for column in _COLUMNS])
    for file in whole["files"]:
        if file["status"] == "unread":
            row = {"path": file["path"], "severity": "error", "rule": "not-read", "message": file["reason"]}
            writer.writerow([_cell(row.get(column, "")) for column in _COLUMNS])
    return stream.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text

"""github: workflow commands that GitHub Actions shows as annotations.

Escaping as in actions/toolkit's command.ts; a message over 4,096 characters is cut by the runner; columns are dropped on
spans over several lines; ten annotations a level and step are shown, so the tenth says how many more there are.
"""

from __future__ import annotations

import os
from pathlib import Path

from copylint.findings import Finding, Report
from copylint.reporters.style import Style, plain
from copylint.reporters.text import summary
from copylint.severity import Severity

_MOST_A_LEVEL = 9
_LONGEST = 4096


def render(report: Report, style: Style) -> str:
    """Files that were not read first, then findings, the most severe first; then the totals in plain words."""
    commands: list[str] = []
    not_read = [
        _command("error", {"file": _path(file.path, style), "title": "copylint: not read"}, file.reason or "")
        for file in report.unread
    ]
    for severity in sorted(Severity, reverse=True):
        findings = [finding for finding in report.findings if finding.severity is severity]
        lines = [_annotation(finding, style) for finding in findings]
        if severity is Severity.ERROR:
            lines = not_read + lines
        commands.extend(lines[:_MOST_A_LEVEL])
        if len(lines) > _MOST_A_LEVEL:
            more = len(lines) - _MOST_A_LEVEL
            commands.append(_command(str(severity), {"title": "copylint"}, f"{more} more of this level: see the log"))
            commands.extend(_log_line(finding) for finding in findings[-more:])
    commands.extend(f"note: {plain(note)}" for note in report.notes)
    return "\n".join([*commands, f"copylint: {summary(report)}"]) + "\n"


def _annotation(finding: Finding, style: Style) -> str:
    properties = {"file": _path(finding.path, style), "line": str(finding.line), "endLine": str(finding.end_line)}
    if finding.line == finding.end_line:
        properties.update(col=str(finding.column), endColumn=str(finding.end_column))
    properties["title"] = f"copylint: {finding.rule.id}"
    rule = finding.rule
    authority = rule.authorities[0][0]
    message = (
        f"{finding.message}\n{rule.why}\nInstead: {' | '.join(rule.suggest)}\n"
        f"Authority: {authority.body}, {authority.title} {authority.url}"
    )
    return _command(str(finding.severity), properties, message)


def _log_line(finding: Finding) -> str:
    return f"{plain(finding.path)}:{finding.line}:{finding.column}: {finding.severity}: {_one_line(finding.message)} [{finding.rule.id}]"


def _one_line(text: str) -> str:
    return plain(" ".join(text.split()))


def _command(level: str, properties: dict[str, str], message: str) -> str:
    shown = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    text = "\n".join(plain(line) for line in message.split("\n"))
    return f"::{level} {shown}::{_message(text[:_LONGEST])}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(plain(text)).replace(":", "%3A").replace(",", "%2C")


def _path(path: str, style: Style) -> str:
    """The path from the workspace's root, with forward slashes; as it is if it lies elsewhere."""
    if style.workspace is not None:
        absolute = Path(os.path.abspath(path))
        if absolute.is_relative_to(style.workspace):
            path = str(absolute.relative_to(style.workspace))
    return path.replace(os.sep, "/").removeprefix("./")


"""github: workflow commands that GitHub Actions shows as annotations.

Escaping as in actions/toolkit's command.ts; a message over 4,096 characters is cut by the runner; columns are dropped on
spans over several lines; ten annotations a level and step are shown, so the tenth says how many more there are.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from copylint.findings import FileResult, Finding, Report
from copylint.reporters.places import shown_path
from copylint.reporters.style import Style, one_line, plain
from copylint.reporters.text import describe_authority, summary
from copylint.severity import Severity

_MOST_A_LEVEL = 9
_LONGEST = 4096
"""UTF-16 units: the runner is a .NET program."""
_LINE_END = re.compile(r"([\r\n])")


class _Line(NamedTuple):
    """One thing to tell: as a command, and as words for the log when there are too many commands."""

    command: str
    words: str


def render(report: Report, style: Style) -> str:
    """What was not read first, then findings, the most severe first; then the totals in plain words."""
    out: list[str] = []
    for severity in sorted(Severity, reverse=True):
        lines = [_finding(finding, style) for finding in report.findings if finding.severity is severity]
        if severity is Severity.ERROR:
            lines = [*(_not_read(file, style) for file in report.unread), *lines]
        out.extend(line.command for line in lines[:_MOST_A_LEVEL])
        rest = lines[_MOST_A_LEVEL:]
        if rest:
            out.append(_command(severity, {"title": "copylint"}, f"{len(rest)} more of this level: see the log"))
            # The dash keeps a path that looks like a command from being one: those must begin a line.
            out.extend(f"- {line.words}" for line in rest)
    if style.quiet and not out:
        return ""
    out.extend(f"note: {one_line(note)}" for note in report.notes)
    return "\n".join([*out, f"copylint: {summary(report)}"]) + "\n"


def _not_read(file: FileResult, style: Style) -> _Line:
    reason = file.reason or ""
    properties = {"file": shown_path(file.path, style), "title": "copylint: not read"}
    return _Line(
        _command(Severity.ERROR, properties, one_line(reason)), f"{plain(file.path)}: not read: {one_line(reason)}"
    )


def _finding(finding: Finding, style: Style) -> _Line:
    rule = finding.rule
    properties = {"file": shown_path(finding.path, style), "line": str(finding.line), "endLine": str(finding.end_line)}
    if finding.line == finding.end_line:
        properties.update(col=str(finding.column), endColumn=str(finding.end_column))
    properties["title"] = f"copylint: {rule.id}"
    told = one_line(finding.message)
    message = f"{told}\n{one_line(rule.why)}\nInstead: {one_line(' | '.join(rule.suggest))}"
    if rule.authorities:
        message += f"\nAuthority: {describe_authority(*rule.authorities[0])}"
    place = f"{plain(finding.path)}:{finding.line}:{finding.column}"
    return _Line(_command(finding.severity, properties, message), f"{place}: {finding.severity}: {told} [{rule.id}]")


def _command(level: Severity, properties: dict[str, str], message: str) -> str:
    shown = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {shown}::{_message(_shortened(message))}"


def _shortened(text: str) -> str:
    """At most as much as the runner shows, cut between characters."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * _LONGEST:
        return text
    return units[: 2 * (_LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def _message(text: str) -> str:
    plain_lines = "".join(part if part in ("\r", "\n") else plain(part) for part in _LINE_END.split(text))
    return plain_lines.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")

"""md: a summary in Markdown, for a ticket or GitHub's job summary, which takes 1 MiB and drops everything when it gets more."""

from __future__ import annotations

import re

from copylint.findings import FileResult, Finding, Report
from copylint.reporters.style import Style, one_line
from copylint.reporters.text import describe_authority, summary
from copylint.severity import Severity

MOST_BYTES = 900 * 1024
_MARKS = re.compile(r"([\\`*_{}\[\]<>|#~!])|(?<![\w/])(@)|(&)")


def render(report: Report, style: Style) -> str:
    """Verdict, what was not read, a table by rule, then a section a file, as many as fit whole."""
    del style
    out = ["# copylint", "", f"**{_verdict(report)}** {summary(report)}", ""]
    if report.unread:
        out += ["## Not read", ""]
        out += [f"- `{_code(file.path)}`: {_safe(file.reason or '')}" for file in report.unread]
        out.append("")
    out += _rules(report)
    text = "\n".join(out)
    left = [file for file in report.files if file.findings]
    left.sort(key=lambda file: (-max(finding.severity for finding in file.findings), file.path))
    while left:
        section = "\n".join(_file(left[0]))
        if len((text + section).encode("utf-8", "surrogatepass")) > MOST_BYTES:
            findings = sum(len(file.findings) for file in left)
            text += f"\n\n{len(left):,} more files with {findings:,} findings are left out: this summary may not be longer.\n"
            break
        text += section
        left.pop(0)
    notes = "".join(f"- {_safe(note)}\n" for note in report.notes)
    return text + (f"\n## Notes\n\n{notes}" if notes and not left else "") + "\n"


def _verdict(report: Report) -> str:
    if report.unread:
        return "Not everything was read."
    worst = max((finding.severity for finding in report.findings), default=None)
    return "Nothing found." if worst is None else f"{len(report.findings):,} findings, the worst: {worst}."


def _rules(report: Report) -> list[str]:
    if not report.findings:
        return []
    counts: dict[str, list[Finding]] = {}
    for finding in report.findings:
        counts.setdefault(finding.rule.id, []).append(finding)
    lines = ["| findings | severity | rule | what it finds |", "| ---: | --- | --- | --- |"]
    for rule, found in sorted(counts.items(), key=lambda one: (-max(f.severity for f in one[1]), -len(one[1]), one[0])):
        lines.append(f"| {len(found):,} | {max(f.severity for f in found)} | `{rule}` | {_safe(found[0].rule.title)} |")
    return [*lines, ""]


def _file(file: FileResult) -> list[str]:
    lines = ["", f"<details><summary>{_html(file.path)}: {len(file.findings):,} findings</summary>", ""]
    for finding in sorted(file.findings, key=lambda f: (-f.severity, f.offset)):
        mark = {Severity.ERROR: "⛔ error", Severity.WARNING: "⚠️ warning", Severity.NOTICE: "ℹ️ notice"}[
            finding.severity
        ]
        lines.append(f"- {mark}, line {finding.line}: {_safe(finding.message)} (`{finding.rule.id}`)")
        lines.append(f"  - “{_safe(finding.sentence)}”")
        lines.append(f"  - instead: {_safe(' | '.join(finding.rule.suggest))}")
        if finding.rule.authorities:
            lines.append(f"  - authority: {_safe(describe_authority(*finding.rule.authorities[0]))}")
    return [*lines, "", "</details>", ""]


def _safe(text: str) -> str:
    """Text that stays text: no link, tag, mention or heading comes of it."""
    return _MARKS.sub(lambda m: "&amp;" if m.group(3) else f"\\{m.group()}" if m.group(1) else "&#64;", one_line(text))


def _html(text: str) -> str:
    return one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")


def _code(text: str) -> str:
    return one_line(text).replace("`", "'")

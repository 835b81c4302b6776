"""junit and checkstyle: the XML that build servers read. Characters that XML 1.0 has no place for become U+FFFD."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from copylint import __version__
from copylint.findings import FileResult, Finding, Report
from copylint.reporters.places import shown_path
from copylint.reporters.style import Style, one_line
from copylint.severity import Severity

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHECKSTYLE = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "info"}


def junit(report: Report, style: Style) -> str:
    """A suite a file, a failing case a finding; a file without findings is one case that passes."""
    out = ['<?xml version="1.0" encoding="UTF-8"?>']
    suites = list(_suites(report, style))
    failures = len(report.findings)
    tests = sum(max(len(file.findings), 1) for file in report.files)
    out.append(f'<testsuites name="copylint" tests="{tests}" failures="{failures}" errors="{len(report.unread)}">')
    out.extend(suites)
    out.append("</testsuites>")
    return "\n".join(out) + "\n"


def _suites(report: Report, style: Style) -> Iterator[str]:
    for file in report.files:
        path = _attribute(shown_path(file.path, style))
        unread = file.status == "unread"
        cases = max(len(file.findings), 1) if not unread else len(file.findings) + 1
        yield f'  <testsuite name={path} tests="{cases}" failures="{len(file.findings)}" errors="{int(unread)}">'
        for finding in file.findings:
            name = _attribute(f"{finding.rule.id} {finding.line}:{finding.column}")
            yield f'    <testcase classname={path} name={name} file={path} line="{finding.line}">'
            yield f"      <failure type={_attribute(str(finding.severity))} message={_attribute(one_line(finding.message))}>{_text(_told(finding))}</failure>"
            yield "    </testcase>"
        if unread:
            yield f'    <testcase classname={path} name="read"><error type="unread" message={_attribute(one_line(file.reason or ""))}/></testcase>'
        elif not file.findings:
            yield f'    <testcase classname={path} name="copylint"/>'
        yield "  </testsuite>"


def _told(finding: Finding) -> str:
    return f"{finding.path}:{finding.line}:{finding.column}: {one_line(finding.sentence)}\n{one_line(finding.rule.why)}\nInstead: {one_line(' | '.join(finding.rule.suggest))}"


def checkstyle(report: Report, style: Style) -> str:
    """A file element a file, an error element a finding."""
    out = ['<?xml version="1.0" encoding="UTF-8"?>', f'<checkstyle version="{__version__}">']
    for file in report.files:
        if not file.findings and file.status != "unread":
            continue
        out.append(f"  <file name={_attribute(shown_path(file.path, style))}>")
        out.extend(_errors(file))
        out.append("  </file>")
    out.append("</checkstyle>")
    return "\n".join(out) + "\n"


def _errors(file: FileResult) -> Iterator[str]:
    if file.status == "unread":
        yield f'    <error line="1" severity="error" message={_attribute("not read: " + one_line(file.reason or ""))} source="copylint.not-read"/>'
    for finding in file.findings:
        yield (
            f'    <error line="{finding.line}" column="{finding.column}" severity="{_CHECKSTYLE[finding.severity]}" '
            f"message={_attribute(one_line(finding.message))} source={_attribute('copylint.' + finding.rule.id)}/>"
        )


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", text))


def _text(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text))

"""text: for people at a terminal or reading a hook's output."""

from __future__ import annotations

import unicodedata
from collections import Counter

from copylint.findings import FileResult, Finding, Report
from copylint.policy.model import Authority
from copylint.reporters.style import Style, one_line, plain
from copylint.severity import Severity

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTICE: "36"}
_EMOJI_STYLE, _JOINER, _SKIN_TONES = "\ufe0f", "\u200d", "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_ACCEPTED = {"comment": "suppressed", "baseline": "in the baseline", "claim": "substantiated"}
_BEFORE, _AFTER = 50, 60
"""How many characters of a long source line are shown before and after the match."""


def render(report: Report, style: Style) -> str:
    """Findings by place, then what was not read, then one line of totals."""
    out: list[str] = []
    explained: set[str] = set()
    for file in report.files:
        for finding in file.findings:
            out.extend(_finding(file, finding, style, first=finding.rule.id not in explained))
            explained.add(finding.rule.id)
    if style.show_cleared:
        for finding in report.cleared:
            cues = ", ".join(f'{hit.name} by "{hit.cue}"' for hit in finding.context)
            out.append(f"{_place(finding)}: no finding: '{plain(finding.match)}' [{finding.rule.id}]: {plain(cues)}")
    for file in report.unread:
        out.append(f"{plain(file.path)}: {_paint('not read', '31', style)}: {one_line(file.reason or '')}")
    if not style.quiet:
        for file in report.files:
            if file.status == "skipped":
                out.append(f"{plain(file.path)}: skipped: {one_line(file.reason or '')}")
    if style.verbose:
        for file in report.files:
            if file.status != "skipped":
                out.append(
                    f"{plain(file.path)}: {_count(file.words, 'word')} read in {_count(file.segments, 'segment')}"
                )
        out.extend(f"{plain(path)}: left out: {plain(reason)}" for path, reason in report.left_out)
    if style.statistics:
        out.extend(_statistics(report, style))
    if out or not style.quiet:
        out.extend(f"note: {one_line(note)}" for note in report.notes)
        out.append(summary(report))
    return "".join(line + "\n" for line in out)


def _statistics(report: Report, style: Style) -> list[str]:
    """How often each rule found something, the most severe and the most frequent first."""
    numbers = Counter((finding.rule.id, finding.severity) for finding in report.findings)
    files = Counter(
        (rule, severity) for file in report.files for rule, severity in {(f.rule.id, f.severity) for f in file.findings}
    )
    width = max((len(rule) for rule, _ in numbers), default=0)
    return [
        f"{number:>6,}  {_paint(f'{severity!s:<7}', _COLORS[severity], style)}  {rule:<{width}}  in {_count(files[rule, severity], 'file')}"
        for (rule, severity), number in sorted(numbers.items(), key=lambda one: (-one[0][1], -one[1], one[0][0]))
    ]


def summary(report: Report) -> str:
    """Files, words read, findings by severity, and what was not read, in one line."""
    read = sum(file.status == "checked" for file in report.files)
    counts = [_count(report.count(severity), str(severity)) for severity in sorted(Severity, reverse=True)]
    found = len(report.findings)
    by_rules = f" by {_count(report.rules, 'rule')}" if report.rules else ""
    parts = [
        f"{_count(read, 'file')} checked",
        f"{_count(report.words, 'word')} in {_count(report.segments, 'segment')} read",
        f"{_count(found, 'finding')}" + (f" ({', '.join(counts)})" if found else "") + by_rules,
    ]
    accepted = Counter(item.by for item in report.suppressed)
    if accepted:
        parts.append(", ".join(f"{number:,} {_ACCEPTED[by]}" for by, number in sorted(accepted.items())))
    skipped = sum(file.status == "skipped" for file in report.files)
    if skipped:
        parts.append(f"{_count(skipped, 'file')} without copy")
    parts.append(f"{_count(len(report.unread), 'file')} not (wholly) read" if report.unread else "nothing left unread")
    return "; ".join(parts) + "."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _finding(file: FileResult, finding: Finding, style: Style, *, first: bool) -> list[str]:
    severity = _paint(str(finding.severity), _COLORS[finding.severity], style)
    lines = [f"{_place(finding)}: {severity}: {one_line(finding.message)} [{finding.rule.id}]"]
    lines.extend(f"    {line}" for line in _excerpt(file, finding, style))
    if finding.place:
        lines.append(f"    at {one_line(finding.place)}")
    softened = ", ".join(f"{hit.name}: {plain(hit.cue)}" for hit in finding.context)
    if softened:
        lines.append(f"    one level lower ({softened})")
    if finding.related:
        copies = [str(place.line) for place in finding.related if place.path == finding.path]
        if copies:
            lines.append(f"    also in line {', '.join(copies)}")
        for place in finding.related:
            if place.path != finding.path:
                lines.append(f"    {plain(place.path)}:{place.line}:{place.column}: {one_line(place.note)}")
    if first:
        rule = finding.rule
        lines.append(f"    why: {one_line(rule.why)}")
        # The first binds most directly, the second often says it most plainly; `explain` tells all.
        for authority, binding in rule.authorities[:2]:
            lines.append(f"    authority: {one_line(describe_authority(authority, binding))}")
        lines.append(f"    instead: {one_line(' | '.join(rule.suggest))}")
    return lines


def describe_authority(authority: Authority, binding: str) -> str:
    """One line about an authority: who, what, when, how it binds a US clinic, and whether its text was seen."""
    doubt = "" if authority.is_certain else "; known from secondary reports, check it before relying on it"
    bond = {
        "direct": "",
        "analogous": ", by analogy",
        "platform": ", a platform's terms",
        "best-practice": ", best practice",
    }
    return f"{authority.body}: {authority.title} ({authority.date}{bond[binding]}{doubt}) {authority.url}"


def _place(finding: Finding) -> str:
    return f"{plain(finding.path)}:{finding.line}:{finding.column}"


def _excerpt(file: FileResult, finding: Finding, style: Style) -> list[str]:
    """The source line, cut around the match, and a line that underlines it."""
    assert file.lines is not None
    span = file.lines.line_span(finding.line)
    line_end = span.start + len(file.source[span.start : span.end].rstrip("\r\n"))
    start, end = finding.offset, finding.end_offset
    left, right = max(span.start, start - _BEFORE), min(line_end, end + _AFTER)
    shown = plain(file.source[left:right])
    before, match, after = shown[: start - left].lstrip(), shown[start - left : end - left], shown[end - left :]
    if left > span.start:
        before = f"…{before}"
    if right < line_end:
        after += "…"
    color = _COLORS[finding.severity]
    underline = " " * _width(before) + _paint("~" * max(_width(match), 1), color, style)
    return [before + _paint(match, color, style) + after, underline]


def _width(text: str) -> int:
    """Terminal columns that `text` takes: wide characters two, marks and joiners none, an emoji sequence those of one."""
    width, taken, previous = 0, 0, ""
    for char in text:
        if char == _EMOJI_STYLE:
            taken = int(taken == 1)
        elif previous == _JOINER or (previous and char in _SKIN_TONES and _columns(previous) == 2):
            taken = 0
        else:
            taken = _columns(char)
        width, previous = width + taken, char
    return width


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _paint(text: str, color: str, style: Style) -> str:
    return f"\x1b[{color}m{text}\x1b[0m" if style.color and text.strip() else text

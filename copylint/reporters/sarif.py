"""sarif: the Static Analysis Results Interchange Format 2.1.0 (OASIS), for GitHub code scanning and others.

Columns are code points, which `columnKind` says. Code scanning keeps 5,000 results of a run, so the most severe come first and
what is left out is told. Suppressed findings are left out, unless --show-suppressed asks for them.
"""

from __future__ import annotations

import json
from typing import Any

from copylint import __version__
from copylint.findings import Finding, Report, Suppressed
from copylint.policy.model import Authority, Rule
from copylint.reporters.places import shown_path, uri
from copylint.reporters.style import Style, one_line
from copylint.severity import Severity

HOME = "https://github.com/copylint/copylint"
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_MOST_RESULTS = 5_000
_LONGEST = 1_024
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}


def render(report: Report, style: Style) -> str:
    """The report as a SARIF log of one run."""
    found: list[tuple[Finding, Suppressed | None]] = [(finding, None) for finding in report.findings]
    if style.show_suppressed:
        found += [(item.finding, item) for item in report.suppressed]
    found.sort(key=lambda one: (-one[0].severity, one[0].path, one[0].offset, one[0].rule.id))
    kept = found[:_MOST_RESULTS]
    rules = sorted({finding.rule.id: finding.rule for finding, _ in kept}.values(), key=lambda rule: rule.id)
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    authorities = sorted({a.id: a for rule in rules for a, _ in rule.authorities}.values(), key=lambda a: a.id)
    notifications = [_notification(f"not read: {file.reason}", shown_path(file.path, style)) for file in report.unread]
    if len(found) > len(kept):
        notifications.append(_notification(f"{len(found) - len(kept):,} more findings are not in this file", None))
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "copylint",
                "semanticVersion": __version__,
                "informationUri": HOME,
                "rules": [_rule(rule) for rule in rules],
                "supportedTaxonomies": [{"name": "authorities", "index": 0}],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not report.unread, "toolExecutionNotifications": notifications}],
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository."}}},
        "taxonomies": [{"name": "authorities", "taxa": [_taxon(authority) for authority in authorities]}],
        "results": [_result(finding, item, numbers, style) for finding, item in kept],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=1) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    instead = "\n".join(f"- {one_line(text)}" for text in rule.suggest)
    sources = "\n".join(f"- [{_plain(a.body)}: {_plain(a.title)}]({a.url}) ({a.date})" for a, _ in rule.authorities)
    text = f"{one_line(rule.why)} Instead: {one_line(' | '.join(rule.suggest))}"
    made: dict[str, Any] = {
        "id": rule.id,
        "name": rule.id,
        "shortDescription": {"text": _cut(one_line(rule.title))},
        "fullDescription": {"text": _cut(one_line(rule.why))},
        "help": {
            "text": text,
            "markdown": f"{one_line(rule.why)}\n\nInstead:\n{instead}\n\nAuthorities:\n{sources or '- none'}\n",
        },
        "helpUri": f"{HOME}/blob/main/docs/rules.md#{rule.id}",
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.category, f"owner-{rule.owner}"],
            "precision": rule.confidence,
            "problem.severity": "recommendation" if rule.severity is Severity.NOTICE else str(rule.severity),
        },
        "relationships": [
            {"target": {"id": a.id, "toolComponent": {"name": "authorities"}}, "kinds": ["relevant"]}
            for a, _ in rule.authorities
        ],
    }
    if rule.formerly:
        made["deprecatedIds"] = list(rule.formerly)
    return made


def _taxon(authority: Authority) -> dict[str, Any]:
    return {
        "id": authority.id,
        "shortDescription": {"text": _cut(f"{authority.body}: {authority.title} ({authority.date})")},
        "fullDescription": {"text": _cut(one_line(authority.supports))},
        "helpUri": authority.url,
    }


def _result(finding: Finding, item: Suppressed | None, numbers: dict[str, int], style: Style) -> dict[str, Any]:
    made: dict[str, Any] = {
        "ruleId": finding.rule.id,
        "ruleIndex": numbers[finding.rule.id],
        "level": _LEVELS[finding.severity],
        "message": {"text": one_line(finding.message)},
        "locations": [_location(finding, style)],
        "partialFingerprints": {"copylint/v1": finding.fingerprint},
        "properties": {
            "match": finding.match,
            "sentence": finding.sentence,
            **({"place": finding.place} if finding.place else {}),
        },
    }
    if finding.related:
        made["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": one_line(place.note)},
                "physicalLocation": _physical(
                    shown_path(place.path, style), place.line, place.column, place.end_line, place.end_column
                ),
            }
            for number, place in enumerate(finding.related, start=1)
        ]
    if item is not None:
        made["suppressions"] = [
            {
                "kind": "inSource" if item.by == "comment" else "external",
                "status": "accepted",
                "justification": item.reason or item.by,
            }
        ]
    return made


def _location(finding: Finding, style: Style) -> dict[str, Any]:
    physical = _physical(
        shown_path(finding.path, style), finding.line, finding.column, finding.end_line, finding.end_column
    )
    physical["region"]["snippet"] = {"text": finding.match}
    return {"physicalLocation": physical}


def _physical(path: str, line: int, column: int, end_line: int, end_column: int) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": uri(path), "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column},
    }


def _notification(text: str, path: str | None) -> dict[str, Any]:
    made: dict[str, Any] = {"level": "error", "message": {"text": one_line(text)}}
    if path is not None:
        made["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": uri(path), "uriBaseId": "%SRCROOT%"}}}]
    return made


def _plain(text: str) -> str:
    return one_line(text).replace("[", "(").replace("]", ")")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

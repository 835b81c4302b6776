"""Small policies written inside tests, and copy with marks: "It is [[proven]]." says which words must be found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from copylint import Linter, Settings, load_policies
from copylint.findings import FileResult
from copylint.policy.model import PolicySet

HEAD = """\
policy: inline
version: "2026.11"
title: A policy inside a test
language: en
authorities:
  act: {title: Act, body: Agency, date: "2020", url: "https://example.org/act", binding: direct, verified: primary, supports: All of it.}
"""
CONTEXTS = """\
contexts:
  negated: [{before: [not, never, no]}]
  question: [{opens: [is, are, does, can, what], answers: ["yes", absolutely], denies: [but]}]
"""
_COMMON = {
    "check": "existence",
    "category": "certainty",
    "severity": "error",
    "title": "A title",
    "message": "\"'{match}' says too much.\"",
    "why": "Because.",
    "suggest": "Less.",
    "authorities": "[act]",
    "examples": '{bad: ["[[x]]"], good: [y]}',
}


def rule(body: str, name: str = "claim") -> str:
    """A rule with the lines of `body`, and everything else that a rule must have."""
    given = set(re.findall(r"(?m)^([a-z_]+):", body))
    lines = [f"id: {name}", *(f"{key}: {value}" for key, value in _COMMON.items() if key not in given)]
    lines += body.strip("\n").splitlines()
    return "  - " + "\n    ".join(lines) + "\n"


def policy(*rules: str, head: str = HEAD, more: str = "") -> str:
    """A policy with these rules; `more` is other top-level keys."""
    return f"{head}{more}rules:\n{''.join(rules)}"


def write(folder: Path, text: str, name: str = "inline.yaml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def load(folder: Path, *rules: str, more: str = "") -> PolicySet:
    return load_policies([write(folder, policy(*rules, more=more))])


def linter(folder: Path, *rules: str, more: str = "", settings: Settings | None = None) -> Linter:
    return Linter(load(folder, *rules, more=more), settings or Settings())


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the spans that they enclose."""
    spans: list[tuple[int, int]] = []
    pieces = re.split(r"\[\[(.+?)\]\]", text)
    plain = ""
    for index, piece in enumerate(pieces):
        if index % 2:
            spans.append((len(plain), len(plain) + len(piece)))
        plain += piece
    return plain, spans


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with marks around `spans`."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}[[{text[start:end]}]]{text[end:]}"
    return text


def found(result: FileResult, source: str) -> str:
    """The source with marks around all findings."""
    assert result.status == "checked", result.reason
    return marked(source, sorted({(f.offset, f.end_offset) for f in result.findings}))


def lint(rules: Linter, text: str, path: str = "copy.md") -> str:
    """The text (its marks taken away) with marks around what is found in it."""
    plain = unmarked(text)[0]
    return found(rules.check(plain, path=path), plain)

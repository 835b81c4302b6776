"""The baseline: findings that were there when copylint was adopted, which do not fail a run, and are to become fewer.

A line an entry: fingerprint, rule, severity, day it was added, path; nothing that moves when text does, sorted, so that git merges it
(with `merge=union`, which `copylint baseline create` asks for in .gitattributes).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from copylint.errors import PolicyError, Problem
from copylint.files import write_whole
from copylint.findings import FileResult, Finding, Suppressed

HEADER = (
    "# Findings that were there before copylint was; see `copylint baseline`. Entries go when their sentences do.\n"
)
_FIELDS = 5


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One finding of the baseline; `path` counts from the config's folder, `added` is a day (2026-11-27)."""

    fingerprint: str
    rule: str
    severity: str
    added: str
    path: str

    def line(self) -> str:
        # A path with a tab, a line end or a quote at its head is written as JSON.
        plain = self.path.isprintable() and not self.path.startswith('"')
        return "\t".join(
            (self.fingerprint, self.rule, self.severity, self.added, self.path if plain else json.dumps(self.path))
        )


def read_baseline(path: str, text: str) -> dict[str, Entry]:
    """The entries by fingerprint. Raises PolicyError for lines that are none: a clean run must not come from a torn file."""
    entries: dict[str, Entry] = {}
    problems = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t", _FIELDS - 1)
        try:
            if len(fields) != _FIELDS or not fields[0]:
                raise ValueError("it has not the five fields of an entry")
            date.fromisoformat(fields[3])
            name = json.loads(fields[4]) if fields[4].startswith('"') else fields[4]
            if not isinstance(name, str):
                raise ValueError("its path is no text")
        except ValueError as error:
            what = (
                "<<<<<<<, a conflict of git that nobody has solved"
                if line.startswith(("<<<<<<<", "=======", ">>>>>>>"))
                else str(error)
            )
            problems.append(
                Problem(path, number, 1, f"this line cannot be read: {what}; run `copylint baseline create` again")
            )
            continue
        entry = Entry(fields[0], fields[1], fields[2], fields[3], name)
        entries[entry.fingerprint] = entry
    if problems:
        raise PolicyError(problems)
    return entries


def written(entries: Iterable[Entry]) -> str:
    """The text of a baseline with these entries."""
    return HEADER + "".join(f"{entry.line()}\n" for entry in sorted(set(entries)))


def entries_for(
    findings: Iterable[Finding], names: Mapping[str, str], today: date, known: Mapping[str, Entry]
) -> list[Entry]:
    """Entries for findings; those that are known keep the day on which they were added. `names` are paths from the config's folder."""
    return [
        known.get(f.fingerprint) or Entry(f.fingerprint, f.rule.id, str(f.severity), today.isoformat(), names[f.path])
        for f in findings
    ]


def apply(result: FileResult, entries: Mapping[str, Entry]) -> FileResult:
    """The result without what is in the baseline."""
    kept, accepted = [], list(result.suppressed)
    for finding in result.findings:
        entry = entries.get(finding.fingerprint)
        if entry is None or entry.rule != finding.rule.id:
            kept.append(finding)
            continue
        accepted.append(
            Suppressed(
                by="baseline", id=entry.fingerprint, reason=f"in the baseline since {entry.added}", finding=finding
            )
        )
    return replace(result, findings=tuple(kept), suppressed=tuple(accepted))


def save(path: str, entries: Sequence[Entry]) -> None:
    """Write the baseline whole or not at all, and ask git to merge it line by line."""
    write_whole(path, written(entries))
    attributes = os.path.join(os.path.dirname(path) or ".", ".gitattributes")
    wanted = f"{os.path.basename(path)} merge=union\n"
    try:
        with open(attributes, encoding="utf-8") as stream:
            present = stream.read()
    except OSError:
        present = ""
    if wanted not in present:
        write_whole(attributes, f"{present}{'' if present.endswith(chr(10)) or not present else chr(10)}{wanted}")

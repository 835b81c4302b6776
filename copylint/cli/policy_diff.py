"""copylint policy diff: what a change of policies does to the findings on a body of copy."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date

import click

from copylint.cli.common import fail, load, say
from copylint.cli.run import Run
from copylint.discovery import Selected, select
from copylint.engine import Linter
from copylint.findings import FileResult, Finding
from copylint.reporters.style import one_line, plain
from copylint.site import Site

_Key = tuple[str, str, int, int]


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
def diff(old: str, new: str, paths: Sequence[str]) -> None:
    """Judge PATHS by the policies OLD and by NEW, and tell the findings that differ.

    OLD and NEW are shipped policies, files, or folders of shipped policies; several are parted by commas. "-" marks a finding that
    only OLD gives, "+" one that only NEW gives, "~" one whose severity changes.

    Exit codes: 0 no difference, 1 some, 2 a policy cannot be loaded, 3 something was not read.
    """
    files = select(paths).files
    before, after = (_findings(name, files) for name in (old, new))
    lines: list[str] = []
    counts: Counter[str] = Counter()
    for key in sorted({*before[0], *after[0]}):
        was, now = before[0].get(key), after[0].get(key)
        if was and now and was.severity is now.severity:
            continue
        mark = "~" if was and now else "+" if now else "-"
        found = now or was
        assert found is not None
        change = f"{was.severity} to {now.severity}" if was and now else str(found.severity)
        lines.append(
            f"{mark} {plain(found.path)}:{found.line}:{found.column}: {change}: '{one_line(found.match)}' [{found.rule.id}]"
        )
        counts[mark] += 1
    lines.append(
        f"{len(files)} file{'' if len(files) == 1 else 's'}: {len(before[0])} findings before, {len(after[0])} after; "
        f"{counts['-']} gone, {counts['+']} new, {counts['~']} of another severity."
    )
    unread = {result.path: result.reason or "" for results in (before[1], after[1]) for result in results}
    lines.extend(f"{plain(path)}: not read: {one_line(reason)}" for path, reason in sorted(unread.items()))
    say(lines)
    sys.exit(3 if unread else int(bool(counts)))


def _findings(names: str, files: Sequence[Selected]) -> tuple[dict[_Key, Finding], list[FileResult]]:
    policies = load([name for name in names.split(",") if name])
    if not policies.rules:
        fail(f"{names}: these policies hold no rule")
    run = Run(Linter(policies), Site(policies=policies, today=date.today()))
    results = [run.check_file(item) for item in files]
    found = {(f.path, f.rule.id, f.offset, f.end_offset): f for result in results for f in result.findings}
    return found, [result for result in results if result.status == "unread"]

"""copylint baseline: accept what is there today, and see it become less."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import click

from copylint import baseline as entries_of
from copylint.baseline import Entry
from copylint.cli.common import POLICY_OPTION, fail, problems_of, say
from copylint.cli.records import CONFIG_OPTION, Opened, judge_all, open_site
from copylint.errors import CopylintError
from copylint.findings import FileResult
from copylint.reporters.style import plain


@click.group()
def baseline() -> None:
    """Adopt copylint on a site with old findings: they are counted, and only new ones fail a run."""


@baseline.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@POLICY_OPTION
@CONFIG_OPTION
def create(paths: Sequence[str], policies: Sequence[str], config_path: str | None) -> None:
    """Put every finding of today into the baseline (entries that are there keep their day)."""
    opened = open_site(config_path, policies)
    results = _judged(opened, paths)
    known = opened.site.baseline
    names = {result.path: opened.config.name(result.path) for result in results}
    # What is still in force elsewhere, in files that were not named, stays.
    others = [entry for entry in known.values() if entry.path not in names.values()]
    found = [finding for result in results for finding in result.findings]
    made = entries_of.entries_for(found, names, date.today(), known)
    _save(opened, [*others, *made])
    say(
        [
            f"{_path(opened)}: {len(made):,} findings of {len(results):,} files, {len(set(made) - set(known.values())):,} of them new"
        ]
    )
    _exit(results)


@baseline.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@POLICY_OPTION
@CONFIG_OPTION
def prune(paths: Sequence[str], policies: Sequence[str], config_path: str | None) -> None:
    """Take out the entries that match nothing any more; new findings are never added."""
    opened = open_site(config_path, policies)
    results = _judged(opened, paths)
    there = {finding.fingerprint for result in results for finding in result.findings}
    judged = {opened.config.name(result.path) for result in results if result.status != "unread"}
    kept = [
        entry
        for entry in opened.site.baseline.values()
        if entry.fingerprint in there or (entry.path not in judged and os.path.exists(opened.config.file(entry.path)))
    ]
    gone = len(opened.site.baseline) - len(kept)
    if gone:
        _save(opened, kept)
    say([f"{_path(opened)}: {gone:,} entries taken out, {len(kept):,} left"])
    _exit(results)


@baseline.command()
@CONFIG_OPTION
def show(config_path: str | None) -> None:
    """Tell how many entries there are, how serious they are, how old, and in which files."""
    opened = open_site(config_path, ())
    entries = sorted(opened.site.baseline.values())
    if not entries:
        say([f"{_path(opened)}: no entries"])
        return
    today = date.today()
    ages = sorted((today - date.fromisoformat(entry.added)).days for entry in entries)
    lines = [
        f"{_path(opened)}: {len(entries):,} entries; the oldest was added {ages[-1]:,} days ago, the newest {ages[0]:,}"
    ]
    for title, counts in (
        ("severity", Counter(entry.severity for entry in entries)),
        ("rule", Counter(entry.rule for entry in entries)),
        ("file", Counter(entry.path for entry in entries)),
    ):
        lines.append(f"by {title}:")
        lines.extend(
            f"  {number:>6,}  {name}" for name, number in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        )
    say(map(plain, lines))


def _judged(opened: Opened, paths: Sequence[str]) -> list[FileResult]:
    """The results of the files, with what the baseline holds among the findings."""
    return judge_all(replace(opened, site=replace(opened.site, baseline={})), paths)


def _path(opened: Opened) -> str:
    return opened.config.file(opened.config.baseline)


def _save(opened: Opened, entries: Sequence[Entry]) -> None:
    try:
        entries_of.save(_path(opened), entries)
    except CopylintError as error:
        fail(*problems_of(error))


def _exit(results: Sequence[FileResult]) -> None:
    unread = [result for result in results if result.status == "unread"]
    for result in unread:
        click.echo(plain(f"{result.path}: not read: {result.reason}"), err=True)
    sys.exit(3 if unread else 0)

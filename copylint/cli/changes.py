"""What a change adds: the findings of now that were not there before, by fingerprint, wherever they come from.

A deleted citation or a deleted "not" makes a finding of a sentence that stood there before; a changed part makes findings on the pages
that show it. So pages are judged as they were, too, and nothing is guessed from lines.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace

from copylint.cli.git import export, export_index, has_commits, merge_base, old_names, top_folder, unmerged
from copylint.cli.run import Run
from copylint.discovery import Selected, read_text
from copylint.errors import CopylintError
from copylint.findings import FileResult, with_fingerprints
from copylint.parsers import parser_for
from copylint.site import Site
from copylint.suppression import records_of
from copylint.text.builder import MARK


@contextlib.contextmanager
def working_in(folder: str) -> Iterator[None]:
    """Work in another folder for a while."""
    here = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)


def prefix() -> str:
    """The working folder as seen from the repository's root."""
    return os.path.relpath(os.path.realpath("."), os.path.realpath(top_folder()))


class Trees:
    """The commits that a run needs, as folders: `base` to compare with, `now` for what is staged, `config` for the records."""

    def __init__(
        self, stack: contextlib.ExitStack, revision: str | None, config_from: str | None, *, staged: bool
    ) -> None:
        self.base: str | None = None
        self.base_commit = ""
        self.now: str | None = None
        self.config: str | None = None
        self.staged = staged
        self.prefix = prefix() if revision or staged or config_from else "."
        self.root = os.getcwd()
        self.any = bool(revision or staged or config_from)
        self.conflicts = unmerged() if staged else []

        def folder() -> str:
            return stack.enter_context(tempfile.TemporaryDirectory(prefix="copylint-"))

        if revision or staged:
            self.base, self.base_commit = folder(), merge_base(revision) if revision else "HEAD"
            if not staged or has_commits():
                export(self.base_commit, self.base)
        if staged:
            self.now = folder()
            export_index(self.now)
        if config_from:
            self.config = folder()
            export(merge_base(config_from), self.config)

    def inside(self, tree: str) -> str:
        """The working folder in one of the trees, which is made if the tree has none."""
        folder = os.path.join(tree, self.prefix)
        os.makedirs(folder, exist_ok=True)
        return folder


def added(results: Sequence[FileResult], run: Run, trees: Trees) -> tuple[list[FileResult], int]:
    """The results without what the base has as well; and how many findings that were."""
    assert trees.base is not None
    here = trees.prefix
    with working_in(trees.root):
        renamed = old_names(trees.base_commit, staged=trees.staged)
    kept, known = [], 0
    run = Run(run.linter, run.site)  # what the other keeps of parts is of now
    with working_in(trees.inside(trees.base)):
        for result in results:
            if not result.findings:
                kept.append(result)
                continue
            old = _old_path(result.path, here, renamed)
            then = run.check_file(Selected(path=old)) if os.path.isfile(old) else None
            there = _fingerprints(then, result.path, run.site) if then else set()
            new = tuple(finding for finding in result.findings if finding.fingerprint not in there)
            known += len(result.findings) - len(new)
            kept.append(replace(result, findings=new))
    return kept, known


def _old_path(path: str, here: str, renamed: dict[str, str]) -> str:
    name = os.path.normpath(os.path.join(here, path)).replace(os.sep, "/")
    return os.path.relpath(renamed[name], here) if name in renamed else path


def _fingerprints(result: FileResult, path: str, site: Site) -> set[str]:
    """The fingerprints of a result's findings, under the name that the file has now."""
    known = [(finding, True) for finding in result.findings]
    known += [(item.finding, item.by == "baseline") for item in result.suppressed]
    known.sort(key=lambda one: (one[0].offset, one[0].end_offset, one[0].rule.id))
    name = site.config.name(path) if site.config.path is not None else None
    prints = with_fingerprints([replace(finding, path=path) for finding, _ in known], name)
    return {finding.fingerprint for finding, (_, counts) in zip(prints, known, strict=True) if counts}


def accepted_at(folder: str, paths: Sequence[str], site: Site) -> dict[str, tuple[tuple[str, ...], ...]]:
    """By path from the config's folder, the suppressions that stood in the files of an exported commit, whose working folder is `folder`."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for path in paths:
        then, parse = os.path.join(folder, path), parser_for(path)
        if parse is None or not os.path.isfile(then):
            continue
        with contextlib.suppress(CopylintError):
            text = read_text(then)
            if MARK in text:
                records = records_of(parse(text, path), site.config, site.knows, site.today)
                found[site.config.name(path)] = tuple(record.identity for record in records.valid)
    return found

"""copylint check: judge files."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from copylint.cli.changes import Trees, accepted_at, added, working_in
from copylint.cli.common import POLICY_OPTION, fail, problems_of, say, write
from copylint.cli.profile import Profile
from copylint.cli.progress import told
from copylint.cli.records import CONFIG_OPTION, open_site, without_excluded
from copylint.cli.run import Run, jobs_for, unreadable
from copylint.config import matches
from copylint.discovery import LeftOut, Selected, Selection, select
from copylint.engine import Linter, Settings
from copylint.errors import CopylintError
from copylint.files import write_whole
from copylint.findings import FileResult, Report
from copylint.policy.model import PolicySet
from copylint.reporters import REPORTERS, reporter
from copylint.reporters.style import Style, plain
from copylint.severity import Severity
from copylint.site import Site


class _CheckCommand(click.Command):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take "-promo.md" for the file it is: pre-commit hands over file names as they are, without "--"."""
        options = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        known = [
            f"./{arg}" if arg.startswith("-") and arg.split("=")[0] not in options and os.path.lexists(arg) else arg
            for arg in args
        ]
        return super().parse_args(ctx, known)


@click.command(cls=_CheckCommand)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "format_", type=click.Choice(list(REPORTERS)), default="text", show_default=True)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT=FILE",
    help="Also write a file in this format (repeatable), for example sarif=copylint.sarif.",
)
@POLICY_OPTION
@CONFIG_OPTION
@click.option(
    "--fail-on",
    type=click.Choice([str(s) for s in sorted(Severity, reverse=True)]),
    help="The least severity that makes the exit code 1. Default: the config's, else warning.",
)
@click.option(
    "--exit-zero", is_flag=True, help="Exit with 0 when there are findings (not when something was not read)."
)
@click.option(
    "--diff",
    "revision",
    metavar="REV",
    help="Only what was not found where this work left REV (a branch or a commit), wherever it comes from.",
)
@click.option("--staged", is_flag=True, help="Judge what is staged, not what is on disk; only what HEAD has not.")
@click.option(
    "--config-from",
    metavar="REV",
    help="Take config, policies, baseline and claims as they were at REV; suppressions that are newer do not count.",
)
@click.option("--no-baseline", is_flag=True, help="Also tell what is in the baseline.")
@click.option("--stdin-filename", metavar="NAME", help="Read standard input as a file of this name.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing when nothing is found and all was read.")
@click.option(
    "--verbose", "-v", is_flag=True, help="Also tell what was read of each file, and what was left out and why."
)
@click.option(
    "--statistics", is_flag=True, help="Also tell how often each rule found something, and in how many files."
)
@click.option("--no-color", is_flag=True, help="No colors (also with NO_COLOR; FORCE_COLOR forces them).")
@click.option("--show-suppressed", is_flag=True, help="Also write suppressed findings into SARIF, as suppressed.")
@click.option("--show-cleared", is_flag=True, help="Also tell what was no finding because of its context.")
@click.option(
    "--list",
    "list_",
    is_flag=True,
    help="Only list what would be read, and what not and why (exit code 3 if something cannot be).",
)
@click.option("--all", "all_", is_flag=True, help="Also read tests, configuration, notes and the like in folders.")
@click.option("--force-exclude", is_flag=True, help="Leave those out even where a file is named itself (for hooks).")
@click.option(
    "--no-cache", is_flag=True, help="Compile the policies anew, and keep nothing of them in the user's cache folder."
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help="Judge in so many processes. Default: as many as there are processors where there is much to read, else one.",
)
@click.option(
    "--profile", is_flag=True, help="Also tell on stderr which rules and files took the longest (one process)."
)
@click.option("--pedantic", is_flag=True, help="Also tell findings of low confidence.")
def check(
    paths: Sequence[str],
    format_: str,
    outputs: Sequence[str],
    policies: Sequence[str],
    config_path: str | None,
    fail_on: str | None,
    exit_zero: bool,
    revision: str | None,
    staged: bool,
    config_from: str | None,
    no_baseline: bool,
    stdin_filename: str | None,
    quiet: bool,
    verbose: bool,
    statistics: bool,
    no_color: bool,
    show_suppressed: bool,
    show_cleared: bool,
    list_: bool,
    all_: bool,
    force_exclude: bool,
    no_cache: bool,
    jobs: int | None,
    profile: bool,
    pedantic: bool,
) -> None:
    """Judge files and folders: pages, components, templates and content data. Without a PATH, what the config names.

    Exit codes: 0 nothing found, 1 findings, 2 wrong use, a broken policy or config, 3 something was not read.
    """
    for output in outputs:
        name, equals, path = output.partition("=")
        if name not in REPORTERS or not equals or not path:
            raise click.UsageError(f'"{output}" is no FORMAT=FILE; formats are: {", ".join(REPORTERS)}')
    if revision is not None and staged:
        raise click.UsageError("--diff and --staged are two different questions; ask one")
    with ExitStack() as stack:
        try:
            trees = Trees(stack, revision, config_from, staged=staged)
        except CopylintError as error:
            fail(*problems_of(error))
        if trees.any and config_path is not None:
            config_path = os.path.relpath(config_path)
        opened = open_site(
            config_path, policies, cached=not no_cache, before=trees.config or trees.now, prefix=trees.prefix
        )
        config, policy_set = opened.config, opened.policies
        if not policy_set.rules:
            # To judge by nothing would call every page clean.
            fail("these policies hold no rule; name one that does (copylint rules lists the shipped ones)")
        named = [_as_given(path) for path in paths] or [config.file(path) for path in config.paths]
        if not named and stdin_filename is None:
            raise click.UsageError(
                "Name the files or folders to check, for example: copylint check content (or `paths` in copylint.yaml)"
            )
        if trees.any:  # other trees have the same files under the same relative names
            named = [os.path.relpath(path) if os.path.isabs(path) else path for path in named]
        if trees.now is not None:
            stack.enter_context(working_in(trees.inside(trees.now)))
        selection = select(named, everything=all_, force=force_exclude)
        selection = _with_conflicts(without_excluded(selection, config), trees)
        nothing_left = not selection.files and not force_exclude and stdin_filename is None and bool(named)
        if list_:
            say(_listing(selection))
            sys.exit(3 if any(unreadable(item) for item in selection.files) else 0)
        linter = Linter(policy_set, Settings(pedantic=pedantic, about=frozenset(config.about)))
        site = replace(opened.site, baseline={}) if no_baseline else opened.site
        if trees.config is not None:
            before = accepted_at(trees.inside(trees.config), [item.path for item in selection.files], site)
            site = replace(site, accepted_before=before)
        run = Run(linter, site)
        watch = Profile(linter) if profile else None
        try:
            results = list(told(_results(run, selection.files, jobs, watch), len(selection.files)))
        except KeyboardInterrupt:
            fail("stopped; nothing was reported", code=130)  # as shells have it; 1 would say that all was read
        if stdin_filename is not None:
            results.append(run.check_stdin(stdin_filename))
        whole = not paths and stdin_filename is None
        notes = [
            *_left_out(selection.left_out),
            *_records_notes(site, results, selection, trees, whole=whole),
        ]
        of_the_list = site.of_the_list(results, whole=whole)
        if nothing_left:
            results.append(
                FileResult(path=named[0], status="unread", reason="the config excludes everything that is named")
            )
        if trees.base is not None:
            base = run
            if trees.config is None:
                was = open_site(config_path, policies, cached=not no_cache, before=trees.base, prefix=trees.prefix)
                base = Run(
                    Linter(was.policies, Settings(pedantic=pedantic, about=frozenset(was.config.about))), was.site
                )
            results, known = added(results, base, trees)
            notes.append(
                f"{known:,} findings that were there before are not shown"
                if known != 1
                else "1 finding that was there before is not shown"
            )
        if of_the_list is not None:
            results.append(of_the_list)
    overdue = [] if config.review_by == "ignore" else _overdue(policy_set, date.today())
    report = Report(
        policies=policy_set.policies,
        rules=len(linter.policies.rules),
        files=tuple(sorted(results, key=lambda result: result.path)),
        left_out=tuple((item.path, item.what) for item in selection.left_out),
        notes=(*notes, *overdue),
    )
    style = Style(
        color=_wants_color(no_color),
        quiet=quiet,
        verbose=verbose,
        statistics=statistics,
        show_cleared=show_cleared,
        show_suppressed=show_suppressed,
        workspace=Path(os.environ["GITHUB_WORKSPACE"]).absolute() if os.environ.get("GITHUB_WORKSPACE") else None,
    )
    text = reporter(format_)(report, style)
    _write_files(outputs, report, replace(style, color=False))
    write(text, for_people=format_ == "text")
    if watch is not None:
        click.echo("\n".join(watch.lines()), err=True)
    code = report.exit_code(Severity.parse(fail_on) if fail_on else config.fail_on)
    if overdue and config.review_by == "fail":
        code = 3
    sys.exit(0 if exit_zero and code == 1 else code)


def _write_files(outputs: Sequence[str], report: Report, style: Style) -> None:
    """Write each FORMAT=FILE, whole or not at all."""
    for output in outputs:
        name, _, path = output.partition("=")
        try:
            write_whole(path, reporter(name)(report, style))
        except CopylintError as error:
            fail(*problems_of(error))


def _with_conflicts(selection: Selection, trees: Trees) -> Selection:
    """The selection with the files that the index has no one version of."""
    if not trees.conflicts:
        return selection
    files = [Selected(path=path, problem="it is in conflict; solve that and stage it") for path in trees.conflicts]
    return Selection(
        files=tuple(sorted((*selection.files, *files), key=lambda item: item.path)), left_out=selection.left_out
    )


def _records_notes(
    site: Site, results: Sequence[FileResult], selection: Selection, trees: Trees, *, whole: bool
) -> list[str]:
    """What whoever keeps the site's records should know."""
    notes = []
    stale = site.stale(results)
    if stale:
        notes.append(
            f"{len(stale):,} of the baseline's entries for these files match nothing any more; run `copylint baseline prune`"
        )
    if whole and site.config.path is not None:
        names = [
            *(site.config.name(result.path) for result in results),
            *(site.config.name(item.path) for item in selection.left_out),
        ]
        notes += [
            f'{site.config.path}: the glob "{glob}" matches none of the files that were read'
            for glob in site.config.globs()
            if not any(matches((glob,), name) for name in names)
        ]
    if trees.config is not None:
        notes.append(
            "config, policies, baseline and claims are those of the base commit; newer suppressions do not count yet"
        )
    return notes


def _results(run: Run, files: Sequence[Selected], jobs: int | None, watch: Profile | None) -> Iterator[FileResult]:
    """The result of each file: in this process, or in `jobs` others, as they come."""
    if watch is not None:
        return watch.measured(run, files)
    if jobs is None:
        jobs = jobs_for(files)
    if jobs == 1:
        return map(run.check_file, files)
    from copylint.cli.workers import check_in_workers

    return check_in_workers(run.linter, run.site, files, jobs)


def _as_given(path: str) -> str:
    return path[2:] if path.startswith("./-") else path


def _left_out(left_out: Sequence[LeftOut]) -> list[str]:
    """What the folders hold besides, so that nobody takes it for read."""
    if not left_out:
        return []
    kinds = sorted(Counter(item.what for item in left_out).items(), key=lambda kind: (-kind[1], kind[0]))
    shown = ", ".join(f"{what} {number}" for what, number in kinds[:8])
    more = sum(number for _, number in kinds[8:])
    others = f", others {more}" if more else ""
    return [f"files left out (--list tells which and why): {shown}{others}"]


def _listing(selection: Selection) -> list[str]:
    """What would be read, and what not and why."""
    lines = []
    for item in selection.files:
        reason = unreadable(item)
        lines.append(f"{plain(item.path)}: {f'cannot be read: {reason}' if reason else 'read'}")
    lines.extend(f"{plain(item.path)}: left out: {plain(item.what)}" for item in selection.left_out)
    return sorted(lines)


def _overdue(policies: PolicySet, today: date) -> list[str]:
    return [
        f"policy {policy.id} {policy.version} should have been reviewed by {policy.review_by}; its facts may be out of date"
        for policy in policies.policies
        if policy.review_by and policy.review_by < today.isoformat()
    ]


def _wants_color(no_color: bool) -> bool:
    """NO_COLOR and FORCE_COLOR as on no-color.org and force-color.org; else colors on a terminal."""
    if no_color or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"

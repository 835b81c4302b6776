"""Opens what a site has: its config, policies, suppressions, claims and baseline; ends the program with 2 where one is broken."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import click

from copylint.baseline import read_baseline
from copylint.claims import Library, read_claims
from copylint.cli.common import fail, load, problems_of
from copylint.cli.run import Run, jobs_for
from copylint.config import Config, check_about, check_files, check_rules, find_config, load_config, matches
from copylint.discovery import LeftOut, Selection, read_text, select
from copylint.engine import Linter, Settings
from copylint.errors import CopylintError, PolicyError, Problem, UnreadableError
from copylint.findings import FileResult
from copylint.parsers import parser_for
from copylint.policy.model import PolicySet
from copylint.reporters.style import plain
from copylint.site import Site
from copylint.suppression import read_list
from copylint.text.document import Document

CONFIG_OPTION = click.option(
    "--config", "config_path", metavar="FILE", type=click.Path(exists=True, dir_okay=False),
    help="The config to use; without it, copylint.yaml of this folder or above it, up to the repository's root.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A site ready to be judged, with its policies."""

    site: Site
    policies: PolicySet

    @property
    def config(self) -> Config:
        return self.site.config


def open_config(config_path: str | None) -> Config:
    """The config that is named or found."""
    try:
        return load_config(config_path or find_config())
    except CopylintError as error:
        fail(*problems_of(error))


def open_site(
    config_path: str | None,
    policies: Sequence[str],
    *,
    cached: bool = True,
    before: str | None = None,
    prefix: str = ".",
) -> Opened:
    """The site around the working folder, or (with `before`, an exported commit) as it was then.

    `prefix` is the working folder as seen from the repository's root.
    """
    if before is None:
        config, place = open_config(config_path), "."
    else:
        place = os.path.join(before, prefix)
        config = _config_of(config_path, place)
    names = policies or [_name(entry.name, config, place) for entry in config.policies]
    policy_set = load(names, cached=cached and before is None)
    try:
        _check_pins(config, policy_set)
        check_rules(config, [rule.id for rule in policy_set.rules])
        if before is None:
            check_files(config)
        check_about(config, [name for rule in policy_set.rules for name in rule.about_names])
        baseline_text = _text(config.baseline, config, place)
        claims_text = _text(config.claims, config, place)
        list_text = _text(config.suppressions, config, place)
        list_path = config.file(config.suppressions)
        site = Site(
            policies=policy_set,
            today=date.today(),
            config=config,
            baseline=read_baseline(config.file(config.baseline), baseline_text or ""),
            listed=tuple(read_list(list_path, list_text)) if list_text else (),
            listed_source=list_text or "",
            claims=read_claims(config.file(config.claims), claims_text) if claims_text else Library(),
        )
        unknown = [(claim, rule) for claim in site.claims.claims for rule in claim.rules if not site.knows(rule)]
        if unknown:
            raise PolicyError(
                [
                    Problem(
                        site.claims.path,
                        claim.line,
                        1,
                        f'the claim "{claim.id}" names a rule that there is not: "{rule}"',
                    )
                    for claim, rule in unknown
                ]
            )
    except CopylintError as error:
        fail(*problems_of(error))
    return Opened(site=site, policies=policy_set)


def _config_of(config_path: str | None, place: str) -> Config:
    """The config in an exported commit, with the paths that it has in the working tree."""
    try:
        found = config_path or find_config(place)
        if found is None:
            return Config()
        inside = os.path.normpath(os.path.join(place, found))
        if not os.path.isfile(inside):
            return Config()
        config = load_config(inside)
        here = os.path.relpath(inside, place)
        return replace(config, path=here, root=os.path.dirname(here) or ".")
    except CopylintError as error:
        fail(*problems_of(error))


def _name(name: str, config: Config, place: str) -> str:
    """A policy's name as the loader knows it: files count from the config's folder."""
    return os.path.normpath(os.path.join(place, config.file(name))) if name.endswith((".yaml", ".yml")) else name


def _text(name: str, config: Config, place: str) -> str | None:
    """The text of a file of records; None where there is none. Raises PolicyError where it cannot be read."""
    path = os.path.join(place, config.file(name))
    try:
        with open(path, encoding="utf-8-sig", newline="") as stream:
            return stream.read()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError([Problem(path, 1, 1, f"cannot be read: {error}")]) from None


def _check_pins(config: Config, policies: PolicySet) -> None:
    """Raise PolicyError for a policy that is not the one that the config names."""
    problems = []
    line = config.lines.get("policies", 1)
    for entry in config.policies:
        if entry.version is None and entry.digest is None:
            continue
        stem = os.path.basename(entry.name).removesuffix(".yaml").removesuffix(".yml")
        found = next(
            (
                policy
                for policy in policies.policies
                if policy.id == stem or os.path.basename(policy.path) == f"{stem}.yaml"
            ),
            None,
        )
        if found is None:
            problems.append(f'"{entry.name}" has a version or a digest, which only a single policy can have')
        elif entry.version is not None and found.version != entry.version:
            problems.append(f'the policy "{entry.name}" has the version {found.version}, not {entry.version}')
        elif entry.digest is not None and found.digest != entry.digest:
            problems.append(f'the policy "{entry.name}" has changed: its SHA-256 is {found.digest}, not {entry.digest}')
    if problems:
        raise PolicyError([Problem(config.path or "", line, 1, problem) for problem in problems])


def selected(opened: Opened, paths: Sequence[str]) -> Selection:
    """The files that are named, or those that the config names; ends the program with 2 where there are none."""
    named = [*paths] or [opened.config.file(path) for path in opened.config.paths]
    if not named:
        fail("name the files or folders, or `paths` in copylint.yaml")
    return without_excluded(select(named), opened.config)


def without_excluded(selection: Selection, config: Config) -> Selection:
    """The selection without what the config excludes, and without the records themselves."""
    records = {config.baseline, config.suppressions, config.claims, config.name(config.path) if config.path else None}
    names = {item: config.name(item.path) for item in selection.files} if config.path else {}
    out = {item: "excluded by the config" for item, name in names.items() if matches(config.exclude, name)}
    out |= {item: "site configuration" for item, name in names.items() if name in records}
    if not out:
        return selection
    left_out = (*selection.left_out, *(LeftOut(path=item.path, what=what) for item, what in out.items()))
    return Selection(
        files=tuple(item for item in selection.files if item not in out),
        left_out=tuple(sorted(left_out, key=lambda item: item.path)),
    )


def judge_all(opened: Opened, paths: Sequence[str]) -> list[FileResult]:
    """The result of every file that is meant."""
    files = selected(opened, paths).files
    linter = Linter(opened.policies, Settings(about=frozenset(opened.config.about)))
    jobs = jobs_for(files)
    if jobs == 1:
        run = Run(linter, opened.site)
        return [run.check_file(item) for item in files]
    from copylint.cli.workers import check_in_workers

    return sorted(check_in_workers(linter, opened.site, files, jobs), key=lambda result: result.path)


def documents(opened: Opened, paths: Sequence[str]) -> Iterator[Document]:
    """The document of every file that can be read; the others are told on stderr."""
    for item in selected(opened, paths).files:
        parse = parser_for(item.path)
        try:
            if parse is None or item.problem:
                raise UnreadableError(item.problem or "copylint cannot read this format")
            yield parse(read_text(item.path), item.path)
        except UnreadableError as error:
            click.echo(plain(f"{item.path}: not read: {error}"), err=True)

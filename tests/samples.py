"""A small policy and what tests do with it; the shipped policies' wording is free to change."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from copylint import Linter, Report, Settings, load_policies

HEAD = """\
policy: small
version: "2026.11"
title: A small policy
language: en
"""
AUTHORITIES = """\
authorities:
  act:
    title: The Copy Act, section 5
    body: Agency
    date: "2020"
    url: https://example.org/act
    binding: direct
    verified: primary
    supports: Claims must be shown.
  rumor:
    title: A letter
    body: Board
    date: "2021"
    url: https://example.org/letter
    binding: analogous
    verified: secondary
    supports: Somebody says so.
"""
CONTEXTS = """\
contexts:
  negated: [{before: [not, never, no]}]
  hedged: [{before: [may]}]
"""
MIRACLE = """\
  - id: miracle
    check: existence
    category: certainty
    severity: error
    title: Miracle
    message: "'{match}' promises too much."
    why: Nobody can show a miracle.
    suggest: ["may help some people", "has been studied"]
    authorities: [act]
    unless: [negated]
    downgrade: [hedged]
    find: [miracle (cure|cures)]
    examples:
      bad: ["It is a [[miracle cure]]."]
      good: ["It is no miracle cure."]
"""
PAINLESS = """\
  - id: painless
    check: existence
    category: safety
    severity: warning
    title: Painless
    message: "'{match}' is not true of everybody."
    why: Some people feel pain.
    suggest: [most people feel little]
    authorities: [{analogous: rumor}]
    owner: clinician
    find: [painless]
    examples:
      bad: ["It is [[painless]]."]
      good: ["It hurts a little."]
"""
NEWEST = """\
  - id: newest
    check: existence
    category: novelty
    severity: notice
    title: Newest
    message: "'{match}' will be old soon."
    why: Nothing stays new.
    suggest: [introduced in 2026]
    authorities: [act]
    owner: editor
    find: [newest]
    examples:
      bad: ["Our [[newest]] device."]
      good: ["Our device of 2026."]
"""
POLICY = f"{HEAD}{AUTHORITIES}{CONTEXTS}rules:\n{MIRACLE}{PAINLESS}{NEWEST}"

GIT = {
    "GIT_AUTHOR_NAME": "A. Writer",
    "GIT_AUTHOR_EMAIL": "writer@example.org",
    "GIT_COMMITTER_NAME": "A. Writer",
    "GIT_COMMITTER_EMAIL": "writer@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
"""An environment in which git commits whoever runs it, and heeds no settings of theirs."""
_HEEDED = ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "NO_COLOR", "FORCE_COLOR", "PYTHONUNBUFFERED", "PYTHONIOENCODING")


def environment(**values: str) -> dict[str, str]:
    """The environment, without what copylint, git and Python would heed, and with `values`."""
    kept = {name: value for name, value in os.environ.items() if name not in _HEEDED and not name.startswith("GIT_")}
    return {**kept, **GIT, **values}


def write_policy(folder: Path, text: str = POLICY, name: str = "small.yaml") -> str:
    """Write a policy file; returns its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def report(
    folder: Path, texts: Mapping[str, str], policy: str = POLICY, notes: tuple[str, ...] = (), pedantic: bool = False
) -> Report:
    """What the engine says about `texts`, given by path."""
    policies = load_policies([write_policy(folder, policy)])
    linter = Linter(policies, Settings(pedantic=pedantic))
    files = tuple(linter.check(text, path=path) for path, text in sorted(texts.items()))
    return Report(policies=policies.policies, files=files, notes=notes)


def git(folder: Path, *args: str) -> str:
    """Run git in `folder`."""
    done = subprocess.run(["git", *args], cwd=folder, env=environment(), check=True, capture_output=True, text=True)
    return done.stdout


def copylint(*args: str | bytes, cwd: Path, stdin: bytes = b"", **values: str) -> subprocess.CompletedProcess[bytes]:
    """Run the real program in `cwd`."""
    command: list[str | bytes] = [sys.executable, "-m", "copylint", *args]
    return subprocess.run(
        command, cwd=cwd, env=environment(**values), input=stdin, capture_output=True, check=False, timeout=60
    )

"""What commands share: loading policies with errors told in words, and printing that is safe wherever it goes."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

import click

from copylint.errors import CopylintError, PolicyError, UsageError
from copylint.policy.cache import PolicyCache
from copylint.policy.library import DEFAULT_FOLDER, folder_policies
from copylint.policy.model import PolicySet
from copylint.reporters.style import plain

POLICY_OPTION = click.option(
    "--policy", "policies", multiple=True, metavar="NAME|FILE",
    help="A shipped policy, a policy file, or a folder of shipped policies such as us (repeatable). Default: us. "
    "What is named replaces the default; name us too to add to it.",
)  # fmt: skip


def _cache_folder() -> Path | None:
    """Where compiled policies are kept: the user's cache folder, by the XDG specification; None where there is none."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):
        return Path(named) / "copylint"
    try:
        return Path.home() / ".cache" / "copylint"
    except RuntimeError:
        return None


def load(names: Sequence[str], *, cached: bool = True) -> PolicySet:
    """The policies called `names`, or the default ones; ends the program with 2 and every problem if one is broken."""
    try:
        wanted = [policy for name in names for policy in folder_policies(name) or [name]]
        wanted = wanted or folder_policies(DEFAULT_FOLDER)
        if not wanted:
            # To judge by nothing would call every page clean.
            raise UsageError("no policy is shipped with this installation; name one with --policy")
        return PolicyCache(_cache_folder() if cached else None).load(wanted)
    except CopylintError as error:
        fail(*problems_of(error))


def problems_of(error: CopylintError) -> list[str]:
    """What is wrong, a line each."""
    return [str(problem) for problem in error.problems] if isinstance(error, PolicyError) else [str(error)]


def fail(*messages: str, code: int = 2) -> NoReturn:
    """Say what is wrong on stderr and end."""
    for message in messages:
        click.echo(plain(message), err=True)
    sys.exit(code)


def say(lines: Iterable[str]) -> None:
    """Print lines for people to read."""
    write("".join(f"{line}\n" for line in lines), for_people=True)


def write(text: str, *, for_people: bool) -> None:
    """Print as UTF-8, whatever the terminal says it has; a reader that went away early is no error.

    What is for people may echo copy, and GitHub Actions must not take a line of it for a command.
    """
    if for_people and text and os.environ.get("GITHUB_ACTIONS") == "true":
        token = secrets.token_hex(16)
        text = f"::stop-commands::{token}\n{text}::{token}::\n"
    try:
        sys.stdout.buffer.write(_as_bytes(text))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Python flushes stdout once more at its end, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _as_bytes(text: str) -> bytes:
    """UTF-8 of any text. Bytes of a file's name that Python could not decode come out as they are if they are UTF-8."""
    try:
        data = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = text.encode("utf-8", "replace")
    return data.decode("utf-8", "replace").encode("utf-8")

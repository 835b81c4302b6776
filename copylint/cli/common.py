"""What commands share: loading policies, with errors told in words."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from copylint.errors import CopylintError
from copylint.policy.library import default_policies
from copylint.policy.loader import load_policies
from copylint.policy.model import PolicySet

POLICY_OPTION = click.option(
    "--policy", "policies", multiple=True, metavar="NAME|FILE",
    help="A shipped policy or a policy file (repeatable). Default: all shipped US policies.",
)  # fmt: skip


def load(names: Sequence[str]) -> PolicySet:
    """The policies called `names`, or the default ones; ends the program with 2 and every problem if one is broken."""
    try:
        return load_policies(list(names) or default_policies())
    except CopylintError as error:
        fail(str(error))


def fail(message: str) -> NoReturn:
    """Say what is wrong on stderr and end with 2."""
    click.echo(message, err=True)
    sys.exit(2)

"""copylint policy: work on policies themselves."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import click

from copylint.cli.common import load
from copylint.policytest import run_examples


@click.group()
def policy() -> None:
    """Test policies, or print the schema of policy files."""


@policy.command("test")
@click.argument("policies", nargs=-1, metavar="[NAME|FILE]...")
def test(policies: Sequence[str]) -> None:
    """Load policies and run the examples of their rules (default: all shipped US policies).

    Exit codes: 0 all examples hold, 1 some do not, 2 a policy cannot be loaded.
    """
    policy_set = load(policies)
    failures = run_examples(policy_set)
    for failure in failures:
        click.echo(str(failure))
    for warning in policy_set.slow:
        click.echo(f"slow: {warning}")
    examples = sum(len(rule.bad) + len(rule.good) for rule in policy_set.rules)
    click.echo(f"{len(policy_set.rules)} rules, {examples} examples, {len(failures)} failed.")
    sys.exit(1 if failures else 0)


@policy.command("schema")
def schema() -> None:
    """Print the JSON Schema of policy files, for editors."""
    from copylint.policy.shape import json_schema

    click.echo(json.dumps(json_schema(), indent=2))

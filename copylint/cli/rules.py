"""copylint rules: a line about every rule."""

from __future__ import annotations

from collections.abc import Sequence

import click

from copylint.cli.common import POLICY_OPTION, load, say
from copylint.reporters.style import plain


@click.command()
@POLICY_OPTION
def rules(policies: Sequence[str]) -> None:
    """List the rules: severity, id, category, title."""
    policy_set = load(policies)
    width = max((len(rule.id) for rule in policy_set.rules), default=0)
    say(
        plain(f"{rule.severity!s:<8} {rule.id:<{width}}  {rule.category:<18} {rule.title}")
        for rule in sorted(policy_set.rules, key=lambda rule: (rule.policy, rule.id))
    )

"""The command line: the only place that prints, exits and reads the environment. One file a command."""

from __future__ import annotations

import click

from copylint import __version__
from copylint.cli.check import check
from copylint.cli.explain import explain
from copylint.cli.policy import policy
from copylint.cli.rules import rules


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="copylint")
def main() -> None:
    """Find claims in a clinic's copy that regulators act on, and what the copy leaves out.

    Findings are hints for a person to judge; they are not legal advice.
    """


main.add_command(check)
main.add_command(explain)
main.add_command(rules)
main.add_command(policy)

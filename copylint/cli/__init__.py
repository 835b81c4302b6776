"""The command line: the only place that prints, exits and reads the environment. One file a command."""

from __future__ import annotations

from importlib import import_module

import click

from copylint import __version__

_COMMANDS = ("check", "init", "baseline", "suppressions", "claims", "config", "explain", "rules", "policy")
"""The modules of the commands, of the same names, each imported when its command is asked for: `check` should not wait for the others."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002, click names it
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002, click names it
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"copylint.cli.{cmd_name}"), cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="copylint")
def main() -> None:
    """Find claims in a clinic's copy that regulators act on, and what the copy leaves out.

    Findings are hints for a person to judge; they are not legal advice.
    """

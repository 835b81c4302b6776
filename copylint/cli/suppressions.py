"""copylint suppressions: who accepted what, and until when."""

from __future__ import annotations

from collections.abc import Sequence

import click

from copylint.cli.common import POLICY_OPTION, say
from copylint.cli.records import CONFIG_OPTION, documents, open_site
from copylint.reporters.style import plain
from copylint.suppression import records_of, shown


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--expiring",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="Only those that run out within so many days, and those that have.",
)
@POLICY_OPTION
@CONFIG_OPTION
def suppressions(paths: Sequence[str], expiring: int | None, policies: Sequence[str], config_path: str | None) -> None:
    """List all suppressions with rule, reason, who allowed it and the days left; the next to run out first."""
    opened = open_site(config_path, policies)
    site = opened.site
    found = list(site.listed)
    for document in documents(opened, paths):
        records = records_of(document, site.config, site.knows, site.today)
        found += [*records.valid, *records.lapsed]
    lines = list(shown(found, site.today, expiring))
    say(map(plain, lines or ["no suppressions" + (f" run out within {expiring} days" if expiring is not None else "")]))

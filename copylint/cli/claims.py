"""copylint claims: the approved claims, and where they are used."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from copylint.claims import describe, uses
from copylint.cli.common import POLICY_OPTION, fail, say
from copylint.cli.records import CONFIG_OPTION, documents, open_site
from copylint.reporters.style import plain


@click.group()
def claims() -> None:
    """Approved wording and its evidence."""


@claims.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--expiring",
    type=click.IntRange(min=0),
    metavar="DAYS",
    default=30,
    show_default=True,
    help="Warn of claims that run out within so many days.",
)
@POLICY_OPTION
@CONFIG_OPTION
def check_(paths: Sequence[str], expiring: int, policies: Sequence[str], config_path: str | None) -> None:
    """Tell each claim's days left and where it is used; exit code 1 if one has run out, will soon, or is not used."""
    opened = open_site(config_path, policies)
    library, today = opened.site.claims, opened.site.today
    if not library:
        fail(f"{opened.config.file(opened.config.claims)}: there are no approved claims")
    found = uses(library, [(document.path, document) for document in documents(opened, paths)])
    say(plain(line) for claim in library.claims for line in describe(claim, found[claim.id], today))
    bad = [
        claim
        for claim in library.claims
        if claim.flaw(today) or claim.days_left(today) <= expiring or not found[claim.id]
    ]
    say([plain(f"{len(library.claims)} claims, {len(bad)} to look at")])
    sys.exit(int(bool(bad)))

"""copylint init: write a config that fits the repository."""

from __future__ import annotations

import os
import re
from collections import Counter

import click

from copylint.cli.common import fail, problems_of, say
from copylint.config import NAMES, SCHEMA_URL
from copylint.discovery import read_text, select
from copylint.errors import CopylintError
from copylint.files import write_whole
from copylint.parsers import parser_for

_DEEPEST = 2
_KETAMINE = re.compile(r"\b(?:es)?ketamine\b|\bspravato\b", re.IGNORECASE)
_TEMPLATE = """\
# yaml-language-server: $schema={schema}
# How copylint judges this repository; `copylint config show` tells what applies and why.

# Policies: shipped ones, or folders of them (us), and files of your own.
policies:
  - us

# What `copylint check` reads when no path is named.
paths:
{paths}
{about}
# The least severity that fails a run: error, warning or notice.
fail_on: warning

suppressions:
  # Who accepts a finding must tell these: reason, by, until, ticket.
  require: [reason, by, until]
  # For at most so many days.
  longest: 365

# What other files than a page's own imports are shown on every page, such as a footer with the risks:
# disclosures:
#   - layouts/footer.html

# What is different for some files:
# overrides:
#   - paths: blog/**
#     severity: {{unsourced-statistic: notice}}
"""


@click.command()
@click.option("--force", is_flag=True, help="Replace a config that is there.")
def init(force: bool) -> None:
    """Look at this repository and write copylint.yaml for it."""
    present = [name for name in NAMES if os.path.exists(name)]
    if present and not force:
        fail(f"{present[0]} is there already; --force replaces it")
    words, about = _words_by_folder()
    if not words:
        fail("there is no copy in this folder that copylint can read; start it where your pages are")
    folders = _content_folders(words)
    paths = "\n".join(f"  - {folder}" for folder in folders)
    site = (
        "\n# The whole site is about ketamine: pages need not name it to be judged.\nabout: [ketamine]\n"
        if about
        else ""
    )
    try:
        write_whole(NAMES[0], _TEMPLATE.format(schema=SCHEMA_URL, paths=paths, about=site))
    except CopylintError as error:
        fail(*problems_of(error))
    total = sum(words.values())
    say(
        [
            f"{NAMES[0]} written: {', '.join(folders)} ({total:,} words of copy)",
            "next: copylint check, then copylint baseline create for what is old",
        ]
    )


def _words_by_folder() -> tuple[Counter[str], bool]:
    """The words of copy in each folder, at most two levels deep; and whether most pages name ketamine."""
    words: Counter[str] = Counter()
    pages = naming = 0
    for item in select(["."]).files:
        parse = parser_for(item.path)
        if parse is None or item.problem:
            continue
        try:
            document = parse(read_text(item.path), item.path)
        except CopylintError:
            continue
        if document.words:
            folder = os.path.dirname(os.path.relpath(item.path)).replace(os.sep, "/")
            words["/".join(folder.split("/")[:_DEEPEST]) or "."] += document.words
            pages += 1
            naming += bool(_KETAMINE.search(document.text))
    return words, naming * 2 > pages


def _content_folders(words: Counter[str]) -> list[str]:
    """The folders that hold the copy: the whole repository where there is some at its root."""
    if "." in words:
        return ["."]
    tops = Counter({folder.split("/")[0]: 0 for folder in words})
    for folder, number in words.items():
        tops[folder.split("/")[0]] += number
    return sorted(tops)

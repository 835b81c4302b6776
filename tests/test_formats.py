"""What docs/formats.md shows of each format is what copylint reads, and it names every format and every kind of file left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from helpers import assert_traceable, segments

from copylint.exclusions import EXCLUSIONS
from copylint.parsers import PARSERS, UNREAD_FORMATS, parser_for

FORMATS = (Path(__file__).parent.parent / "docs" / "formats.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(
    r"<!-- file: (\S+) -->\n```\w+\n(.*?)```\n\n<!-- reads as -->\n```text\n(.*?)```", FORMATS, re.DOTALL
)


@pytest.mark.parametrize(("name", "source", "expected"), EXAMPLES, ids=[name for name, _, _ in EXAMPLES])
def test_an_example_reads_as_it_says(name: str, source: str, expected: str) -> None:
    parse = parser_for(name)
    assert parse is not None
    document = parse(source, name)
    assert [f"{kind}: {text}" for kind, text, _ in segments(document)] == expected.splitlines()
    assert document.unread == ()
    assert_traceable(document)


def test_every_example_is_run() -> None:
    assert len(EXAMPLES) == FORMATS.count("<!-- file:") == FORMATS.count("<!-- reads as -->")
    assert {PARSERS[Path(name).suffix] for name, _, _ in EXAMPLES} == set(PARSERS.values())


@pytest.mark.parametrize("suffix", [*PARSERS, *UNREAD_FORMATS])
def test_every_format_is_named(suffix: str) -> None:
    assert f"`{suffix}`" in FORMATS or (suffix == ".pdf" and "PDF" in FORMATS) or suffix in (".rst", ".adoc")


@pytest.mark.parametrize("what", sorted({exclusion.what for exclusion in EXCLUSIONS}))
def test_every_kind_that_is_left_out_is_named(what: str) -> None:
    assert what in " ".join(FORMATS.split())

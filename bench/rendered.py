"""Judge Markdown pages as if they stood in another format: render each, check it, and give the findings' places in the page.

    rendered.py --as tsx PAGE.md ...

prints what `copylint check --format json` prints, as far as a scoreboard needs it, so that a corpus of Markdown pages tells how
well the other formats are read. With --differences it prints the findings that the page and its rendering do not share.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from renderings import FORMS, SUFFIXES, blocks_of, render

from copylint import Linter, load_policies
from copylint.findings import FileResult
from copylint.parsers import parser_for
from copylint.policy.library import default_policies
from copylint.text.document import Document, Page
from copylint.text.spans import LineIndex


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--as", dest="form", choices=list(FORMS), required=True)
    arguments.add_argument("--differences", action="store_true")
    arguments.add_argument("paths", nargs="+")
    options = arguments.parse_args()
    linter = Linter(load_policies(default_policies()))
    findings = []
    for path in options.paths:
        text = Path(path).read_text("utf-8")
        parse = parser_for(path)
        assert parse is not None
        page = parse(text, path)
        rendering = render(blocks_of(page), options.form)
        name = f"pages/page{SUFFIXES[options.form]}"
        parse = parser_for(name)
        assert parse is not None
        read = parse(rendering.source, name)
        # Data alone is no page; it is judged as if some page showed it.
        result = linter.check_page(Page(document=read))
        found = list(mapped(result, read, rendering.places, page, path))
        if result.status == "unread":
            print(f"{path}: {result.reason}", file=sys.stderr)
        if options.differences:
            tell_differences(linter.check(text, path=path), found)
        findings.extend(found)
    if not options.differences:
        print(json.dumps({"findings": findings}))


def mapped(result: FileResult, read: Document, places: list[tuple[int, int]], page: Document, path: str):
    """The findings of a rendering as findings of the page."""
    lines = LineIndex(page.source)
    for finding in result.findings:
        block = next((number for number, (start, end) in enumerate(places) if start <= finding.offset <= end), None)
        if block is None:
            continue
        at = page.segments[block].start + offset_in_segment(read, finding.offset, finding.match)
        place = page.source_map.to_source(at, at + len(finding.match))
        line, column = lines.position(place.start)
        end_line, end_column = lines.position(place.end)
        yield {
            "path": path, "line": line, "column": column, "end_line": end_line, "end_column": end_column,
            "category": finding.rule.category, "rule": finding.rule.id, "match": finding.match, "related": [],
        }  # fmt: skip


def offset_in_segment(read: Document, offset: int, match: str) -> int:
    """Where in its segment the finding stands that begins at `offset` of the source."""
    for segment in read.segments:
        at = read.text.find(match, segment.start, segment.end)
        while at >= 0:
            if read.source_map.to_source(at, at + len(match)).start == offset:
                return at - segment.start
            at = read.text.find(match, at + 1, segment.end)
    return 0


def tell_differences(expected: FileResult, found: list[dict]) -> None:
    before = {(f.rule.id, f.line, f.column): f.match for f in expected.findings}
    after = {(f["rule"], f["line"], f["column"]): f["match"] for f in found}
    for key in sorted({*before, *after}, key=lambda k: k[1:]):
        if key not in before or key not in after:
            where = "only in the page" if key in before else "only in the rendering"
            print(f"{expected.path}:{key[1]}:{key[2]}: {key[0]}: {before.get(key) or after[key]!r} {where}")


main()

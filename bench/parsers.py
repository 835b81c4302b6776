"""How fast each format is read to segments, in MB of source a second on one core, beside a parser that gives no places.

    python bench/parsers.py [--size KB] [--runs N]

The pages are the same copy in every format (tests/renderings.py), with links, navigation and class names around it. Each reader
and its oracle take turns in one run, so that the ratio tells more than the figures, which depend on the machine.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from renderings import FORMS, SUFFIXES, Block, render

from copylint.parsers import parser_for

SENTENCES = [
    "Ketamine infusions take about forty minutes, and you stay with us for two hours.",
    "A nurse watches your blood pressure, your heart rate and your oxygen the whole time.",
    "Some people with depression feel better after a few days; others don't, and we tell you so.",
    "We ask about your heart, your liver, your bladder and any history of psychosis (or of drug use).",
    "It's used off-label for depression: the FDA has approved it as an anesthetic – nothing else.",
]


def page(kilobytes: int) -> list[Block]:
    """Blocks of copy whose words take about so many kilobytes."""
    blocks: list[Block] = []
    length = number = 0
    while length < kilobytes * 1000:
        words = " ".join(SENTENCES[(number + i) % len(SENTENCES)] for i in range(1 + number % 4))
        kind = ("heading", "paragraph", "paragraph", "item", "item", "paragraph")[number % 6]
        text = SENTENCES[number % len(SENTENCES)][:40].strip() if kind == "heading" else words
        links = [(4, 20, f"https://example.com/{number}")] if number % 5 == 1 else []
        blocks.append(Block(kind=kind, text=text, links=links))
        length += len(text)
        number += 1
    return blocks


def markdown(blocks: list[Block]) -> str:
    marks = {"heading": "## ", "item": "- "}
    return "\n\n".join(f"{marks.get(block.kind, '')}**{block.text[:8]}**{block.text[8:]}" for block in blocks)


def oracles() -> dict[str, tuple[str, Callable[[str], object]]]:
    """By suffix, the name of a parser without places and how to call it; those that are installed."""
    found: dict[str, tuple[str, Callable[[str], object]]] = {}
    try:
        from selectolax.lexbor import LexborHTMLParser

        found[".html"] = ("lexbor", LexborHTMLParser)
    except ImportError:
        pass
    try:
        import cmarkgfm

        found[".md"] = ("cmark-gfm", cmarkgfm.github_flavored_markdown_to_html)
    except ImportError:
        pass
    import tree_sitter_typescript
    from tree_sitter import Language, Parser

    parser = Parser(Language(tree_sitter_typescript.language_tsx()))
    found[".tsx"] = found[".ts"] = ("tree-sitter alone", lambda text: parser.parse(text.encode()))
    import json

    import yaml

    found[".json"] = ("json", json.loads)
    found[".yaml"] = ("yaml.CSafeLoader", lambda text: yaml.load(text, yaml.CSafeLoader))
    return found


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--size", type=int, default=300, metavar="KB")
    arguments.add_argument("--runs", type=int, default=7)
    options = arguments.parse_args()
    blocks = page(options.size)
    sources = {"markdown": ("page.md", markdown(blocks))}
    sources |= {form: (f"page{SUFFIXES[form]}", render(blocks, form).source) for form in FORMS}
    known = oracles()
    print(f"{'format':<10} {'KB':>5}  {'MB/s min':>8} {'median':>7} {'max':>6}   time over the oracle's")
    for form, (name, source) in sources.items():
        parse = parser_for(name)
        assert parse is not None
        oracle = known.get(Path(name).suffix) if form != "json-ld" else None
        ours, theirs = [], []
        for _ in range(options.runs):
            ours.append(seconds(lambda source=source, name=name, parse=parse: parse(source, name)))
            if oracle:
                theirs.append(seconds(lambda source=source, call=oracle[1]: call(source)))
        size = len(source.encode()) / 1e6
        rates = sorted(size / second for second in ours)
        ratio = ""
        if oracle:
            ratio = f"{statistics.median(ours) / statistics.median(theirs):6.1f} ({oracle[0]})"
        print(
            f"{form:<10} {size * 1000:>5.0f}  {rates[0]:>8.1f} {statistics.median(rates):>7.1f} {rates[-1]:>6.1f}   {ratio}"
        )


if __name__ == "__main__":
    main()

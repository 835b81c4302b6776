"""What the rules find on a small corpus of invented pages, by label: what a change of a rule costs, for anybody to see.

    python bench/quality.py [--misses] [--false-alarms]

The corpus is made of the sentence pairs in tests/data/pairs.tsv: 72 short pages in all formats, each with claims and with harmless
twins of other claims. A finding counts as right in a sentence that carries its label; a claim may carry more labels than the one
it was written for, so other findings in a claim's sentence are not counted. In a twin, each finding is a false alarm.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from renderings import FORMS, SUFFIXES, Block, render

from copylint import Linter, load_policies
from copylint.parsers import parser_for
from copylint.policy.library import default_policies
from copylint.text.document import Page

PAGES = 72
TITLE = "Ketamine therapy at our clinic"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--misses", action="store_true")
    arguments.add_argument("--false-alarms", action="store_true")
    options = arguments.parse_args()
    with (ROOT / "tests" / "data" / "pairs.tsv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    labels = sorted({row["label"] for row in rows})
    linter = Linter(load_policies(default_policies()))
    forms = ["markdown", *FORMS]
    hit, missed, false = Counter[str](), Counter[str](), Counter[str]()
    for number in range(PAGES):
        form = forms[number % len(forms)]
        # Claims and twins of one page come from different pairs.
        said = [(row["claim"], row["label"]) for row in rows[number::PAGES]]
        said += [(row["twin"], "") for row in rows[(number + 1) % PAGES :: PAGES]]
        found = findings(linter, form, [text for text, _ in said])
        for (text, label), categories in zip(said, found, strict=True):
            if label:
                (hit if label in categories else missed)[label] += 1
                if options.misses and label not in categories:
                    print(f"missed {label} ({form}): {text}")
            for category in categories & set(labels) if not label else ():
                false[category] += 1
                if options.false_alarms:
                    print(f"false {category} ({form}): {text}")
    print(f"{PAGES} pages, {len(rows)} claims, {len(rows)} harmless twins")
    print(f"{'label':<14}{'gold':>6}{'hit':>6}{'false':>7}{'precision':>11}{'recall':>8}{'F1':>7}")
    for label in [*labels, "all"]:
        counted = labels if label == "all" else [label]
        tp, fn, fp = (sum(counter[one] for one in counted) for counter in (hit, missed, false))
        precision, recall = tp / (tp + fp) if tp + fp else 0.0, tp / (tp + fn) if tp + fn else 0.0
        f1 = 2 * tp / (2 * tp + fp + fn) if tp else 0.0
        print(f"{label:<14}{tp + fn:>6}{tp:>6}{fp:>7}{precision:>11.2f}{recall:>8.2f}{f1:>7.2f}")


def findings(linter: Linter, form: str, texts: list[str]) -> list[set[str]]:
    """The categories found in each of the texts, on a page of this form."""
    if form == "markdown":
        source, path = f"# {TITLE}\n", "page.md"
        places = []
        for text in texts:
            places.append((len(source) + 1, len(source) + 1 + len(text)))
            source += f"\n{text}\n\n---\n"
    else:
        rendering = render(
            [Block(kind="heading", text=TITLE), *(Block(kind="item", text=text) for text in texts)], form
        )
        source, path, places = rendering.source, f"page{SUFFIXES[form]}", list(rendering.places[1:])
    parse = parser_for(path)
    assert parse is not None
    result = linter.check_page(Page(document=parse(source, path)))
    spans = [(finding.offset, finding.rule.category) for finding in result.findings if not finding.rule.is_page_rule]
    return [{category for offset, category in spans if start <= offset < end} for start, end in places]


if __name__ == "__main__":
    main()

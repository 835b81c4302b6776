"""Claims and their harmless twins: the same trigger words, made harmless by what stands around them.

Each row of data/pairs.tsv is a claim with its label, and a sentence with nearly the same words that is none because of one
context (negated, asked, refuted, of another subject, in another sense …). The sentences were invented apart from the rules.
What the rules do not get right yet is marked in the column `open`; a row that comes right must lose its mark.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from copylint import Linter, Settings, load_policies
from copylint.policy.library import default_policies

LABELS = set(
    "certainty cure hype mechanism speed comparison safety minimisation statistic quantifier study remote approval testimonial "
    "urgency".split()
)
LINTER = Linter(load_policies(default_policies()), Settings(fragment=True))
with (Path(__file__).parent / "data" / "pairs.tsv").open(encoding="utf-8") as stream:
    ROWS = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def labels(text: str) -> set[str]:
    return {finding.rule.category for finding in LINTER.check(text, path="a.md").findings} & LABELS


@pytest.mark.parametrize("row", ROWS, ids=[f"{number}-{row['context']}" for number, row in enumerate(ROWS, 2)])
def test_a_claim_is_found_and_its_twin_is_not(row: dict[str, str]) -> None:
    marked = {mark for mark in row["open"].split(",") if mark}
    wrong = set()
    if row["label"] not in labels(row["claim"]):
        wrong.add("claim")
    if labels(row["twin"]):
        wrong.add("twin")
    assert wrong == marked, row


def test_there_are_pairs_for_every_context_and_label() -> None:
    contexts = Counter(row["context"] for row in ROWS)
    assert len(ROWS) >= 400
    assert min(contexts.values()) >= 20
    assert {row["label"] for row in ROWS} == LABELS
    assert sum(bool(row["open"]) for row in ROWS) < 0.16 * len(ROWS)

"""What looking around each match costs in time: pages judged with the contexts of all rules, and without any.

    python bench/contexts.py [--runs N]

Both take turns in one run. The pages are made of the sentences in tests/data/pairs.tsv.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import time
from dataclasses import replace
from pathlib import Path

from copylint import Linter, load_policies
from copylint.policy.library import default_policies

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--runs", type=int, default=5)
    options = arguments.parse_args()
    with (ROOT / "tests" / "data" / "pairs.tsv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    pages = [
        "# Ketamine at our clinic\n\n" + "\n\n".join(f"{row['claim']} {row['twin']}" for row in rows[start::20])
        for start in range(20)
    ]
    policies = load_policies(default_policies())
    bare = replace(policies, rules=tuple(replace(rule, unless=(), downgrade=()) for rule in policies.rules))
    linters = {"with contexts": Linter(policies), "without": Linter(bare)}
    times: dict[str, list[float]] = {name: [] for name in linters}
    for _ in range(options.runs):
        for name, linter in linters.items():
            begun = time.perf_counter()
            for number, page in enumerate(pages):
                linter.check(page, path=f"{number}.md")
            times[name].append(time.perf_counter() - begun)
    size = sum(len(page.encode()) for page in pages) / 1e6
    for name, seconds in times.items():
        middle = statistics.median(seconds)
        print(
            f"{name:<14} min {min(seconds):.2f} s, median {middle:.2f} s, max {max(seconds):.2f} s ({size / middle:.2f} MB/s)"
        )
    print(f"ratio of medians: {statistics.median(times['with contexts']) / statistics.median(times['without']):.2f}")


if __name__ == "__main__":
    main()

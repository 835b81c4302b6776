"""How fast copy is read and judged, and how that grows with rules, files and size.

    python bench/throughput.py [--runs N] [--most-files N]

Prints tables: MB of source a second on one core, with 300 made-up rules and with all shipped policies; the time for 30 to 1,000
rules; for 10 to 10,000 files, with one process and with two, and the memory of the largest; and for one file of 1 KB to 10 MB.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import synthetic
from parsers import page
from renderings import FORMS, SUFFIXES, render

from copylint import Linter, load_policies
from copylint.policy.library import default_policies


def seconds(run: Callable[[], object], runs: int) -> list[float]:
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return sorted(taken)


def row(name: str, megabytes: float, taken: Sequence[float], base: float | None = None) -> None:
    rates = [megabytes / second for second in reversed(taken)]
    ratio = f"{statistics.median(taken) / base:>8.2f}" if base else ""
    print(f"{name:<26} {rates[0]:>8.2f} {statistics.median(rates):>8.2f} {rates[-1]:>8.2f} {ratio}")


def heading(title: str, last: str = "") -> None:
    print(f"\n{title:<26} {'MB/s min':>8} {'median':>8} {'max':>8} {last:>8}")


def linter_of(rules: int, folder: Path) -> Linter:
    path = folder / f"policy{rules}.yaml"
    path.write_text(synthetic.policy(rules), encoding="utf-8")
    return Linter(load_policies([str(path)]))


def by_format(folder: Path, runs: int) -> None:
    made_up, shipped = linter_of(300, folder), Linter(load_policies(default_policies()))
    pages = {"markdown": (synthetic.markdown(200), "page.md")}
    pages |= {form: (render(page(200), form).source, f"page{SUFFIXES[form]}") for form in FORMS}
    for title, linter in (("300 made-up rules", made_up), ("all shipped policies", shipped)):
        heading(title)
        for form, (source, name) in pages.items():
            linter.check(source, path=name)
            taken = seconds(lambda linter=linter, source=source, name=name: linter.check(source, path=name), runs)
            row(form, len(source.encode()) / 1e6, taken)


def by_rules(folder: Path, runs: int) -> None:
    heading("number of rules", "of 300's")
    source = synthetic.markdown(200)
    linters = {rules: linter_of(rules, folder) for rules in (30, 100, 300, 1000)}
    taken: dict[int, list[float]] = {rules: [] for rules in linters}
    for _ in range(runs + 1):
        for rules, linter in linters.items():
            taken[rules] += seconds(lambda linter=linter: linter.check(source, path="page.md"), 1)
    base = statistics.median(taken[300][1:])
    for rules, times in taken.items():
        row(f"{rules:,}", len(source) / 1e6, sorted(times[1:]), base)


def by_size(folder: Path, runs: int) -> None:
    heading("one file, 300 rules")
    linter = linter_of(300, folder)
    for kilobytes in (1, 10, 100, 1000, 10_000):
        source = synthetic.markdown(kilobytes)
        linter.check(source, path="page.md")
        taken = seconds(lambda source=source: linter.check(source, path="page.md"), runs if kilobytes < 1000 else 2)
        row(f"{kilobytes:,} KB", len(source) / 1e6, taken)


def by_files(folder: Path, runs: int, most: int) -> None:
    """Whole runs of the command line, start and report included."""
    policy = folder / "policy300.yaml"
    print(f"\n{'files of 10 KB, 300 rules':<26} {'1 job: s':>8} {'MB/s':>8} {'2 jobs':>8} {'ratio':>8} {'peak MB':>8}")
    number = 10
    while number <= most:
        site = folder / f"site{number}"
        site.mkdir()
        size = 0
        for index in range(number):
            source = synthetic.markdown(10, seed=index)
            size += len(source)
            (site / f"page{index}.md").write_text(source, encoding="utf-8")
        medians = {}
        peak = 0.0
        for jobs in (1, 2):
            times = []
            for _ in range(runs if number <= 100 else 1):
                start = time.perf_counter()
                peak = max(peak, peak_megabytes(site, policy, jobs))
                times.append(time.perf_counter() - start)
            medians[jobs] = statistics.median(times)
        print(
            f"{number:<26,} {medians[1]:>8.2f} {size / 1e6 / medians[1]:>8.2f} {medians[2]:>8.2f} {medians[1] / medians[2]:>8.2f} {peak:>8.0f}"
        )
        number *= 10


def peak_megabytes(site: Path, policy: Path, jobs: int) -> float:
    """The most memory that the main process of a run held; by Linux, since getrusage counts what stood here before, too."""
    code = (
        "import sys\nfrom copylint.cli import main\n"
        f"try:\n    main(['check', '--quiet', '--jobs', '{jobs}', '--policy', {str(policy)!r}, '.'])\nexcept SystemExit:\n    pass\n"
        "print([line for line in open('/proc/self/status') if line.startswith('VmHWM')][0].split()[1], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=site,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "XDG_CACHE_HOME": str(site.parent)},
    )
    return int(done.stderr.split()[-1]) / 1000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--most-files", type=int, default=10_000)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        by_format(folder, options.runs)
        by_rules(folder, options.runs)
        by_size(folder, options.runs)
        by_files(folder, options.runs, options.most_files)


if __name__ == "__main__":
    main()

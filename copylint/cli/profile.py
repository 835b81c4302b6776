"""Where the time of a run goes: which rules and which files take the longest."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from copylint.cli.run import Run
from copylint.discovery import Selected
from copylint.engine import Linter
from copylint.findings import FileResult
from copylint.reporters.style import plain

_SHOWN = 10


class Profile:
    """Measures the files of one run, in one process, and the rules by the linter's own account."""

    def __init__(self, linter: Linter) -> None:
        self._linter = linter
        self._files: dict[str, float] = {}
        linter.clock = time.perf_counter

    def measured(self, run: Run, files: Sequence[Selected]) -> Iterator[FileResult]:
        """The result of each file."""
        for item in files:
            begun = time.perf_counter()
            result = run.check_file(item)
            self._files[item.path] = time.perf_counter() - begun
            yield result

    def lines(self) -> list[str]:
        """The slowest of each, the slowest first. A rule is charged for the words that it is the first to look for."""
        total = sum(self._files.values())
        lines = []
        for kind, times in (("rule", self._linter.seconds), ("file", self._files)):
            lines.append(f"{'seconds':>8} {'share':>6}  {kind}")
            for name, seconds in sorted(times.items(), key=lambda one: (-one[1], one[0]))[:_SHOWN]:
                lines.append(f"{seconds:>8.3f} {seconds / total:>6.1%}  {plain(name)}")
            lines.append("")
        lines.append(f"{total:>8.3f} {'':>6}  all {len(self._files)} files, reading and judging")
        return lines

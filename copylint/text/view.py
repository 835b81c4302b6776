"""A stretch of decoded text with the places it was decoded from, so that readers can be put over one another.

HTML inside a JSON string inside a page: the JSON reader makes a View of the string, the HTML scanner reads the View, and
each character still knows its place in the page.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from copylint.text.spans import PieceKind


class Run(NamedTuple):
    """A few characters and where they stand; for kind "same" both lengths are equal."""

    text: str
    start: int
    end: int
    kind: PieceKind = "same"

    def part(self, start: int, end: int) -> Run:
        """The part text[start:end] of a run of kind "same"."""
        return Run(self.text[start:end], self.start + start, self.start + end)


def dash(start: int, end: int) -> list[Run]:
    """Stands between two texts of which one is shown: it keeps the words of one out of the clauses of the other."""
    return [Run(" ", start, end, "space"), Run("–", start, end, "placeholder"), Run(" ", start, end, "space")]


class View:
    """Text to be parsed, as a sequence of runs.

    `text` is their texts joined; offsets into it are turned back by `runs`.
    """

    __slots__ = ("_offsets", "_runs", "plain", "text")

    def __init__(self, runs: list[Run]) -> None:
        self._runs = runs
        self.plain = runs[0] if len(runs) == 1 and runs[0].kind == "same" else None
        """The only run, where the view is of the source as it is; most are."""
        self.text = runs[0].text if len(runs) == 1 else "".join(run.text for run in runs)
        self._offsets = []
        offset = 0
        for run in runs:
            self._offsets.append(offset)
            offset += len(run.text)

    @classmethod
    def of(cls, source: str, start: int = 0, end: int | None = None) -> View:
        """A view of source[start:end] as it is."""
        end = len(source) if end is None else end
        return cls([Run(source[start:end], start, end)])

    def runs(self, start: int, end: int) -> list[Run]:
        """The runs that text[start:end] is made of; runs of kind "same" are cut to it."""
        if self.plain is not None:
            if start >= end or start >= len(self.text):
                return []
            return [self.plain.part(start, min(end, len(self.text)))]
        found: list[Run] = []
        index = max(bisect_right(self._offsets, start) - 1, 0)
        while index < len(self._runs) and self._offsets[index] < end:
            run, offset = self._runs[index], self._offsets[index]
            index += 1
            if offset + len(run.text) <= start:
                continue
            if run.kind == "same":
                run = run.part(max(start - offset, 0), min(end - offset, len(run.text)))
            found.append(run)
        return found

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The source span of text[start:end]; an empty stretch has the place before the next character."""
        if self.plain is not None:
            begin, length = self.plain.start, len(self.text)
            return begin + min(start, length), begin + min(max(end, start), length)
        runs = self.runs(start, max(end, start + 1))
        if not runs:
            last = self._runs[-1] if self._runs else Run("", 0, 0)
            return last.end, last.end
        return runs[0].start, runs[-1].end if end > start else runs[0].start

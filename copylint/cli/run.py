"""A run over files: reads each, puts pages together, and judges them; nothing that fails ends the run for others."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from copylint.discovery import Selected, read_stream, read_text
from copylint.engine import Judged, Linter, unknown_format
from copylint.errors import UnreadableError
from copylint.findings import FileResult
from copylint.pages import PageFinder
from copylint.parsers import parser_for
from copylint.site import Site
from copylint.text.document import Document

_MOST_PARTS_KEPT = 500
WORTHWHILE = 150_000
"""Bytes of copy, below which one process is done before others are started."""
_MOST_JOBS = 16


class Run:
    """Judges the files of one run; what several pages show is read once."""

    def __init__(self, linter: Linter, site: Site) -> None:
        self.linter, self.site = linter, site
        self._pages = PageFinder(self._read_part)
        self._parts: dict[str, Document | None] = {}
        self._judged_parts: dict[str, Judged] = {}

    def check_file(self, selected: Selected) -> FileResult:
        reason = unreadable(selected)
        if reason is not None:
            return FileResult(path=selected.path, status="unread", reason=reason)
        try:
            text = read_text(selected.path)
        except UnreadableError as error:
            return FileResult(path=selected.path, status="unread", reason=str(error))
        return self._judge(text, selected.path)

    def check_stdin(self, name: str) -> FileResult:
        try:
            text = read_stream(sys.stdin.buffer)
        except UnreadableError as error:
            return FileResult(path=name, status="unread", reason=str(error))
        return self._judge(text, name)

    def _judge(self, text: str, path: str) -> FileResult:
        """Judge a text. A defect of copylint makes the file an unread one: it must not pass, nor end the run for others."""
        try:
            parse = parser_for(path)
            if parse is None:
                return FileResult(path=path, status="unread", reason=unknown_format(path))
            document = parse(text, path)
            parts = map(self._read_part, self.site.config.parts_of(path))
            page = self.site.page(self._pages.page_of(document), [part for part in parts if part is not None])
            return self.site.settled(self.linter.check_page(page, self._judged_parts), document)
        except Exception as error:
            reason = f"copylint failed on it ({type(error).__name__}: {error}); please report this with the file"
            return FileResult(path=path, status="unread", reason=reason)

    def _read_part(self, path: str) -> Document | None:
        """The document of a file that a page shows; None for one that cannot be read, which its own check says."""
        if len(self._parts) > _MOST_PARTS_KEPT:
            self._parts.clear()
            self._judged_parts.clear()
        if path not in self._parts:
            parse = parser_for(path)
            try:
                self._parts[path] = parse(read_text(path), path) if parse else None
            except UnreadableError:
                self._parts[path] = None
        return self._parts[path]


def jobs_for(files: Sequence[Selected]) -> int:
    """How many processes pay for these files, by how much text there is."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if processors == 1 or len(files) == 1:
        return 1
    total = 0
    for item in files:
        try:
            total += os.path.getsize(item.path)
        except OSError:
            continue
        if total > WORTHWHILE:
            return min(processors, len(files), _MOST_JOBS)
    return 1


def unreadable(selected: Selected) -> str | None:
    """Why a file cannot be read, as far as its name and kind tell."""
    return selected.problem or (None if parser_for(selected.path) else unknown_format(selected.path))

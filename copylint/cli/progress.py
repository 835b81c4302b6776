"""Tells people at a terminal how far a long run is."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

_PATIENCE = 1.0
"""Seconds that nobody minds waiting for."""
_EVERY = 0.1
T = TypeVar("T")


def told(results: Iterable[T], total: int) -> Iterator[T]:
    """The same results, with their number on stderr once it takes longer than a second; on terminals only, never in hooks or CI."""
    if not _is_watched():
        yield from results
        return
    begun = told_at = time.monotonic()
    shown = False
    try:
        for number, result in enumerate(results, start=1):
            now = time.monotonic()
            if now - begun > _PATIENCE and now - told_at > _EVERY:
                sys.stderr.write(f"\r{number:,} of {total:,} files")
                sys.stderr.flush()
                told_at, shown = now, True
            yield result
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _is_watched() -> bool:
    return (
        sys.stderr.isatty()
        and os.environ.get("TERM") != "dumb"
        and not any(os.environ.get(name) for name in ("CI", "PRE_COMMIT", "GIT_INDEX_FILE"))
    )

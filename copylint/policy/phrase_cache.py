"""Compiled phrases of a set of policies, kept on disk so that the next run starts at once.

A file holds the phrases of policies with exactly these bytes, compiled by exactly this code; its first line is the SHA-256 of
the rest. What is torn, foreign, of another shape or writable by others is as if it were not there: nothing but time depends on it.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import copylint
from copylint.phrases import Alternative

_MOST_FILES = 20
_LARGEST = 50_000_000
_WRITABLE_BY_OTHERS = 0o022


class PhraseCache:
    """A folder of such files; None for no folder, where nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def key(self, digests: Iterable[str]) -> str:
        """The name for policies with these digests, in the order in which they were loaded."""
        return hashlib.sha256("\n".join((_engine(), *digests)).encode()).hexdigest()

    def read(self, key: str) -> dict[str, list[Alternative]]:
        """The phrases kept under `key`; none if there are none that can be relied on."""
        if self._folder is None:
            return {}
        try:
            path = self._folder / f"{key}.json"
            with path.open("rb") as stream:
                status = os.fstat(stream.fileno())
                if status.st_mode & _WRITABLE_BY_OTHERS or status.st_size > _LARGEST:
                    return {}
                if hasattr(os, "getuid") and status.st_uid != os.getuid():
                    return {}
                digest, _, body = stream.read().partition(b"\n")
            if hashlib.sha256(body).hexdigest().encode() != digest:
                return {}
            return {phrase: [_alternative(item) for item in found] for phrase, found in json.loads(body).items()}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return {}

    def write(self, key: str, phrases: Mapping[str, list[Alternative]]) -> None:
        """Keep the phrases under `key`; a folder that cannot be written is no error."""
        if self._folder is None:
            return
        body = json.dumps(
            {phrase: [_fields(alternative) for alternative in found] for phrase, found in phrases.items()},
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode("utf-8", "surrogatepass")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".tmp")
            with os.fdopen(handle, "wb") as stream:
                stream.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            os.replace(name, self._folder / f"{key}.json")
            self._forget_old()
        except OSError:
            return

    def _forget_old(self) -> None:
        assert self._folder is not None
        files = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in files[_MOST_FILES:]:
            path.unlink(missing_ok=True)


@cache
def _engine() -> str:
    """What compiles phrases: the version, and the bytes of the code."""
    root = Path(copylint.__file__).parent
    code = b"".join((root / name).read_bytes() for name in ("phrases.py", "text/normalise.py"))
    return f"{copylint.__version__} {hashlib.sha256(code).hexdigest()}"


def _fields(alternative: Alternative) -> list[Any]:
    return [
        alternative.phrase,
        alternative.spellings,
        alternative.open_end,
        alternative.pattern,
        alternative.literals,
        alternative.others,
    ]


def _alternative(item: Any) -> Alternative:
    phrase, spellings, open_end, pattern, literals, others = item
    texts = (phrase, pattern, *spellings, *literals, *(word for words in others for word in words))
    if not all(type(text) is str for text in texts) or type(open_end) is not bool:
        raise ValueError("not a phrase")
    return Alternative(phrase, tuple(spellings), open_end, pattern, tuple(literals), tuple(map(tuple, others)))

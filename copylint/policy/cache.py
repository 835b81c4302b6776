"""Policies ready to be judged by, kept on disk so that the next run starts at once.

A file holds the policies that were loaded by these names, with exactly these bytes, by exactly this code; its first line is the
SHA-256 of the rest. What is torn, foreign, of another shape or writable by others is as if it were not there: nothing but time
depends on it.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import copylint
from copylint.policy.library import Asked, locate
from copylint.policy.model import PolicySet

_MOST_FILES = 20
_LARGEST = 50_000_000
_WRITABLE_BY_OTHERS = 0o022


class PolicyCache:
    """A folder of such files; None for no folder, where nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def load(self, names: Sequence[str]) -> PolicySet:
        """What `load_policies` gives, with its errors."""
        kept = self._read(names)
        if kept is not None:
            return kept
        from copylint.policy.loader import load_policies

        policies = load_policies(names)
        self._write(names, policies)
        return policies

    def _path(self, names: Sequence[str]) -> Path:
        assert self._folder is not None
        places = [str(locate(Asked(name, None))) for name in names]
        key = hashlib.sha256(
            "\n".join((_engine(), str(Path.cwd()), *names, *places)).encode("utf-8", "surrogateescape")
        )
        return self._folder / f"{key.hexdigest()}.json"

    def _read(self, names: Sequence[str]) -> PolicySet | None:
        """The policies kept under these names; None if there are none that can be relied on."""
        if self._folder is None:
            return None
        try:
            with self._path(names).open("rb") as stream:
                status = os.fstat(stream.fileno())
                if status.st_mode & _WRITABLE_BY_OTHERS or status.st_size > _LARGEST:
                    return None
                if hasattr(os, "getuid") and status.st_uid != os.getuid():
                    return None
                digest, _, body = stream.read().partition(b"\n")
            if hashlib.sha256(body).hexdigest().encode() != digest:
                return None
            made_of, _, rest = body.decode().partition("\n")
            if not all(_is_unchanged(*line) for line in json.loads(made_of)):
                return None
            from copylint.policy.codec import decoded

            return decoded(rest)
        # Whatever a file of another shape makes of the reader: without it, all goes on.
        except Exception:
            return None

    def _write(self, names: Sequence[str], policies: PolicySet) -> None:
        """Keep the policies; a folder that cannot be written is no error."""
        if self._folder is None:
            return
        from copylint.policy.codec import encoded

        body = f"{json.dumps(policies.made_of)}\n{encoded(policies)}".encode()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".tmp")
            with os.fdopen(handle, "wb") as stream:
                stream.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            os.replace(name, self._path(names))
            self._forget_old()
        except OSError:
            return

    def _forget_old(self) -> None:
        assert self._folder is not None
        files = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in files[_MOST_FILES:]:
            path.unlink(missing_ok=True)


def _is_unchanged(name: str, folder: str | None, path: str, digest: str) -> bool:
    """Whether a name still leads to the file that it led to, and that file holds the same bytes."""
    found = locate(Asked(name, folder))
    return str(found) == path and hashlib.sha256(Path(path).read_bytes()).hexdigest() == digest


@cache
def _engine() -> str:
    """What makes policies ready: the version, and the state of its files (an editable install changes under one version)."""
    root = Path(copylint.__file__).parent
    states = []
    folders = [root]
    while folders:
        for entry in os.scandir(folders.pop()):
            if entry.name.endswith(".py"):
                status = entry.stat()
                states.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
            elif entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":
                folders.append(Path(entry.path))
    return "\n".join((copylint.__version__, *sorted(states)))

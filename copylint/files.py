"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress

from copylint.errors import UsageError


def write_whole(path: str, text: str) -> None:
    """Write a text file whole or not at all: whatever happens, the old file stays until the new one is on disk.

    Raises UsageError, saying why, when it cannot be written.
    """
    folder = os.path.dirname(path) or "."
    name = None
    try:
        mode = os.stat(path).st_mode & 0o777 if os.path.exists(path) else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=folder, prefix=f".{os.path.basename(path)}.", suffix=".tmp")
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8", "surrogateescape"))
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, mode)
        os.replace(name, os.path.realpath(path))
    except OSError as error:
        if name is not None:
            with suppress(OSError):
                os.unlink(name)
        raise UsageError(
            f"{path} cannot be written: {error.strerror or error}; what was there before still is"
        ) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""From the paths on a command line to texts: which files are meant, and their bytes as text. The only reader of files."""

from __future__ import annotations

import codecs
import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from copylint.errors import UnreadableError
from copylint.parsers import PARSERS, UNREAD_FORMATS, suffix_of

LARGEST = 20_000_000
"""Bytes; a larger file is no page that somebody wrote."""
_LFS = b"version https://git-lfs.github.com/spec/v1"
_NOT_WALKED = frozenset({"node_modules", "__pycache__", "venv"})
# Git sets these for its hooks; they would make it look at another place than the folder it is asked about.
_GIT_PLACES = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})

_NOTHING_THERE = "this folder holds no file that copylint can read (files that Git ignores are left out)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """A file to be checked, under the name that reports give it; or (with `problem`) something that cannot be."""

    path: str
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The files that are meant, sorted by path, each once; and how many files of which suffix folders hold besides."""

    files: tuple[Selected, ...]
    left_out: Mapping[str, int]


def select(paths: Iterable[str]) -> Selection:
    """What `paths` mean. Folders are searched for formats that hold copy; what else they hold is counted."""
    found: dict[str, Selected] = {}
    left_out: Counter[str] = Counter()
    for path in paths:
        for selected in _select_one(path, left_out):
            found.setdefault(os.path.normpath(selected.path), selected)
    return Selection(files=tuple(sorted(found.values(), key=lambda selected: selected.path)), left_out=left_out)


def _select_one(path: str, left_out: Counter[str]) -> Iterator[Selected]:
    if os.path.isdir(path):
        files = []
        for file in walk(path):
            suffix = suffix_of(file)
            if suffix in PARSERS or suffix in UNREAD_FORMATS:
                files.append(Selected(path=file))
            else:
                left_out[suffix or "without a suffix"] += 1
        yield from files or [Selected(path=path, problem=_NOTHING_THERE)]
    elif os.path.isfile(path):
        yield Selected(path=path)
    elif os.path.lexists(path):
        yield Selected(path=path, problem="this is no regular file (or a link that leads nowhere)")
    else:
        yield Selected(path=path, problem="there is no such file or folder")


def walk(folder: str) -> list[str]:
    """The files below `folder`, as git sees them (tracked, or new and not ignored), else all but hidden folders.

    Symbolic links are not followed.
    """
    try:
        listed = subprocess.run(
            ["git", "-C", folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            capture_output=True,
            check=True,
            timeout=60,
            env={name: value for name, value in os.environ.items() if name not in _GIT_PLACES},
        )
        names = sorted({os.fsdecode(name) for name in listed.stdout.split(b"\0") if name})
        files = [os.path.join(folder, name) for name in names]
        # Git lists a submodule as one entry; its files are copy of this site all the same.
        modules = [file for file in files if os.path.isdir(file) and not os.path.islink(file)]
        files = [file for file in files if os.path.isfile(file) and not os.path.islink(file)]
        return files + [file for module in modules for file in walk(module)]
    except (OSError, subprocess.SubprocessError):
        files = []
        for parent, folders, names in os.walk(folder):
            folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in _NOT_WALKED)
            files.extend(os.path.join(parent, name) for name in sorted(names))
        return [file for file in files if not os.path.islink(file)]


def read_text(path: str) -> str:
    """The text of a file. Raises UnreadableError, saying why and what to do, for bytes that are no text."""
    try:
        with open(path, "rb") as stream:
            return read_stream(stream)
    except OSError as error:
        raise UnreadableError(f"it cannot be opened: {error.strerror or error}") from None


def read_stream(stream: BinaryIO) -> str:
    """The text of an open file, which is never read further than any page goes."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnreadableError(f"it is larger than {LARGEST:,} bytes, which no page is; split it into pages")
    return decode(data)


def decode(data: bytes) -> str:
    """Bytes as text: UTF-8, or UTF-16 with a byte order mark; a mark is not part of the text."""
    if data.startswith(_LFS):
        raise UnreadableError("it is a Git LFS pointer, not the file itself; run `git lfs pull` first")
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableError("it is UTF-32; save it with the encoding UTF-8")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableError(f"it begins like UTF-16 and is none (byte {error.start}); save it as UTF-8") from None
    if b"\0" in data[:8192]:
        raise UnreadableError("it is binary, not text")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            f"it is not UTF-8 (line {line} has the byte 0x{data[error.start]:02X}); save it with the encoding UTF-8"
        ) from None

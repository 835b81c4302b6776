"""From the paths on a command line to texts: which files are meant, and their bytes as text. The only reader of files."""

from __future__ import annotations

import codecs
import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from copylint.errors import UnreadableError
from copylint.exclusions import excluded
from copylint.parsers import PARSERS, UNREAD_FORMATS, suffix_of

LARGEST = 20_000_000
"""Bytes; a larger file is no page that somebody wrote."""
_LFS = b"version https://git-lfs.github.com/spec/v1"
_NOT_WALKED = frozenset({"node_modules", "__pycache__", "venv"})
# Git sets these for its hooks; they would make it look at another place than the folder it is asked about.
_GIT_PLACES = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})

_NOTHING_THERE = "this folder holds no file that copylint can read (files that Git ignores are left out)"
_ALL_LEFT_OUT = "everything in this folder that copylint can read is left out; --list tells why, --all reads it"
_NOT_CHECKED_OUT = "this submodule is not checked out, so its pages cannot be read; run `git submodule update --init`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """A file to be checked, under the name that reports give it; or (with `problem`) something that cannot be."""

    path: str
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A file that is not read, and what it is: a kind of file that holds no copy, or a format copylint does not know."""

    path: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The files that are meant, and those beside them that are left out; each sorted by path, each file once."""

    files: tuple[Selected, ...]
    left_out: tuple[LeftOut, ...]


def select(paths: Iterable[str], *, everything: bool = False, force: bool = False) -> Selection:
    """What `paths` mean. Folders are searched for formats that hold copy, without the kinds of `exclusions`.

    `everything` takes those kinds, too; `force` leaves them out even where a file is named itself.
    """
    found: dict[str, Selected] = {}
    left_out: dict[str, LeftOut] = {}
    for path in paths:
        for item in _select_one(path, everything=everything, force=force):
            known: dict[str, Any] = found if isinstance(item, Selected) else left_out
            known.setdefault(os.path.normpath(item.path), item)
    return Selection(
        files=tuple(sorted(found.values(), key=lambda item: item.path)),
        left_out=tuple(
            sorted((item for key, item in left_out.items() if key not in found), key=lambda item: item.path)
        ),
    )


def _select_one(path: str, *, everything: bool, force: bool) -> Iterator[Selected | LeftOut]:
    if os.path.isdir(path):
        readable = excluded_ones = 0
        for file in walk(path):
            suffix = suffix_of(file)
            what = None if everything else excluded(os.path.relpath(file, path))
            if os.path.isdir(file) and not os.path.islink(file):
                readable += 1
                yield Selected(path=file, problem=_NOT_CHECKED_OUT)
            elif os.path.islink(file):
                yield LeftOut(path=file, what="links")
            elif suffix not in PARSERS and suffix not in UNREAD_FORMATS:
                yield LeftOut(path=file, what=suffix or "without a suffix")
            elif what is not None:
                excluded_ones += 1
                yield LeftOut(path=file, what=what)
            else:
                readable += 1
                yield Selected(path=file)
        if not readable:
            yield Selected(path=path, problem=_ALL_LEFT_OUT if excluded_ones else _NOTHING_THERE)
    elif force and not everything and os.path.isfile(path) and (what := excluded(_from_here(path))):
        yield LeftOut(path=path, what=what)
    elif os.path.isfile(path):
        yield Selected(path=path)
    elif os.path.lexists(path):
        yield Selected(path=path, problem="this is no regular file (or a link that leads nowhere)")
    else:
        yield Selected(path=path, problem="there is no such file or folder")


def _from_here(path: str) -> str:
    """A named path as seen from the working folder: the folders above it say nothing about the file."""
    relative = os.path.relpath(path)
    return os.path.basename(path) if relative.startswith("..") else relative


def walk(folder: str) -> list[str]:
    """The files below `folder`, as git sees them (tracked, or new and not ignored), else all but hidden folders.

    Symbolic links are named, not followed. A submodule that is not checked out comes as the folder that it would be.
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
        files = [file for file in files if os.path.isfile(file) or os.path.islink(file)]
        for module in modules:
            # Without a repository of its own, Git would answer for this one again.
            files.extend(walk(module) if os.path.lexists(os.path.join(module, ".git")) else [module])
        return files
    except (OSError, subprocess.SubprocessError):
        return list(_walk_without_git(folder, []))


def _walk_without_git(folder: str, ignoring: list[tuple[str, Any]]) -> Iterator[str]:
    """The files that git would name: those that no .gitignore on the way leaves out."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        yield folder  # named, so that it is told that it cannot be read
        return
    ignoring = [*ignoring, *_ignored_by(folder)]
    for entry in found:
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_folder and (entry.name.startswith(".") or entry.name in _NOT_WALKED):
            continue
        if _is_ignored(entry.path, is_folder, ignoring):
            continue
        if is_folder:
            yield from _walk_without_git(entry.path, ignoring)
        else:
            yield entry.path


def _ignored_by(folder: str) -> Iterator[tuple[str, Any]]:
    """The folder with the patterns of its .gitignore, if it has one."""
    path = os.path.join(folder, ".gitignore")
    if os.path.isfile(path):
        import pathspec

        try:
            with open(path, encoding="utf-8", errors="replace") as stream:
                yield folder, pathspec.GitIgnoreSpec.from_lines(stream)
        except (OSError, ValueError):
            return


def _is_ignored(path: str, is_folder: bool, ignoring: list[tuple[str, Any]]) -> bool:
    """Whether the nearest .gitignore that says anything about the path leaves it out."""
    for folder, patterns in reversed(ignoring):
        relative = os.path.relpath(path, folder).replace(os.sep, "/") + ("/" if is_folder else "")
        said = patterns.check_file(relative).include
        if said is not None:
            return bool(said)
    return False


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

"""What copylint asks of git: where a repository begins, what stood at a commit or stands in the index, and what was renamed."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile

from copylint.errors import UsageError


def git(*words: str, folder: str = ".") -> bytes:
    """What git prints. Raises UsageError with what it says when it fails."""
    try:
        return subprocess.run(["git", "-C", folder, *words], capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise UsageError("git is needed for this, and is not installed") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise UsageError(f"git {words[0]} failed: {said}") from None


def top_folder() -> str:
    """The root of the repository around the working folder."""
    return os.fsdecode(git("rev-parse", "--show-toplevel").rstrip(b"\n"))


def has_commits() -> bool:
    """Whether the repository has a commit at all."""
    return bool(git("rev-list", "--all", "--max-count=1"))


def merge_base(revision: str) -> str:
    """The commit at which HEAD left `revision`; that itself where they share none (a shallow clone)."""
    commit = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    try:
        return git("merge-base", commit, "HEAD").decode().strip() or commit
    except UsageError:
        return commit


def export(revision: str, folder: str) -> None:
    """Write the files of a commit below `folder`."""
    archive = git("archive", "--format=tar", revision, folder=top_folder())
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")


def export_index(folder: str) -> None:
    """Write the files of the index below `folder`: what a commit would hold now."""
    git("checkout-index", "--all", "--force", f"--prefix={os.path.join(folder, '')}", folder=top_folder())


def old_names(base: str, *, staged: bool) -> dict[str, str]:
    """For each file that was renamed since `base`, its name then, both from the repository's root."""
    if staged and not has_commits():
        return {}
    listed = git(
        "diff", "--name-status", "-z", "--find-renames", "--diff-filter=R", *(["--cached"] if staged else []), base
    )
    fields = [os.fsdecode(field) for field in listed.split(b"\0") if field]
    return {fields[at + 2]: fields[at + 1] for at in range(0, len(fields) - 2, 3)}

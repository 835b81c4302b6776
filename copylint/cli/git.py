"""What copylint asks of git: where a repository begins, what stood at a commit or stands in the index, and what was renamed."""

from __future__ import annotations

import os
import subprocess

from copylint.errors import UsageError


def git(*words: str, folder: str = ".", index: str | None = None) -> bytes:
    """What git prints, with another index if that is given. Raises UsageError with what it says when it fails."""
    environment = {**os.environ, "GIT_INDEX_FILE": index} if index else None
    try:
        return subprocess.run(["git", "-C", folder, *words], capture_output=True, check=True, env=environment).stdout
    except FileNotFoundError:
        raise UsageError("git is needed for this, and is not installed") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise UsageError(f"git {words[0]} failed: {said}") from None


def top_folder() -> str:
    """The root of the repository around the working folder."""
    return os.fsdecode(git("rev-parse", "--show-toplevel").rstrip(b"\n"))


def has_commits() -> bool:
    """Whether HEAD has a commit."""
    try:
        return bool(git("rev-parse", "--verify", "--quiet", "HEAD"))
    except UsageError:
        return False


def merge_base(revision: str) -> str:
    """The commit at which HEAD left `revision`; that itself where they share none (a shallow clone)."""
    try:
        commit = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    except UsageError:
        raise UsageError(f'"{revision}" is no commit or branch of this repository; is it fetched?') from None
    try:
        return git("merge-base", commit, "HEAD").decode().strip() or commit
    except UsageError:
        return commit


def export(revision: str, folder: str) -> None:
    """Write the files of a commit below `folder`: all of them, whatever attributes say of archives."""
    index = os.path.join(folder, ".git-index")
    top = top_folder()
    git("read-tree", revision, folder=top, index=index)
    git("checkout-index", "--all", "--force", f"--prefix={os.path.join(folder, '')}", folder=top, index=index)
    os.unlink(index)


def export_index(folder: str) -> None:
    """Write the files of the index below `folder`, as a repository of its own: what a commit would hold now, whatever is ignored."""
    git("checkout-index", "--all", "--force", f"--prefix={os.path.join(folder, '')}", folder=top_folder())
    git("init", "--quiet", ".", folder=folder)
    git("add", "--all", "--force", ".", folder=folder)


def unmerged() -> list[str]:
    """The files in conflict, from the working folder; the index has no one version of them."""
    listed = git("diff", "--name-only", "--diff-filter=U", "--relative", "-z")
    return [os.fsdecode(name) for name in listed.split(b"\0") if name]


def old_names(base: str, *, staged: bool) -> dict[str, str]:
    """For each file that was renamed since `base`, its name then, both from the repository's root."""
    if staged and not has_commits():
        return {}
    listed = git(
        "diff", "--name-status", "-z", "--find-renames", "--diff-filter=R", *(["--cached"] if staged else []), base
    )
    fields = [os.fsdecode(field) for field in listed.split(b"\0") if field]
    return {fields[at + 2]: fields[at + 1] for at in range(0, len(fields) - 2, 3)}

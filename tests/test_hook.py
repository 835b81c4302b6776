"""The hooks as pre-commit runs them, installed from a copy of this checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from samples import HEAD, POLICY, environment, git

ROOT = Path(__file__).resolve().parent.parent
CLEAN = "Some people feel better.\n"
BAD = "It is a miracle cure.\n"
LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
CONFIG = """\
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: copylint
        args: [--policy, policies/small.yaml]
      - id: copylint-policies
"""


@dataclass(frozen=True)
class Installed:
    """Where the hooks come from, and where pre-commit keeps what it installs."""

    repo: Path
    rev: str
    home: Path


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A repository with this checkout as its one commit."""
    repo = tmp_path_factory.mktemp("copylint")
    for name in git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if name and (ROOT / name).is_file():
            (repo / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, repo / name)
    git(repo, "init", "-q")
    git(repo, "add", "--force", ".")
    git(repo, "commit", "-qm", "x")
    return Installed(repo, git(repo, "rev-parse", "HEAD").strip(), tmp_path_factory.mktemp("pre-commit"))


@dataclass(frozen=True)
class Site:
    """A website's repository that uses the hooks."""

    folder: Path
    home: Path

    def write(self, name: str, content: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def run(self, *args: str) -> tuple[int, str]:
        """Stage everything, run pre-commit; its exit code and what it prints."""
        git(self.folder, "add", "--all")
        return self.program("run", "--color=never", *args)

    def program(self, *args: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "pre_commit", *args]
        done = subprocess.run(
            command, cwd=self.folder, env=environment(PRE_COMMIT_HOME=str(self.home)),
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def site(installed: Installed, tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path, installed.home)
    git(tmp_path, "init", "-q")
    site.write(".pre-commit-config.yaml", CONFIG.format(repo=installed.repo, rev=installed.rev))
    site.write("policies/small.yaml", POLICY)
    yield site


def test_a_good_page_passes_without_a_word(site: Site) -> None:
    site.write("content/good.md", CLEAN)
    code, shown = site.run("copylint", "--files", "content/good.md")
    assert code == 0
    assert shown.splitlines()[-1].startswith("copylint....")
    assert shown.splitlines()[-1].endswith("Passed")

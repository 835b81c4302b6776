"""The hooks as pre-commit runs them, installed from a copy of this checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
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
      - id: copylint
        alias: shipped
        args: [--format, json, --exit-zero]
        stages: [manual]
        verbose: true
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
    # -c: the checkout may belong to another user, which git asks to be told.
    for name in git(
        ROOT, "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"
    ).split("\0"):
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
def site(installed: Installed, tmp_path: Path) -> Site:
    site = Site(tmp_path, installed.home)
    git(tmp_path, "init", "-q")
    site.write(".pre-commit-config.yaml", CONFIG.format(repo=installed.repo, rev=installed.rev))
    site.write("policies/small.yaml", POLICY)
    return site


def results(shown: str) -> list[str]:
    """The lines with which pre-commit tells how each hook went, without their dots."""
    return [line.replace(".", "") for line in shown.splitlines() if line.endswith(("Passed", "Failed", "Skipped"))]


def told(shown: str) -> list[str]:
    """What copylint says of each place or file."""
    return [line for line in shown.splitlines() if line.endswith("[miracle]") or ": not read: " in line]


def test_a_good_page_passes_without_a_word(site: Site) -> None:
    site.write("content/good.md", CLEAN)
    code, shown = site.run("copylint", "--verbose", "--files", "content/good.md")
    assert (code, results(shown)) == (0, ["copylintPassed"])
    assert "checked" not in shown


def test_a_bad_page_is_blocked(site: Site) -> None:
    for name in ("content/bad.md", "content/bad.html", "content/bad.txt"):
        site.write(name, BAD)
    for number in range(9):
        site.write(f"content/good{number}.md", CLEAN)
    code, shown = site.run("copylint", "--all-files")
    assert (code, results(shown)) == (1, ["copylintFailed"])
    assert "- exit code: 1" in shown
    assert told(shown) == [
        "content/bad.html:1:9: error: 'miracle cure' promises too much. [miracle]",
        "content/bad.md:1:9: error: 'miracle cure' promises too much. [miracle]",
        "content/bad.txt:1:9: error: 'miracle cure' promises too much. [miracle]",
    ]
    # One process saw all files.
    assert [line for line in shown.splitlines() if line.startswith("12 files checked")] == shown.splitlines()[-2:-1]


def test_odd_names_are_judged_like_any_other(site: Site) -> None:
    names = ["-promo.md", "--quiet.md", "a, b.md", "content/two  blanks .md", "é🎉.md", "semi;colon:.md"]
    for name in names:
        site.write(name, BAD)
    for choice in (["--all-files"], ["--files", *(name for name in names if not name.startswith("-"))]):
        code, shown = site.run("copylint", *choice)
        assert code == 1
        wanted = names if choice == ["--all-files"] else choice[1:]
        assert [line.rpartition(":1:9: ")[0] for line in told(shown)] == sorted(wanted)


def test_what_holds_no_copy_is_not_handed_over(site: Site) -> None:
    for name in (
        "LICENSE",
        "README.rst",
        "CHANGELOG.adoc",
        "README.mdx",
        "page.adoc",
        "package.json",
        "jest.config.js",
        "a.css",
        "a.md",
    ):
        site.write(name, CLEAN)
    code, shown = site.run("copylint", "--all-files")
    assert (code, told(shown)) == (0, [])


def test_deleted_files_and_links_are_ignored(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "bad.md"
    outside.write_text(BAD, encoding="utf-8")
    site.write("gone.md", BAD)
    site.write("kept.md", CLEAN)
    git(site.folder, "add", "--all")
    git(site.folder, "commit", "-qm", "x")
    (site.folder / "gone.md").unlink()
    os.symlink(outside, site.folder / "link.md")
    assert site.run("copylint", "--all-files")[0] == 0
    code, shown = site.run("copylint")
    assert (code, told(shown)) == (0, [])


def test_an_lfs_pointer_is_told_as_not_checked(site: Site) -> None:
    site.write("content/page.md", LFS)
    code, shown = site.run("copylint", "--all-files")
    assert (code, results(shown)) == (1, ["copylintFailed"])
    assert "- exit code: 3" in shown
    assert told(shown) == [
        "content/page.md: not read: it is a Git LFS pointer, not the file itself; run `git lfs pull` first"
    ]


def test_a_commit_is_blocked_until_the_page_is_good(site: Site) -> None:
    git(site.folder, "add", "--all")
    git(site.folder, "commit", "-qm", "x")
    assert site.program("install")[0] == 0
    commit = ["git", "commit", "-qam", "page"]
    for copy, code in ((BAD, 1), (CLEAN, 0)):
        site.write("-page.md", copy)
        git(site.folder, "add", "--all")
        env = environment(PRE_COMMIT_HOME=str(site.home))
        done = subprocess.run(
            commit, cwd=site.folder, env=env, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == code
        assert ("-page.md:1:9: error: " in done.stderr) is (code == 1)
    assert git(site.folder, "show", "HEAD:-page.md") == CLEAN


def test_the_shipped_policies_are_installed_with_the_hook(site: Site) -> None:
    site.write("page.md", CLEAN)
    code, shown = site.run("shipped", "--hook-stage", "manual", "--all-files")
    assert code == 0
    data = json.loads(shown[shown.index("{") : shown.rindex("}") + 1])
    assert [file["path"] for file in data["files"] if file["status"] == "checked"] == ["page.md"]
    assert data["policies"]


def test_a_broken_policy_is_blocked(site: Site) -> None:
    site.write("policies/small.yaml", POLICY.replace("severity: error", "severity: eror"))
    code, shown = site.run("copylint-policies", "--all-files")
    assert (code, results(shown)) == (1, ["copylint policiesFailed"])
    assert "- exit code: 2" in shown
    assert 'policies/small.yaml:29:15: "eror" is not known here; did you mean "error"?' in shown.splitlines()


def test_a_policy_whose_examples_do_not_hold_is_blocked(site: Site) -> None:
    site.write("policies/small.yaml", POLICY.replace("It is no miracle cure.", "It is a miracle cure."))
    code, shown = site.run("copylint-policies", "--all-files")
    assert code == 1
    assert "- exit code: 1" in shown
    assert "3 rules, 6 examples, 1 failed." in shown.splitlines()


def test_good_policies_and_lexicons_pass(site: Site) -> None:
    # Two countries' policies share names, and a lexicon has no rules: each is good by itself.
    site.write("policies/de/other.yml", POLICY.replace("policy: small", "policy: other"))
    site.write("site/policies/words.yaml", f"{HEAD}lexicons:\n  device: [device, laser]\n")
    site.write("policies/README.md", CLEAN)
    site.write("data/other.yaml", "a: [\n")
    code, shown = site.run("copylint-policies", "--all-files")
    assert (code, results(shown)) == (0, ["copylint policiesPassed"])
    site.write("site/policies/words.yaml", f"{HEAD}lexicons:\n  device: {{ad: [laser]}}\n")
    code, shown = site.run("copylint-policies", "--all-files")
    assert code == 1
    assert 'site/policies/words.yaml:6:12: unknown key "ad"; did you mean "add"?' in shown.splitlines()


def test_try_repo_of_the_checkout(installed: Installed, site: Site) -> None:
    # With the shipped policies, as somebody does who wants to see what the hook would say.
    site.write("good.md", CLEAN)
    site.write("bad, really.md", BAD)
    git(site.folder, "add", "--all")
    code, shown = site.program("try-repo", str(installed.repo), "copylint", "--color=never", "--all-files")
    assert code == 1
    assert "bad, really.md:1:9: error: 'miracle'" in shown
    assert "good.md:" not in shown

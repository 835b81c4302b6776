"""What is not needed is not imported: a start in a hook must not pay for the rest. Guarded by names, since time is noisy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ALWAYS_LATE = [
    "yaml", "tree_sitter", "tree_sitter_typescript", "tree_sitter_php", "pathspec", "multiprocessing", "concurrent.futures", "asyncio",
    "copylint.policy.loader", "copylint.phrases", "copylint.shapes", "copylint.policytest", "copylint.policycoverage", "copylint.cli.policy",
    "copylint.cli.workers", "copylint.parsers.javascript", "copylint.parsers.php", "importlib.metadata", "unittest", "email", "http",
]  # fmt: skip


def loaded(folder: Path, *words: str) -> set[str]:
    """The modules that a second run of copylint (with the policies kept from the first) has imported at its end."""
    code = f"""
import json, sys
from copylint.cli import main
try:
    main({list(words)!r})
except SystemExit:
    pass
print("\\n" + json.dumps(sorted(sys.modules)))
"""
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-I", "-c", code],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
            env={"XDG_CACHE_HOME": str(folder / "cache"), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
        )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_check_of_a_page_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("Our ketamine is a proven cure.\n", encoding="utf-8")
    modules = loaded(tmp_path, "check", "page.md")
    assert {"copylint.engine", "copylint.parsers.markdown"} <= modules
    assert sorted(modules & set(ALWAYS_LATE)) == []
    # No pattern of a policy was called for, so the library that matches them was not.
    assert "regex" not in modules


def test_the_version_costs_no_engine(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "--version")
    assert sorted(name for name in modules if name.startswith("copylint.")) == ["copylint.cli"]

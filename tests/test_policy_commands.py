"""What policy authors are told: which phrases no example touches, what a change does to findings, and a page about all rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from inline import HEAD, load, rule

from copylint.cli import main
from copylint.policycoverage import coverage

ROOT = Path(__file__).parent.parent
OLD = f"{HEAD}rules:\n{rule('find: [proven]')}{rule('find: [cure]', 'cure')}"
NEW = f"{HEAD}rules:\n{rule('find: [proven, safe]').replace('severity: error', 'severity: warning')}"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str) -> Result:
    result = CliRunner().invoke(main, ["policy", *args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_coverage_names_the_phrases_that_no_example_matches(tmp_path: Path) -> None:
    policies = load(tmp_path, rule("find: [proven, '(safe|gentle) care', never said]"))
    (found,) = coverage(policies.rules)
    assert (found.rule, found.phrases) == (policies.rules[0].id, 3)
    assert "never said" in found.unmatched


def test_coverage_is_told_with_the_total() -> None:
    lines = run("test", "--coverage", "us-conduct").stdout.splitlines()
    assert lines[-1].endswith("0 failed.")
    assert re.fullmatch(r"in all, examples match \d+ of \d+ phrases \(\d+%\)", lines[-2])
    assert any(re.fullmatch(r"high-as-benefit: examples match \d+ of \d+ phrases", line) for line in lines)


def test_a_difference_of_policies_is_told_by_place(folder: Path) -> None:
    for name, text in (("old.yaml", OLD), ("new.yaml", NEW), ("a.md", "It is proven.\n\nA safe cure.\n")):
        (folder / name).write_text(text, encoding="utf-8")
    result = run("diff", "old.yaml", "new.yaml", "a.md")
    marks = [(line[0], line.split()[1]) for line in result.stdout.splitlines()[:-1]]
    assert sorted(marks) == [("+", "a.md:3:3:"), ("-", "a.md:3:8:"), ("~", "a.md:1:7:")]
    assert result.stdout.splitlines()[-1] == "1 file: 2 findings before, 2 after; 1 gone, 1 new, 1 of another severity."
    assert result.exit_code == 1
    assert run("diff", "old.yaml", "old.yaml", "a.md").exit_code == 0
    assert run("diff", "old.yaml", "new.yaml", "gone.md").exit_code == 3
    assert run("diff", "old.yaml", "nowhere.yaml", "a.md").exit_code == 2


def test_the_page_about_the_rules_is_up_to_date() -> None:
    page = run("docs").stdout
    assert page == (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")


def test_the_page_says_all_about_a_rule(folder: Path) -> None:
    (folder / "a.yaml").write_text(f"{HEAD}rules:\n{rule('find: [proven]')}", encoding="utf-8")
    page = run("docs", "a.yaml").stdout
    for part in ("Why: ", "Found:", "Not found:", "Better: ", "Authorities:"):
        assert part in page
    assert "**" in page.split("Found:")[1].split("Not found:")[0]

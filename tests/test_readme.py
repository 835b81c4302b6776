"""What the README shows is what copylint does."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from copylint.cli import main
from copylint.policy.loader import load_policies
from copylint.policytest import run_examples

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    """The fenced block that follows the comment `name`."""
    match = re.search(rf"<!-- {name} -->\n```\w*\n(.*?)```", README, re.DOTALL)
    assert match, f"README.md has no block {name}"
    return match.group(1)


def test_the_example_output_is_real(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("page.md").write_text(block("example page"), encoding="utf-8")
    command, _, output = block("example output").partition("\n")
    assert command == "$ copylint check page.md"
    result = CliRunner().invoke(main, ["check", "page.md"])
    assert result.exit_code == 1
    assert result.output == output


def test_the_example_policy_can_be_used(tmp_path):
    path = tmp_path / "our-clinic.yaml"
    path.write_text(block("example policy"), encoding="utf-8")
    policies = load_policies([str(path)])
    assert run_examples(policies) == []
    assert str(policies.rule("hype-words").severity) == "error"


def test_the_test_command_is_the_one_that_ci_runs():
    assert block("test command").rstrip().endswith("-m pytest")
    assert "test command" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#:]+)\)", README))
def test_links_to_files_lead_somewhere(link):
    assert (ROOT / link).exists()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`copylint ([a-z]+(?: (?:test|schema))?)", README))))
def test_commands_exist(name):
    assert CliRunner().invoke(main, [*name.split(), "--help"]).exit_code == 0

"""The steps of action.yml, run as the runner would: through environment files, with a workspace, on a pull request's merge."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
# Stands for an installation, which needs the network: the copylint that is tested.
PYTHON = f"""#!/bin/sh
mkdir -p "$3/bin"
printf '#!/bin/sh\\nexit 0\\n' > "$3/bin/pip"
printf '#!/bin/sh\\nexec {sys.executable} -m copylint "$@"\\n' > "$3/bin/copylint"
chmod +x "$3/bin/pip" "$3/bin/copylint"
"""


def git(folder: Path, *words: str) -> str:
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", "-C", str(folder), *settings, *words], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout.strip()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A checkout of the merge of a pull request: its first parent is the base."""
    folder = tmp_path / "work space"
    (folder / "content").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main", ".")
    (folder / "content" / "old.md").write_text("Our ketamine is a proven cure.\n", encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "base")
    git(folder, "checkout", "-q", "-b", "change")
    (folder / "content" / "new, page.md").write_text("Ketamine is safe.\n", encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "change")
    git(folder, "checkout", "-q", "--detach", "main")
    git(folder, "merge", "-q", "--no-ff", "--no-edit", "change")
    return folder


def act(workspace: Path, python: str = PYTHON, **inputs: str) -> tuple[int, str, dict[str, str], str]:
    """Exit code, log, outputs and summary of the action's step, with the defaults of action.yml for inputs that are not given."""
    temp = workspace.parent / "temp"
    temp.mkdir(exist_ok=True)
    stub = temp / "python"
    stub.write_text(python, encoding="utf-8")
    stub.chmod(0o755)
    step = ACTION["runs"]["steps"][0]
    given = (
        {name.replace("-", "_"): value["default"] for name, value in ACTION["inputs"].items()}
        | inputs
        | {"python": str(stub)}
    )
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "INPUT_"))
    }
    for name, expression in step["env"].items():
        environment[name] = given[expression.removeprefix("${{ inputs.").removesuffix(" }}").replace("-", "_")]
    files = {name: temp / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        file.write_text("", encoding="utf-8")
    environment |= {name: str(file) for name, file in files.items()}
    environment |= {
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_WORKSPACE": str(workspace),
        "GITHUB_BASE_REF": inputs.get("base_ref", "main"),
        "RUNNER_TEMP": str(temp),
        "XDG_CACHE_HOME": str(temp / "cache"),
    }
    done = subprocess.run(
        ["bash", "-c", step["run"]], cwd=workspace, env=environment, capture_output=True, text=True, check=False
    )
    outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text("utf-8").splitlines())
    return done.returncode, done.stdout + done.stderr, outputs, files["GITHUB_STEP_SUMMARY"].read_text("utf-8")


def test_all_findings_are_annotated_and_summed_up(workspace: Path) -> None:
    code, log, outputs, summary = act(workspace, paths="content\r\n")
    assert (code, outputs) == (1, {"exit-code": "1"})
    assert "::error file=content/old.md,line=1" in log
    assert "::error file=content/new%2C page.md,line=1" in log
    assert summary.startswith("# copylint\n")
    assert "old.md" in summary


def test_a_pull_request_is_told_what_it_adds(workspace: Path) -> None:
    code, log, _, summary = act(workspace, paths="content", diff_only="true")
    assert code == 1
    assert "old.md" not in log + summary
    assert "new%2C page.md" in log
    code, log, _, _ = act(workspace, paths="content/old.md", diff_only="true")
    assert code == 0


def test_no_change_clears_itself(workspace: Path) -> None:
    (workspace / "copylint.yaml").write_text("exclude: [content/**]\npolicies: [us]\n", encoding="utf-8")
    assert act(workspace, paths="content")[0] == 3
    assert act(workspace, paths="content", config_from="base")[0] == 1


def test_outside_of_pull_requests_everything_is_judged(workspace: Path) -> None:
    code, log, _, _ = act(workspace, paths="content", diff_only="true", base_ref="")
    assert code == 1
    assert "this is no pull request" in log
    assert "old.md" in log


def test_sarif_on_demand_and_a_summary_only_if_wanted(workspace: Path) -> None:
    _, _, _, summary = act(workspace, paths="content", sarif="out.sarif", summary="false")
    assert summary == ""
    assert len(json.loads((workspace / "out.sarif").read_text("utf-8"))["runs"][0]["results"]) >= 3


def test_what_could_not_run_is_no_pass(workspace: Path) -> None:
    code, log, outputs, _ = act(workspace, python="#!/bin/sh\nexit 1\n")
    assert (code, outputs) == (2, {"exit-code": "2"})
    assert "could not be installed" in log
    git(workspace, "checkout", "-q", "main")  # no merge, and no remote to fetch from
    code, log, outputs, _ = act(workspace, paths="content", diff_only="true")
    assert (code, outputs) == (2, {"exit-code": "2"})
    assert "fetch-depth: 2" in log


def test_two_hundred_findings_show_the_worst_nine_a_level_and_the_summary_all(workspace: Path) -> None:
    (workspace / "content" / "many.md").write_text(
        "Ketamine is safe.\n\nIt works fast, they say.\n\n" * 100, encoding="utf-8"
    )
    _, log, _, summary = act(workspace, paths="content/many.md")
    errors = [line for line in log.splitlines() if line.startswith("::error")]
    assert len(errors) == 10
    assert "more of this level" in errors[-1]
    assert summary.count("`safe-unqualified`)") == 100

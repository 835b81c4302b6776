"""Several processes give what one gives; one that dies is told of, and none outlives the run."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from copylint import Linter, load_policies
from copylint.cli import run as run_module
from copylint.cli.run import WORTHWHILE, Run, jobs_for
from copylint.cli.workers import check_in_workers
from copylint.discovery import Selected
from copylint.policy.library import default_policies
from copylint.site import Site

PAGE = "# Ketamine\n\nOur ketamine is a proven cure; 70% of our patients get well within hours.\n\nKetamine is safe. Read {}.\n"
LINTER = Linter(load_policies(default_policies()))
SITE = Site(policies=LINTER.policies, today=date(2026, 11, 27))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for number in range(12):
        (tmp_path / f"page{number:02}.md").write_text(PAGE.format(number) * (1 + number % 3), encoding="utf-8")
    (tmp_path / "broken.md").write_bytes(b"Ketamine\xff is safe.")
    (tmp_path / "draft.pdf").write_bytes(b"%PDF")
    return tmp_path


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "copylint", *words]


def files(folder: Path) -> list[Selected]:
    return [Selected(path=str(path)) for path in sorted(folder.iterdir())]


@pytest.mark.parametrize("format_", ["text", "json"])
def test_the_same_bytes_with_one_process_and_with_several(site: Path, format_: str) -> None:
    outputs = [
        subprocess.run(
            command("check", "--jobs", jobs, "--format", format_, "."), cwd=site, capture_output=True, check=False
        )
        for jobs in ("1", "3")
    ]
    assert outputs[0].stdout
    assert {output.returncode for output in outputs} == {3}
    assert {output.stdout for output in outputs} == {outputs[0].stdout}
    assert {output.stderr for output in outputs} == {b""}


@pytest.mark.parametrize("end", ["os._exit(7)", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_a_worker_that_dies_is_a_file_that_was_not_read(site: Path, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    check_file = Run.check_file

    def dying(self: Run, selected: Selected) -> object:
        if selected.path.endswith(("page03.md", "page11.md")):
            os._exit(7) if "_exit" in end else os.kill(os.getpid(), signal.SIGKILL)
        return check_file(self, selected)

    monkeypatch.setattr(Run, "check_file", dying)
    results = {Path(result.path).name: result for result in check_in_workers(LINTER, SITE, files(site), 2)}
    assert len(results) == 14
    for name, result in results.items():
        if name in ("page03.md", "page11.md"):
            assert result.status == "unread"
            assert result.reason is not None
            assert ("code 7" if "_exit" in end else "signal 9") in result.reason
        elif name.startswith("page"):
            assert result.status == "checked"
            assert result.findings


def test_one_process_where_little_is_to_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module.os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    for number in range(4):
        (tmp_path / f"page{number}.md").write_text("word " * 100, encoding="utf-8")
    assert jobs_for(files(tmp_path)) == 1
    (tmp_path / "page0.md").write_text("word " * (WORTHWHILE // 5), encoding="utf-8")
    assert jobs_for(files(tmp_path)) == 3
    assert jobs_for(files(tmp_path)[:1]) == 1
    assert jobs_for([Selected(path=str(tmp_path / "gone.md"))] * 2) == 1


def children_of(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == parent and fields[0] != "Z":
                found.append(int(entry.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked for in /proc")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_the_run(tmp_path: Path, ending: signal.Signals) -> None:
    for number in range(300):
        (tmp_path / f"page{number}.md").write_text(PAGE.format(number) * 40, encoding="utf-8")
    process = subprocess.Popen(
        command("check", "--jobs", "2", "."),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while len(workers := children_of(process.pid)) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    assert len(workers) == 2
    if ending == signal.SIGINT:
        os.killpg(process.pid, ending)  # as a terminal does: everybody gets it
    else:
        process.send_signal(ending)
    output, errors = process.communicate(timeout=60)
    assert output == b""
    if ending == signal.SIGINT:
        assert process.returncode == 130
        assert errors == b"stopped; nothing was reported\n"
    while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < until:
        time.sleep(0.02)
    assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]


def run_on_a_terminal(folder: Path, **environment: str) -> str:
    """What `check .` writes on stderr, when that is a terminal."""
    ours, theirs = pty.openpty()
    known = {key: value for key, value in os.environ.items() if key not in ("CI", "PRE_COMMIT", "GIT_INDEX_FILE")}
    with subprocess.Popen(
        command("check", "--jobs", "1", "."),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={**known, "TERM": "xterm", **environment},
    ) as process:
        process.wait()
    os.set_blocking(ours, False)
    try:
        return os.read(ours, 100_000).decode()
    except BlockingIOError:
        return ""
    finally:
        os.close(ours)
        os.close(theirs)


def test_a_long_run_tells_how_far_it_is_on_terminals_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        (tmp_path / f"page{number}.md").write_text(PAGE.format(number) * 150, encoding="utf-8")
    told = run_on_a_terminal(tmp_path)
    assert "of 6 files" in told
    assert told.endswith("\r\x1b[K")
    assert run_on_a_terminal(tmp_path, CI="true") == ""


def test_the_profile_lists_rules_and_files_on_stderr(site: Path) -> None:
    plain = subprocess.run(
        command("check", "--format", "json", "."), cwd=site, capture_output=True, text=True, check=False
    )
    done = subprocess.run(
        command("check", "--profile", "--format", "json", "."), cwd=site, capture_output=True, text=True, check=False
    )
    assert done.stdout == plain.stdout
    lines = done.stderr.splitlines()
    assert [line.split()[-1] for line in lines if line.startswith(" seconds")] == ["rule", "file"]
    assert any(line.endswith("  ./page11.md") for line in lines)
    assert any(line.split()[-1] in {rule.id for rule in LINTER.policies.rules} for line in lines)
    assert lines[-1].endswith("all 14 files, reading and judging")

"""The command line: what it says and how it ends, for good input and for every kind of bad input."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from samples import (
    AUTHORITIES,
    CONTEXTS,
    GIT,
    HEAD,
    NEWEST,
    PAINLESS,
    POLICY,
    copylint,
    environment,
    git,
    write_policy,
)
from workflow_commands import annotations, read_log

from copylint import Linter, __version__
from copylint.cli import main
from copylint.parsers import PARSERS
from copylint.policy.library import shipped_policies

LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
CLEAN = "Some people feel better.\n"
BAD = "It is a miracle cure.\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "policies").mkdir()
    write_policy(tmp_path / "policies")


def write(name: str, content: str | bytes = CLEAN) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def run(*args: str, stdin: bytes = b"", policy: str | None = POLICY, **env: str) -> Result:
    """Run copylint in this process; `check` and its like by the small policy, or the one given."""
    if policy is not None and policy is not POLICY:
        write_policy(Path("policies"), policy)
    extra = (
        ["--policy", "policies/small.yaml"] if policy is not None and args[0] in ("check", "explain", "rules") else []
    )
    result = CliRunner().invoke(main, [args[0], *extra, *args[1:]], input=stdin, env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def unread(*args: str, stdin: bytes = b"") -> str:
    """What a run that ends with 3 says of the one thing it could not read."""
    result = run("check", *args, stdin=stdin)
    assert result.exit_code == 3
    lines = [line for line in result.stdout.splitlines() if ": not read: " in line]
    assert len(lines) == 1
    assert result.stdout.splitlines()[-1].endswith("; 1 file not (wholly) read.")
    assert result.stderr == ""
    return lines[0]


# -- what was named


def test_a_missing_file() -> None:
    assert unread("gone.md") == "gone.md: not read: there is no such file or folder"


def test_a_folder_without_copy() -> None:
    write("code/data.bin")
    assert unread("code") == (
        "code: not read: this folder holds no file that copylint can read (files that Git ignores are left out)"
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("page.xyz", 'copylint knows no format ".xyz"'),
        ("LICENSE", "the name has no suffix that tells its format"),
        ("page.rst", "copylint cannot read reStructuredText (.rst)"),
        ("page.PDF", "copylint cannot read PDF documents (.pdf)"),
        ("page.adoc", "copylint cannot read AsciiDoc (.adoc)"),
    ],
)
def test_a_format_that_cannot_be_read_is_named(name: str, reason: str) -> None:
    write(name)
    assert unread(name) == f"{name}: not read: {reason}"


def test_a_folder_of_formats_that_cannot_be_read_is_not_clean() -> None:
    write("site/page.rst")
    write("site/page.md")
    assert unread("site") == "site/page.rst: not read: copylint cannot read reStructuredText (.rst)"


@pytest.mark.parametrize("suffix", [".md", ".markdown", ".mdown", ".html", ".htm", ".xhtml", ".txt", ".text", ".HTML"])
def test_every_format_that_is_promised_is_read(suffix: str) -> None:
    write(f"page{suffix}", BAD)
    result = run("check", f"page{suffix}")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"page{suffix}:1:9: error: 'miracle cure' promises too much. [miracle]\n")


# -- what the bytes are


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", BAD.encode("utf-16-le")])
def test_a_binary_file(data: bytes) -> None:
    write("a.md", data)
    assert unread("a.md") == "a.md: not read: it is binary, not text"


def test_latin_1_is_told_with_its_line_and_byte() -> None:
    write("a.md", "# Care\n\nVisit our café\n".encode("latin-1"))
    assert unread("a.md") == (
        "a.md: not read: it is not UTF-8 (line 3 has the byte 0xE9); save it with the encoding UTF-8"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_and_columns_are_right_in_every_encoding(encoding: str, newline: str) -> None:
    text = newline.join(("Miracle cure", "", "Über 🎉 miracle cures", ""))
    write("a.txt", text.encode(encoding))
    result = run("check", "a.txt")
    assert result.exit_code == 1
    assert [line.partition(" ")[0] for line in result.stdout.splitlines() if line.endswith("[miracle]")] == [
        "a.txt:1:1:",
        "a.txt:3:8:",
    ]


def test_utf_32() -> None:
    write("a.md", BAD.encode("utf-32"))
    assert unread("a.md") == "a.md: not read: it is UTF-32; save it with the encoding UTF-8"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\n\t\n", b"---\ndraft: true\n---\n"])
def test_a_file_without_words_is_skipped(data: bytes) -> None:
    write("a.md", data)
    result = run("check", "a.md")
    assert (result.exit_code, result.stdout) == (
        0,
        "a.md: skipped: it holds no words of copy\n"
        "0 files checked; 0 words in 0 segments read; 0 findings by 3 rules; 1 file without copy; nothing left unread.\n",
    )


def test_a_single_line_of_50_mb_is_refused_at_once() -> None:
    write("a.md", b"Copy " * 10_000_000)
    begun = time.monotonic()
    assert unread("a.md") == (
        "a.md: not read: it is larger than 20,000,000 bytes, which no page is; split it into pages"
    )
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(("suffix", "size"), [(".md", 99_999), (".html", 99_999), (".txt", 799_999)])
def test_a_long_line_up_to_the_limit_is_read(suffix: str, size: int) -> None:
    data = b"Some people feel better. " * size
    write(f"a{suffix}", data + BAD.encode())
    result = run("check", f"a{suffix}")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"a{suffix}:1:{len(data) + 9}: error: ")
    assert len(result.stdout) < 1000


def test_a_git_lfs_pointer() -> None:
    write("a.md", LFS)
    assert unread("a.md") == "a.md: not read: it is a Git LFS pointer, not the file itself; run `git lfs pull` first"


def test_broken_front_matter_is_told_and_the_body_judged_all_the_same() -> None:
    write("a.md", f"---\ntitle: [Care\n---\n\n{BAD}")
    result = run("check", "a.md")
    assert result.exit_code == 3
    lines = result.stdout.splitlines()
    assert lines[0] == "a.md:5:9: error: 'miracle cure' promises too much. [miracle]"
    assert lines[-2].startswith("a.md: not read: line 3: front matter cannot be read: ")
    assert "1 finding (1 error, 0 warnings, 0 notices) by 3 rules; 1 file not (wholly) read." in lines[-1]


def test_front_matter_that_is_never_closed() -> None:
    write("a.md", f"---\ntitle: Care\n\n{BAD}")
    result = run("check", "a.md")
    assert result.exit_code == 3
    assert "a.md: not read: line 1: front matter is opened but never closed" in result.stdout
    assert "a.md:4:9: error: " in result.stdout


def test_a_page_in_a_language_without_a_policy_is_not_clean() -> None:
    write("a.html", '<html lang="es"><p>Cura</p></html>')
    assert unread("a.html") == 'a.html: not read: it is in the language "es", for which no policy is loaded'


# -- names


@pytest.mark.parametrize(
    "name",
    [
        "-promo.md",
        "--promo.md",
        "-q.md",
        "--format.md",
        "-a=b.md",
        "a, b.md",
        "two  blanks .md",
        "colon:semi;.md",
        "é🎉.md",
        "50%.md",
        "deep/-promo.md",
    ],
)
def test_file_names_are_taken_and_told_as_they_are(name: str) -> None:
    write(name, BAD)
    for arguments in ([name], ["--quiet", name], ["--quiet", "--", name]):
        result = run("check", *arguments)
        assert result.exit_code == 1
        assert result.stdout.startswith(f"{name}:1:9: error: ")
    data = json.loads(run("check", name, "--format", "json").stdout)
    assert [file["path"] for file in data["files"]] == [name]
    (found,) = annotations(run("check", name, "--format=github").stdout)
    assert found.file == name


def test_an_option_stays_an_option_though_a_file_has_its_name() -> None:
    for name in ("-q", "--quiet", "--help", "--format=json"):
        write(name)
    write("a.md")
    assert run("check", "a.md", "--quiet").stdout == ""
    assert run("check", "a.md", "-q").stdout == ""
    assert run("check", "a.md", "--format=json").stdout.startswith("{")
    assert run("check", "a.md", "--help").stdout.startswith("Usage: ")


def test_an_unknown_option_is_wrong_use() -> None:
    write("a.md")
    result = run("check", "--fix", "a.md")
    assert result.exit_code == 2
    assert "No such option" in result.stderr
    assert "--fix" in result.stderr


def test_a_name_with_a_line_end_stays_on_one_line() -> None:
    write("a\n::error::b\x1b[31m.md", BAD)
    result = run("check", "a\n::error::b\x1b[31m.md", GITHUB_ACTIONS="true")
    assert result.exit_code == 1
    assert "a\ufffd::error::b\ufffd[31m.md:1:9: error: " in result.stdout
    assert list(read_log(result.stdout)) == []


def test_names_that_are_no_utf_8_do_not_crash(tmp_path: Path) -> None:
    name = b"caf\xe9.md"
    (Path(os.fsdecode(os.fsencode(tmp_path))) / os.fsdecode(name)).write_text(BAD, encoding="utf-8")
    for format_ in ("text", "json", "github"):
        done = copylint("check", "--policy", "policies/small.yaml", "--format", format_, name, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (1, b"")
        assert "caf\ufffd.md" in done.stdout.decode("utf-8")


# -- folders


def test_a_folder_is_walked_as_git_sees_it(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    for name in ("site/tracked.md", "site/gone.md", "site/new.md", "site/ignored.md", "outside/secret.md"):
        write(name, BAD)
    write(".gitignore", "ignored.md\n")
    git(tmp_path, "add", "site/tracked.md", "site/gone.md")
    git(tmp_path, "commit", "-qm", "x")
    Path("site/gone.md").unlink()
    os.symlink(tmp_path / "outside" / "secret.md", "site/link.md")
    os.symlink(tmp_path / "outside", "site/folder")
    result = run("check", "site", "--format", "json")
    assert result.exit_code == 1
    assert [file["path"] for file in json.loads(result.stdout)["files"]] == ["site/new.md", "site/tracked.md"]


# -- policies


def broken(policy: str, name: str = "policies/small.yaml") -> list[str]:
    """What a run with a broken policy says, place and message; it ends with 2 and says nothing else."""
    write("a.md", BAD)
    Path(name).write_text(policy, encoding="utf-8")
    results = [run(*command, name, policy=None) for command in (("check", "a.md", "--policy"), ("policy", "test"))]
    results.append(run("explain", "miracle", "--policy", name, policy=None))
    results.append(run("rules", "--policy", name, policy=None))
    for result in results:
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == results[0].stderr
    return results[0].stderr.splitlines()


def test_a_policy_with_an_unknown_key() -> None:
    assert broken(POLICY.replace("    why: Nobody can show", "    whyy: Nobody can show")) == [
        'policies/small.yaml:26:5: this rule has no "why"',
        'policies/small.yaml:32:5: unknown key "whyy"; did you mean "why"?',
    ]


def test_a_policy_with_a_key_given_twice() -> None:
    assert broken(f"{HEAD}title: Again\n{AUTHORITIES}{CONTEXTS}rules:\n{NEWEST}") == [
        'policies/small.yaml:5:1: "title" is given twice; YAML would keep only the last'
    ]


def test_a_policy_with_a_broken_pattern() -> None:
    (line,) = broken(POLICY.replace("find: [newest]", 'find: ["re:new(est"]'))
    assert re.match(
        r'policies/small.yaml:\d+:\d+: the phrase "re:new\(est" cannot be used: not a regular expression: ', line
    )


def test_policies_that_extend_each_other_in_a_circle() -> None:
    write_policy(Path("policies"), f"{HEAD.replace('small', 'other')}extends: [small.yaml]\n", "other.yaml")
    assert broken(f"{HEAD}extends: [other.yaml]\n") == [
        "policies/other.yaml:5:11: these policies extend each other in a circle: small extends other extends small"
    ]


def test_a_policy_with_an_alias_bomb() -> None:
    bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    bomb += [f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    begun = time.monotonic()
    (line,) = broken("\n".join(bomb))
    assert time.monotonic() - begun < 10
    assert re.fullmatch(
        r"policies/small.yaml:\d+:\d+: is no YAML that can be read: more than 200,000 values \(aliases count each time\)",
        line,
    )


def test_a_policy_that_is_no_yaml() -> None:
    (line,) = broken(f'{HEAD}lexicons: {{a: "b\n')
    assert line.startswith("policies/small.yaml:")
    assert "is no YAML that can be read: " in line


def test_an_empty_policy() -> None:
    assert broken("") == ["policies/small.yaml:1:1: is empty; a policy begins with `policy: name`"]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert len(broken(POLICY.replace("severity: error", "severity: eror").replace("owner: editor", "owner: me"))) == 2


def test_a_policy_cannot_speak_to_the_log() -> None:
    lines = broken(f'{HEAD}"x\\n::error::pwned ##[error]pwned\\e[31m": 1\n')
    assert len(lines) == 1
    assert "\x1b" not in lines[0]
    assert list(read_log(lines[0])) == []


def test_an_unknown_policy_name_is_told_with_the_nearest() -> None:
    known = next(iter(shipped_policies()))
    for command in (["check", "a.md", "--policy"], ["rules", "--policy"], ["policy", "test"]):
        result = run(*command, f"{known}s", policy=None)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            f'{known}s:1:1: there is no policy "{known}s": no such file, and did you mean "{known}"?\n'
        )


def test_a_policy_file_that_is_missing() -> None:
    result = run("check", "a.md", "--policy", "gone.yaml", policy=None)
    assert result.exit_code == 2
    assert result.stderr.startswith('gone.yaml:1:1: there is no policy "gone.yaml": no such file, and ')


def test_a_run_without_any_policy_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.md", BAD)
    monkeypatch.setattr("copylint.cli.common.folder_policies", lambda _: [])
    result = run("check", "a.md", policy=None)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "no policy is shipped with this installation; name one with --policy\n"


def test_without_a_policy_the_shipped_ones_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.md", BAD)
    monkeypatch.setattr("copylint.cli.common.folder_policies", lambda _: ["policies/small.yaml"])
    assert run("check", "a.md", policy=None).exit_code == 1


def test_several_policies_are_used_together() -> None:
    write_policy(
        Path("policies"), f"{HEAD}{AUTHORITIES}rules:\n{NEWEST}".replace("policy: small", "policy: new"), "a.yaml"
    )
    write_policy(
        Path("policies"),
        f"{HEAD}extends: [a.yaml]\nrules:\n{PAINLESS}".replace("policy: small", "policy: pain"),
        "b.yaml",
    )
    write("a.md", "The newest, painless.\n")
    result = run("check", "a.md", "--policy", "policies/a.yaml", "--policy", "policies/b.yaml", policy=None)
    assert re.findall(r"\[(\w+)\]", result.stdout) == ["newest", "painless"]


def test_a_policy_past_its_review_date_is_told() -> None:
    write("a.md", CLEAN)
    policy = POLICY.replace("language: en\n", 'language: en\nreview_by: "2001-02-03"\n')
    result = run("check", "a.md", policy=policy)
    assert result.exit_code == 0
    note = "policy small 2026.11 should have been reviewed by 2001-02-03; its facts may be out of date"
    assert f"note: {note}\n" in result.stdout
    assert json.loads(run("check", "a.md", "--format=json").stdout)["notes"] == [note]
    assert f"note: {note}\n" in run("check", "a.md", "--format=github").stdout
    assert run("check", "a.md", "--quiet").stdout == ""


def test_every_kind_of_check_reaches_the_user() -> None:
    def rule(name: str, **keys: str) -> str:
        changed = NEWEST.replace("id: newest", f"id: by-{name}").replace("check: existence", f"check: {name}")
        return changed.replace("    find: [newest]\n", "".join(f"    {key}: {value}\n" for key, value in keys.items()))

    rules = (
        rule("existence", find="[gentle]")
        + rule("cooccurrence", all="[[cures], [pain]]")
        + rule("citation", find="[studies show]")
        + rule(
            "omission",
            when="{about: [device], promotes: [buy]}",
            require="[{any: [side effects]}]",
            wanted="side effects",
        )
    )
    write("a.md", "A gentle thing.\n\nIt cures pain.\n\nMany studies show it.\n\nPlease buy the device.\n")
    result = run("check", "a.md", policy=f"{HEAD}{AUTHORITIES}rules:\n{rules}")
    assert re.findall(r"(?m)^a.md:(\d+:\d+): .*\[by-(\w+)\]$", result.stdout) == [
        ("1:3", "existence"),
        ("1:3", "omission"),
        ("3:4", "cooccurrence"),
        ("5:6", "citation"),
    ]


# -- options and exit codes


@pytest.mark.parametrize(
    ("copy", "codes"),
    [
        (CLEAN, {"error": 0, "warning": 0, "notice": 0}),
        ("The newest.\n", {"error": 0, "warning": 0, "notice": 1}),
        ("It is painless.\n", {"error": 0, "warning": 1, "notice": 1}),
        ("It may be a miracle cure.\n", {"error": 0, "warning": 1, "notice": 1}),
        (BAD, {"error": 1, "warning": 1, "notice": 1}),
    ],
)
def test_fail_on_tells_from_where_findings_fail(copy: str, codes: dict[str, int]) -> None:
    write("a.md", copy)
    assert {level: run("check", "a.md", "--fail-on", level).exit_code for level in codes} == codes
    assert run("check", "a.md").exit_code == codes["warning"]
    assert run("check", "a.md", "--exit-zero", "--fail-on", "notice").exit_code == 0


@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_exit_zero_does_not_hide_what_was_not_read(format_: str) -> None:
    write("a.md", BAD)
    assert run("check", "a.md", "gone.md", "--format", format_).exit_code == 3
    assert run("check", "a.md", "gone.md", "--format", format_, "--exit-zero").exit_code == 3
    assert run("check", "gone.md", "--format", format_, "--exit-zero").exit_code == 3
    assert run("check", "a.md", "--format", format_, "--exit-zero").exit_code == 0


def test_a_broken_policy_goes_before_what_was_not_read() -> None:
    result = run("check", "gone.md", "--exit-zero", policy="policy: [")
    assert (result.exit_code, result.stdout) == (2, "")


def test_no_paths_are_wrong_use() -> None:
    result = run("check")
    assert result.exit_code == 2
    assert "Name the files or folders to check, for example: copylint check content" in result.stderr


@pytest.mark.parametrize("arguments", [["--format", "xml"], ["--fail-on", "fatal"]])
def test_an_unknown_choice_is_wrong_use(arguments: list[str]) -> None:
    write("a.md")
    result = run("check", "a.md", *arguments)
    assert result.exit_code == 2
    assert f"'{arguments[1]}' is not one of" in result.stderr


@pytest.mark.parametrize("format_", ["text", "github"])
def test_quiet_prints_nothing_when_clean(format_: str) -> None:
    write("a.md", CLEAN)
    write("empty.md", "")
    result = run("check", "a.md", "empty.md", "--quiet", "--format", format_)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    result = run("check", "a.md", "empty.md", "-q", "--format", format_, GITHUB_ACTIONS="true")
    assert (result.exit_code, result.stdout) == (0, "")
    for bad in (["gone.md"], ["bad.md"]):
        write("bad.md", "The newest.\n")
        assert bad[0] in run("check", "--quiet", "a.md", *bad, "--format", format_).stdout


def test_quiet_json_is_json_all_the_same() -> None:
    write("a.md", CLEAN)
    assert json.loads(run("check", "a.md", "--quiet", "--format", "json").stdout)["findings"] == []


@pytest.mark.parametrize(
    ("options", "env", "colored"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": ""}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        (["--no-color"], {"FORCE_COLOR": "1"}, False),
        (["--format", "json"], {"FORCE_COLOR": "1"}, False),
        (["--format", "github"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colors_only_when_they_are_wanted(options: Sequence[str], env: dict[str, str], colored: bool) -> None:
    write("a.md", BAD)
    assert ("\x1b[31m" in run("check", "a.md", *options, **env).stdout) is colored


@pytest.mark.parametrize(("env", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colors_on_a_terminal(tmp_path: Path, env: dict[str, str], colored: bool) -> None:
    write("a.md", BAD)
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "copylint", "check", "--policy", "policies/small.yaml", "a.md"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment(**{"TERM": "xterm", **env}), stdout=theirs, check=False, timeout=60
    )
    os.close(theirs)
    shown = b""
    while not shown.endswith(b"nothing left unread.\r\n"):
        shown += os.read(ours, 4096)
    os.close(ours)
    assert done.returncode == 1
    assert (b"\x1b[31m" in shown) is colored


def test_cleared_matches_are_told_when_asked() -> None:
    write("a.md", "It is not a miracle cure.\n")
    assert "cleared" not in run("check", "a.md").stdout
    result = run("check", "a.md", "--show-cleared")
    assert result.exit_code == 0
    assert "a.md:1:13: no finding: 'miracle cure' [miracle]: negated by \"not\"\n" in result.stdout
    data = json.loads(run("check", "a.md", "--show-cleared", "--format=json").stdout)
    assert [found["rule"] for found in data["cleared"]] == ["miracle"]


def test_findings_of_low_confidence_are_told_when_asked() -> None:
    write("a.md", BAD)
    policy = POLICY.replace("    severity: error\n", "    severity: error\n    confidence: low\n")
    assert run("check", "a.md", policy=policy).exit_code == 0
    assert run("check", "a.md", "--pedantic").exit_code == 1


def test_standard_input_is_read_as_a_file_of_the_name_given() -> None:
    result = run("check", "--stdin-filename", "new/page.md", stdin=BAD.encode("utf-8-sig"))
    assert result.exit_code == 1
    assert result.stdout.startswith("new/page.md:1:9: error: ")
    codes = [
        run("check", "--stdin-filename", name, stdin=b"A <b>mira</b>cle cure").exit_code for name in ("a.html", "a.txt")
    ]
    assert codes == [1, 0]


def test_standard_input_is_one_file_among_others() -> None:
    write("a.md", BAD)
    write("c.md", BAD)
    result = run("check", "c.md", "a.md", "--stdin-filename", "b.md", "--format", "json", stdin=BAD.encode())
    assert [file["path"] for file in json.loads(result.stdout)["files"]] == ["a.md", "b.md", "c.md"]
    assert [found["path"] for found in json.loads(result.stdout)["findings"]] == ["a.md", "b.md", "c.md"]


def test_bad_standard_input() -> None:
    assert unread("--stdin-filename", "a.md", stdin=b"Caf\xe9") == (
        "a.md: not read: it is not UTF-8 (line 1 has the byte 0xE9); save it with the encoding UTF-8"
    )
    assert unread("--stdin-filename", "a.xyz", stdin=b"Copy") == 'a.xyz: not read: copylint knows no format ".xyz"'
    assert unread("--stdin-filename", "a.md", stdin=b"x" * 20_000_001) == (
        "a.md: not read: it is larger than 20,000,000 bytes, which no page is; split it into pages"
    )
    assert run("check", "--stdin-filename", "a.md", stdin=b"").exit_code == 0


# -- GitHub Actions


def test_text_in_actions_stops_commands_around_itself() -> None:
    write("a.md", f"::error::pwned, a miracle cure ##[add-mask]\n\n::set-env name=PATH::{BAD}")
    result = run("check", "a.md", GITHUB_ACTIONS="true")
    first, *lines, last = result.stdout.splitlines()
    token = first.removeprefix("::stop-commands::")
    assert re.fullmatch("[0-9a-f]{32}", token)
    assert last == f"::{token}::"
    assert "    ::error::pwned, a miracle cure #\ufffd[add-mask]" in lines
    assert list(read_log(result.stdout)) == []
    assert [c.name for c in read_log("\n".join(lines))] == ["error", "set-env"]
    assert run("check", "a.md", GITHUB_ACTIONS="true").stdout.splitlines()[0] != first


def test_other_formats_in_actions_are_not_wrapped() -> None:
    write("a.md", BAD)
    assert "stop-commands" not in run("check", "a.md", GITHUB_ACTIONS="false").stdout
    assert json.loads(run("check", "a.md", "--format", "json", GITHUB_ACTIONS="true").stdout)["findings"]
    shown = run("check", "a.md", "--format", "github", GITHUB_ACTIONS="true").stdout
    assert [a.level for a in annotations(shown)] == ["error"]
    assert "stop-commands" not in shown
    assert "stop-commands" not in run("check", "a.md", GITHUB_ACTIONS="").stdout


def test_annotations_are_relative_to_the_workspace_also_from_a_subfolder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("site/pages/a, b.md", BAD)
    monkeypatch.chdir(tmp_path / "site")
    policy = str(tmp_path / "policies" / "small.yaml")
    for path in ("pages", "pages/a, b.md", str(tmp_path / "site" / "pages" / "a, b.md")):
        shown = run("check", path, "--policy", policy, "--format=github", policy=None, GITHUB_WORKSPACE=str(tmp_path))
        (found,) = annotations(shown.stdout)
        assert found.file == "site/pages/a, b.md"


# -- the other commands


def test_explain_tells_all_about_a_rule() -> None:
    result = run("explain", "miracle")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "miracle: Miracle",
        "error, confidence high, category certainty, decided by: compliance",
        "policy small, policies/small.yaml:26",
        "",
        "Why: Nobody can show a miracle.",
        "",
        "Authorities:",
        "  Agency: The Copy Act, section 5 (2020) https://example.org/act",
        "    Claims must be shown.",
        "",
        "Better:",
        "  may help some people",
        "  has been studied",
        "",
        "Found:",
        "  It is a [[miracle cure]].",
        "",
        "Not found:",
        "  It is no miracle cure.",
        "",
        "No finding when the statement is: negated.",
        "One level lower when it is: hedged.",
    ]


def test_explain_knows_former_ids() -> None:
    policy = POLICY.replace("  - id: miracle\n", "  - id: miracle\n    formerly: [wonder]\n")
    assert run("explain", "wonder", policy=policy).stdout.startswith("miracle: Miracle\n")


def test_explain_of_an_unknown_rule_names_the_nearest() -> None:
    result = run("explain", "miracel")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == 'there is no rule "miracel"; did you mean "miracle"?\n'
    assert run("explain", "x").stderr == 'there is no rule "x"; known are: miracle, newest, painless\n'


def test_rules_lists_the_rules() -> None:
    result = run("rules")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "error    miracle   certainty          Miracle",
            "notice   newest    novelty            Newest",
            "warning  painless  safety             Painless",
        ],
    )


def test_policy_test_passes_a_policy_whose_examples_hold() -> None:
    result = run("policy", "test", "policies/small.yaml")
    assert (result.exit_code, result.stdout) == (0, "3 rules, 6 examples, 0 failed.\n")


def test_policy_test_tells_which_examples_do_not_hold() -> None:
    write_policy(Path("policies"), POLICY.replace("It is no miracle cure.", "It is a miracle cure."))
    result = run("policy", "test", "policies/small.yaml")
    assert result.exit_code == 1
    first, last = result.stdout.splitlines()
    assert first.startswith("policies/small.yaml:")
    assert ": miracle: the good example " in first
    assert last == "3 rules, 6 examples, 1 failed."


def test_policy_test_tells_slow_patterns() -> None:
    write_policy(Path("policies"), POLICY.replace("find: [newest]", r'find: [newest, "re:\\d{7}"]'))
    result = run("policy", "test", "policies/small.yaml")
    assert result.exit_code == 0
    assert re.search(r"(?m)^slow: policies/small.yaml:\d+: ", result.stdout)


def test_policy_test_loads_files_without_rules() -> None:
    write_policy(Path("policies"), f"{HEAD}lexicons:\n  device: [device, laser]\n", "words.yaml")
    result = run("policy", "test", "policies/words.yaml")
    assert (result.exit_code, result.stdout) == (0, "0 rules, 0 examples, 0 failed.\n")
    write_policy(Path("policies"), f"{HEAD}lexicons:\n  device: {{ad: [device]}}\n", "words.yaml")
    result = run("policy", "test", "policies/words.yaml")
    assert result.exit_code == 2
    assert 'policies/words.yaml:6:12: unknown key "ad"; did you mean "add"?' in result.stderr.splitlines()


def test_policy_test_each_keeps_policies_apart() -> None:
    for name in ("us", "de"):
        write_policy(Path("policies"), POLICY.replace("policy: small", f"policy: {name}"), f"{name}.yaml")
    names = ("policies/us.yaml", "policies/de.yaml")
    together = run("policy", "test", *names)
    assert together.exit_code == 2
    assert 'the rule id "miracle" is taken by policies/us.yaml:26' in together.stderr
    apart = run("policy", "test", "--each", *names)
    assert (apart.exit_code, apart.stdout) == (0, "6 rules, 12 examples, 0 failed.\n")


def test_policy_test_each_says_once_what_is_wrong_in_what_several_extend() -> None:
    write_policy(Path("policies"), POLICY.replace("It is no miracle cure.", "It is a miracle cure."), "base.yaml")
    for name in ("us", "de"):
        write_policy(Path("policies"), f"{HEAD.replace('small', name)}extends: [base.yaml]\n", f"{name}.yaml")
    names = ("policies/us.yaml", "policies/de.yaml")
    result = run("policy", "test", "--each", *names)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert result.stdout.endswith("3 rules, 6 examples, 1 failed.\n")
    for name in ("us", "de"):
        write_policy(Path("policies"), f"{HEAD.replace('small', name)}extends: [gone]\ncolor: red\n", f"{name}.yaml")
    result = run("policy", "test", "--each", *names)
    assert (result.exit_code, result.stdout) == (2, "")
    assert [line.partition(" ")[0] for line in result.stderr.splitlines()] == [
        "policies/us.yaml:5:11:",
        "policies/us.yaml:6:1:",
        "policies/de.yaml:5:11:",
        "policies/de.yaml:6:1:",
    ]


def test_policy_schema_is_json() -> None:
    schema = json.loads(run("policy", "schema").stdout)
    assert (schema["$schema"], schema["title"]) == ("http://json-schema.org/draft-07/schema#", "copylint policy")


@pytest.mark.parametrize("command", [["explain", "miracle"], ["rules"], ["policy", "test"]])
def test_what_policies_say_is_no_command_in_actions_and_steers_no_terminal(command: list[str]) -> None:
    evil = r'"\n::error::pwned ##[error]pwned\e[31m\u202e"'
    policy = POLICY.replace("Nobody can show a miracle.", evil).replace("title: Miracle", f"title: {evil}")
    policy = policy.replace('good: ["It is no miracle cure."]', f'good: [{evil[:-1]} miracle cure"]')
    extra = ["policies/small.yaml"] if command[0] == "policy" else []
    result = run(*command, *extra, policy=policy, GITHUB_ACTIONS="true")
    if command[0] == "policy":
        write_policy(Path("policies"), policy)
        result = run(*command, *extra, GITHUB_ACTIONS="true")
    assert "pwned" in result.stdout
    assert list(read_log(result.stdout)) == []
    assert not re.search("[\x1b\u202e]", result.stdout)


def test_the_version_and_the_help_are_told() -> None:
    assert run("--version").stdout == f"copylint, version {__version__}\n"
    for command in ([], ["check"], ["explain"], ["rules"], ["policy"], ["policy", "test"], ["policy", "schema"]):
        result = run(*command, "-h")
        assert result.exit_code == 0
        assert result.stdout.startswith("Usage: ")


# -- the real program


def test_the_real_program(tmp_path: Path) -> None:
    write("a.md", BAD)
    done = copylint("check", "--policy", "policies/small.yaml", "a.md", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.startswith(b"a.md:1:9: error: 'miracle cure' promises too much. [miracle]\n")
    done = copylint("check", "--policy", "policies/small.yaml", "--stdin-filename", "b.md", cwd=tmp_path, stdin=b"\xff")
    assert done.returncode == 3


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "latin-1"},
    ],
    ids=["C", "C as it is", "Latin-1"],
)
def test_output_is_utf_8_whatever_the_locale(tmp_path: Path, env: dict[str, str]) -> None:
    policy = POLICY.replace("title: Miracle", "title: Wunder für alle 🎉").replace("It is a [[", "Über [[")
    write_policy(tmp_path / "policies", policy.replace("good: [It hurts", "good: [painless é, It hurts"))
    write("é🎉.md", f"Über 🎉 {BAD}")
    for format_ in ("text", "json", "github"):
        done = copylint(
            *("check", "--policy", "policies/small.yaml", "--format", format_, "é🎉.md".encode()), cwd=tmp_path, **env
        )
        assert (done.returncode, done.stderr) == (1, b"")
        assert "é🎉.md" in done.stdout.decode("utf-8")
    assert "Über 🎉 It is" in copylint(
        "check", "--policy", "policies/small.yaml", "é🎉.md".encode(), cwd=tmp_path, **env
    ).stdout.decode("utf-8")
    for command in (["explain", "miracle", "--policy"], ["rules", "--policy"]):
        done = copylint(*command, "policies/small.yaml", cwd=tmp_path, **env)
        assert (done.returncode, done.stderr) == (0, b"")
        assert "Wunder für alle 🎉" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("command", "code"),
    [(["check", "a.md"], 1), (["check", "gone.md"], 3), (["rules"], 0), (["explain", "miracle"], 0)],
)
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, command: list[str], code: int) -> None:
    write("a.md", BAD)
    program = subprocess.Popen(
        [sys.executable, "-m", "copylint", *command, "--policy", "policies/small.yaml"],
        cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    assert program.stderr.read() == b""
    program.stderr.close()
    assert program.wait(timeout=60) == code


def test_a_defect_makes_the_file_an_unread_one(tmp_path, monkeypatch):
    (tmp_path / "a.md").write_text("One.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("Our infusions are proven.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    real = Linter.check_page

    def check_page(self, page, parts):
        if page.document.path == "a.md":
            raise RuntimeError("a bug")
        return real(self, page, parts)

    monkeypatch.setattr(Linter, "check_page", check_page)
    result = CliRunner().invoke(main, ["check", "a.md", "b.md"])
    assert result.exit_code == 3
    assert "a.md: not read: copylint failed on it (RuntimeError: a bug)" in result.output
    assert "b.md:1:19: error" in result.output


def test_policies_without_rules_judge_nothing_and_are_refused() -> None:
    write("a.md", BAD)
    result = run("check", "a.md", "--policy", "lexicon-medicine", policy=None)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("these policies hold no rule")


def test_a_folder_of_shipped_policies_can_be_named_beside_a_policy() -> None:
    write("a.md", "It is a clinically proven thing.")
    result = run("check", "a.md", "--policy", "us", "--format", "json")
    assert {policy["policy"] for policy in json.loads(result.stdout)["policies"]} >= {
        "us-safety",
        "us-evidence",
        "small",
    }


def test_what_would_be_read_is_listed() -> None:
    write("site/a.md", BAD)
    write("site/README.md", BAD)
    write("site/b.rst", BAD)
    result = run("check", "site", "--list")
    assert result.exit_code == 3
    assert run("check", "site/a.md", "--list").exit_code == 0
    assert run("check", "gone.md", "--list").exit_code == 3
    assert result.stdout.splitlines() == [
        "site/README.md: left out: developers' notes",
        "site/a.md: read",
        "site/b.rst: cannot be read: copylint cannot read reStructuredText (.rst)",
    ]
    assert "site/README.md:1:" in run("check", "site", "--all").stdout


def test_verbose_tells_what_was_read_and_what_was_left_out_and_why() -> None:
    write("site/a.md", "# Calm\n\nWe are here.\n")
    write("site/README.md", "Notes.\n")
    write("site/x.bin", "")
    lines = run("check", "site", "--verbose").stdout.splitlines()
    assert lines[:3] == [
        "site/a.md: 4 words read in 2 segments",
        "site/README.md: left out: developers' notes",
        "site/x.bin: left out: .bin",
    ]
    data = json.loads(run("check", "site", "--format", "json").stdout)
    assert data["left_out"] == [
        {"path": "site/README.md", "reason": "developers' notes"},
        {"path": "site/x.bin", "reason": ".bin"},
    ]
    assert (data["files"][0]["segments"], data["summary"]["segments"]) == (2, 2)


@pytest.mark.parametrize("suffix", sorted(set(PARSERS) - {".json", ".csv", ".tsv", ".vue"}))
def test_standard_input_is_read_as_any_format(suffix: str) -> None:
    is_script = PARSERS[suffix] == "javascript"
    source = 'export const text = "A miracle cure.";' if is_script else "A miracle cure."
    result = run("check", "--stdin-filename", f"page{suffix}", stdin=source.encode())
    assert result.exit_code == 1
    assert f"page{suffix}:1:{24 if is_script else 3}: error: " in result.stdout

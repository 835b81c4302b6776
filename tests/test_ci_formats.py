"""Formats for machines and tickets: each valid, each pointing to the same words, none steered by hostile copy."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from click.testing import CliRunner

from copylint import Linter, load_policies
from copylint.cli import main
from copylint.findings import FileResult, Report
from copylint.policy.library import default_policies
from copylint.reporters import REPORTERS, reporter
from copylint.reporters.md import MOST_BYTES
from copylint.reporters.style import Style

ROOT = Path(__file__).parent.parent
LINTER = Linter(load_policies(default_policies()))
SOURCE = "# Kétamine 🦷\r\n\r\nOur “cre\u0301me” 🦷👩\u200d⚕️ says:\tketamine is clinically proven, e\u0301 ✓.\r\n\r\nKetamine is safe.\r\n"
HOSTILE = (
    "Our ketamine is a proven cure ]]> </script> | `x` @team [a](javascript:b) <b> ##[error]x \x1b[31m \x0b \ufffe =1+1"
)


def report(*texts: tuple[str, str], unread: bool = False) -> Report:
    files = [LINTER.check(text, path=path) for path, text in texts]
    if unread:
        files.append(FileResult(path="a,b: c.pdf", status="unread", reason="copylint cannot read PDF documents <.pdf>"))
    return Report(policies=LINTER.policies.policies, files=tuple(files), rules=56, notes=("a note | here",))


def rendered(name: str, made: Report, **style: Any) -> str:
    return reporter(name)(made, Style(**style))


MADE = report(("content/ünï code, 100%.md", SOURCE), ("b.md", HOSTILE), unread=True)


def code_points(source: str, line: int, column: int, end_column: int) -> str:
    return re.split("\r\n|\n|\r", source)[line - 1][column - 1 : end_column - 1]


def in_bytes(source: str, line: int, column: int, end_column: int) -> str:
    return re.split("\r\n|\n|\r", source)[line - 1].encode()[column - 1 : end_column - 1].decode()


def places(name: str, made: Report) -> set[tuple[str, str]]:
    """The rule and the words that each result of a format points to."""
    text = rendered(name, made)
    found: set[tuple[str, str]] = set()
    if name == "sarif":
        for result in json.loads(text)["runs"][0]["results"]:
            region = result["locations"][0]["physicalLocation"]["region"]
            found.add(
                (result["ruleId"], code_points(SOURCE, region["startLine"], region["startColumn"], region["endColumn"]))
            )
    elif name == "gitlab":
        for one in json.loads(text):
            begin, end = (one["location"]["positions"][key] for key in ("begin", "end"))
            found.add((one["check_name"], code_points(SOURCE, begin["line"], begin["column"], end["column"])))
    elif name in ("rdjson", "rdjsonl"):
        all_ = json.loads(text)["diagnostics"] if name == "rdjson" else map(json.loads, text.splitlines())
        for one in all_:
            start, end = (one["location"]["range"][key] for key in ("start", "end"))
            found.add((one["code"]["value"], in_bytes(SOURCE, start["line"], start["column"], end["column"])))
    elif name in ("json", "jsonl"):
        all_ = (
            json.loads(text)["findings"]
            if name == "json"
            else [one for one in map(json.loads, text.splitlines()) if one["type"] == "finding"]
        )
        for one in all_:
            found.add((one["rule"], code_points(SOURCE, one["line"], one["column"], one["end_column"])))
    elif name == "github":
        for match in re.finditer(
            r"^::\w+ file=[^,]*,line=(\d+),endLine=\d+,col=(\d+),endColumn=(\d+),title=copylint%3A ([\w-]+)::",
            text,
            re.MULTILINE,
        ):
            found.add((match[4], code_points(SOURCE, int(match[1]), int(match[2]), int(match[3]))))
    return found


@pytest.mark.parametrize("name", ["sarif", "gitlab", "rdjson", "rdjsonl", "json", "jsonl", "github"])
def test_positions_point_to_the_same_words_in_every_format(name: str) -> None:
    made = report(("page.md", SOURCE))
    wanted = {(f.rule.id, f.match) for f in made.findings}
    assert {("efficacy-proven", "clinically proven"), ("safe-unqualified", "safe")} <= wanted
    assert places(name, made) == wanted


@pytest.mark.parametrize("name", ["checkstyle", "junit", "csv", "text", "md"])
def test_lines_and_columns_of_the_formats_without_an_end(name: str) -> None:
    made = report(("page.md", SOURCE))
    text = rendered(name, made)
    for finding in made.findings:
        here = {
            "checkstyle": f'line="{finding.line}" column="{finding.column}"',
            "junit": f'"{finding.rule.id} {finding.line}:{finding.column}"',
            "csv": f'"page.md","{finding.line}","{finding.column}"',
            "text": f"page.md:{finding.line}:{finding.column}: ",
            "md": f"line {finding.line}: ",
        }[name]
        assert here in text


SARIF = json.loads((Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json").read_text("utf-8"))
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {"required": ["path"], "oneOf": [{"required": ["lines"]}, {"required": ["positions"]}]},
        },
    },
}


@pytest.mark.parametrize("made", [MADE, report()], ids=["findings", "nothing"])
def test_sarif_is_valid_and_holds_what_code_scanning_shows(made: Report) -> None:
    log = json.loads(rendered("sarif", made))
    jsonschema.Draft4Validator(SARIF).validate(log)
    run = log["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert "primaryLocationLineHash" not in result["partialFingerprints"]
    known = {taxon["id"] for taxon in run["taxonomies"][0]["taxa"]}
    for rule in rules:
        assert rule["help"]["text"]
        assert len(rule["shortDescription"]["text"]) <= 1024
        assert {one["target"]["id"] for one in rule["relationships"]} <= known
    if made.findings:
        uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]}
        assert "content/%C3%BCn%C3%AF%20code%2C%20100%25.md" in uris
        assert run["invocations"][0]["executionSuccessful"] is False
        levels = [result["level"] for result in run["results"]]
        assert levels == sorted(levels, key=["error", "warning", "note"].index)


def test_sarif_keeps_the_most_severe_5000_and_says_so() -> None:
    made = report(*((f"p{number}.md", HOSTILE + " Ketamine is safe. It works fast.\n") for number in range(3)))
    many = Report(policies=made.policies, files=made.files * 400)
    log = json.loads(rendered("sarif", many))
    assert len(log["runs"][0]["results"]) == 5_000 < len(many.findings)
    told = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert f"{len(many.findings) - 5_000:,} more findings" in told[0]["message"]["text"]


def test_gitlab_is_valid_and_no_print_comes_twice() -> None:
    made = Report(policies=MADE.policies, files=(*MADE.files, *MADE.files))
    problems = json.loads(rendered("gitlab", made))
    jsonschema.validate(problems, GITLAB)
    prints = [one["fingerprint"] for one in problems if one["check_name"] != "not-read"]
    assert len(set(prints)) == len(prints)
    assert any(one["severity"] == "blocker" for one in problems)


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
def test_xml_is_well_formed_whatever_the_copy_holds(name: str) -> None:
    root = ElementTree.fromstring(rendered(name, MADE))  # noqa: S314, our own output
    if name == "junit":
        assert root.tag == "testsuites"
        assert (
            int(root.get("tests", 0))
            >= int(root.get("failures", 0))
            == len(MADE.findings)
            == len(root.findall(".//failure"))
        )
        assert len(root.findall(".//error")) == 1
        clean = ElementTree.fromstring(rendered("junit", report(("a.md", "Come in."))))  # noqa: S314, our own output
        assert len(clean.findall(".//testcase")) == 1
    else:
        assert [file.get("name") for file in root] == ["content/ünï code, 100%.md", "b.md", "a,b: c.pdf"]
        assert {error.get("severity") for error in root.iter("error")} <= {"error", "warning", "info"}


def test_cells_that_a_spreadsheet_would_run_stay_text() -> None:
    made = report(("=1+1.md", "=cmd ketamine is proven.\n"), ("-a.md", "Ketamine is safe."), unread=True)
    rows = list(csv.DictReader(io.StringIO(rendered("csv", made))))
    assert len(rows) == len(made.findings) + 1
    assert not any(value[:1] in ("=", "+", "-", "@") for row in rows for value in row.values())
    assert {row["path"] for row in rows} == {"'=1+1.md", "'-a.md", "a,b: c.pdf"}


def test_markdown_stays_text_and_within_its_limit() -> None:
    text = rendered("md", MADE)
    assert "](javascript" not in text.replace("\\]", "")
    assert "@team" not in text
    assert "<b>" not in text.replace("\\<", "")
    long = report(("long.md", "Ketamine is proven and safe, they say, and it cures all.\n\n" * 1500))
    many = Report(policies=long.policies, files=tuple(long.files) * 12)
    cut = rendered("md", many)
    assert len(cut.encode()) < MOST_BYTES + 500
    assert "more files with" in cut
    assert cut.count("<details>") == cut.count("</details>")


def test_suppressed_findings_come_into_sarif_on_demand() -> None:
    from copylint.findings import Suppressed

    (file,) = report(("a.md", "Ketamine is proven.")).files
    kept = tuple(Suppressed(by="comment", finding=f, reason="counsel agreed") for f in file.findings)
    made = Report(policies=(), files=(FileResult(path="a.md", status="checked", suppressed=kept),))
    assert json.loads(rendered("sarif", made))["runs"][0]["results"] == []
    (result,) = json.loads(rendered("sarif", made, show_suppressed=True))["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": "counsel agreed"}]


def test_one_run_writes_all_formats_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    words = [word for name in REPORTERS for word in ("--output", f"{name}={tmp_path / name}")]
    result = CliRunner().invoke(main, ["check", "--quiet", *words, "examples"], catch_exceptions=False)
    assert result.exit_code == 1
    texts = {name: (tmp_path / name).read_text("utf-8") for name in REPORTERS}
    assert all(texts.values())
    jsonschema.Draft4Validator(SARIF).validate(json.loads(texts["sarif"]))
    jsonschema.validate(json.loads(texts["gitlab"]), GITLAB)
    jsonschema.validate(
        json.loads(texts["json"]), json.loads((ROOT / "copylint/reporters/schema.json").read_text("utf-8"))
    )
    number = len(json.loads(texts["json"])["findings"])
    assert number == len(json.loads(texts["sarif"])["runs"][0]["results"]) == len(json.loads(texts["gitlab"]))
    assert (
        number
        == len(texts["rdjsonl"].splitlines())
        == len(texts["csv"].splitlines()) - 1
        == len(texts["jsonl"].splitlines()) - 1
    )
    for name in ("junit", "checkstyle"):
        ElementTree.fromstring(texts[name])  # noqa: S314, our own output
    again = CliRunner().invoke(main, ["check", "--quiet", *words, "examples"], catch_exceptions=False)
    assert again.exit_code == 1
    assert {name: (tmp_path / name).read_text("utf-8") for name in REPORTERS} == texts


@pytest.mark.parametrize("output", ["sarif", "pdf=x", "sarif="])
def test_an_output_that_cannot_be_understood(output: str) -> None:
    result = CliRunner().invoke(main, ["check", "--output", output, "examples"])
    assert result.exit_code == 2
    assert "is no FORMAT=FILE" in result.stderr


def test_an_output_that_cannot_be_written(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("Come in.", encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--output", f"json={tmp_path}/gone/x.json", str(page)])
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


COMMANDS = re.findall(r"copylint (check [^|\n]*)", (ROOT / "docs" / "integrations.md").read_text("utf-8"))


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_integrations_work(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "page.md").write_text("Our ketamine is a proven cure.\n", encoding="utf-8")
    result = CliRunner().invoke(main, command.split(), catch_exceptions=False)
    assert result.exit_code == (0 if "--exit-zero" in command else 1)
    for name in re.findall(r"--output \w+=(\S+)", command):
        assert "proven" in (tmp_path / name).read_text("utf-8")


def test_statistics_count_each_rule_the_most_severe_first() -> None:
    made = report(
        ("a.md", "Ketamine is safe.\n\nKetamine is safe, we say.\n"), ("b.md", "Ketamine is safe. It works fast.\n")
    )
    plain, counted = (rendered("text", made, statistics=wanted).splitlines() for wanted in (False, True))
    table = [line for line in counted if line not in plain]
    number = sum(f.rule.id == "safe-unqualified" for f in made.findings)
    assert any(re.fullmatch(rf" +{number}  error    safe-unqualified +in 2 files", line) for line in table)
    assert [line.split()[1] for line in table] == sorted(
        (line.split()[1] for line in table), key=["error", "warning", "notice"].index
    )
    assert sum(int(line.split()[0]) for line in table) == len(made.findings)

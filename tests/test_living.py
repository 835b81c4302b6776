"""Living with copylint: config, suppressions, baseline, claims and changes, in real repositories."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from copylint.cli import main

CLEAN = "# Our clinic\n\nWe give ketamine infusions. A nurse is with you the whole time.\n"
OLD = "# Our clinic\n\nWe give ketamine infusions. Ketamine is proven.\n\nA nurse is with you.\n"
POLICY = """\
policy: words
version: "2026.11"
title: Words
language: en
authorities:
  act: {title: Act, body: Agency, date: "2020", url: "https://example.org/act", binding: direct, verified: primary, supports: All.}
contexts:
  negated: [{before: [not, never]}]
  cited: [{source: true}]
defaults: {unless: [negated, cited]}
rules:
"""
RULE = """\
  - {{id: {id}, check: existence, category: certainty, severity: {severity}, title: T, message: "'{{match}}' says too much.", why: Because.,
     suggest: Less., authorities: [act], find: [{find}], examples: {{bad: ["[[{find}]]"], good: [y]}}}}
"""
RULES = "".join(
    RULE.format(id=name, find=find, severity=severity)
    for name, find, severity in (("proven", "proven", "error"), ("safe", "safe", "warning"), ("fast", "fast", "notice"))
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a policy, a config and two pages."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    git("init", "-q", "-b", "main", ".")
    write("policies/words.yaml", POLICY + RULES)
    write("copylint.yaml", "policies: [policies/words.yaml]\npaths: [content]\n")
    write("content/old.md", OLD)
    write("content/clean.md", CLEAN)
    commit("begin")
    return tmp_path


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def git(*words: str) -> str:
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *settings, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def commit(message: str) -> None:
    git("add", "-A")
    git("commit", "-q", "-m", message)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), catch_exceptions=False)


SCHEMA = json.loads((Path(__file__).parent.parent / "copylint" / "reporters" / "schema.json").read_text("utf-8"))


def report(*words: str) -> tuple[int, dict[str, object]]:
    result = run("check", "--format", "json", *words)
    data = json.loads(result.stdout)
    jsonschema.validate(data, SCHEMA)
    return result.exit_code, data


def rules(*words: str) -> list[str]:
    """The findings of a run: rule and file, in order."""
    _, data = report(*words)
    return [f"{f['rule']} {os.path.basename(f['path'])}" for f in data["findings"]]


# -- config


def test_the_config_names_what_is_read_and_by_what(site: Path) -> None:
    assert run("check").exit_code == 1
    assert rules() == ["proven old.md"]
    (site / "content" / "deep").mkdir()
    os.chdir("content/deep")
    assert rules() == ["proven old.md"]  # found upward, and paths count from its folder


BROKEN = [
    ("policys: [us]", r"copylint.yaml:1:1: unknown key \"policys\"; did you mean \"policies\"\?"),
    ("fail_on: fatal", r"copylint.yaml:1:10: \"fatal\" is not known here"),
    ("a: [", r"copylint.yaml:\d:\d+: is no YAML that can be read"),
    ("fail_on: error\nfail_on: error", r"copylint.yaml:2:1: \"fail_on\" is given twice"),
    ("policies: [policies/words.yaml]\noverrides: [{paths: x, off: [provn]}]", r"copylint.yaml:2:1: there is no rule \"provn\" to override; did you mean \"proven\"\?"),
    ("policies: [{name: policies/words.yaml, version: '2020.1'}]", r"copylint.yaml:1:1: the policy \"policies/words.yaml\" has the version 2026.11, not 2020.1"),
    (f"policies: [{{name: policies/words.yaml, digest: {'0' * 64}}}]", r"copylint.yaml:1:1: the policy \"policies/words.yaml\" has changed: its SHA-256 is [0-9a-f]{64}, not 0+"),
    ("policies: [policies/gone.yaml]", r"there is no policy \"policies/gone.yaml\""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), BROKEN, ids=[text[:30] for text, _ in BROKEN])
def test_a_broken_config_is_told_where_it_is_broken(site: Path, text: str, message: str) -> None:
    import re

    write("copylint.yaml", text + "\n")
    result = run("check", "content")
    assert result.exit_code == 2
    assert re.search(message, result.stderr), result.stderr


def test_overrides_of_globs(site: Path) -> None:
    write("content/blog/post.md", "Ketamine is proven, safe and fast.\n")
    write(
        "copylint.yaml",
        "policies: [policies/words.yaml]\npaths: [content]\noverrides:\n  - {paths: content/blog, off: [safe], severity: {fast: error, proven: notice}}\n",
    )
    _, data = report()
    found = {(f["rule"], Path(f["path"]).name): f["severity"] for f in data["findings"]}
    assert found == {("proven", "old.md"): "error", ("proven", "post.md"): "notice", ("fast", "post.md"): "error"}


def test_files_that_the_config_excludes_and_globs_that_match_nothing(site: Path) -> None:
    write(
        "copylint.yaml",
        "policies: [policies/words.yaml]\npaths: [content]\nexclude: [content/old.md]\noverrides: [{paths: content/blgo, off: [safe]}]\n",
    )
    code, data = report()
    assert (code, data["findings"]) == (0, [])
    assert {"path": "content/old.md", "reason": "excluded by the config"} in data["left_out"]
    assert any('the glob "content/blgo" matches none' in note for note in data["notes"])


def test_pyproject_holds_a_config_too(site: Path) -> None:
    (site / "copylint.yaml").unlink()
    write(
        "pyproject.toml",
        '[tool.copylint]\npolicies = ["policies/words.yaml"]\npaths = ["content"]\nfail_on = "error"\n',
    )
    assert rules() == ["proven old.md"]
    write("pyproject.toml", '[tool.copylint]\npolicies = ["policies/words.yaml"]\npath = ["content"]\n')
    assert 'unknown key "path"' in run("check").stderr


def test_what_is_shown_with_pages(site: Path) -> None:
    write("policies/words.yaml", POLICY + RULES + """\
  - {id: no-nurse, check: omission, category: omission, severity: warning, title: T, message: "No {wanted}.", why: Because., suggest: More., authorities: [act],
     when: {about: ketamine, claims: [certainty]}, require: [{any: [nurse]}], wanted: a nurse, examples: {bad: ["[[x]]"], good: [y]}}
""")  # fmt: skip
    write("content/new.md", "# Ketamine\n\nKetamine is proven.\n")
    write("layouts/foot.html", "<p>A nurse watches you.</p>")
    assert "no-nurse new.md" in rules()
    config = "policies: [policies/words.yaml]\npaths: [content]\n"
    for more in (
        "disclosures: [layouts/foot.html]\n",
        "pages: {content/*.md: [layouts/foot.html]}\n",
        "overrides: [{paths: content/new.md, kind: part}]\n",
    ):
        write("copylint.yaml", config + more)
        assert "no-nurse new.md" not in rules(), more


def test_init_writes_a_config_that_works(site: Path) -> None:
    assert "is there already" in run("init").stderr
    result = run("init", "--force")
    assert result.exit_code == 0
    text = Path("copylint.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=")
    assert "paths:\n  - content\n" in text
    assert "about: [ketamine]" in text
    assert run("check").exit_code in (0, 1)
    schema = json.loads(run("config", "schema").stdout)
    import yaml

    jsonschema.validate(yaml.safe_load(text), schema)
    assert schema == json.loads((Path(__file__).parent.parent / "docs" / "config.schema.json").read_text("utf-8"))


def test_config_show_tells_where_values_come_from(site: Path) -> None:
    write(
        "copylint.yaml",
        "policies: [policies/words.yaml]\nfail_on: error\noverrides: [{paths: content/blog, off: [safe]}]\n",
    )
    shown = run("config", "show", "content/blog/post.md").stdout
    assert "fail_on: error   [copylint.yaml:2]" in shown
    assert "review_by: warn   [default]" in shown
    assert "content/blog: safe is off   [copylint.yaml:3]" in shown


# -- suppressions

WHY = 'reason="counsel agreed"'
SUPPRESSED = {
    "page.md": f"Ketamine is proven. <!-- copylint: ignore[proven] {WHY} -->\n\nIt is safe.\n",
    "next.md": f"It is safe.\n\n<!-- copylint: ignore-next[proven] {WHY} -->\n\nKetamine is proven.\n\n",
    "range.md": f"<!-- copylint: disable[proven] {WHY} -->\n\nKetamine is proven.\n\nIt is proven.\n\n<!-- copylint: enable[proven] -->\n\nIt is safe.\n",
    "front.md": "---\ncopylint: {ignore: [{rule: proven, reason: counsel agreed}]}\n---\nKetamine is proven.\n\nIt is safe.\n",
    "page.html": f"<p>Ketamine is proven. <!-- copylint: ignore[proven] {WHY} --></p><p>It is safe.</p>",
    "page.tsx": f"export default () => <main><p>Ketamine is proven. {{/* copylint: ignore[proven] {WHY} */}}</p><p>It is safe.</p></main>",
    "data.ts": f"export const copy = {{\n  // copylint: ignore-next[proven] {WHY}\n  title: 'Ketamine is proven for you.',\n  text: 'It is safe for you.',\n}};\n",
    "page.mdx": f"{{/* copylint: ignore-next[proven] {WHY} */}}\n\nKetamine is proven.\n\nIt is safe.\n",
    "page.astro": f"<p>Ketamine is proven. {{/* copylint: ignore[proven] {WHY} */}}</p><p>It is safe.</p>",
    "page.svelte": f"<p>Ketamine is proven. <!-- copylint: ignore[proven] {WHY} --></p><p>It is safe.</p>",
    "page.vue": f"<template><p>Ketamine is proven. <!-- copylint: ignore[proven] {WHY} --></p><p>It is safe.</p></template>",
    "page.php": f"<?php /* copylint: ignore-next[proven] {WHY} */ ?><p>Ketamine is proven.</p><p>It is safe.</p>",
    "page.njk": f"{{# copylint: ignore-next[proven] {WHY} #}}<p>Ketamine is proven.</p><p>It is safe.</p>",
    "data.yaml": f"# copylint: ignore-next[proven] {WHY}\ntitle: Ketamine is proven for you.\ntext: It is safe for you.\n",
}


@pytest.mark.parametrize("name", SUPPRESSED)
def test_a_comment_suppresses_its_rule_in_its_place_alone(site: Path, name: str) -> None:
    write(f"content/{name}", SUPPRESSED[name])
    code, data = report(f"content/{name}")
    assert [f["rule"] for f in data["findings"]] == ["safe"]
    assert {item["finding"]["rule"] for item in data["suppressed"]} == {"proven"}
    assert all((item["by"], item["reason"]) == ("comment", "counsel agreed") for item in data["suppressed"])
    assert code == 1
    text = run("check", f"content/{name}").stdout
    assert f"{len(data['suppressed'])} suppressed" in text


MENTIONED = {
    "prose.md": f"Ketamine is proven. Write copylint: ignore[proven] {WHY} beside it.\n",
    "code.md": f"Ketamine is proven.\n\n```html\n<!-- copylint: ignore[proven] {WHY} -->\n```\n",
    "inline.md": f"Ketamine is proven `<!-- copylint: ignore[proven] {WHY} -->`.\n",
    "string.tsx": f"export default () => <p title='copylint: ignore[proven] {WHY}'>Ketamine is proven.</p>",
    "value.yaml": f"title: 'Ketamine is proven # copylint: ignore[proven] {WHY}'\n",
    "escaped.html": f"<p>Ketamine is proven. &lt;!-- copylint: ignore[proven] {WHY} --&gt;</p>",
}


@pytest.mark.parametrize("name", MENTIONED)
def test_words_that_only_mention_a_suppression_do_nothing(site: Path, name: str) -> None:
    write(f"content/{name}", MENTIONED[name])
    _, data = report(f"content/{name}")
    assert {f["rule"] for f in data["findings"]} == {"proven"}
    assert data["suppressed"] == []


WRONG = [
    ("ignore[proven]", "suppression-incomplete", "does not tell: reason"),
    (f"ignore {WHY}", "suppression-malformed", "ignore-next"),
    (f"ignore[] {WHY}", "suppression-malformed", "it names no rule"),
    (f"ignroe[proven] {WHY}", "suppression-malformed", '"ignroe" is no suppression'),
    (f"ignore[provn] {WHY}", "suppression-unknown-rule", '"provn"'),
    (f"ignore[safe] {WHY}", "suppression-unused", "safe"),
    (f"disable[proven] {WHY}", "suppression-unclosed", "never ended"),
    ("enable[proven]", "suppression-malformed", "no disable[proven]"),
    (f"ignore[proven] {WHY} until=2026-01-31", "suppression-lapsed", "ran out on 2026-01-31"),
    (f"ignore[proven] {WHY} until=soon", "suppression-lapsed", "no day of the calendar"),
    (f"ignore[proven] {WHY} untill=2027-01-31", "suppression-malformed", 'no "untill"'),
    (f"ignore[proven] {WHY} and more", "suppression-malformed", '"and more"'),
]


@pytest.mark.parametrize(("words", "rule", "message"), WRONG, ids=[words[:40] for words, _, _ in WRONG])
def test_a_suppression_that_is_not_right_counts_for_nothing_and_is_a_finding(
    site: Path, words: str, rule: str, message: str
) -> None:
    write("content/page.md", f"Ketamine is proven. <!-- copylint: {words} -->\n")
    code, data = report("content/page.md")
    found = {f["rule"]: f["message"] for f in data["findings"]}
    assert set(found) == {"proven", rule}
    assert message in found[rule]
    assert (code, data["suppressed"]) == (1, [])


def test_what_a_suppression_must_tell_and_how_long_it_may_count(site: Path) -> None:
    write("copylint.yaml", "policies: [policies/words.yaml]\nsuppressions: {require: [by, until], longest: 400}\n")
    for more, message in (
        ("", "does not tell: by, until"),
        (" by=kim until=2099-01-01", "longer than the 400 days"),
    ):
        write("content/page.md", f"Ketamine is proven. <!-- copylint: ignore[proven] {WHY}{more} -->\n")
        _, data = report("content/page.md")
        assert message in next(f["message"] for f in data["findings"] if f["rule"] == "suppression-incomplete")


def test_suppressions_beside_the_copy(site: Path) -> None:
    write(
        "content/services.json",
        '{"hero": {"title": "Ketamine is proven for you."}, "foot": {"text": "It is proven, we say."}}',
    )
    entry = {"path": "content/*.json", "rule": "proven", "reason": "counsel agreed", "place": "/hero/title"}
    write("copylint-suppressions.yaml", json.dumps({"suppressions": [entry]}))
    _, data = report("content/services.json")
    assert [f["place"] for f in data["findings"]] == ["/foot/text"]
    assert [item["finding"]["place"] for item in data["suppressed"]] == ["/hero/title"]
    write("copylint-suppressions.yaml", json.dumps({"suppressions": [{**entry, "place": "/gone"}]}))
    assert "suppression-unused copylint-suppressions.yaml" in rules("content/services.json")
    write("copylint-suppressions.yaml", "suppressions:\n  - {path: x, rule: proven}\n")
    result = run("check")
    assert result.exit_code == 2
    assert 'copylint-suppressions.yaml:2:5: this suppression has no "reason"' in result.stderr


def test_the_list_of_suppressions_tells_owner_and_days(site: Path) -> None:
    from datetime import date, timedelta

    soon = (date.today() + timedelta(days=10)).isoformat()
    write(
        "content/a.md", f"Ketamine is proven. <!-- copylint: ignore[proven] {WHY} by=kim until={soon} ticket=C-7 -->\n"
    )
    write("content/b.md", f"It is safe. <!-- copylint: ignore[safe] {WHY} -->\n")
    write("content/c.md", f"It is safe. <!-- copylint: ignore[safe] {WHY} until=2026-01-01 -->\n")
    lines = run("suppressions").stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == ["content/c.md", "content/a.md", "content/b.md"]
    assert f"proven: 10 days left ({soon}), by kim C-7: counsel agreed" in lines[1]
    assert "lapsed" in lines[0]
    assert len(run("suppressions", "--expiring", "30").stdout.splitlines()) == 2


# -- baseline


def test_adopting_takes_one_command_and_new_findings_fail(site: Path) -> None:
    assert run("baseline", "create").exit_code == 0
    assert run("check").exit_code == 0
    assert "1 in the baseline" in run("check").stdout
    commit("adopt")
    write("content/clean.md", CLEAN + "\nIt is safe.\n")
    assert run("check").exit_code == 1
    assert rules("--diff", "HEAD") == ["safe clean.md"]
    assert rules("--no-baseline") == ["safe clean.md", "proven old.md"]


def test_moving_keeps_an_entry_and_editing_opens_it_again(site: Path) -> None:
    run("baseline", "create")
    write(
        "content/old.md",
        "# New head\n\nA nurse is with you.\n\nMore.\n\nWe give ketamine infusions.\nKetamine is\nproven.\n",
    )
    assert rules() == []
    write("content/old.md", OLD.replace("Ketamine is proven", "Ketamine is really proven"))
    code, data = report()
    assert (code, [f["rule"] for f in data["findings"]]) == (1, ["proven"])
    assert any("1 of the baseline's entries" in note for note in data["notes"])
    assert "1 entries taken out, 0 left" in run("baseline", "prune").stdout
    assert rules() == ["proven old.md"]  # prune adds nothing


def test_baselines_of_two_people_merge(site: Path) -> None:
    run("baseline", "create")
    commit("adopt")
    for branch, count in (("one", 12), ("two", 9)):
        git("checkout", "-q", "-b", branch, "main")
        for number in range(count):
            write(f"content/{branch}{number}.md", f"Ketamine number {number} is proven and safe.\n")
        run("baseline", "create")
        commit(branch)
    git("merge", "-q", "--no-edit", "one")
    assert run("check").exit_code == 0
    lines = Path("copylint-baseline.txt").read_text("utf-8").splitlines()
    assert len(lines) == 1 + 1 + 2 * 12 + 2 * 9
    run("baseline", "create")
    assert (
        sorted(Path("copylint-baseline.txt").read_text("utf-8").splitlines()[1:])
        == Path("copylint-baseline.txt").read_text("utf-8").splitlines()[1:]
    )


@pytest.mark.parametrize("text", ["<<<<<<< HEAD\n", "abc\n", "a\tproven\terror\tsometime\tx.md\n"])
def test_a_torn_baseline_is_no_clean_run(site: Path, text: str) -> None:
    run("baseline", "create")
    with open("copylint-baseline.txt", "a", encoding="utf-8") as stream:
        stream.write(text)
    result = run("check")
    assert result.exit_code == 2
    assert "copylint-baseline.txt:3:1: this line cannot be read" in result.stderr


def test_show_tells_how_much_is_old(site: Path) -> None:
    run("baseline", "create")
    shown = run("baseline", "show").stdout
    assert "1 entries; the oldest was added 0 days ago" in shown
    assert "     1  error" in shown


# -- claims

CLAIMS = """\
claims:
  response:
    wording: ["In one trial, ketamine is proven to help some people"]
    rules: [proven]
    evidence: [{title: A trial, url: "doi:10.1000/1", date: "2024-01-01"}]
    approver: Dr. Kim
    date: "2026-01-01"
    expires: "2099-01-01"
"""
SAID = "In one trial, ketamine is proven to help some people."


def test_approved_wording_is_substantiated(site: Path) -> None:
    write("claims.yaml", CLAIMS)
    write("content/page.md", f"We say: {SAID}\n\nKetamine is proven.\n")
    _, data = report("content/page.md")
    assert [f["line"] for f in data["findings"]] == [3]
    (item,) = data["suppressed"]
    assert (item["by"], item["id"], item["reason"], item["until"]) == (
        "claim",
        "response",
        "approved by Dr. Kim: A trial",
        "2099-01-01",
    )


def test_only_its_own_words_are(site: Path) -> None:
    write("claims.yaml", CLAIMS)
    write("content/page.md", f"{SAID[:-1]}, and our spray is proven too; it is safe.\n")
    _, data = report("content/page.md")
    assert sorted(f["rule"] for f in data["findings"] if not f["rule"].startswith("claim")) == [
        "proven",
        "proven",
        "safe",
    ]
    assert data["suppressed"] == []


def test_wording_that_drifts_and_evidence_that_lapses_are_findings(site: Path) -> None:
    write("claims.yaml", CLAIMS)
    write("content/page.md", SAID.replace("some", "most") + "\n")
    _, data = report("content/page.md")
    found = {f["rule"]: f["message"] for f in data["findings"]}
    assert set(found) == {"proven", "claim-drifted"}
    assert '"response", which says "In one trial' in found["claim-drifted"]
    for old, new in (
        ("2099-01-01", "2026-02-01"),
        ('"2099-01-01"\n', '"2099-01-01"\n    withdrawn: the trial was retracted\n'),
    ):
        write("claims.yaml", CLAIMS.replace(old, new))
        write("content/page.md", SAID + "\n")
        _, data = report("content/page.md")
        assert {f["rule"] for f in data["findings"]} == {"proven", "claim-lapsed"}


def test_claims_check_tells_uses_and_what_runs_out(site: Path) -> None:
    write("claims.yaml", CLAIMS)
    write("content/page.md", f"Hello. {SAID}\n")
    result = run("claims", "check")
    assert result.exit_code == 0
    assert "content/page.md:1:8" in result.stdout
    Path("content/page.md").unlink()
    assert run("claims", "check").exit_code == 1
    write("claims.yaml", CLAIMS.replace("rules: [proven]", "rules: [provn]"))
    assert 'names a rule that there is not: "provn"' in run("claims", "check").stderr


# -- changes

SOURCE = "[a trial](https://journal.example.org/articles/12)"


def test_a_deleted_citation_and_a_deleted_not_are_what_a_change_adds(site: Path) -> None:
    write("content/a.md", f"Ketamine is proven in {SOURCE}.\n\nIt is not safe.\n\nIt is proven already.\n")
    commit("cited")
    assert rules("--diff", "HEAD") == []
    write("content/a.md", "Ketamine is proven in a trial.\n\nIt is not safe.\n\nIt is proven already.\n")
    assert rules("--diff", "HEAD") == ["proven a.md"]
    write("content/a.md", f"Ketamine is proven in {SOURCE}.\n\nIt is safe.\n\nIt is proven already.\n")
    assert rules("--diff", "HEAD") == ["safe a.md"]
    _, data = report("--diff", "HEAD")
    assert any("findings that were there before are not shown" in note for note in data["notes"])


def test_what_the_other_branch_added_is_no_change_of_ours(site: Path) -> None:
    git("checkout", "-q", "-b", "work")
    write("content/mine.md", "It is safe.\n")
    commit("mine")
    git("checkout", "-q", "main")
    write("content/clean.md", CLEAN + "\nIt is proven.\n")
    commit("theirs")
    git("checkout", "-q", "work")
    assert rules("--diff", "main") == ["safe mine.md"]


def test_renames_are_followed(site: Path) -> None:
    git("mv", "content/old.md", "content/renamed.md")
    assert rules() == ["proven renamed.md"]
    assert rules("--diff", "HEAD") == []
    assert rules("--staged") == []


def test_a_changed_part_counts_for_its_pages(site: Path) -> None:
    write("policies/words.yaml", POLICY + RULES + """\
  - {id: no-nurse, check: omission, category: omission, severity: warning, title: T, message: "No {wanted}.", why: Because., suggest: More., authorities: [act],
     when: {about: ketamine, claims: [certainty]}, require: [{any: [nurse]}], wanted: a nurse, examples: {bad: ["[[x]]"], good: [y]}}
""")  # fmt: skip
    write("copylint.yaml", "policies: [policies/words.yaml]\npaths: [content]\ndisclosures: [layouts/foot.html]\n")
    write("layouts/foot.html", "<p>A nurse watches you.</p>")
    write("content/new.md", "# Ketamine\n\nKetamine is proven.\n")
    commit("with a nurse")
    assert rules("--diff", "HEAD") == []
    write("layouts/foot.html", "<p>Come in.</p>")
    assert rules("--diff", "HEAD") == ["no-nurse new.md"]


def test_what_is_staged_is_judged_not_what_is_on_disk(site: Path) -> None:
    write("content/clean.md", CLEAN + "\nIt is safe.\n")
    git("add", "-A")
    write("content/clean.md", CLEAN + "\nIt is fast.\n")
    assert rules("--staged") == ["safe clean.md"]
    os.chdir("content")
    assert rules("--staged", "clean.md") == ["safe clean.md"]
    assert rules("--staged", "old.md") == []


def test_a_revision_that_is_not_there(site: Path) -> None:
    result = run("check", "--diff", "nowhere")
    assert result.exit_code == 2
    assert '"nowhere" is no commit or branch' in result.stderr


def test_records_of_the_base_commit_judge_the_change(site: Path) -> None:
    write("content/kept.md", f"It is safe. <!-- copylint: ignore[safe] {WHY} -->\n")
    commit("kept")
    git("checkout", "-q", "-b", "work")
    # Someone switches the rule off, accepts it in the baseline, and adds a suppression, all in the change itself.
    write(
        "policies/words.yaml",
        POLICY + RULES.replace("find: [proven]", "find: [nothing]").replace("[[proven]]", "[[nothing]]"),
    )
    write("content/clean.md", f"Ketamine is proven.\n\nIt is safe. <!-- copylint: ignore[safe] {WHY} by=me -->\n")
    run("baseline", "create")
    commit("sly")
    assert rules() == []
    assert rules("--config-from", "main") == ["proven clean.md", "safe clean.md", "proven old.md"]
    code, data = report("--config-from", "main")
    assert code == 1
    assert [Path(item["finding"]["path"]).name for item in data["suppressed"]] == ["kept.md"]
    assert any("newer suppressions do not count yet" in note for note in data["notes"])


# -- what the documents show

ROOT = Path(__file__).parent.parent


def block(file: str, name: str) -> str:
    import re

    match = re.search(rf"<!-- {name} -->\n```\w*\n(.*?)```", (ROOT / file).read_text("utf-8"), re.DOTALL)
    assert match, f"{file} has no block {name}"
    return match.group(1)


def test_the_adoption_of_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for key, value in {
        "HOME": str(tmp_path.parent / f"{tmp_path.name}-home"),
        "XDG_CACHE_HOME": str(tmp_path.parent / f"{tmp_path.name}-cache"),
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }.items():
        monkeypatch.setenv(key, value)
    git("init", "-q", "-b", "main", ".")
    write("content/page.md", "# Ketamine\n\nKetamine is proven. It is safe.\n")
    commit("begin")
    for line in block("README.md", "adoption").splitlines():
        words = line.partition("#")[0].split()
        if words[0] == "copylint":
            result = run(*words[1:])
            assert result.exit_code == 0, line + result.output
        else:
            done = subprocess.run(line, shell=True, capture_output=True, text=True, check=False)  # noqa: S602, a line of our README
            assert done.returncode == 0, line + done.stderr
    assert git("status", "--porcelain") == ""
    write("content/page.md", "# Ketamine\n\nKetamine is proven. It is safe. Ketamine cures depression.\n")
    assert run("check").exit_code == 1
    assert rules("--diff", "main") == ["cure-promise page.md"]


def test_the_examples_of_the_config_page_can_be_used(site: Path) -> None:
    write("policies/our-clinic.yaml", (POLICY + RULES).replace("policy: words", "policy: our-clinic"))
    write("copylint.yaml", block("docs/config.md", "example config"))
    write("copylint-suppressions.yaml", block("docs/config.md", "example suppressions"))
    write("claims.yaml", block("docs/config.md", "example claims"))
    for folder in ("src", "layouts"):
        write(f"{folder}/footer.html", "<p>Come in.</p>")
    write("layouts/page.html", "<p>Come in.</p>")
    result = run("check", "content")
    assert result.exit_code == 1, result.output
    assert (
        "copylint.yaml:29" in run("config", "show").stdout
        or "fail_on: warning   [copylint.yaml:" in run("config", "show").stdout
    )


def test_installed_packs(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from copylint.policy.library import packs

    write("lib/pack_words/__init__.py", "")
    write("lib/pack_words/words.yaml", POLICY + RULES)
    write("lib/pack_words-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: pack-words\nVersion: 1\n")
    write("lib/pack_words-1.dist-info/entry_points.txt", "[copylint.policies]\nour-pack = pack_words\n")
    monkeypatch.syspath_prepend(str(site / "lib"))
    packs.cache_clear()
    try:
        for name in ("our-pack", "our-pack/words"):
            write("copylint.yaml", f"policies: [{name}]\npaths: [content]\n")
            assert rules() == ["proven old.md"]
    finally:
        packs.cache_clear()


def test_a_policy_past_its_review_date(site: Path) -> None:
    write("policies/words.yaml", POLICY.replace("language: en", 'language: en\nreview_by: "2020-01-01"') + RULES)
    for word, code, noted in (("warn", 1, True), ("fail", 3, True), ("ignore", 1, False)):
        write("copylint.yaml", f"policies: [policies/words.yaml]\npaths: [content]\nreview_by: {word}\n")
        result = run("check")
        assert result.exit_code == code
        assert ("should have been reviewed by 2020-01-01" in result.stdout) is noted


def test_own_rules_are_explained() -> None:
    assert "The sentence has changed or gone" in run("explain", "suppression-unused").stdout


def test_what_a_site_is_about_widens_and_never_silences(site: Path) -> None:
    lexicons = "lexicons: {drug: [ketamine], here: [<drug>, our clinic]}\n"
    write(
        "policies/words.yaml",
        POLICY.replace("defaults: {", "defaults: {about: [here], ").replace("contexts:", f"{lexicons}contexts:")
        + RULES,
    )
    long_page = "# Care\n\n" + "It is proven. " + "We look after you here. " * 60 + "\n"
    write("content/long.md", long_page)
    write("content/short.md", "It is safe.\n")
    base = "policies: [policies/words.yaml]\npaths: [content]\n"
    write("copylint.yaml", base)
    assert rules() == ["proven old.md", "safe short.md"]
    for name in ("here", "drug"):
        write("copylint.yaml", f"{base}about: [{name}]\n")
        assert rules() == ["proven long.md", "proven old.md", "safe short.md"]
    write("copylint.yaml", f"{base}about: [drugs]\n")
    result = run("check")
    assert result.exit_code == 2
    assert 'copylint.yaml:3:1: no rule is about "drugs"; did you mean "drug"?' in result.stderr


@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_every_format_tells_findings_about_records(site: Path, format_: str) -> None:
    write("content/page.md", "It is fine. <!-- copylint: ignore[proven] -->\n")
    result = run("check", "--format", format_, "content/page.md")
    assert result.exit_code == 1
    assert "suppression-incomplete" in result.stdout


# -- ways to hide a finding that a stranger tried


def test_absolute_paths_are_compared_as_relative_ones_are(site: Path) -> None:
    write("content/clean.md", f"It is safe. <!-- copylint: ignore[safe] {WHY} -->\n\nKetamine is proven.\n")
    here = str(site / "content" / "clean.md")
    for words in (["--diff", "main"], ["--diff", "main", "--config", str(site / "copylint.yaml")]):
        assert rules(*words, here) == ["proven clean.md"]
    assert rules("--config-from", "main", here) == ["safe clean.md", "proven clean.md"]
    git("add", "-A")
    assert rules("--staged", here) == ["proven clean.md"]
    (site / "copylint.yaml").unlink()
    assert len(rules("--policy", "policies/words.yaml", "--diff", "main", here)) == 1


MOVED = [
    (
        f"It is proven now. <!-- copylint: ignore[proven] {WHY} -->\n",
        f"It is proven now. <!-- copylint: ignore[proven] {WHY} -->\n\nIt is proven for all. <!-- copylint: ignore[proven] {WHY} -->\n",
    ),
    (
        f"It is proven now. <!-- copylint: ignore[proven] {WHY} -->\n",
        f"It is proven now. <!-- copylint: ignore[proven] {WHY} -->\n\nIt is proven now. <!-- copylint: ignore[proven] {WHY} -->\n",
    ),
    (
        f"<!-- copylint: disable[proven] {WHY} -->\n\nIt is proven.\n\n<!-- copylint: enable[proven] -->\n\nWell.\n",
        f"<!-- copylint: disable[proven] {WHY} -->\n\nIt is proven.\n\nWell, proven for all.\n\n<!-- copylint: enable[proven] -->\n",
    ),
    (
        f"It is proven now. <!-- copylint: ignore[proven] {WHY} -->\n",
        "---\ncopylint: {ignore: [{rule: proven, reason: counsel agreed}]}\n---\nIt is proven now, for all.\n",
    ),
]


@pytest.mark.parametrize(("before", "after"), MOVED)
def test_an_old_suppression_moved_or_copied_is_a_new_one(site: Path, before: str, after: str) -> None:
    write("content/page.md", before)
    commit("accepted")
    assert rules("--config-from", "main", "content/page.md") == []
    git("checkout", "-q", "-b", "work")
    write("content/page.md", after)
    assert rules("content/page.md") == []
    assert "proven page.md" in rules("--config-from", "main", "content/page.md")


def test_a_withdrawn_approval_is_what_a_change_adds(site: Path) -> None:
    write("claims.yaml", CLAIMS)
    write("content/page.md", SAID + "\n")
    write(
        "copylint.yaml",
        "policies: [policies/words.yaml]\npaths: [content]\noverrides: [{paths: content/old.md, off: [proven]}]\n",
    )
    commit("approved")
    assert rules("--diff", "HEAD") == []
    write("claims.yaml", CLAIMS + "    withdrawn: bad data\n")
    write("copylint.yaml", "policies: [policies/words.yaml]\npaths: [content]\n")
    assert rules("--diff", "HEAD") == ["proven old.md", "claim-lapsed page.md", "proven page.md"]


def test_links_out_of_the_repository_do_no_harm(site: Path) -> None:
    os.symlink("/etc/hostname", "content/link.md")
    os.symlink("../../../outside", "content/other.md")
    commit("links")
    write("content/clean.md", CLEAN + "\nIt is safe.\n")
    for words in (["--diff", "main"], ["--config-from", "main"]):
        assert "safe clean.md" in rules(*words)
    git("add", "-A")
    assert rules("--staged") == ["safe clean.md"]


def test_what_is_staged_is_all_that_is_staged(site: Path) -> None:
    write(".gitignore", "build/\n")
    for name in ("content/.hidden/a.md", "content/build/b.md"):
        write(name, "It is safe.\n")
    git("add", "-f", ".")
    assert rules("--staged", "content") == ["safe a.md", "safe b.md"]
    os.makedirs("new/sub")
    os.chdir("new/sub")
    assert rules("--staged", "../../content") == ["safe a.md", "safe b.md"]


def test_the_records_of_the_index_judge_what_is_staged(site: Path) -> None:
    write("content/clean.md", "It is safe.\n")
    git("add", "-A")
    run("baseline", "create")
    assert rules() == []
    assert rules("--staged") == ["safe clean.md"]


def test_files_in_conflict_are_unread(site: Path) -> None:
    for branch, text in (("one", "It is safe.\n"), ("two", "It is fast.\n")):
        git("checkout", "-q", "-b", branch, "main")
        write("content/clean.md", text)
        commit(branch)
    subprocess.run(["git", "merge", "-q", "one"], check=False, capture_output=True)
    code, data = report("--staged")
    assert code == 3
    assert [Path(f["path"]).name for f in data["files"] if f["status"] == "unread"] == ["clean.md"]


def test_attributes_for_archives_leave_nothing_out(site: Path) -> None:
    write(".gitattributes", "copylint.yaml export-ignore\ncontent/old.md export-ignore\n")
    commit("attributes")
    assert rules("--diff", "HEAD") == []
    write("copylint.yaml", "policies: [nowhere]\n")
    commit("broken")
    assert run("check", "--config-from", "main", "content").exit_code == 2


def test_an_orphan_branch_and_a_new_repository_have_staged_files(site: Path) -> None:
    git("checkout", "-q", "--orphan", "fresh")
    assert rules("--staged") == ["proven old.md"]


def test_signs_change_what_an_approved_sentence_says(site: Path) -> None:
    for said, other in (
        ("proven in < 5% of people", "proven in > 5% of people"),
        ("proven in 1.5% of people", "proven in 1,5% of people"),
    ):
        write("claims.yaml", CLAIMS.replace("In one trial, ketamine is proven to help some people", f"It is {said}"))
        write("content/page.md", f"It is {said}.\n")
        assert rules("content/page.md") == []
        write("content/page.md", f"It is {other}.\n")
        assert set(rules("content/page.md")) == {"proven page.md", "claim-drifted page.md"}


def test_signs_open_an_entry_of_the_baseline_again(site: Path) -> None:
    write("content/old.md", "It is proven in < 5% of people.\n")
    run("baseline", "create")
    write("content/old.md", "It is proven in > 5% of people.\n")
    assert rules() == ["proven old.md"]


NOT_RIGHT = [
    'reason="  "',
    'reason="x" until=20990101',
    'reason="x" until=2027-W01-1',
    'reason="x" until=2020-01-01 until=2030-01-01',
]


@pytest.mark.parametrize("words", NOT_RIGHT)
def test_values_that_are_none_do_not_count(site: Path, words: str) -> None:
    write("content/page.md", f"It is proven. <!-- copylint: ignore[proven] {words} -->\n")
    assert "proven page.md" in rules("content/page.md")
    assert len(rules("content/page.md")) == 2


def test_a_comment_that_speaks_of_it_is_none(site: Path) -> None:
    write(
        "content/a.njk",
        f"{{# To silence: copylint: disable[proven] {WHY} #}}<p>It is proven.</p>{{# and copylint: enable[proven] #}}",
    )
    assert rules("content/a.njk") == ["proven a.njk"]
    write("content/b.njk", f"<p>It is proven.{{% comment %}} copylint: ignore[proven] {WHY} {{% endcomment %}}</p>")
    assert rules("content/b.njk") == []


def test_a_comment_belongs_to_what_it_follows(site: Path) -> None:
    write("content/a.html", f"<p>It is proven.</p><p>Hi <b>x</b>.</p> <!-- copylint: ignore[proven] {WHY} -->")
    assert set(rules("content/a.html")) == {"proven a.html", "suppression-unused a.html"}


def test_entries_beside_the_copy_that_do_nothing(site: Path) -> None:
    entries = [
        {"path": "./content/old.md", "rule": ["proven", "safe"], "reason": "r"},
        {"path": "content/gone.json", "rule": "proven", "reason": "r"},
    ]
    write("copylint-suppressions.yaml", json.dumps({"suppressions": entries}))
    _, data = report()
    told = [f["message"] for f in data["findings"]]
    assert told == [
        "Nothing that safe finds is suppressed by this.",
        "Nothing that proven finds is suppressed by this.",
    ]
    assert len(data["suppressed"]) == 1


SILENT = [
    "disclosures: [missing.html]",
    "pages: {content/*.md: [missing.html]}",
    "claims: missing.yaml",
    "suppressions: {file: missing.yaml}",
]


@pytest.mark.parametrize("more", SILENT)
def test_files_that_the_config_names_are_there(site: Path, more: str) -> None:
    write("copylint.yaml", f"policies: [policies/words.yaml]\npaths: [content]\n{more}\n")
    result = run("check")
    assert result.exit_code == 2
    assert 'copylint.yaml:3:1: there is no file "missing.' in result.stderr.replace(":10:", ":1:")


def test_globs_that_exclude_nothing_and_one_that_excludes_all(site: Path) -> None:
    write("copylint.yaml", "policies: [policies/words.yaml]\npaths: [content]\nexclude: [nomatch/**]\n")
    _, data = report()
    assert any('"nomatch/**" matches none' in note for note in data["notes"])
    write("copylint.yaml", "policies: [policies/words.yaml]\npaths: [content]\nexclude: [content]\n")
    assert run("check").exit_code == 3
    assert run("check", "--force-exclude", "content/old.md").exit_code == 0  # as a hook asks


PYPROJECTS = [
    ("# [tool.copylint\ntool = 1\n", 0),
    ('[ tool.copylint ]\npaths = ["content"]\n', 1),
    ('[tool."copylint"]\npaths = ["content"]\n', 1),
    ('[tool]\ncopylint = {paths = ["content"]}\n', 1),
    ('[tool.copylint-extra]\npaths = ["content"]\n', 0),
]


@pytest.mark.parametrize(("text", "found"), PYPROJECTS)
def test_a_table_for_us_is_found_however_it_is_written(site: Path, text: str, found: int) -> None:
    (site / "copylint.yaml").unlink()
    write("pyproject.toml", text)
    result = run("check", "--policy", "policies/words.yaml")
    assert result.exit_code == (1 if found else 2)  # without one there is nothing to check


def test_fingerprints_of_records_count_from_the_config_too(site: Path) -> None:
    write("content/old.md", f"Hello. <!-- copylint: ignore[safe] {WHY} -->\n")
    run("baseline", "create")
    assert run("check").exit_code == 0
    os.chdir("content")
    assert run("check").exit_code == 0


def test_the_same_sentence_twice_one_of_them_accepted(site: Path) -> None:
    write("content/page.md", f"It is safe. <!-- copylint: ignore[safe] {WHY} -->\n\nIt is safe.\n")
    commit("twice")
    write("content/page.md", f"It is safe. <!-- copylint: ignore[safe] {WHY} -->\n\nIt is safe.\n\nHello.\n")
    assert rules("--diff", "HEAD", "content/page.md") == []

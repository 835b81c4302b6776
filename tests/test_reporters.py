"""What each output format says, and that no copy can make it say anything else."""

from __future__ import annotations

import hashlib
import json
import os
import re
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from samples import AUTHORITIES, CONTEXTS, HEAD, MIRACLE, POLICY, report
from workflow_commands import annotations, read_log

from copylint.findings import FileResult, Report
from copylint.reporters import reporter
from copylint.reporters.style import Style

HOSTILE = (
    "::error::pwned by a miracle cure",
    "   ::warning file=x.md::a miracle cure",
    "##[add-mask]a miracle cure",
    "a miracle cure ##[error]pwned",
    "a miracle cure ##vso[task.setvariable variable=x]pwned",
    "a miracle cure ##teamcity[buildStatus status='FAILURE']",
    "::stop-commands::a miracle cure",
    "##[stop-commands]a miracle cure",
    "a \x1b[31mmiracle\x1b[0m cure, a miracle cure \x1b]0;title\x07",
    "\x9b31m a miracle cure",
    "a \u202emiracle cure\u202c, a miracle cure \u2066left\u2069 \u200f\u061c",
    "a\rmiracle cure\r::error::pwned",
    "a miracle cure\u2028::error::pwned",
    "%0A::error::a miracle cure",
)
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
ORDER = ("error", "warning", "notice")


def unread(path: str, reason: str = "it is binary, not text") -> FileResult:
    return FileResult(path=path, status="unread", reason=reason)


def with_unread(made: Report, *files: FileResult) -> Report:
    return Report(
        policies=made.policies, files=tuple(sorted((*made.files, *files), key=lambda f: f.path)), notes=made.notes
    )


def text(made: Report, **style: Any) -> list[str]:
    return reporter("text")(made, Style(**style)).splitlines()


def as_json(made: Report, **style: Any) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(reporter("json")(made, Style(**style)))
    return result


def github(made: Report, **style: Any) -> str:
    return reporter("github")(made, Style(**style))


# -- text


def test_text_tells_place_severity_message_and_rule(tmp_path: Path) -> None:
    made = report(tmp_path, {"content/a.md": "# Care\n\nIt is a miracle cure for all.\n"})
    assert text(made) == [
        "content/a.md:3:9: error: 'miracle cure' promises too much. [miracle]",
        "    It is a miracle cure for all.",
        "            ~~~~~~~~~~~~",
        "    why: Nobody can show a miracle.",
        "    authority: Agency: The Copy Act, section 5 (2020) https://example.org/act",
        "    instead: may help some people | has been studied",
        "1 file checked; 8 words in 2 segments read; 1 finding (1 error, 0 warnings, 0 notices); nothing left unread.",
    ]


def test_text_says_how_far_an_authority_can_be_relied_on(tmp_path: Path) -> None:
    made = report(tmp_path, {"a.md": "It is painless.\n"})
    assert (
        "    authority: Board: A letter (2021, by analogy; known from secondary reports, check it before relying on it) "
        "https://example.org/letter" in text(made)
    )


def test_text_explains_a_rule_once(tmp_path: Path) -> None:
    made = report(tmp_path, {"a.md": "A miracle cure.\n\nA miracle cure.\n", "b.md": "Painless miracle cures.\n"})
    lines = text(made)
    assert [line for line in lines if line.endswith("[miracle]")] == [
        "a.md:1:3: error: 'miracle cure' promises too much. [miracle]",
        "a.md:3:3: error: 'miracle cure' promises too much. [miracle]",
        "b.md:1:10: error: 'miracle cures' promises too much. [miracle]",
    ]
    assert lines.count("    why: Nobody can show a miracle.") == 1
    assert lines.count("    why: Some people feel pain.") == 1
    assert lines.index("    why: Nobody can show a miracle.") == 3


@pytest.mark.parametrize(
    ("line", "shown", "underline"),
    [
        ("A miracle cure.", "A miracle cure.", "  ~~~~~~~~~~~~"),
        ("Á́ miracle cure.", "Á́ miracle cure.", "  ~~~~~~~~~~~~"),
        ("针灸是 miracle cure。", "针灸是 miracle cure。", "       ~~~~~~~~~~~~"),
        ("ｆｕｌｌ miracle cure", "ｆｕｌｌ miracle cure", "         ~~~~~~~~~~~~"),
        ("🎉 miracle cure", "🎉 miracle cure", "   ~~~~~~~~~~~~"),
        ("👩‍⚕️ miracle cure", "👩‍⚕️ miracle cure", "   ~~~~~~~~~~~~"),
        ("👩🏽‍🤝‍👩🏼 miracle cure", "👩🏽‍🤝‍👩🏼 miracle cure", "   ~~~~~~~~~~~~"),
        ("🏽 1️⃣ miracle cure", "🏽 1️⃣ miracle cure", "      ~~~~~~~~~~~~"),
        ("👍🏽 miracle cure", "👍🏽 miracle cure", "   ~~~~~~~~~~~~"),
        ("❤️ miracle cure", "❤️ miracle cure", "   ~~~~~~~~~~~~"),
        ("❤ miracle cure", "❤ miracle cure", "  ~~~~~~~~~~~~"),
        ("🇺🇸 miracle cure", "🇺🇸 miracle cure", "   ~~~~~~~~~~~~"),
        ("a\tb\tmiracle\tcure", "a b miracle cure", "    ~~~~~~~~~~~~"),
        ("<p>A <b>mira</b>cle cure", "<p>A <b>mira</b>cle cure", "        ~~~~~~~~~~~~~~~~"),
        ("A mir\u00ada\u200bcle cure", "A mir\u00ada\u200bcle cure", "  ~~~~~~~~~~~~"),
        ("  A miracle cure", "A miracle cure", "  ~~~~~~~~~~~~"),
    ],
)
def test_text_underlines_exactly_the_match(tmp_path: Path, line: str, shown: str, underline: str) -> None:
    made = report(tmp_path, {"a.html": f"<p>\n{line}\n</p>\n"})
    assert text(made)[1:3] == [f"    {shown}", f"    {underline}"]


def test_text_underlines_a_match_over_two_lines_on_its_first(tmp_path: Path) -> None:
    made = report(tmp_path, {"a.md": "It is a miracle\ncure for all.\n"})
    assert text(made)[:3] == [
        "a.md:1:9: error: 'miracle cure' promises too much. [miracle]",
        "    It is a miracle",
        "            ~~~~~~~",
    ]


def test_text_cuts_long_lines_around_the_match(tmp_path: Path) -> None:
    made = report(tmp_path, {"a.md": "left " * 400 + "miracle cure" + " right" * 400 + "\n"})
    source, underline = text(made)[1:3]
    assert text(made)[0].startswith("a.md:1:2001: ")
    assert source.startswith("    …left left ")
    assert source.endswith(" right right…")
    assert len(source) < 150
    assert source[underline.index("~") : underline.rindex("~") + 1] == "miracle cure"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_text_shows_the_line_whatever_ends_it(tmp_path: Path, newline: str) -> None:
    made = report(tmp_path, {"a.txt": newline.join(("One.", "", "A miracle cure", ""))})
    assert text(made)[:3] == [
        "a.txt:3:3: error: 'miracle cure' promises too much. [miracle]",
        "    A miracle cure",
        "      ~~~~~~~~~~~~",
    ]


def test_text_is_colored_only_when_asked(tmp_path: Path) -> None:
    made = report(tmp_path, {"a.md": "A miracle cure, painless, the newest.\n"})
    made = with_unread(made, unread("b.md"))
    colored, uncolored = text(made, color=True), text(made)
    assert "\x1b" not in "".join(uncolored)
    assert [re.sub(r"\x1b\[\d+m", "", line) for line in colored] == uncolored
    assert colored[:3] == [
        "a.md:1:3: \x1b[31merror\x1b[0m: 'miracle cure' promises too much. [miracle]",
        "    A \x1b[31mmiracle cure\x1b[0m, painless, the newest.",
        "      \x1b[31m~~~~~~~~~~~~\x1b[0m",
    ]
    assert {code for line in colored for code in re.findall(r"\x1b\[(\d+)m", line)} == {"0", "31", "33", "36"}


def test_text_tells_what_was_not_read_or_skipped_and_ends_with_the_totals(tmp_path: Path) -> None:
    made = report(tmp_path, {"a.md": "Fine.\n", "empty.md": ""}, notes=("policy small is old",))
    made = with_unread(made, unread("b.md"), unread("c.md", "line 2: a\nb"))
    assert text(made) == [
        "b.md: not read: it is binary, not text",
        "c.md: not read: line 2: a b",
        "empty.md: skipped: it holds no words of copy",
        "note: policy small is old",
        "1 file checked; 1 word in 1 segment read; 0 findings; 1 file without copy; 2 files not (wholly) read.",
    ]


def test_text_is_quiet_only_when_clean(tmp_path: Path) -> None:
    clean = report(tmp_path, {"a.md": "Fine.\n", "empty.md": ""}, notes=("policy small is old",))
    assert text(clean, quiet=True) == []
    found = report(tmp_path, {"a.md": "The newest.\n", "empty.md": ""}, notes=("policy small is old",))
    assert text(found, quiet=True)[0].startswith("a.md:1:5: notice: ")
    assert text(found, quiet=True)[-2:] == [
        "note: policy small is old",
        "1 file checked; 2 words in 1 segment read; 1 finding (0 errors, 0 warnings, 1 notice); 1 file without copy; nothing left unread.",
    ]
    assert text(with_unread(clean, unread("b.md")), quiet=True)[0] == "b.md: not read: it is binary, not text"


def test_text_tells_softened_and_cleared_findings_with_their_cues(tmp_path: Path) -> None:
    made = report(tmp_path, {"a.md": "It may be a miracle cure.\n\nIt is not a miracle cure.\n"})
    assert text(made)[:4] == [
        "a.md:1:13: warning: 'miracle cure' promises too much. [miracle]",
        "    It may be a miracle cure.",
        "                ~~~~~~~~~~~~",
        "    one level lower (hedged: may)",
    ]
    told = "a.md:3:13: no finding: 'miracle cure' [miracle]: negated by \"not\""
    assert told not in text(made)
    assert told in text(made, show_cleared=True)


@pytest.mark.parametrize("line", HOSTILE)
def test_text_cannot_steer_a_terminal_or_an_old_style_log(tmp_path: Path, line: str) -> None:
    made = report(tmp_path, {"a.txt": f"{line}\n"}, notes=(line,))
    assert made.findings
    made = with_unread(made, unread("b\x1b[31m\n##[error].md", line))
    shown = reporter("text")(made, Style(show_cleared=True))
    assert not STEERING.search(shown)
    assert not re.search(r"##(\[|vso\[|teamcity\[)", shown)
    assert len(shown.splitlines()) == sum(6 for _ in made.findings) - 3 * (len(made.findings) - 1) + 3


def test_text_shows_cues_plainly_too(tmp_path: Path) -> None:
    policy = POLICY.replace("before: [may]", r"before: ['re:may.be']").replace("before: [not,", r"before: ['re:not.a',")
    made = report(tmp_path, {"a.txt": "May\x1bbe a miracle cure.\n\nIt is not\x9ba miracle cure.\n"}, policy)
    assert "    one level lower (hedged: May\ufffdbe)" in text(made)
    assert text(made, show_cleared=True)[-2].endswith(': negated by "not\ufffda"')


# -- json


def schema() -> Any:
    return json.loads(resources.files("copylint.reporters").joinpath("schema.json").read_text("utf-8"))


def validate(data: Any) -> None:
    jsonschema.Draft202012Validator(schema()).validate(data)


def full_report(folder: Path) -> Report:
    made = report(
        folder,
        {
            "b.md": "# Care\n\n## More\n\nIt may be a miracle cure, painless.\n\nNot a miracle cure.\n",
            "a.html": '<html lang="en"><title>The newest</title><img alt="A miracle cure"><p>A miracle\ncure.</html>',
            "empty.md": "",
            "broken.md": "---\ntitle: [\n---\n\nA miracle cure.\n",
        },
        notes=("policy small is old",),
    )
    return with_unread(made, unread("z.pdf"))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_json_is_as_the_schema_says(tmp_path: Path) -> None:
    for made in (full_report(tmp_path), report(tmp_path, {}), report(tmp_path, {"a.md": "A miracle cure. " * 12})):
        for show_cleared in (False, True):
            validate(as_json(made, show_cleared=show_cleared))


def test_json_of_suppressed_findings_is_as_the_schema_says(tmp_path: Path) -> None:
    data = as_json(full_report(tmp_path))
    finding = data["findings"][0]
    finding["place"] = "/pages/0/title"
    finding["related"] = [{"path": "b.md", "line": 1, "column": 2, "end_line": 1, "end_column": 3, "note": "the same"}]
    data["suppressed"] = [
        {"by": "comment", "id": None, "reason": "quoted", "until": "2027-01-31", "finding": finding},
        {"by": "baseline", "id": finding["fingerprint"], "reason": None, "until": None, "finding": finding},
        {"by": "claim", "id": "trial-1", "reason": "shown", "until": None, "finding": finding},
    ]
    validate(data)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(extra=1),
        lambda data: data.pop("notes"),
        lambda data: data.update(schema_version=2),
        lambda data: data["findings"][0].update(extra=1),
        lambda data: data["findings"][0].pop("place"),
        lambda data: data["findings"][0].update(severity="fatal"),
        lambda data: data["findings"][0].update(segment="poem"),
        lambda data: data["findings"][0].update(line=0),
        lambda data: data["findings"][0].update(fingerprint="0123456789abcdef:1"),
        lambda data: data["findings"][0].update(context=[{"context": "sung", "cue": "la"}]),
        lambda data: data["files"][0].update(status="seen"),
        lambda data: next(f for f in data["files"] if f["status"] == "unread").update(reason=None),
        lambda data: data["summary"]["findings"].pop("notice"),
        lambda data: data.update(suppressed=[{"by": "luck", "id": "", "reason": "", "until": "", "finding": {}}]),
        lambda data: data.update(suppressed=[{"by": "claim", "id": "", "reason": "", "until": None, "finding": {}}]),
        lambda data: data["policies"][0].update(digest="abc"),
    ],
)
def test_the_schema_refuses_what_is_not_meant(tmp_path: Path, change: Any) -> None:
    data = as_json(full_report(tmp_path))
    validate(data)
    change(data)
    with pytest.raises(jsonschema.ValidationError):
        validate(data)


def test_json_says_what_is_known_of_a_finding(tmp_path: Path) -> None:
    copy = "# Care\n\n## More\n\n🎉 It may be a <b>mira</b>cle cure.\n"
    data = as_json(report(tmp_path, {"b.md": copy}))
    (finding,) = data["findings"]
    assert finding.pop("fingerprint")
    assert finding == {
        "rule": "miracle",
        "policy": "small",
        "category": "certainty",
        "severity": "warning",
        "confidence": "high",
        "message": "'miracle cure' promises too much.",
        "path": "b.md",
        "line": 5,
        "column": 18,
        "end_line": 5,
        "end_column": 34,
        "offset": 34,
        "end_offset": 50,
        "place": None,
        "match": "miracle cure",
        "sentence": "🎉 It may be a miracle cure.",
        "segment": "paragraph",
        "section": ["Care", "More"],
        "context": [{"context": "hedged", "cue": "may"}],
        "authorities": ["act"],
        "suggestions": ["may help some people", "has been studied"],
        "owner": "compliance",
        "related": [],
    }
    digest = hashlib.sha256(copy.encode()).hexdigest()
    assert data["files"] == [
        {"path": "b.md", "status": "checked", "reason": None, "segments": 3, "words": 9, "sha256": digest}
    ]
    assert data["summary"] == {
        "files": 1,
        "segments": 3,
        "words": 9,
        "findings": {"error": 0, "warning": 1, "notice": 0},
    }


def test_json_of_the_same_input_is_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    first, second = (reporter("json")(full_report(folder), Style(show_cleared=True)) for folder in folders)
    assert first == second
    assert first.endswith("}\n")
    assert list(json.loads(first)) == [
        "schema_version", "tool", "policies", "findings", "suppressed", "cleared", "files", "left_out", "notes", "summary",
    ]  # fmt: skip


def test_json_is_sorted_by_path_offset_and_rule(tmp_path: Path) -> None:
    same_place = MIRACLE.replace("id: miracle", "id: a-miracle").replace("(cure|cures)", "(cure|cures) now")
    same_place = same_place.replace("miracle cure]]", "miracle cure now]]")
    policy = f"{HEAD}{AUTHORITIES}{CONTEXTS}rules:\n{MIRACLE}{same_place}"
    made = report(
        tmp_path, {"b.md": "A miracle cure now, a miracle cure now.\n", "a.md": "x\n\nA miracle cure now.\n"}, policy
    )
    order = [(f["path"], f["offset"], f["rule"]) for f in as_json(made)["findings"]]
    assert order == [
        ("a.md", 5, "a-miracle"),
        ("a.md", 5, "miracle"),
        ("b.md", 2, "a-miracle"),
        ("b.md", 2, "miracle"),
        ("b.md", 22, "a-miracle"),
        ("b.md", 22, "miracle"),
    ]
    assert [f["path"] for f in as_json(made)["files"]] == ["a.md", "b.md"]


def test_json_has_cleared_matches_only_when_asked(tmp_path: Path) -> None:
    made = report(tmp_path, {"a.md": "It is not a miracle cure.\n"})
    assert as_json(made)["cleared"] == []
    (cleared,) = as_json(made, show_cleared=True)["cleared"]
    assert (cleared["rule"], cleared["context"]) == ("miracle", [{"context": "negated", "cue": "not"}])


@pytest.mark.parametrize("line", HOSTILE)
def test_json_in_a_log_is_no_command_and_still_says_what_was_there(tmp_path: Path, line: str) -> None:
    made = with_unread(report(tmp_path, {"a.txt": f"{line}\n"}), unread("b.md", line))
    shown = reporter("json")(made, Style())
    assert list(read_log(shown)) == []
    assert not STEERING.search(shown)
    assert not re.search(r"##(\[|vso\[|teamcity\[)", shown)
    assert json.loads(shown)["files"][1]["reason"] == line


def test_a_fingerprint_survives_moving_and_reflowing_but_not_another_sentence(tmp_path: Path) -> None:
    def fingerprints(*paragraphs: str, path: str = "a.md") -> list[str]:
        made = report(tmp_path, {path: "\n\n".join(paragraphs)})
        return [finding.fingerprint for finding in made.findings]

    (first,) = fingerprints("It is a miracle cure.")
    assert fingerprints("New.", "It is a\n**miracle cure**.") == [first]
    assert fingerprints("It is a miracle cure.", path="././a.md") == [first]
    assert fingerprints("It is a miracle cure.", "It is a miracle cure.") == [first, f"{first}:2"]
    assert fingerprints("It is our miracle cure.") != [first]
    assert fingerprints("It is a miracle cure.", path="b.md") != [first]


# -- github


def test_github_makes_an_annotation_of_a_finding(tmp_path: Path) -> None:
    made = report(tmp_path, {"a.md": "# Care\n\nIt is a miracle cure for all.\n"})
    (found,) = annotations(github(made))
    assert (found.level, found.title, found.file) == ("error", "copylint: miracle", "a.md")
    assert (found.line, found.column, found.end_line, found.end_column) == (3, 9, 3, 21)
    assert found.message.split("\n") == [
        "'miracle cure' promises too much.",
        "Nobody can show a miracle.",
        "Instead: may help some people | has been studied",
        "Authority: Agency: The Copy Act, section 5 (2020) https://example.org/act",
    ]
    assert github(made).splitlines()[-1] == (
        "copylint: 1 file checked; 8 words in 2 segments read; 1 finding (1 error, 0 warnings, 0 notices); nothing left unread."
    )


def test_github_never_shows_an_unseen_authority_as_certain(tmp_path: Path) -> None:
    (found,) = annotations(github(report(tmp_path, {"a.md": "It is painless.\n"})))
    assert "known from secondary reports, check it before relying on it" in found.message


def test_github_escapes_what_ends_a_property_or_a_line(tmp_path: Path) -> None:
    name = "50% off, now: a=b\r\n::x.md"
    policy = POLICY.replace("why: Nobody can show a miracle.", 'why: "100% sure: no, none"')
    made = with_unread(report(tmp_path, {name: "A miracle cure.\n"}, policy), unread("b,c:%.md", "a%0Ab,c:\nd"))
    shown = github(made)
    assert "\r" not in shown
    assert len(shown.splitlines()) == 3
    assert f"file={'50%25 off%2C now%3A a=b%0D%0A%3A%3Ax.md'},line=1,endLine=1," in shown
    assert "title=copylint%3A miracle::" in shown
    not_read, found = annotations(shown)
    assert (found.file, found.line, found.column) == (name, 1, 3)
    assert found.message.split("\n")[1] == "100% sure: no, none"
    assert (not_read.file, not_read.title, not_read.message) == ("b,c:%.md", "copylint: not read", "a%0Ab,c: d")


@pytest.mark.parametrize("letter", ["x", "%", "🎉"])
def test_github_messages_are_no_longer_than_the_runner_shows(tmp_path: Path, letter: str) -> None:
    policy = POLICY.replace("why: Nobody can show a miracle.", f'why: "{letter * 9000}"')
    made = report(tmp_path, {"a.md": "A miracle cure, painless.\n"}, policy)
    shown = github(made)
    first, second = list(read_log(shown))
    assert 4000 < len(first.data.encode("utf-16-le")) / 2 <= 4096
    assert first.data.startswith(f"'miracle cure' promises too much.\n{letter}")
    assert first.data.endswith(f"{letter}…")
    assert second.data.startswith("'painless' is not true of everybody.")


def test_github_leaves_columns_out_of_spans_over_several_lines(tmp_path: Path) -> None:
    shown = github(report(tmp_path, {"a.md": "It is a miracle\ncure.\n"}))
    assert "line=1,endLine=2,title=" in shown
    (found,) = annotations(shown)
    assert (found.line, found.end_line, found.column, found.end_column) == (1, 2, None, None)


def test_github_shows_the_worst_first_whatever_comes_first_in_the_files(tmp_path: Path) -> None:
    made = report(tmp_path, {"a.md": "The newest, painless.\n", "b.md": "The newest miracle cure, painless.\n"})
    made = with_unread(made, unread("c.md"))
    assert [(a.level, a.file, a.title) for a in annotations(github(made))] == [
        ("error", "c.md", "copylint: not read"),
        ("error", "b.md", "copylint: miracle"),
        ("warning", "a.md", "copylint: painless"),
        ("warning", "b.md", "copylint: painless"),
        ("notice", "a.md", "copylint: newest"),
        ("notice", "b.md", "copylint: newest"),
    ]


def test_github_gives_nine_annotations_a_level_and_says_how_many_more_there_are(tmp_path: Path) -> None:
    lines = "\n\n".join("A miracle cure, painless." for _ in range(12))
    shown = github(report(tmp_path, {"a.md": f"{lines}\n\nThe newest.\n"}))
    found = annotations(shown)
    assert [a.level for a in found] == ["error"] * 10 + ["warning"] * 10 + ["notice"]
    assert [a.line for a in found[:9]] == list(range(1, 18, 2))
    assert (found[9].file, found[9].message) == ("", "3 more of this level: see the log")
    assert (found[19].file, found[19].message) == ("", "3 more of this level: see the log")
    for line in (19, 21, 23):
        assert f"- a.md:{line}:3: error: 'miracle cure' promises too much. [miracle]\n" in shown
        assert f"- a.md:{line}:17: warning: 'painless' is not true of everybody. [painless]\n" in shown


def test_github_gives_nine_of_nine(tmp_path: Path) -> None:
    shown = github(report(tmp_path, {"a.md": "\n\n".join(["A miracle cure."] * 9)}))
    assert len(annotations(shown)) == 9
    assert "more of this level" not in shown


def test_github_passes_over_no_unread_file_however_many_there_are(tmp_path: Path) -> None:
    made = report(tmp_path, {"a.md": "A miracle cure.\n"})
    shown = github(with_unread(made, *(unread(f"u{number:02}.md") for number in range(12))))
    found = annotations(shown)
    assert [a.file for a in found[:9]] == [f"u{number:02}.md" for number in range(9)]
    assert found[9].message == "4 more of this level: see the log"
    for number in (9, 10, 11):
        assert f"- u{number:02}.md: not read: it is binary, not text\n" in shown
    assert "- a.md:1:3: error: 'miracle cure' promises too much. [miracle]\n" in shown


@pytest.mark.parametrize("line", HOSTILE)
def test_github_output_holds_only_our_commands_whatever_the_copy_says(tmp_path: Path, line: str) -> None:
    texts = {f"{number:02}.txt": f"{line}\n" for number in range(12)}
    texts[f"{line.replace('/', ' ')}\n{line}.txt"] = f"{line}\n"
    made = report(tmp_path, texts, notes=(line,))
    made = with_unread(made, *(unread(f"{line}{number}\n::error::x", line) for number in range(12)))
    assert made.findings
    shown = github(made)
    commands = list(read_log(shown))
    assert [command.name for command in commands] == ["error"] * 10
    assert all(command.properties["title"].startswith("copylint") for command in commands)
    assert "pwned" not in "".join(command.properties.get("title", "") for command in commands)
    assert not STEERING.search(shown.replace("\n", ""))
    assert not re.search(r"##(\[|vso\[|teamcity\[)", shown)
    assert len(re.split(r"[\r\n]", shown)) == shown.count("\n") + 1


def test_github_is_quiet_when_clean(tmp_path: Path) -> None:
    clean = report(tmp_path, {"a.md": "Fine.\n"}, notes=("policy small is old",))
    assert github(clean, quiet=True) == ""
    assert github(clean).splitlines() == [
        "note: policy small is old",
        "copylint: 1 file checked; 1 word in 1 segment read; 0 findings; nothing left unread.",
    ]


@pytest.mark.parametrize("path", ["pages/a b.md", "./pages/a b.md", "../site/pages/a b.md"])
def test_github_paths_are_relative_to_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    site = tmp_path / "work" / "site"
    site.mkdir(parents=True)
    monkeypatch.chdir(site)
    made = report(tmp_path, {path: "A miracle cure.\n"})
    (found,) = annotations(github(made, workspace=tmp_path / "work"))
    assert found.file == "site/pages/a b.md"
    (elsewhere,) = annotations(github(made, workspace=tmp_path / "other"))
    assert elsewhere.file == path.removeprefix("./")
    (unset,) = annotations(github(made))
    assert unset.file == path.removeprefix("./")


def test_github_paths_are_relative_to_a_workspace_that_is_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real" / "pages").mkdir(parents=True)
    os.symlink(tmp_path / "real", tmp_path / "link")
    monkeypatch.chdir(tmp_path / "real" / "pages")
    made = report(tmp_path, {"a.md": "A miracle cure.\n"})
    (found,) = annotations(github(made, workspace=tmp_path / "link"))
    assert found.file == "pages/a.md"
    os.symlink(tmp_path, tmp_path / "real" / "away")
    away = report(tmp_path, {"../away/a.md": "A miracle cure.\n"})
    (found,) = annotations(github(away, workspace=tmp_path / "real"))
    assert found.file == "away/a.md"
    absolute = report(tmp_path, {str(tmp_path / "link" / "pages" / "a.md"): "A miracle cure.\n"})
    (found,) = annotations(github(absolute, workspace=tmp_path / "link"))
    assert found.file == "pages/a.md"

"""Records of what a site accepts: none hides more than it says, each comes back as it was written, no write leaves half a file."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inline import HEAD, rule

from copylint import Linter, load_policies
from copylint.baseline import Entry, entries_for, read_baseline, written
from copylint.claims import read_claims
from copylint.config import Config
from copylint.errors import UsageError
from copylint.files import write_whole
from copylint.parsers import parser_for
from copylint.site import Site
from copylint.suppression import Suppression

TODAY = date(2026, 11, 27)
RULES = ("proven", "safe", "fast")
SENTENCES = [
    "Ketamine is proven.",
    "It is safe.",
    "It is fast and safe.",
    "Care is here.",
    "It is proven, safe and fast.",
]


@pytest.fixture(scope="module")
def linter(tmp_path_factory: pytest.TempPathFactory) -> Linter:
    path = tmp_path_factory.mktemp("policy") / "policy.yaml"
    path.write_text(f"{HEAD}rules:\n{''.join(rule(f'find: [{name}]', name=name) for name in RULES)}", encoding="utf-8")
    return Linter(load_policies([str(path)]))


paragraphs = st.lists(
    st.tuples(
        st.sampled_from(SENTENCES),
        st.one_of(
            st.none(),
            st.tuples(
                st.sampled_from(["ignore", "ignore-next", "disable", "enable"]),
                st.lists(st.sampled_from([*RULES, "gone"]), min_size=1, max_size=2, unique=True),
                st.sampled_from(['reason="x"', "", 'reason="x" until=2026-01-01', 'reason="x" until=2027-01-01']),
            ),
        ),
    ),
    min_size=1,
    max_size=6,
)


def page(blocks: list[tuple[str, tuple[str, list[str], str] | None]]) -> str:
    parts = []
    for sentence, record in blocks:
        comment = f" <!-- copylint: {record[0]}[{', '.join(record[1])}] {record[2]} -->" if record else ""
        parts.append(f"{sentence}{comment}")
    return "\n\n".join(parts) + "\n"


def keys(findings: object) -> list[tuple[str, int, int]]:
    return sorted((f.rule.id, f.offset, f.end_offset) for f in findings if not f.rule.id.startswith(("supp", "claim")))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=paragraphs)
def test_no_suppression_hides_another_rule_or_reaches_further_than_it_says(linter: Linter, blocks) -> None:
    source = page(blocks)
    document = parser_for("page.md")(source, "page.md")
    found = linter.check(source, path="page.md")
    settled = Site(policies=linter.policies, today=TODAY).settled(found, document)
    # Nothing is lost: each finding stays or is told as suppressed.
    assert sorted([*keys(settled.findings), *keys(item.finding for item in settled.suppressed)]) == keys(found.findings)
    lines = source.split("\n")
    opened: dict[str, set[int]] = {name: set() for name in RULES}
    for number, (_, record) in enumerate(blocks):
        if record is None or not record[2] or "2026" in record[2] or "gone" in record[1]:
            continue
        form, names, _ = record
        for name in names:
            if form == "ignore":
                opened[name].add(2 * number + 1)
            elif form == "ignore-next":
                opened[name].add(2 * number + 3)
            elif form == "disable":
                opened[name].update(range(2 * number + 1, len(lines) + 1))
    for item in settled.suppressed:
        assert item.finding.line in opened[item.finding.rule.id]


_days = st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(date.isoformat)
_entries = st.builds(
    Entry,
    st.text("0123456789abcdef", min_size=16, max_size=16).flatmap(lambda text: st.sampled_from([text, f"{text}:2"])),
    st.sampled_from(RULES),
    st.sampled_from(["error", "warning", "notice"]),
    _days,
    st.text(min_size=1, max_size=30),
)


@settings(deadline=None)
@given(st.lists(_entries, max_size=8, unique_by=lambda entry: entry.fingerprint))
def test_a_baseline_comes_back_as_it_was_written(entries: list[Entry]) -> None:
    text = written(entries)
    assert sorted(read_baseline("b.txt", text).values()) == sorted(entries)
    assert written(read_baseline("b.txt", text).values()) == text
    assert read_baseline("b.txt", text.replace("\n", "\r\n")) == read_baseline("b.txt", text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=paragraphs, chosen=st.sets(st.integers(0, 20)), other=st.sampled_from(RULES))
def test_no_entry_of_a_baseline_hides_anything_else(linter: Linter, blocks, chosen: set[int], other: str) -> None:
    source = "\n\n".join(sentence for sentence, _ in blocks)
    found = linter.check(source, path="page.md")
    taken = [f for number, f in enumerate(found.findings) if number in chosen]
    entries = {e.fingerprint: e for e in entries_for(taken, {"page.md": "page.md"}, TODAY, {})}
    document = parser_for("page.md")(source, "page.md")
    settled = Site(policies=linter.policies, today=TODAY, baseline=entries).settled(found, document)
    assert keys(item.finding for item in settled.suppressed) == keys(taken)
    # The same print under another rule is another finding.
    wrong = {print_: Entry(print_, other, "error", "2026-01-01", "page.md") for print_ in entries}
    settled = Site(policies=linter.policies, today=TODAY, baseline=wrong).settled(found, document)
    assert keys(item.finding for item in settled.suppressed) == keys(f for f in taken if f.rule.id == other)


CLAIMS = """\
claims:
  one: {{wording: ["{wording}"], rules: [{rule}], evidence: {{title: T, date: "2024-01-01"}}, approver: K, date: "2026-01-01", expires: "2027-01-01"}}
"""


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=paragraphs, wording=st.sampled_from(SENTENCES), name=st.sampled_from(RULES))
def test_no_claim_covers_another_rule_or_other_words(linter: Linter, blocks, wording: str, name: str) -> None:
    source = "\n\n".join(sentence for sentence, _ in blocks)
    found = linter.check(source, path="page.md")
    library = read_claims("claims.yaml", CLAIMS.format(wording=wording.rstrip("."), rule=name))
    document = parser_for("page.md")(source, "page.md")
    settled = Site(policies=linter.policies, today=TODAY, claims=library).settled(found, document)
    wanted = [f for f in found.findings if f.rule.id == name and wording.rstrip(".") in f.sentence]
    assert keys(item.finding for item in settled.suppressed) == keys(wanted)
    assert sorted([*keys(settled.findings), *keys(wanted)]) == keys(found.findings)


def test_a_record_covers_a_rule_under_its_former_name_too() -> None:
    record = Suppression(path="a.md", line=1, start=0, end=1, rules=("old",))
    rule_ = type("R", (), {"id": "new", "formerly": ("old",)})()
    finding = type("F", (), {"rule": rule_, "offset": 5, "place": None, "sentence": "x"})()
    assert record.covers(finding, "old")
    assert not record.covers(finding, "other")


def test_the_config_and_its_defaults_are_what_no_file_gives() -> None:
    assert Config().require == ("reason",)
    assert Config(root="site").file("a/../b.md") == os.path.join("site", "b.md")
    assert Config(root="site").name("site/content/a.md") == "content/a.md"


WRITER = """
import sys
from copylint.files import write_whole
number = 0
while True:
    number += 1
    write_whole(sys.argv[1], f"{number}\\n" * 20_000 + "end\\n")
"""


def test_killed_at_any_moment_a_write_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "baseline.txt"
    for attempt in range(6):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)]) as process:
            until = time.monotonic() + 20
            while not path.exists() and time.monotonic() < until:
                time.sleep(0.005)
            time.sleep(0.011 * attempt)
            process.send_signal(signal.SIGKILL)
        text = path.read_text("utf-8")
        lines = set(text.splitlines()[:-1])
        assert len(lines) == 1
        assert text.endswith("end\n")


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "baseline.txt"
    path.write_text("old\n", encoding="utf-8")
    code = (
        "import resource, signal, sys\nfrom copylint.files import write_whole\nfrom copylint.errors import UsageError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))\n"
        "try:\n    write_whole(sys.argv[1], 'x' * 100_000)\nexcept UsageError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert "cannot be written" in done.stdout
    assert path.read_text("utf-8") == "old\n"
    assert [item.name for item in tmp_path.iterdir()] == ["baseline.txt"]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1000


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_whole(str(tmp_path / "gone" / "baseline.txt"), "x")

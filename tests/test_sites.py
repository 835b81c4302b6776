"""The example sites: what a visitor sees is read, wherever the framework keeps it, and no code gives a finding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from copylint.cli import main
from copylint.parsers import parser_for

SITES = Path(__file__).parent.parent / "examples" / "sites"

FOUND = {
    "next": [
        ("src/app/page.tsx", 19, "efficacy-proven", "clinically proven"),
        ("src/components/Faq.tsx", 4, "risks-played-down", "mild"),
        ("src/components/Faq.tsx", 4, "effects-fade", "pass quickly"),
        ("src/components/Hero.tsx", 9, "relief-within-hours", "within hours"),
        ("src/data/benefits.ts", 5, "risk-denial", "no side effects"),
    ],
    "astro": [
        ("src/content/posts/first-visit.mdx", 15, "hype-words", "miracle"),
        ("src/pages/index.astro", 6, "efficacy-certain", "Guaranteed relief"),
        ("src/pages/index.astro", 6, "outcome-guarantee", "Guaranteed"),
        ("src/pages/index.astro", 13, "safe-unqualified", "safe"),
    ],
    "hugo": [
        ("content/ketamine.md", 7, "rapid-relief", "quick"),
        ("content/ketamine.md", 9, "efficacy-certain", "therapy works"),
        ("content/ketamine.md", 9, "relief-within-hours", "within hours"),
        ("data/faq.yml", 4, "risk-denial", "non-addictive"),
    ],
    "wordpress": [
        ("front-page.php", 6, "risk-denial", "no side effects"),
        ("front-page.php", 12, "efficacy-proven", "clinically proven"),
    ],
}
SAID = {
    "next": [
        "Ketamine therapy for depression", "Harbor Clinic, Portland", "Read about your first visit", "It isn't a cure & no clinic can promise an outcome.",
        "Harbor Clinic: ketamine therapy", "Visits of about two hours", "Is ketamine safe?", "Harbor Clinic, 12 Pier Street. Call 911 in an emergency.",
    ],
    "astro": [
        "Ketamine therapy in xx", "Ketamine isn't a cure, and it's not right for everyone.", "A nurse watches your blood pressure, heart rate and oxygen.",
        "Our ketamine infusions are perfectly safe", "Ketamine therapy under medical supervision", "What happens when you first come to us",
        "We ask about your health, your medicines and what you hope for.", "Before you come",
    ],
    "hugo": ["A chair by a window", "Ketamine is not a cure.", "Call us on weekdays", "The needle stings for a moment."],
    "wordpress": ["Ketamine therapy for depression", "A calm room", "Book a visit for ketamine therapy"],
}  # fmt: skip


def report(site: str, monkeypatch: pytest.MonkeyPatch) -> dict:
    monkeypatch.chdir(SITES / site)
    result = CliRunner().invoke(main, ["check", ".", "--format", "json"])
    assert result.exit_code == 1, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("site", FOUND)
def test_the_findings_are_those_of_the_copy(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = report(site, monkeypatch)
    found = [(f["path"].removeprefix("./"), f["line"], f["rule"], f["match"]) for f in data["findings"]]
    assert found == FOUND[site]
    assert not [file for file in data["files"] if file["status"] == "unread"]


@pytest.mark.parametrize("site", SAID)
def test_all_copy_is_read_and_no_code(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = report(site, monkeypatch)
    segments: list[str] = []
    for file in data["files"]:
        source = Path(file["path"]).read_text("utf-8")
        document = parser_for(file["path"])(source, file["path"])
        segments += [document.segment_text(segment) for segment in document.segments]
    for text in SAID[site]:
        assert text in segments
    # In the code of the examples, what must not be read is called proven, safe or a cure, as no copy there is.
    for decoy in (
        "proven cure",
        "proven-cure",
        "proven shield",
        "clinic proven",
        "proven safe",
        "guaranteed cure",
        "miracle-cure",
        "best cure",
    ):
        assert not [text for text in segments if decoy in text.lower()]


def test_a_page_is_judged_with_the_components_that_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SITES / "next")
    page = Path("src/app/treatment/page.tsx").read_text("utf-8")
    args = ["check", "--stdin-filename", "src/app/treatment/page.tsx", "--format", "json"]
    whole = json.loads(CliRunner().invoke(main, args, input=page).stdout)
    assert whole["findings"] == []
    alone = page.replace("<SafetyNotes />", "").replace('import { SafetyNotes } from "@/components/SafetyNotes";', "")
    left_out = {f["rule"] for f in json.loads(CliRunner().invoke(main, args, input=alone).stdout)["findings"]}
    assert left_out >= {"missing-side-effects", "missing-contraindications"}

"""The example pages do what their names say."""

from pathlib import Path

import pytest
import yaml

from copylint import Linter, load_policies
from copylint.discovery import read_text
from copylint.policy.library import default_policies

EXAMPLES = Path(__file__).parent.parent / "examples"
LINTER = Linter(load_policies(default_policies()))

CLEAN = ["articles/balanced.md", "pages/landing-balanced.html", "articles/why-we-do-not-mail-nasal-sprays.md"]
# A page, and categories of which it must have findings.
BAD = {
    "articles/overclaiming.md": "certainty hype mechanism speed comparison safety minimisation statistic study quantifier cure "
    "no-contraindications no-off-label no-dependence no-supervision",
    "pages/landing-overclaiming.html": "certainty safety approval testimonial urgency statistic study comparison",
    "pages/nasal-spray-by-telehealth.md": "remote approval safety no-off-label no-contraindications no-dependence",
}


def result(name):
    return LINTER.check(read_text(str(EXAMPLES / name)), path=name)


@pytest.mark.parametrize("name", CLEAN)
def test_clean_pages_are_clean(name):
    page = result(name)
    assert (page.status, page.findings) == ("checked", ())
    assert page.words > 300


def test_the_warning_page_is_full_of_words_that_context_clears():
    cleared = {finding.rule.category for finding in result("articles/why-we-do-not-mail-nasal-sprays.md").cleared}
    assert {"certainty", "safety", "remote", "approval", "cure", "hype"} <= cleared


@pytest.mark.parametrize("name", BAD)
def test_bad_pages_have_findings_of_each_kind(name):
    page = result(name)
    assert page.status == "checked"
    assert set(BAD[name].split()) <= {finding.rule.category for finding in page.findings}


def test_words_in_code_comments_and_attributes_of_the_bad_page_are_not_found():
    page = result("pages/landing-overclaiming.html")
    lines = page.source.splitlines()
    for finding in page.findings:
        line = lines[finding.line - 1]
        assert "<!--" not in line[: finding.column]
        assert 'class="' not in line[: finding.column].rsplit(">", 1)[-1]


def test_every_page_is_in_a_list():
    pages = {str(path.relative_to(EXAMPLES)) for path in EXAMPLES.rglob("*") if path.suffix in (".md", ".html", ".txt")}
    # The sites have a test of their own.
    assert {page for page in pages if not page.startswith("sites/")} == {*CLEAN, *BAD}


def test_the_clinic_repository_names_our_hook():
    config = yaml.safe_load((EXAMPLES / "clinic-repository/.pre-commit-config.yaml").read_text(encoding="utf-8"))
    ours = yaml.safe_load((EXAMPLES.parent / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert config["repos"][0]["hooks"][0]["id"] in {hook["id"] for hook in ours}

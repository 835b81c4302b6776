"""The kinds of check: which words of a text each finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from inline import CONTEXTS, found, lint, linter, rule, unmarked

from copylint import Settings, Severity

# -- existence

EXISTENCE = [
    ("find: [proven, clinically proven]", "It is [[clinically proven]] and [[proven]]."),
    ("find: proven", "[[Proven]] here\n\n- and [[proven]] there"),
    ("find: [proven, proven safe, safe for all]", "[[proven safe]] for all, [[safe for all]]"),
    ("find: [proven]\nexcept: [proven wrong]", "[[proven]], proven wrong"),
    ("find: [proven]\nexcept: [not proven, unproven]", "not proven, unproven, [[proven]]"),
    ("find: [proven safe]\nexcept: [safe distance]", "[[proven safe]]; proven safe distance"),
    ("find: [proven safe, proven]\nexcept: [safe distance]", "[[proven]] safe distance"),
    ("find: [proven]\nexcept: [wrong]", "[[proven]] wrong"),
]


@pytest.mark.parametrize(("body", "text"), EXISTENCE)
def test_existence(tmp_path: Path, body: str, text: str) -> None:
    assert lint(linter(tmp_path, rule(body)), text) == text


def test_an_entry_with_a_severity_of_its_own(tmp_path: Path) -> None:
    body = "find: [proven, {any: [shown, seen], severity: notice}, {any: hoped, severity: warning}]"
    result = linter(tmp_path, rule(body)).check("proven, seen, hoped, shown", path="a.txt")
    assert [(f.match, f.severity) for f in result.findings] == [
        ("proven", Severity.ERROR),
        ("seen", Severity.NOTICE),
        ("hoped", Severity.WARNING),
        ("shown", Severity.NOTICE),
    ]


# -- cooccurrence

TABLE = "| Care | Speed |\n|---|---|\n| {} | fast |\n| relief | slow |\n"
SECTIONS = "# One\n\n{} comes.\n\n- fast\n\n# Two\n\nRelief comes.\n"
COOCCURRENCE = [
    ("", "[[Relief]] is fast. Fast [[relief]]. Relief comes; it is fast. Relief comes, but not fast. Relief is slow."),
    ("within: clause", "Relief — fast. [[Relief]], fast."),
    ("within: sentence", "[[Relief]] comes; it is fast. Relief comes. It is fast."),
    ("within: segment", "[[Relief]] comes. It is fast.\n\nRelief comes.\n\nIt is fast."),
    ("within: group", TABLE.format("[[relief]]")),
    ("within: group", "We bring [[relief]]:\n\n- fast\n- gently\n\nAnd relief:\n\n- slowly"),
    ("within: group", "[[Relief]] is fast.\n\nRelief.\n\nFast."),
    ("within: segment", TABLE.format("relief")),
    ("within: section", SECTIONS.format("[[Relief]]")),
    ("within: page", SECTIONS.format("[[Relief]]").replace("\n\nRelief", "\n\n[[Relief]]")),
    ("ordered: true", "[[Relief]] is fast. Fast relief."),
    ("none: [never]", "[[Relief]] is fast. Relief is never fast. [[Relief]] is fast; never fear."),
    ("none: [never]\nwithin: sentence", "Relief is fast; never fear. [[Relief]] is fast. Never fear."),
    ("except: [relief agency]", "[[Relief]] is fast. A fast relief agency."),
]


@pytest.mark.parametrize(("body", "text"), COOCCURRENCE)
def test_cooccurrence(tmp_path: Path, body: str, text: str) -> None:
    rules = linter(tmp_path, rule(f"check: cooccurrence\nall: [relief, [fast, rapid]]\n{body}"))
    assert lint(rules, text) == text


LISTS = [
    ("all: [we, heal, fast]", "[[We]] heal fast. [[We]] fast heal. Fast [[we]] heal. We heal. We fast."),
    ("all: [we, heal, fast]\nordered: true", "[[We]] heal fast. [[We]] all heal so fast. [[We]] heal fast and heal."),
    ("all: [we, heal, fast]\nordered: true", "We fast heal. Heal we fast. Fast heal we. Heal, [[we]] heal fast."),
    ("all: [fast, fast]", "[[Fast]] is [[fast]]. Fast alone."),
    ("all: [fast relief, relief]", "Fast relief. [[Fast relief]] is relief."),
    ("all: [[we, we heal], heal]", "We heal. [[We heal]] to heal."),
]


@pytest.mark.parametrize(("body", "text"), LISTS)
def test_cooccurrence_of_lists(tmp_path: Path, body: str, text: str) -> None:
    rules = linter(tmp_path, rule(f"check: cooccurrence\n{body}"))
    assert lint(rules, text) == text


# -- citation

SOURCES = {
    "link": [
        "70% improved ([a trial](https://journal.example/2020/1)).",
        "70% improved: https://journal.example/2020/1.",
        "70% improved: www.journal.example/2020/1.",
    ],
    "doi": ["70% improved (doi:10.1000/xyz123).", "70% improved, 10.1000/xyz123 says."],
    "pmid": ["70% improved (PMID: 12345678).", "70% improved (PMCID: PMC7654321).", "70% improved, PubMed ID 1234567."],
    "nct": ["70% improved (NCT01234567)."],
    "footnote": ["70% improved.[^a]\n\n[^a]: A trial.", "70%[^a] improved.\n\n[^a]: A trial."],
    "reference": ["70% improved [3].\n\n## References\n\n1. A trial.", "70% improved.³\n\n# Sources\n\nA trial."],
    "author-year": [
        "70% improved (Berman et al., 2000).",
        "70% improved, as Berman and Cappiello (2000) saw.",
        "70% improved (Murrough & Iosifescu, 2013a).",
        "70% improved (Smith, 2019).",
        "70% improved, as March et al. (2004) saw.",
    ],
}
NO_SOURCES = [
    "[[70%]] improved.",
    "[[70%]] improved ([our page](/research/2020)).",
    "[[70%]] improved ([book](https://calendly.com/clinic/visit)).",
    "[[70%]] improved ([book](https://other.example/book/now)).",
    "[[70%]] improved ([see](https://www.facebook.com/clinic/posts/1)).",
    "[[70%]] improved ([journal](https://journal.example)).",
    "[[70%]] improved ([journal](https://journal.example/)).",
    "[[70%]] improved ([call](tel:5550100), [write](mailto:a@b.example)).",
    "[[70%]] improved (NCT0123).",
    "[[70%]] improved.[^b]\n\n[^a]: A trial.",
    "[[70%]] improved [3].",
    "[[70%]] improved.\n\n## References\n\n1. A trial (doi:10.1000/xyz123).",
    "[[70%]] improved. So it goes. It does.[^a]\n\n[^a]: A trial.",
    "So it goes.[^a] Some do. In all, [[70%]] improved.\n\n[^a]: A trial.",
    "[[70%]] improved ([see](ftp://journal.example/2020/1)).",
    "[[70%]] improved.³",
    "[[70%]] improved (JAMA, 2019).",
    "[[70%]] improved (JAMA Psychiatry, 2019).",
    "[[70%]] improved (Journal of Affective Disorders, 2019).",
    "[[70%]] improved (Psychopharmacology, 2021).",
    "[[70%]] improved (Molecular Psychiatry, 2021).",
    "[[70%]] improved (Pain Medicine, 2021).",
    "[[70%]] improved, the Lancet (2018) wrote.",
    "[[70%]] improved, Nature, 2018.",
    "[[70%]] improved (March 2019).",
    "[[70%]] improved (March, 2019).",
    "[[70%]] improved since May (2019).",
    "[[70%]] improved in a 2019 study.",
    "[[70%]] improved. So it goes. See https://journal.example/2020/1.",
    "[[70%]] improved.\n\n# More\n\nSee https://journal.example/2020/1.",
]
NEXT = [
    "70% improved. This was [a trial](https://journal.example/2020/1).",
    "70% improved.\n\nThis was [a trial](https://journal.example/2020/1).",
]
CITATION = "check: citation\nfind: [<number>%]\n"


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SOURCES.items() for text in texts])
def test_each_kind_of_source_counts_where_it_is_wanted(tmp_path: Path, kind: str, text: str) -> None:
    others = ", ".join(other for other in SOURCES if other != kind)
    missing = text.replace("70%", "[[70%]]")
    for sources, wanted in ((f"sources: [{kind}]", text), ("", text), (f"sources: [{others}]", missing)):
        assert lint(linter(tmp_path, rule(f"{CITATION}within: sentence\n{sources}")), text) == wanted


@pytest.mark.parametrize("text", NO_SOURCES)
def test_what_is_no_source(tmp_path: Path, text: str) -> None:
    assert lint(linter(tmp_path, rule(CITATION)), text) == text


@pytest.mark.parametrize("text", NEXT)
def test_a_source_in_the_next_sentence_counts_unless_it_must_stand_here(tmp_path: Path, text: str) -> None:
    assert "[[" not in lint(linter(tmp_path, rule(CITATION)), text)
    assert "[[" in lint(linter(tmp_path, rule(f"{CITATION}within: sentence")), text)


LINKS = [
    ("https://clinic.example/research/1", False),
    ("https://www.clinic.example/research/1", False),
    ("https://blog.clinic.example/research/1", False),
    ("/research/1", False),
    ("//clinic.example/research/1", False),
    ("https://otherclinic.example/research/1", True),
    ("//journal.example/research/1", True),
    ("https://journal.example/?q=1", True),
    ("https://[broken/1", False),
]


@pytest.mark.parametrize(("target", "is_source"), LINKS)
def test_a_link_to_the_pages_own_site_is_no_source(tmp_path: Path, target: str, is_source: bool) -> None:
    page = (
        '<html><head><link rel="canonical" href="https://www.clinic.example/page"></head>'
        f'<body><p>70% improved (<a href="{target}">see</a>).</p></body></html>'
    )
    shown = lint(linter(tmp_path, rule(CITATION)), page, "page.html")
    assert ("[[70%]]" in shown) is not is_source


def test_citation_has_exceptions(tmp_path: Path) -> None:
    text = "[[70%]] improved, 70% off."
    assert lint(linter(tmp_path, rule(f"{CITATION}except: [<number>% off]")), text) == text


# -- omission

WHEN = "{about: [ketamine, tms], promotes: [heals, relief]}"
NAUSEA = "[{any: [nausea, dizziness]}]"


def omission(when: str = WHEN, require: str = NAUSEA, more: str = "") -> str:
    return rule(
        f"check: omission\nwhen: {when}\nrequire: {require}\nwanted: Name a risk.\nmessage: 'Missing. {{wanted}}'\n{more}",
        "gap",
    )


OMISSION = [
    # when
    (omission(), "Ketamine [[heals]]."),
    (omission(), "Music heals."),
    (omission(), "Ketamine is a drug. Music heals."),
    (omission(), "Ketamine is a drug."),
    (omission(), "All is well. It is so. TMS brings [[relief]], and ketamine heals. Ketamine heals."),
    (omission("{about: ketamine}"), "Ketamine heals."),
    (omission("{about: ketamine, min_words: 6}"), "Ketamine heals, it heals us."),
    (omission("{about: ketamine, promotes: heals, min_words: 6}"), "Ketamine heals, it heals us."),
    (omission("{about: ketamine, promotes: heals, min_words: 5}"), "Ketamine [[heals]], it heals us."),
    (omission("{about: ketamine, promotes: heals, not_pages: terms}"), "# Terms of use\n\nKetamine heals."),
    (omission("{about: ketamine, promotes: heals, not_pages: terms}"), "# Care\n\nKetamine [[heals]]. See our terms."),
    (omission("{about: ketamine, promotes: heals, mentions: 2}"), "Ketamine heals."),
    (omission("{about: ketamine, promotes: heals, mentions: 2}"), "Ketamine [[heals]]. Ketamine is a drug."),
    (omission("{about: ketamine, promotes: heals, mentions: 2}"), "# Ketamine\n\nKetamine [[heals]]."),
    # require
    (omission(), "Ketamine heals. Nausea may follow."),
    (omission(require="[{any: [nausea, dizziness], at_least: 2}]"), "Ketamine [[heals]]. Nausea and more nausea, NAUSEA."),
    (omission(require="[{any: [nausea, dizziness], at_least: 2}]"), "Ketamine heals. Nausea and dizziness."),
    (omission(require="[{all: [may, harm]}]"), "Ketamine [[heals]]. It may. It can harm."),
    (omission(require="[{all: [may, harm]}]"), "Ketamine heals. It may harm."),
    (omission(require="[{all: [may, harm], within: segment}]"), "Ketamine heals. It may. It can harm."),
    (omission(require="[{all: [may, harm], within: segment}]"), "Ketamine [[heals]]. It may.\n\nIt can harm."),
    (omission(require="[{all: [may, harm], within: page}]"), "Ketamine heals. It may.\n\nIt can harm."),
    (omission(require="[{any: nausea, all: [may, harm]}]"), "Ketamine [[heals]]. Nausea."),
    (omission(require="[{any: nausea, all: [may, harm]}]"), "Ketamine [[heals]]. It may harm."),
    (omission(require="[{any: nausea, all: [may, harm]}]"), "Ketamine heals. Nausea. It may harm."),
    (omission(require="[{any: nausea}, {all: [may, harm]}]"), "Ketamine heals. It may harm."),
    (omission(more="not_satisfied_by: [motion nausea]"), "Ketamine [[heals]]. Ask about motion nausea."),
    (omission(more="not_satisfied_by: [motion nausea]"), "Ketamine heals. Motion nausea, or plain nausea."),
    # satisfiers must be said, not denied or asked
    (omission(), "Ketamine [[heals]]. There is no nausea."),
    (omission(), "Ketamine [[heals]]. Does it cause nausea? Ask us."),
    (omission(), "Ketamine heals. Does it cause nausea? Yes."),
    (omission(), "Ketamine heals. There is no pain; there is nausea."),
    # place
    (omission(more="place: section"), "# One\n\nKetamine [[heals]].\n\n# Two\n\nNausea."),
    (omission(more="place: section"), "# One\n\nKetamine heals.\n\nNausea.\n\n# Two\n\nAll well."),
    (omission(more="place: page"), "# One\n\nKetamine heals.\n\n# Two\n\nNausea."),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text"), OMISSION)
def test_omission(tmp_path: Path, body: str, text: str) -> None:
    assert lint(linter(tmp_path, body, more=CONTEXTS), text) == text


PROVEN = rule("find: [proven]\nunless: [negated]\ncategory: cure")
CLAIMS = [
    (WHEN, "It is [[proven]]. Ketamine heals."),
    (WHEN, "It is not proven. Ketamine is a drug."),
    ("{about: ketamine, claims: [cure]}", "It is [[proven]]. Ketamine."),
    ("{about: ketamine, claims: [hype, cure]}", "It is [[proven]]. Ketamine."),
]


@pytest.mark.parametrize(("when", "text"), CLAIMS)
def test_a_claim_promotes(tmp_path: Path, when: str, text: str) -> None:
    rules = linter(tmp_path, PROVEN, omission(when), more=CONTEXTS)
    result = rules.check(unmarked(text)[0], path="a.md")
    assert found(result, unmarked(text)[0]) == text
    assert [f.rule.id for f in result.findings] == (["claim", "gap"] if "[[" in text else [])


def test_a_claim_of_another_category_does_not_promote(tmp_path: Path) -> None:
    rules = linter(tmp_path, PROVEN, omission("{about: ketamine, claims: [hype]}"), more=CONTEXTS)
    assert [f.rule.id for f in rules.check("It is proven. Ketamine.", path="a.md").findings] == ["claim"]


@pytest.mark.parametrize(
    ("body", "missing"), [("<p>Nausea.</p><button>Book</button>", False), ("<button>Book</button><p>Nausea.</p>", True)]
)
def test_a_disclosure_before_the_button(tmp_path: Path, body: str, missing: bool) -> None:
    rules = linter(tmp_path, omission(more="place: before-button"))
    page = f"<p>Ketamine heals.</p>{body}<p>The end.</p>"
    assert ("[[heals]]" in lint(rules, page, "a.html")) is missing


def test_without_a_button_the_whole_page_counts(tmp_path: Path) -> None:
    rules = linter(tmp_path, omission(more="place: before-button"))
    assert "[[" not in lint(rules, "<p>Ketamine heals.</p><p>Nausea.</p>", "a.html")


WEAK = [
    ("Ketamine heals.", Severity.ERROR, "Missing. Name a risk."),
    ("Ketamine heals. It has risks.", Severity.WARNING, "Missing. Name a risk. What is there falls short."),
    ("Ketamine heals. It has no risks.", Severity.ERROR, "Missing. Name a risk."),
]


@pytest.mark.parametrize(("text", "severity", "message"), WEAK)
def test_a_weak_disclosure_counts_one_severity_less(
    tmp_path: Path, text: str, severity: Severity, message: str
) -> None:
    (finding,) = linter(tmp_path, omission(more="weak: [risks]"), more=CONTEXTS).check(text, path="a.md").findings
    assert (finding.severity, finding.message, finding.match) == (severity, message, "heals")


def test_examples_are_judged_however_short_they_are(tmp_path: Path) -> None:
    body = omission("{about: ketamine, promotes: heals, min_words: 100}")
    text = "Ketamine [[heals]]."
    assert lint(linter(tmp_path, body, settings=Settings(fragment=True)), text) == text


# -- fair-balance

FAIR = "fair-balance"
BALANCE = rule(
    f"check: {FAIR}\nwhen: {{about: ketamine, promotes: heals}}\nbenefits: [heals, lifts]\nrisks: [nausea, risk]\nnot_risks: [no risk]\n"
    "ratio: 2\nleast: 2\nmessage: '{benefits} to {risks}, {first}.'",
    "balance",
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Ketamine heals. It lifts. It lifts.", "3 to 0, none at all."),
        ("Ketamine heals. It lifts. It lifts. Nausea. No risk.", "3 to 1, the first one after 67% of the page."),
        ("Ketamine heals. It lifts. Nausea.", None),
        ("Ketamine heals. It does not lift. Is there healing that lifts?", None),
        ("Ketamine heals with a risk. It lifts.", None),
        # Enough of risk, but only at the end.
        (
            "Ketamine heals. It lifts. It lifts us all up and up and up and up, and on. Nausea. A risk.",
            "3 to 2, the first one after 82% of the page.",
        ),
        ("It heals. It lifts. It lifts.", None),  # of what?
    ],
)
def test_fair_balance(tmp_path: Path, text: str, message: str | None) -> None:
    found = linter(tmp_path, BALANCE, more=CONTEXTS).check(text, path="a.txt").findings
    assert [finding.message for finding in found] == ([message] if message else [])
    assert [finding.match for finding in found] == (["heals"] if message else [])

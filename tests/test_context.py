"""What stands around a claim: cues and their scopes, questions and answers, what clears a finding and what softens it."""

from __future__ import annotations

from pathlib import Path

import pytest
from inline import CONTEXTS, found, lint, linter, rule, unmarked

from copylint import Linter, Settings, Severity

CLEARED = "find: [proven, safe, no side effects]\nunless: [negated]"

CUES = [
    # direction
    ("before: [not]", "It is not so proven. It is [[proven]]. [[Proven]], not new."),
    ("after: [false]", "[[Proven]]. Proven is false. False and [[proven]]."),
    ("around: [myth]", "The proven myth. A myth proven. [[Proven]]."),
    ("{before: [not], after: [false]}", "Not proven. Proven false. [[Proven]] not. False [[proven]]."),
    ("before: [not]", "It is not proven or safe, nor new. [[Safe]]."),
    # reach
    ("{before: [not], reach: 2}", "It is not so very proven. It is not so very much [[proven]]."),
    ("{after: [not], reach: 1}", "[[Proven]] it is not. Proven, not new. Proven is not."),
    ("{before: [not], reach: 1, within: sentence}", "Not so proven, not ever now; [[proven]]. Not now: proven."),
    # the clause and the sentence
    ("before: [not]", "It is not new; it is [[proven]]. It is not new, but [[proven]]. Not new — [[proven]]."),
    ("before: [not]", "Not new: [[proven]]. Not (yet) [[proven]]. Not new - [[proven]]. Not proven."),
    ("{before: [not], within: sentence}", "It is not new; it is [[proven]]. It is not new, is it proven. It is [[proven]]."),
    ("{after: [myth], within: sentence}", "It is [[proven]]; that is a myth. It is proven: that is a myth. It is [[proven]]. That is a myth."),
    # the previous sentence
    ("{around: [they say], within: previous}", "They say much. It is proven. It is [[proven]]. They say so."),
    ("{around: [they say], within: previous}", "They say much.\n\nIt is [[proven]]."),
    # the lead-in of a list
    (
        "{around: [avoid], within: lead-in}",
        "Avoid:\n\n- a proven thing\n- or safe\n\nWe offer:\n\n- a [[proven]] thing, avoid\n\nAvoid it. It is [[proven]].",
    ),
    ("{around: [avoid], within: lead-in}", "Avoid.\n\n- a [[proven]] thing"),
    ("{around: [avoid], within: lead-in}", "We offer:\n\n- how to avoid pain\n- a [[proven]] thing"),
    ("{around: [avoid], within: lead-in}", "| Avoid | [[proven]] |\n|---|---|\n| avoid | [[safe]] |"),
    # the heading above
    ("{around: [myths], within: heading}", "# Myths\n\nIt is [[proven]].\n\n- safe\n\n# Facts\n\nIt is [[proven]], no myths."),
    ("{around: [myths], within: heading}", "It is [[proven]].\n\n# Myths are [[proven]]\n\n- It is proven."),
    ("{around: [myths], within: heading}", "# Facts\n\nMyths abound.\n\nIt is [[proven]]."),
    # look-alikes of cues
    ("{before: [not], except: [not only]}", "It is not only [[proven]]. It is not proven. It is not only not proven."),
    ("{before: [doubt, 'no'], except: [no doubt]}", "No doubt it is [[proven]]. I doubt it is proven. No proven one."),
    # a cue inside the match
    ("before: ['no']", "It has [[no side effects]]. Nothing is [[proven]]. There is no proven one, no safe one."),
    ("{around: ['no', side, effects]}", "It has [[no side effects]]."),
    ("before: [nobody, 'no']", "Nobody has no side effects. We have [[no side effects]]."),
    # a match in a heading, a cell, an item
    ("before: [not]", "# Not proven\n\n- not safe\n- [[safe]]\n\n| Not | [[safe]] |\n|---|---|\n| not safe | [[proven]] |"),
]  # fmt: skip


def with_negated(folder: Path, cue: str, body: str = CLEARED) -> Linter:
    cue = cue if cue.startswith("{") else f"{{{cue}}}"
    return linter(folder, rule(body), more=f"contexts: {{negated: [{cue}]}}\n")


@pytest.mark.parametrize(("cue", "text"), CUES)
def test_a_cue_clears_what_stands_in_its_scope(tmp_path: Path, cue: str, text: str) -> None:
    assert lint(with_negated(tmp_path, cue), text) == text


def test_what_is_cleared_is_kept_with_its_cue(tmp_path: Path) -> None:
    more = "contexts: {negated: [{before: [not so, not]}, {after: [false]}], hedged: [{before: [may]}]}\n"
    rules = linter(tmp_path, rule("find: [proven]\nunless: [negated, hedged]"), more=more)
    result = rules.check("It may Not So be proven. Proven? False! Proven, a false word.", path="a.txt")
    assert [(f.match, [(hit.name, hit.cue) for hit in f.context]) for f in result.cleared] == [
        ("proven", [("negated", "Not So"), ("hedged", "may")]),
        ("Proven", [("negated", "false")]),
    ]
    assert [(f.match, f.offset) for f in result.findings] == [("Proven", 25)]


# -- questions

QUESTION = "contexts: {question: [{opens: [is, are, does, what, (and|but) is], answers: ['yes', absolutely], denies: [but, only]}]}\n"
QUESTIONS = [
    # asked, and not answered with yes
    "Is it proven?",
    "Is it proven? We do not know.",
    "Is it proven? No.",
    "Is it proven? Ask us. Yes.",
    "Is it proven? Yes, but not for all.",
    "Is it proven? Some say yes.",
    "Is it safe and proven? Only in part.",
    "What is proven?",
    '"Is it proven?"',
    "And is it proven?",
    "Our drug: is it proven?",
    "Before you come in; is it proven?",
    "# Is it proven?\n\nIt depends.",
    "# Is it proven?\n\n# Yes, and more\n\nMore.",
    "| Ask |\n|---|\n| Is it proven? |\n| Yes. |",
    "| Ask |\n|---|\n| Is it proven? |",
    # answered with yes: the answer is the claim
    "Is it proven? [[Yes]].",
    "Is it proven? [[Yes]], for all. Yes.",
    "Is it proven? *[[Absolutely]]!*",
    'Is it proven? "[[Yes]]," we say.',
    "# Is it proven?\n\n[[Yes]], it is.",
    "| Ask | Say |\n|---|---|\n| Is it proven? | [[Yes]]. |",
    "<details><summary>Is it proven?</summary><p>[[Yes]], it is.</p></details>",
    # no question at all
    "It is [[proven]]?",
    "[[Proven]]? Yes.",
    "Is it here? It is [[proven]].",
    "Is it. It is [[proven]]!",
    "[[Safe]] and supervised: what to know?",
    "[[Safe]]: is it proven?",
    "[[Safe]] care; what to know? Yes.",
    "# [[Safe]]: what to know?\n\nYes.",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_questions_and_their_answers(tmp_path: Path, text: str) -> None:
    rules = linter(tmp_path, rule("find: [proven, safe]\nunless: [question]"), more=QUESTION)
    assert lint(rules, text) == text


def test_a_finding_on_an_answer_tells_what_was_asked(tmp_path: Path) -> None:
    rules = linter(tmp_path, rule("find: [proven]\nunless: [question]"), more=QUESTION)
    (finding,) = rules.check("Is it proven? Yes.", path="a.txt").findings
    assert (finding.match, finding.message, finding.sentence) == (
        "Yes",
        "'proven' says too much. It is asked, and the answer says yes.",
        "Yes.",
    )
    (cleared,) = rules.check("Is it proven?", path="a.txt").cleared
    assert [(hit.name, hit.cue) for hit in cleared.context] == [("question", "?")]


def test_a_rule_that_heeds_no_questions_finds_the_words_asked(tmp_path: Path) -> None:
    text = "Is it [[proven]]? Yes."
    assert lint(linter(tmp_path, rule("find: [proven]"), more=QUESTION), text) == text


def test_a_question_may_be_told_by_cues_alone(tmp_path: Path) -> None:
    more = "contexts: {question: [{before: [whether]}]}\n"
    rules = linter(tmp_path, rule("find: [proven]\nunless: [question]"), more=more)
    assert (
        lint(rules, "Ask whether it is proven. Is it [[proven]]? Yes.")
        == "Ask whether it is proven. Is it [[proven]]? Yes."
    )


def test_another_context_can_clear_what_an_affirmed_question_asks(tmp_path: Path) -> None:
    more = QUESTION.replace("contexts: {", "contexts: {negated: [{before: [not]}], ")
    rules = linter(tmp_path, rule("find: [proven]\nunless: [negated, question]"), more=more)
    assert lint(rules, "Is it not proven? Yes.") == "Is it not proven? Yes."
    assert lint(rules, "Is it proven? Yes.") == "Is it proven? [[Yes]]."


# -- sources


def test_cited_holds_where_a_source_stands(tmp_path: Path) -> None:
    rules = linter(tmp_path, rule("find: [proven]\nunless: [cited]"), more="contexts: {cited: [{source: true}]}\n")
    text = "Proven (doi:10.1000/x1). It is proven. See NCT01234567. It is [[proven]]. So. See NCT01234567."
    assert lint(rules, text) == text


# -- downgrade

SOFTER = [("error", Severity.WARNING), ("warning", Severity.NOTICE), ("notice", Severity.NOTICE)]


@pytest.mark.parametrize(("severity", "softened"), SOFTER)
def test_downgrade_takes_one_severity_and_tells_why(tmp_path: Path, severity: str, softened: Severity) -> None:
    body = f"find: [proven]\nseverity: {severity}\ndowngrade: [negated, hedged]"
    more = "contexts: {negated: [{before: [not]}], hedged: [{before: [may]}]}\n"
    result = linter(tmp_path, rule(body), more=more).check("Proven. It may not be proven.", path="a.txt")
    assert [(f.severity, [(hit.name, hit.cue) for hit in f.context]) for f in result.findings] == [
        (Severity.parse(severity), []),
        (softened, [("negated", "not"), ("hedged", "may")]),
    ]
    assert result.cleared == ()


def test_downgrade_takes_from_the_severity_of_the_entry(tmp_path: Path) -> None:
    body = "find: [{any: proven, severity: warning}]\ndowngrade: [negated]"
    result = with_negated(tmp_path, "before: [not]", body).check("Not proven.", path="a.txt")
    assert [f.severity for f in result.findings] == [Severity.NOTICE]


def test_unless_comes_before_downgrade(tmp_path: Path) -> None:
    body = "find: [proven]\nunless: [negated]\ndowngrade: [negated]"
    result = with_negated(tmp_path, "before: [not]", body).check("Not proven.", path="a.txt")
    assert [(f.severity, result.findings) for f in result.cleared] == [(Severity.ERROR, ())]


# -- near, segments, about


def test_what_the_site_is_about_every_page_is(tmp_path: Path) -> None:
    body, more = rule("find: [proven]\nabout: [drugs]"), "lexicons: {drugs: [drug]}\n"
    rules = linter(tmp_path, body, more=more, settings=Settings(about=frozenset({"drugs"})))
    assert lint(rules, "Proven. Care.") == "[[Proven]]. Care."


PLACES = [
    ("near: {any: [drug]}", "[[Proven]] drug. Proven care. A drug; proven care."),
    ("near: {none: [gin]}", "[[Proven]] drug. Proven gin. Gin; [[proven]] care."),
    ("near: {none: [gin], within: sentence}", "[[Proven]] drug. Gin; proven care."),
    ("near: {any: [drug], none: [gin], within: sentence}", "[[Proven]] drug. Proven drug; gin. Proven."),
    ("near: {any: [drug], within: page}", "[[Proven]].\n\nA drug."),
    ("near: {any: [drug], within: section}", "# A\n\n[[Proven]].\n\nA drug.\n\n# B\n\nProven."),
    ("segments: [heading]", "# [[Proven]]\n\nProven."),
    ("segments: [item, cell]", "Proven.\n\n- [[proven]]\n\n| [[proven]] |\n|---|\n| [[proven]] |"),
    ("segments: [paragraph]", "- proven\n\n[[Proven]]."),
    ("about: [drugs]", "[[Proven]]. A drug."),
    ("about: [drugs]", "[[Proven]]. Care."),  # too short to tell
    ("about: [drugs]", f"Proven.{' Care is here.' * 40}"),
    ("about: [drugs]", f"[[Proven]]. A drug.{' Care is here.' * 40}"),
    ("about: [drugs]", f"Proven. A drug.{' Care is here.' * 90}"),  # named in passing
    ("about: [drugs]", f"# A drug\n\n[[Proven]].{' Care is here.' * 90}"),
]


@pytest.mark.parametrize(("body", "text"), PLACES)
def test_where_a_claim_must_stand(tmp_path: Path, body: str, text: str) -> None:
    rules = linter(tmp_path, rule(f"find: [proven]\n{body}"), more="lexicons: {drugs: [drug]}\n")
    result = rules.check(unmarked(text)[0], path="a.md")
    assert found(result, unmarked(text)[0]) == text
    assert result.cleared == ()


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("{before: ['no'], over_commas: false}", "With no risk, it is [[proven]]. No risk is proven."),
        (
            "{before: [avoid], within: sentence}",
            "Avoid pills; it is [[proven]]. Avoid it, but it is [[proven]]. Avoid what is proven.",
        ),
        ("{around: [avoid], within: lead-in}", "Avoid pills. We offer:\n\n- a [[proven]] thing"),
    ],
)
def test_what_ends_the_reach_of_a_cue(tmp_path: Path, cue: str, text: str) -> None:
    assert lint(with_negated(tmp_path, cue), text) == text


def test_a_rhetorical_question_is_a_claim(tmp_path: Path) -> None:
    more = "contexts: {question: [{opens: [is, why], except: [why not]}]}\n"
    rules = linter(tmp_path, rule("find: [proven]\nunless: [question]"), more=more)
    text = "Why not try our [[proven]] care? Is it proven?"
    assert lint(rules, text) == text


def test_an_answer_may_be_called_one(tmp_path: Path) -> None:
    rules = linter(tmp_path, rule("find: [proven]\nunless: [question]"), more=CONTEXTS)
    text = "Is it proven?\n\nA: [[Yes]], it is."
    assert lint(rules, text) == text


def test_yet_ends_a_clause_after_a_comma_only(tmp_path: Path) -> None:
    text = "It is not yet proven. It has not yet been proven. It is not new, yet [[proven]]."
    assert lint(with_negated(tmp_path, "before: [not]"), text) == text

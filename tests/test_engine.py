"""The engine: fingerprints, order, what is not read, pages of several documents, and Linters that travel."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

import pytest
from inline import CONTEXTS, HEAD, linter, policy, rule, write

from copylint import FileResult, Linter, Settings, load_policies, matcher
from copylint.engine import Judged
from copylint.parsers import parser_for
from copylint.text.document import Page, Part

CLAIMS = rule("find: [proven]\nunless: [negated]"), rule("find: [cure*]", "cure")
OMISSION = rule(
    "check: omission\nwhen: {about: ketamine, promotes: heals}\nrequire: [{any: nausea}]\nwanted: Risks.", "gap"
)


@pytest.fixture
def claims(tmp_path: Path) -> Linter:
    return linter(tmp_path, *CLAIMS, more=CONTEXTS)


def fingerprints(rules: Linter, text: str, path: str = "a.md") -> list[str]:
    return [finding.fingerprint for finding in rules.check(text, path=path).findings]


# -- fingerprints

ORIGINAL = "It is clinically proven, we say."
SAME = [
    "# Title\n\nOther words.\n\nIt is clinically proven, we say.",
    "It is clinically\nproven, we say.",
    "Before. It is clinically proven, we say. After.",
    "It is  clinically **proven**, we say",
    "IT IS CLINICALLY PROVEN — WE SAY!",
    "- It is clinically proven, we say.",
    "<p>It is clinically&#32;proven, we say.</p>",
]
OTHER = ["It is clinically proven, they say.", "It is proven, we say.", "It is clinically proven. We say."]


@pytest.mark.parametrize("text", SAME)
def test_moving_and_reflowing_keeps_a_fingerprint(claims: Linter, text: str) -> None:
    assert fingerprints(claims, text) == fingerprints(claims, ORIGINAL)


@pytest.mark.parametrize("text", OTHER)
def test_editing_the_sentence_changes_it(claims: Linter, text: str) -> None:
    (edited,) = fingerprints(claims, text)
    assert edited not in fingerprints(claims, ORIGINAL)


def test_path_and_rule_are_part_of_it(claims: Linter) -> None:
    one, two = fingerprints(claims, "A proven cure.")
    assert one != two
    assert fingerprints(claims, "A proven cure.", "b.md") != [one, two]
    assert fingerprints(claims, "A proven cure.", "./a.md") == [one, two]
    assert fingerprints(claims, "A proven cure.", "b\\a.md") == fingerprints(claims, "A proven cure.", "b/a.md")


def test_repeats_are_numbered_in_order(claims: Linter) -> None:
    (one,) = fingerprints(claims, "Proven.")
    assert fingerprints(claims, "Proven. Proven. So proven.\n\nProven.")[:2] == [one, f"{one}:2"]
    assert fingerprints(claims, "Proven. Proven. So proven.\n\nProven.")[3] == f"{one}:3"
    assert fingerprints(claims, "Proven, proven.")[1] == fingerprints(claims, "Proven, proven.")[0] + ":2"


def test_what_is_cleared_is_counted_apart(claims: Linter) -> None:
    result = claims.check("Not proven; proven.", path="a.md")
    assert [f.fingerprint for f in result.cleared] == [f.fingerprint for f in result.findings]


def test_that_of_an_omission_is_the_pages(tmp_path: Path) -> None:
    rules = linter(tmp_path, OMISSION)
    assert fingerprints(rules, "Ketamine heals.") == fingerprints(rules, "All is well. Here ketamine quickly heals.")
    assert fingerprints(rules, "Ketamine heals.") != fingerprints(rules, "Ketamine heals.", "b.md")


# -- order and places


def test_findings_stand_in_the_order_of_the_text_whatever_the_rules_order(tmp_path: Path) -> None:
    rules = (rule("find: [proven cure]", "b"), rule("find: [cure, proven]", "a"), rule("find: [proven cure]", "c"))
    text = "A cure. A proven cure, a proven cure."
    shown = [
        [(f.match, f.rule.id) for f in linter(tmp_path, *order).check(text, path="a.txt").findings]
        for order in (rules, rules[::-1])
    ]
    again = [("proven", "a"), ("proven cure", "b"), ("proven cure", "c"), ("cure", "a")]
    assert shown == [[("cure", "a"), *again, *again]] * 2


def test_places_count_lines_and_columns_in_characters(claims: Linter) -> None:
    text = "# Café\r\n\r\n😀 is\r\nproven, a **cure**.\n"
    found = claims.check(text, path="a.md").findings
    assert [(f.line, f.column, f.end_line, f.end_column, f.match, text[f.offset : f.end_offset]) for f in found] == [
        (4, 1, 4, 7, "proven", "proven"),
        (4, 13, 4, 17, "cure", "cure"),
    ]
    assert {(f.segment, f.section, f.sentence) for f in found} == {("paragraph", ("Café",), "😀 is proven, a cure.")}


def test_a_match_over_two_lines(claims: Linter, tmp_path: Path) -> None:
    rules = linter(tmp_path, rule("find: [proven to work]"))
    (finding,) = rules.check("It is proven\nto work.", path="a.md").findings
    assert (finding.line, finding.column, finding.end_line, finding.end_column) == (1, 7, 2, 8)
    assert finding.match == "proven to work"


def test_findings_of_low_confidence_are_for_pedants(tmp_path: Path) -> None:
    rules = rule("find: [proven]\nconfidence: low"), rule("find: [cure]\nconfidence: medium", "cure")
    text = "A proven cure."
    assert [f.match for f in linter(tmp_path, *rules).check(text, path="a.md").findings] == ["cure"]
    pedant = linter(tmp_path, *rules, settings=Settings(pedantic=True))
    assert [f.match for f in pedant.check(text, path="a.md").findings] == ["proven", "cure"]


# -- what is not read


def status(result: FileResult) -> tuple[str, str | None, int]:
    return result.status, result.reason, len(result.findings)


UNREAD = [
    ("a.md", "---\nlang: fr\n---\nProven.", 'it is in the language "fr", for which no policy is loaded', 0),
    (
        "a.html",
        '<html lang="de-AT"><p>Proven.</p></html>',
        'it is in the language "de-AT", for which no policy is loaded',
        0,
    ),
    ("a.pdf", "Proven.", "copylint cannot read PDF documents (.pdf)", 0),
    ("a.xyz", "Proven.", 'copylint knows no format ".xyz"', 0),
    ("README", "Proven.", "the name has no suffix that tells its format", 0),
    (
        "a.md",
        "---\ntitle: [x\n---\nProven.",
        "line 3: front matter cannot be read: did not find expected ',' or ']' (while parsing a flow sequence)"
        "; look at the line before, too: a text with any of {}[]:# in it must stand in quotes",
        1,
    ),
]


@pytest.mark.parametrize(("path", "text", "reason", "findings"), UNREAD)
def test_what_cannot_be_read_or_judged_says_why(
    claims: Linter, path: str, text: str, reason: str, findings: int
) -> None:
    assert status(claims.check(text, path=path)) == ("unread", reason, findings)


@pytest.mark.parametrize("lang", ["en", "en-US", "EN_gb", ""])
def test_a_language_that_a_policy_covers_is_read(claims: Linter, lang: str) -> None:
    result = claims.check(f'<html lang="{lang}"><p>Proven.</p></html>', path="a.html")
    assert status(result) == ("checked", None, 1)


def test_policies_that_name_no_language_are_for_all(tmp_path: Path) -> None:
    path = write(tmp_path, policy(CLAIMS[1], rule("find: [proven]"), head=HEAD.replace("language: en\n", "")))
    page = '<html lang="es"><p>Proven.</p></html>'
    assert status(Linter(load_policies([path])).check(page, path="a.html")) == ("checked", None, 1)
    both = Linter(load_policies([path, "us-safety"])).check(page, path="a.html")
    assert both.status == "unread"


@pytest.mark.parametrize("text", ["", " \n\n", "<!-- proven -->"])
def test_a_file_without_words_is_skipped(claims: Linter, text: str) -> None:
    assert status(claims.check(text, path="a.md")) == ("skipped", "it holds no words of copy", 0)


def test_a_file_with_words_and_no_findings_is_checked(claims: Linter) -> None:
    result = claims.check("All is well here.", path="a.md")
    assert (status(result), result.words) == (("checked", None, 0), 4)


def test_a_pattern_that_runs_out_of_time_makes_the_file_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matcher, "PATTERN_SECONDS", 0.1)
    rules = linter(tmp_path, rule("find:\n  - 're:(?:a|aa)+$'\n  - proven"))
    result = rules.check(f"It is proven.\n\n{'a' * 200}b\n\nProven, aaa", path="a.txt")
    assert (result.status, result.reason) == (
        "unread",
        'line 3: the pattern "re:(?:a|aa)+$" took longer than 0.1 s here',
    )
    assert [f.match for f in result.findings] == ["proven", "Proven", "aaa"]


# -- pages of several documents


def check_page(rules: Linter, texts: Sequence[str]) -> FileResult:
    """Check the first text as a page that shows the others; each stands for one "import" in it."""
    documents = []
    for number, text in enumerate(texts):
        parse = parser_for("a.md")
        assert parse is not None
        documents.append(parse(text, f"{number}.md"))
    parts = tuple(
        Part(document=document, start=number, end=number + 1) for number, document in enumerate(documents[1:])
    )
    return rules.check_page(Page(document=documents[0], parts=parts))


PAGES = [
    (["Ketamine heals.", "All is well."], ["heals"]),
    (["Ketamine heals.", "Nausea may follow."], []),
    (["Proven.", "Ketamine.", "A proven cure."], ["Proven", "Proven"]),
    (["Proven.", "All is well."], ["Proven"]),
]


@pytest.mark.parametrize(("texts", "matches"), PAGES)
def test_omissions_are_judged_over_the_whole_page(tmp_path: Path, texts: list[str], matches: list[str]) -> None:
    rules = linter(tmp_path, *CLAIMS, OMISSION, more=CONTEXTS)
    result = check_page(rules, texts)
    assert result.path == "0.md"
    assert sorted(f.match for f in result.findings) == sorted(matches)


def test_what_a_page_leaves_out_stands_at_what_brings_the_promotion_in(tmp_path: Path) -> None:
    (finding,) = check_page(linter(tmp_path, OMISSION), ["All is well.", "Parking.", "Ketamine heals."]).findings
    assert (finding.path, finding.offset, finding.end_offset, finding.match) == ("0.md", 1, 2, "heals")
    ((place),) = finding.related
    assert (place.path, place.line, place.column, place.end_column) == ("2.md", 1, 10, 15)


def test_a_page_without_words_of_its_own_is_judged_by_its_parts(tmp_path: Path) -> None:
    (finding,) = check_page(linter(tmp_path, OMISSION), ["", "Ketamine heals."]).findings
    assert (finding.path, finding.line, finding.column) == ("0.md", 1, 1)


def test_a_part_is_judged_once_for_all_pages(tmp_path: Path) -> None:
    rules = linter(tmp_path, OMISSION)
    parse = parser_for("a.md")
    assert parse is not None
    part = Part(document=parse("Ketamine heals.", "part.md"))
    judged: dict[str, Judged] = {}
    pages = [Page(document=parse("All is well.", f"{n}.md"), parts=(part,)) for n in range(2)]
    first, second = (rules.check_page(page, judged) for page in pages)
    assert len(first.findings) == len(second.findings) == 1
    assert list(judged) == ["part.md"]


def test_a_component_is_not_judged_for_omissions(tmp_path: Path) -> None:
    rules = linter(tmp_path, *CLAIMS, OMISSION, more=CONTEXTS)
    code = 'export const text = "Ketamine heals, a proven cure."; export default text;'
    found = {
        path: [f.match for f in rules.check(code, path=path).findings] for path in ("src/Hero.tsx", "app/page.tsx")
    }
    assert found == {"src/Hero.tsx": ["proven", "cure"], "app/page.tsx": ["heals", "proven", "cure"]}


LONG = " Care is here." * 40
ABOUT = rule("find: [proven]\nabout: [drug]")
DRUG = "lexicons: {drug: [ketamine]}\n"


@pytest.mark.parametrize(
    ("texts", "whole", "about", "found"),
    [
        (["Proven."], True, frozenset(), ["Proven"]),
        (["Proven." + LONG], True, frozenset(), []),
        (["Proven ketamine." + LONG], True, frozenset(), ["Proven"]),
        (["Proven." + LONG, "Ketamine."], True, frozenset(), ["Proven"]),
        (["Proven." + LONG], False, frozenset(), ["Proven"]),
        (["Proven."], True, frozenset({"drug"}), ["Proven"]),
        # A component by itself: the site decides, else it is judged.
        (["Proven."], False, frozenset(), ["Proven"]),
        (["Proven."], False, frozenset({"other"}), []),
    ],
)
def test_what_a_page_is_about(
    tmp_path: Path, texts: list[str], whole: bool, about: frozenset[str], found: list[str]
) -> None:
    rules = linter(tmp_path, ABOUT, more=DRUG, settings=Settings(about=about))
    parse = parser_for("a.md")
    assert parse is not None
    first, *others = [parse(text, "a.md") for text in texts]
    page = Page(document=first, parts=tuple(Part(document=other) for other in others), whole=whole)
    assert [finding.match for finding in rules.check_page(page).findings] == found


def test_a_page_with_an_unknown_language_is_not_judged_for_omissions(tmp_path: Path) -> None:
    rules = linter(tmp_path, OMISSION)
    french = check_page(rules, ["---\nlang: fr\n---\nLa nausea.", "Ketamine heals."])
    assert (french.status, french.findings) == ("unread", ())
    # A part that no policy can read says nothing for the page.
    english = check_page(rules, ["Ketamine heals.", "---\nlang: fr\n---\nNausea."])
    assert [finding.match for finding in english.findings] == ["heals"]


# -- the same again


def test_a_linter_survives_pickling(tmp_path: Path) -> None:
    question = rule("find: [safe]\nunless: [question]\nnear: {none: [gin]}\ndowngrade: [negated]", "safe")
    citation = rule("check: citation\nfind: [<number>%, 're:\\d+ of \\d+']", "number")
    together = rule("check: cooccurrence\nall: [<drug>, fast]", "together")
    more = CONTEXTS + "lexicons: {drug: [ketamine]}\n"
    rules = linter(tmp_path, *CLAIMS, OMISSION, question, citation, together, more=more)
    text = "Is it safe? Yes. Ketamine is fast and heals 70%, 7 of 10.\n\nNot proven, not safe. A cure."
    result = rules.check(text, path="a.md")
    assert len(result.findings) == 7
    copied = pickle.loads(pickle.dumps(rules))  # noqa: S301, bytes made on this line; workers get it so
    again = copied.check(text, path="a.md")

    def shown(result: FileResult) -> list[tuple[object, ...]]:
        found = (*result.findings, *result.cleared)
        return [(f.rule.id, f.severity, f.offset, f.end_offset, f.message, f.context, f.fingerprint) for f in found]

    assert shown(again) == shown(result)


def test_checking_leaves_no_trace(claims: Linter) -> None:
    first = claims.check("A proven cure.", path="a.md")
    claims.check("Not proven.", path="b.md")
    assert claims.check("A proven cure.", path="a.md") == first


def test_a_part_in_another_language_is_not_judged_and_said(tmp_path: Path) -> None:
    rules = linter(tmp_path, rule("find: [proven]"))
    result = rules.check('<p>It is proven.</p>\n<blockquote lang="es">Es proven.</blockquote>', path="a.html")
    assert [finding.line for finding in result.findings] == [1]
    assert (result.status, result.reason) == (
        "unread",
        'line 2: it is in the language "es", for which no policy is loaded',
    )


@pytest.mark.parametrize("lang", ["english", "{{ site.lang }}", " en", "EN_us"])
def test_what_is_no_language_code_tells_nothing(tmp_path: Path, lang: str) -> None:
    rules = linter(tmp_path, rule("find: [proven]"))
    result = rules.check(f'<html lang="{lang}"><p>It is proven.</p></html>', path="a.html")
    assert (result.status, len(result.findings)) == ("checked", 1)


def test_template_expressions_are_not_judged(tmp_path: Path) -> None:
    rules = linter(tmp_path, rule("find: [proven]"))
    source = "Care {{ page.proven }} is {% if proven %}proven{% endif %} for you.\n"
    (finding,) = rules.check(source, path="a.md").findings
    assert source[finding.offset - 2 : finding.offset] == "%}"


def test_a_source_that_nobody_can_open_is_told(tmp_path: Path) -> None:
    rules = linter(tmp_path, rule("check: citation\nfind: [studies show]"))
    named, unnamed = rules.check(
        "Studies show it (Journal of Care, 2019). We think.\n\nStudies show it.", path="a.md"
    ).findings
    assert named.message.endswith("It names a source, but a reader cannot open it.")
    assert not unnamed.message.endswith("open it.")


def test_the_pages_own_address_in_front_matter_is_its_site(tmp_path: Path) -> None:
    rules = linter(tmp_path, rule("check: citation\nfind: [studies show]"))
    page = "---\ncanonical: https://our.example/x\n---\n\nStudies show it ([here](https://{}/a)).\n"
    assert len(rules.check(page.format("our.example"), path="a.md").findings) == 1
    assert rules.check(page.format("other.example"), path="a.md").findings == ()


def test_findings_in_one_endless_sentence_stay_small(tmp_path: Path) -> None:
    rules = linter(tmp_path, rule("find: [proven]"))
    result = rules.check("proven " * 3000, path="a.txt")
    assert len(result.findings) == 3000
    assert max(len(finding.sentence) for finding in result.findings) <= 2000


def test_copies_in_metadata_are_one_finding_and_the_body_is_its_own(tmp_path: Path) -> None:
    rules = linter(tmp_path, rule("find: [proven]"))
    page = (
        "<title>Proven care</title>\n"
        '<meta property="og:title" content="Proven care">\n'
        '<script type="application/ld+json">{"name": "Proven care", "description": "Proven. Proven."}</script>\n'
        "<h1>Proven care</h1>\n<p>Proven care</p>\n"
    )
    result = rules.check(page, path="a.html")
    assert [(f.line, [place.line for place in f.related]) for f in result.findings] == [
        (1, [2, 3]), (3, []), (3, []), (4, []), (5, []),
    ]  # fmt: skip
    assert result.findings[0].related[0].note == "the same sentence in the page's title"

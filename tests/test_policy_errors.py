"""Broken policies: each mistake is reported at its line and column, in words that help, and all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from inline import CONTEXTS, HEAD, policy, rule, write

from copylint import load_policies
from copylint.errors import PolicyError

HERE = "⟦"
"""Stands in a policy's text before the place that a message must name, and is taken out before loading."""
FIND = "find: [proven]"


def problems(*paths: str | Path) -> list[str]:
    """What is wrong with these policies and those that they extend: "name:line:column: message"."""
    with pytest.raises(PolicyError) as caught:
        load_policies([str(path) for path in paths])
    return [f"{Path(p.path).name}:{p.line}:{p.column}: {p.message}" for p in caught.value.problems]


def expected(text: str, messages: list[str], name: str = "inline.yaml") -> list[str]:
    """The messages, each at its HERE of the text, in order; the last HERE takes the messages that are left."""
    places = []
    before, *rest = text.split(HERE)
    for piece in rest:
        places.append(f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}: ")
        before += piece
    places += places[-1:] * (len(messages) - len(places))
    return [place + message for place, message in zip(places, messages, strict=True)]


def assert_broken(folder: Path, text: str, messages: list[str]) -> None:
    found = problems(write(folder, text.replace(HERE, "")))
    assert found == expected(text, messages)


SWALLOWED = (
    "YAML reads everything from here on as a comment; put the whole text in quotes if it belongs to it, "
    'or write "# " with a blank for a comment'
)
TWICE = "is given twice; YAML would keep only the last"
NO_TEXT = "a text is expected here, not {}; put it in quotes if it is one"
POLICIES = [
    (HEAD + "⟦langauge: en\n", ['unknown key "langauge"; did you mean "language"?']),
    (
        HEAD + "⟦zzz: en\n",
        [
            'unknown key "zzz"; known are: authorities, contexts, defaults, extends, jurisdiction, language, lexicons, '
            "override, policy, review_by, rules, title, version"
        ],
    ),
    (HEAD + "⟦title: again\n", [f'"title" {TWICE}']),
    (HEAD + f"rules:\n{rule(FIND)}⟦rules: []\n", [f'"rules" {TWICE}']),
    (HEAD + "lexicons:\n  a: [x]\n  ⟦a: [y]\n", [f'"a" {TWICE}']),
    ("⟦version: 2026.11\ntitle: x\n", ['this policy has no "policy"']),
    ("policy: ⟦My Policy\nversion: 2026.11\ntitle: x\n", ['"My Policy" is not a name of small letters, digits and hyphens']),
    ("policy: x\nversion: ⟦one\ntitle: x\n", ['"one" is not a version such as 2026.11']),
    ("policy: x\nversion: ⟦[1]\ntitle: x\n", [NO_TEXT.format("a list")]),
    ("policy: x\nversion: 2026.11\ntitle: ⟦''\n", ["a text is missing here"]),
    (HEAD + "jurisdiction: ⟦usa\n", ['"usa" is not a country code such as US']),
    (HEAD + "review_by: ⟦May 2027\n", ['"May 2027" is not a date such as 2027-05-01 (in quotes)']),
    (HEAD + "extends: ⟦context-en\n", ['a list is expected here, not "context-en"']),
    (HEAD + "defaults: ⟦[negated]\n", ["keys with values are expected here, not a list"]),
    (HEAD + "lexicons: ⟦[a]\n", ["names with values are expected here, not a list"]),
    (HEAD + "lexicons:\n  ⟦Drug: [x]\n", ['"Drug" is no name; use small letters, digits and hyphens']),
    (HEAD + "lexicons:\n  drug: ⟦{⟦ad: [x]}\n", ['this lexicon has no "add"', 'unknown key "ad"; did you mean "add"?']),
    (HEAD + "lexicons:\n  drug: ⟦{add: [x]}\n", ['there is no lexicon "drug" to add to; none is defined']),
    (HEAD + 'lexicons:\n  drug: [x, ⟦"(y"]\n', ['the phrase "(y" cannot be used: a bracket "(" is never closed']),
    (HEAD + "lexicons:\n  drug: [x, ⟦<drug> y]\n", ['the phrase "<drug> y" cannot be used: the lexicon <drug> refers to itself']),
    (
        HEAD + "lexicons:\n  b: [<a> x]\n  a: [z, ⟦'(y']\n",
        ['the phrase "(y" cannot be used: a bracket "(" is never closed'],
    ),
    (HEAD + "rules: ⟦proven\n", ["a list of rules is expected here"]),
    (HEAD + "rules:\n  - ⟦proven\n", ["a rule is expected here: keys with values"]),
    (HEAD + "override:\n  claim: ⟦off\n", ['keys with values are expected here, not "off"']),
    (HEAD + "contexts:\n  ⟦denied: [{before: ['no']}]\n", ['"denied" is no name; use small letters, digits and hyphens']),
    (HEAD + "contexts:\n  negated: ⟦[]\n", ["the list needs at least 1 entry"]),
    (
        HEAD + "contexts:\n  negated:\n    - ⟦within: clause\n",
        ["this test needs one of: before, after, around, opens, source"],
    ),
    (HEAD + "contexts:\n  negated: [{before: [not], within: ⟦claus}]\n", ['"claus" is not known here; did you mean "clause"?']),
    (HEAD + "contexts:\n  negated: [{before: [not], reach: ⟦0}]\n", ["a whole number from 1 on is expected here"]),
    (HEAD + "contexts:\n  negated: [{before: ⟦*, reach: 1}]\n".replace("*", '"*"'), [
        'the phrase "*" cannot be used: "*" must stand right after the beginning of a word'
    ]),
    (HEAD + "contexts:\n  negated: [{before: [not], reach: ⟦[6]}]\n", ["a whole number from 1 on is expected here"]),
    (HEAD + "contexts:\n  cited: [{source: ⟦yes}]\n", ["true or false is expected here"]),
    (HEAD + "contexts:\n  cited: [{source: ⟦[true]}]\n", ["true or false is expected here"]),
    (HEAD + "  other: ⟦{title: x, body: x, date: x, url: https://a.org, binding: direct, verified: no}\n", [
        'this authority has no "supports"'
    ]),
    (HEAD.replace('"https', '⟦"http'), ['"http://example.org/act" is not an https address']),
    ("⟦- a\n", ["is no policy; a policy begins with `policy: name`"]),
    ("⟦", ["is empty; a policy begins with `policy: name`"]),
    ("⟦# only a comment\n", ["is empty; a policy begins with `policy: name`"]),
    ("title: a⟦: b\n", ['is no YAML that can be read: mapping values are not allowed in this context; a text with ": " in it must stand in quotes']),
    (HEAD + "lexicons:\n  ⟦[a]: x\n", ["is no YAML that can be read: a key must be a word, not a list or a mapping"]),
]  # fmt: skip
RULES = [
    ("find: [proven]\n⟦severty: error", ['unknown key "severty"; did you mean "severity"?']),
    ("find: [proven]\n⟦find: [shown]", [f'"find" {TWICE}']),
    ("find: [proven]\nseverity: ⟦fatal", ['"fatal" is not known here; known are: error, notice, warning']),
    ("find: [proven]\nwhy: ⟦[x]", [NO_TEXT.format("a list")]),
    ("find: [proven]\nwhy:⟦", ["a text is missing here"]),
    ("find: ⟦[]", ["the list needs at least 1 entry"]),
    ("check: ⟦existance", ['"existance" is no kind of check; did you mean "existence"?']),
    ("find: [⟦(proven]", ['the phrase "(proven" cannot be used: a bracket "(" is never closed']),
    ("find: [ok, ⟦'re:(x']", ['the phrase "re:(x" cannot be used: not a regular expression: missing ) at position 2']),
    ("find: [proven]\nexcept: ⟦works ...", ['the phrase "works ..." cannot be used: "..." must stand between words']),
    ("find: [⟦<dru> heals]", ['the phrase "<dru> heals" cannot be used: there is no lexicon <dru>; did you mean "drug"?']),
    ("find: [proven]\nabout: ⟦[dru]", ['the phrase "<dru>" cannot be used: there is no lexicon <dru>; did you mean "drug"?']),
    ("find: [{⟦any: [proven]}]".replace("{⟦", "⟦{"), ['this phrase with a severity of its own has no "severity"']),
    ("find: [proven]\nauthorities: [⟦atc]", ['there is no authority "atc"; did you mean "act"?']),
    ("find: [proven]\nauthorities: [{direct: ⟦atc}]", ['there is no authority "atc"; did you mean "act"?']),
    ("find: [proven]\nauthorities: [{⟦firm: act}]", ['"firm" is no name; use small letters, digits and hyphens']),
    ("find: [proven]\nauthorities: [⟦{}]", ["the list needs at least 1 entry"]),
    ("find: [proven]\nunless: [⟦negatde]", ['"negatde" is not known here; did you mean "negated"?']),
    ("find: [proven]\nunless: ⟦[hedged]", ['the context "hedged" is not defined; extend a policy that defines it']),
    ("find: [proven]\nnear: ⟦{within: clause}", ["this condition needs one of: any, none"]),
    ("find: [proven]\nsegments: [⟦headings]", ['"headings" is not known here; did you mean "heading"?']),
    ("find: [proven]\nformerly: ⟦[claim]", ['the former id "claim" is that of the rule at {path}:{line}']),
    ("find: [proven]\nmessage: ⟦'{matched} is bad'", ['"{matched}" is no value of a message; did you mean "match"?']),
    ("find: [proven]\ntitle: ⟦'{x} is bad'", ['"{x}" is no value of a message; known are: benefits, first, match, risks, wanted']),
    ("find: [proven]\nsuggest:\n  - ⟦note: less", [NO_TEXT.format("keys with values")]),
    ("find: [proven]\nexcept:\n  - ⟦note: proven", [NO_TEXT.format("keys with values")]),
    ("find:\n  - ⟦⟦⟦note: proven", [
        'this phrase with a severity of its own has no "any"',
        'this phrase with a severity of its own has no "severity"',
        'unknown key "note"; known are: any, severity',
    ]),
    ("find:\n  - the ⟦#1 clinic", [SWALLOWED]),
    ("find: [proven]\nwhy: It is ⟦#1.", [SWALLOWED]),
    ("find:\n  -⟦\n", ["a text is missing here"]),
    ("find: [proven]\nexamples: {bad: [⟦'is [[proven'], good: [y]}", ['a mark is not closed: write "[[words]]"']),
    ("find: [proven]\nexamples: {bad: [⟦'[[proven'], good: [y]}", ['a mark is not closed: write "[[words]]"']),
    ("find: [proven]\nexamples: {bad: [⟦'is proven]]'], good: [y]}", ['a mark is not closed: write "[[words]]"']),
    ("find: [proven]\nexamples: {bad: [⟦'[[is [[proven]]'], good: [y]}", ['a mark is not closed: write "[[words]]"']),
    ("find: [proven]\nexamples: {bad: [⟦is proven], good: [y]}", ["mark the words that this rule finds: [[words]]"]),
    ("find: [proven]\nexamples: {bad: ['[[x]]'], good: [⟦'[[y]]']}", [
        "a good example has no marks: nothing is found in it"
    ]),
    ("find: [proven]\nexamples: {bad: ['[[x]]'], good: [{text: y, fires: ⟦clam}]}", ['there is no rule "clam"; did you mean "claim"?']),
    ("find: [proven]\nexamples: {bad: ['[[x]]'], good: ⟦[]}", ["the list needs at least 1 entry"]),
    ("find: [proven]\nexamples: ⟦{bad: ['[[x]]']}", ['this list of examples has no "good"']),
    ("check: cooccurrence\nall: ⟦[[proven]]", ["the list needs at least 2 entries"]),
    ("check: cooccurrence\nall: [[a], [b]]\nordered: ⟦yes", ["true or false is expected here"]),
    ("check: citation\nfind: [proven]\nsources: [⟦links]", ['"links" is not known here; did you mean "link"?']),
    ("check: omission\nwanted: x\nwhen: {about: drug}\nrequire: [⟦{within: page}]", ["this requirement needs one of: any, all"]),
    ("check: omission\nwanted: x\nwhen: ⟦{promotes: drug}\nrequire: [{any: x}]", ['this condition has no "about"']),
]  # fmt: skip


@pytest.mark.parametrize(("text", "messages"), POLICIES)
def test_a_mistake_in_a_policy(tmp_path: Path, text: str, messages: list[str]) -> None:
    assert_broken(tmp_path, text, messages)


@pytest.mark.parametrize(("body", "messages"), RULES)
def test_a_mistake_in_a_rule(tmp_path: Path, body: str, messages: list[str]) -> None:
    text = policy(rule(body), more=CONTEXTS + "lexicons: {drug: [ketamine]}\n")
    line = text[: text.index("  - id: claim")].count("\n") + 1
    assert_broken(
        tmp_path, text, [m.format(path=tmp_path / "inline.yaml", line=line) if "{path}" in m else m for m in messages]
    )


def test_a_missing_key_is_reported_where_the_rule_begins(tmp_path: Path) -> None:
    text = policy(rule("except: [x]")).replace("- id", "- ⟦id")
    assert_broken(tmp_path, text, ['this rule has no "find"'])
    text = policy(rule(FIND)).replace("    check: existence\n", "").replace("- id", "- ⟦id")
    assert_broken(
        tmp_path,
        text,
        ['this rule has no "check"; known are: citation, cooccurrence, existence, fair-balance, omission'],
    )


def test_a_default_context_that_is_not_defined(tmp_path: Path) -> None:
    text = policy(rule(FIND), more="defaults: {unless: [hedged]}\n").replace("- id", "- ⟦id")
    assert_broken(tmp_path, text, ['the context "hedged" is not defined; extend a policy that defines it'])


def test_a_rule_id_given_twice(tmp_path: Path) -> None:
    text = policy(rule(FIND), rule(FIND, "other"), rule(FIND)).replace("id: claim", "id: ⟦claim").replace("⟦", "", 1)
    first = text[: text.index("  - id: claim")].count("\n") + 1
    assert_broken(tmp_path, text, [f'the rule id "claim" is taken by {tmp_path / "inline.yaml"}:{first}'])


def test_an_id_of_a_rule_in_another_file(tmp_path: Path) -> None:
    base = write(tmp_path, policy(rule(FIND)), "base.yaml")
    child = write(tmp_path, f"policy: x\nversion: 2026.1\ntitle: x\nextends: [base]\nrules:\n{rule(FIND)}")
    assert problems(child) == [f'inline.yaml:6:9: the rule id "claim" is taken by {base}:8']


# -- extends and override


def child(folder: Path, more: str) -> list[str]:
    """What is wrong with a policy of these lines that extends a sound one."""
    omission = rule("check: omission\nwhen: {about: drug}\nrequire: [{any: x}]\nwanted: x", "gap")
    base = policy(rule(FIND), omission, more=CONTEXTS + "lexicons: {drug: [ketamine]}\n")
    write(folder, base, "base.yaml")
    return problems(write(folder, f"policy: child\nversion: 2026.1\ntitle: x\nextends: [base]\n{more}", "child.yaml"))


CHILDREN = [
    ("override: {clam: {off: true}}", ['5:18: there is no rule "clam" to override; did you mean "claim"?']),
    ("override: {claim: {of: true}}", ['5:20: unknown key "of"; did you mean "off"?']),
    ("override: {claim: {message: '{x}'}}", ['5:29: "{x}" is no value of a message; known are: benefits, first, match, risks, wanted']),
    ("override: {claim: {unless: [hedged]}}", [
        '5:28: the context "hedged" is not defined; extend a policy that defines it'
    ]),
    ("override: {claim: {except: [x, (y]}}", ['5:32: the phrase "(y" cannot be used: a bracket "(" is never closed']),
    ("override: {gap: {except: [x]}}", ['5:26: the check "omission" of the rule "gap" takes no "except"']),
    ("lexicons: {drug: [lithium]}", [
        '5:19: the lexicon "drug" is in base.yaml already; write `drug: {add: […]}` to add words'
    ]),
    ("lexicons: {drugs: {add: [lithium]}}", ['5:19: there is no lexicon "drugs" to add to; did you mean "drug"?']),
    ("authorities: {act: {title: x, body: x, date: x, url: https://a.org, binding: direct, verified: primary, supports: x}}", [
        '5:20: the authority "act" is defined twice'
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("more", "messages"), CHILDREN)
def test_a_mistake_in_a_policy_that_extends_another(tmp_path: Path, more: str, messages: list[str]) -> None:
    assert child(tmp_path, more) == [f"child.yaml:{message}" for message in messages]


def test_a_broken_rule_is_not_reported_as_missing_too(tmp_path: Path) -> None:
    text = policy(rule("find: [proven]\nseverity: ⟦bad"), more="override: {claim: {off: true}}\n")
    text += rule("find: [proven]\nexamples: {bad: ['[[x]]'], good: [{text: y, fires: claim}]}", "other")
    assert_broken(tmp_path, text, ['"bad" is not known here; known are: error, notice, warning'])


def extending(folder: Path, name: str, *parents: str) -> str:
    names = ", ".join(parents)
    return write(folder, f"policy: {name}\nversion: 2026.1\ntitle: x\nextends: [{names}]\n", f"{name}.yaml")


def test_extends_that_leads_nowhere(tmp_path: Path) -> None:
    path = extending(tmp_path, "a", "context-fr")
    assert problems(path) == [
        'a.yaml:4:11: there is no policy "context-fr": no such file, and did you mean "context-en"?'
    ]


def test_extends_in_a_circle(tmp_path: Path) -> None:
    extending(tmp_path, "b", "c")
    extending(tmp_path, "c", "a")
    path = extending(tmp_path, "a", "b")
    assert problems(path) == [
        "c.yaml:4:11: these policies extend each other in a circle: a extends b extends c extends a"
    ]


def test_a_policy_that_extends_itself(tmp_path: Path) -> None:
    path = extending(tmp_path, "a", "a")
    assert problems(path) == ["a.yaml:4:11: these policies extend each other in a circle: a extends a"]


# -- files


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (found,) = problems(tmp_path / "none.yaml")
    assert found.startswith(f'none.yaml:1:1: there is no policy "{tmp_path / "none.yaml"}": no such file, and ')


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, HEAD)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert problems(path) == ["inline.yaml:1:1: cannot be read: Permission denied"]


def test_a_file_of_another_kind_is_no_policy(tmp_path: Path) -> None:
    (found,) = problems(write(tmp_path, HEAD, "inline.txt"))
    assert "there is no policy" in found


def test_a_shipped_name_with_a_slip() -> None:
    assert problems("context-em") == [
        'context-em:1:1: there is no policy "context-em": no such file, and did you mean "context-en"?'
    ]


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("title: café".encode("latin-1"))
    assert problems(path) == ["latin.yaml:1:1: is not UTF-8; save it with the encoding UTF-8"]


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "#" * 4_000_000)
    assert problems(path) == ["inline.yaml:1:1: is larger than 4,000,000 bytes"]


def test_an_alias_bomb(tmp_path: Path) -> None:
    levels = "".join(f"  l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]\n" for i in range(1, 9))
    path = write(tmp_path, HEAD + f"lexicons:\n  l0: &l0 [x]\n{levels}")
    (found,) = problems(path)
    assert found.endswith("is no YAML that can be read: more than 200,000 values (aliases count each time)")


def test_an_alias_inside_itself(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "lexicons: &l\n  a: *l\n")
    assert problems(path) == [
        "inline.yaml:8:3: is no YAML that can be read: nested more than 100 levels deep, or an alias inside itself"
    ]


def test_all_mistakes_are_reported_at_once_in_order(tmp_path: Path) -> None:
    text = (
        HEAD
        + "⟦langauge: en\nlexicons: {a: [⟦'(x']}\nrules:\n"
        + rule("find: [⟦(y]\nunless: ⟦[hedged]\nmessage: ⟦'{z}'", "one")
        + rule("find: [proven]\nseverity: ⟦bad\nowner: ⟦me", "two")
        + rule("find: [⟦(y]\nauthorities: [⟦b, ⟦c]", "three")
    )
    assert_broken(
        tmp_path,
        text,
        [
            'unknown key "langauge"; did you mean "language"?',
            'the phrase "(x" cannot be used: a bracket "(" is never closed',
            'the phrase "(y" cannot be used: a bracket "(" is never closed',
            'the context "hedged" is not defined; extend a policy that defines it',
            '"{z}" is no value of a message; known are: benefits, first, match, risks, wanted',
            '"bad" is not known here; known are: error, notice, warning',
            '"me" is not known here; known are: clinician, compliance, editor',
            'the phrase "(y" cannot be used: a bracket "(" is never closed',
            'there is no authority "b"; known are: act',
            'there is no authority "c"; known are: act',
        ],
    )


def test_the_mistakes_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    first = write(tmp_path, HEAD + "a: x\n", "first.yaml")
    second = write(tmp_path, HEAD.replace("inline", "second").replace("act:", "law:") + "b: x\n", "second.yaml")
    assert [found.split(": ")[1][:13] for found in problems(second, first, tmp_path / "third.yaml")] == [
        'unknown key "', 'unknown key "', "there is no p",
    ]  # fmt: skip


def test_the_error_shows_as_lines_of_path_line_and_column(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "a: x\nb: x\n")
    with pytest.raises(PolicyError) as caught:
        load_policies([path])
    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == [f"{path}:7:1", f"{path}:8:1"]


def test_a_lexicon_bomb_is_an_error(tmp_path: Path) -> None:
    lexicons = "".join(f'  l{n}: ["<l{n + 1}> <l{n + 1}> <l{n + 1}> <l{n + 1}>"]\n' for n in range(14))
    write(tmp_path, policy(rule("find: [<l0>]"), more=f"lexicons:\n{lexicons}  l14: [a, b, c, d]\n"))
    assert any("more than 20,000 entries of lexicons" in problem for problem in problems(tmp_path / "inline.yaml"))


@pytest.mark.parametrize("phrase", ["(" * 5000 + "a" + ")" * 5000, "re:" + "(?:" * 5000 + "a" + ")" * 5000])
def test_brackets_nested_too_deeply_are_an_error(tmp_path: Path, phrase: str) -> None:
    write(tmp_path, policy(rule(f"find: ['{phrase}']")))
    assert any("cannot be used" in problem for problem in problems(tmp_path / "inline.yaml"))


def test_a_day_that_does_not_exist_and_a_policy_loaded_twice(tmp_path: Path) -> None:
    write(tmp_path, HEAD + 'review_by: "2027-02-30"\n', "a.yaml")
    write(tmp_path, HEAD.split("authorities:")[0], "b.yaml")
    found = problems(tmp_path / "a.yaml", tmp_path / "b.yaml")
    assert [text.split(": ", 1)[1] for text in found][:1] == ['"2027-02-30" is no day of the calendar']
    assert 'the policy "inline" is loaded already' in found[1]

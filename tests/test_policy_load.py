"""What sound policies load to: extends, override, lexicons, defaults, former ids, digests, scalars as typed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from inline import CONTEXTS, HEAD, lint, load, policy, rule, unmarked, write

from copylint import Linter, Severity, load_policies
from copylint.policy.model import PolicySet, Rule

FIND = "find: [proven]"


def the_rule(policies: PolicySet, name: str = "claim") -> Rule:
    found = policies.rule(name)
    assert found is not None
    return found


def bare(name: str, *parents: str, more: str = "") -> str:
    """A policy without authorities that extends `parents`."""
    return f"policy: {name}\nversion: 2026.1\ntitle: {name}\nextends: [{', '.join(parents)}]\n{more}\n"


# -- extends


def test_parents_come_before_children_and_each_file_once(tmp_path: Path) -> None:
    write(tmp_path, bare("root"), "root.yaml")
    write(tmp_path, bare("left", "root"), "left.yaml")
    write(tmp_path, bare("right", "./root.yaml"), "right.yaml")
    top = write(tmp_path, bare("top", "right", "left", "root"), "top.yaml")
    policies = load_policies([top, top, str(tmp_path / "left.yaml")])
    assert [p.id for p in policies.policies] == ["root", "right", "left", "top"]


def test_rules_lexicons_contexts_and_authorities_come_along(tmp_path: Path) -> None:
    write(tmp_path, policy(rule(FIND, "base"), more=CONTEXTS + "lexicons: {drug: [ketamine]}\n"), "base.yaml")
    top = write(tmp_path, bare("top", "base", more="rules:\n" + rule("find: [<drug>]\nunless: [negated]")))
    policies = load_policies([top])
    assert [(r.id, r.policy) for r in policies.rules] == [("base", "inline"), ("claim", "top")]
    text = "[[proven]] not ketamine: [[Ketamine]]"
    assert lint(Linter(policies), text) == text
    assert [authority.id for authority, _ in the_rule(policies).authorities] == ["act"]


def test_a_name_beside_the_policy_comes_before_a_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, bare("mine"), "context-en.yaml")
    top = write(tmp_path, bare("top", "context-en"))
    assert [p.id for p in load_policies([top]).policies] == ["mine", "top"]


def test_shipped_policies_are_found_by_their_names(tmp_path: Path) -> None:
    policies = load_policies([write(tmp_path, bare("top", "context-en"))])
    assert [p.id for p in policies.policies] == ["context-en", "top"]
    assert "negated" in policies.contexts


# -- override


def overridden(folder: Path, *overrides: str, body: str = FIND) -> PolicySet:
    """A base policy with the rule "claim", and policies that override it, each extending the one before."""
    write(folder, policy(rule(body), rule(FIND, "other"), more=CONTEXTS), "level-0.yaml")
    for level, override in enumerate(overrides, 1):
        more = f"override: {{{override}}}"
        write(folder, bare(f"l{level}", f"level-{level - 1}", more=more), f"level-{level}.yaml")
    return load_policies([str(folder / f"level-{len(overrides)}.yaml")])


def test_override_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    changed = the_rule(overridden(tmp_path, "claim: {severity: notice, owner: clinician, why: New., suggest: [a, b]}"))
    plain = the_rule(overridden(tmp_path))
    assert (changed.severity, changed.owner, changed.why, changed.suggest) == (
        Severity.NOTICE, "clinician", "New.", ("a", "b")
    )  # fmt: skip
    assert (changed.message, changed.category, changed.title) == (plain.message, plain.category, plain.title)
    assert (plain.severity, plain.owner, plain.suggest) == (Severity.ERROR, "compliance", ("Less.",))


def test_override_of_message_confidence_and_contexts(tmp_path: Path) -> None:
    changed = the_rule(
        overridden(tmp_path, "claim: {message: '{match}!', confidence: low, unless: [negated], downgrade: []}")
    )
    assert (changed.message, changed.confidence) == ("{match}!", "low")
    assert [context.name for context in changed.unless] == ["negated"]


def test_override_of_a_rule_of_another_kind(tmp_path: Path) -> None:
    body = "check: omission\nwhen: {about: drug}\nrequire: [{any: x}]\nwanted: x"
    assert the_rule(overridden(tmp_path, "claim: {severity: notice}", body=body)).severity is Severity.NOTICE


def test_override_off(tmp_path: Path) -> None:
    assert [r.id for r in overridden(tmp_path, "claim: {off: true}").rules] == ["other"]
    assert [r.id for r in overridden(tmp_path, "claim: {off: false}").rules] == ["claim", "other"]
    assert [r.id for r in overridden(tmp_path, "claim: {off: true}", "claim: {off: false}").rules] == ["claim", "other"]


def test_the_last_override_counts(tmp_path: Path) -> None:
    policies = overridden(tmp_path, "claim: {severity: notice, owner: editor}", "claim: {severity: warning}")
    assert (the_rule(policies).severity, the_rule(policies).owner) == (Severity.WARNING, "editor")


@pytest.mark.parametrize("body", [FIND, "find: [proven]\nexcept: [proven wrong]"])
def test_exceptions_of_all_overrides_are_added(tmp_path: Path, body: str) -> None:
    policies = overridden(
        tmp_path,
        "claim: {except: [proven record]}",
        "claim: {except: proven team}",
        "claim: {severity: error}",
        body=body,
    )
    only = Linter(PolicySet(
        policies=policies.policies, rules=(the_rule(policies),), contexts={}, authorities={}, question=None, slow=()
    ))  # fmt: skip
    wrong = "proven wrong" if "wrong" in body else "[[proven]] wrong"
    text = f"[[proven]], proven record, proven team, {wrong}"
    assert lint(only, text) == text


# -- lexicons and defaults


def test_words_are_added_to_a_lexicon_for_all_rules(tmp_path: Path) -> None:
    base = policy(rule("find: [<drug> heals]"), more="lexicons: {drug: [ketamine, <more>], more: [tms]}\n")
    write(tmp_path, base, "base.yaml")
    top = write(tmp_path, bare("top", "base", more="lexicons: {drug: {add: [lithium]}, more: {add: spravato}}"))
    text = "[[Ketamine heals]] [[tms heals]] [[lithium heals]] [[spravato heals]] care heals"
    assert lint(Linter(load_policies([top])), text) == text
    assert lint(Linter(load_policies([str(tmp_path / "base.yaml")])), text).count("[[") == 2


def test_defaults_are_those_of_the_rules_own_file(tmp_path: Path) -> None:
    defaults = "defaults: {unless: [negated], downgrade: [question], confidence: medium, owner: editor}\n"
    own = "find: [shown]\nunless: []\ndowngrade: []\nconfidence: high\nowner: clinician"
    write(tmp_path, policy(rule(FIND), rule(own, "own"), more=CONTEXTS + defaults), "base.yaml")
    top = write(tmp_path, bare("top", "base", more="rules:\n" + rule(FIND, "child")))
    policies = load_policies([top])

    def settled(name: str) -> tuple[list[str], list[str], str, str]:
        found = the_rule(policies, name)
        return [c.name for c in found.unless], [c.name for c in found.downgrade], found.confidence, found.owner

    assert settled("claim") == (["negated"], ["question"], "medium", "editor")
    assert settled("own") == ([], [], "high", "clinician")
    assert settled("child") == ([], [], "high", "compliance")


# -- rules


def test_former_ids_lead_to_the_rule(tmp_path: Path) -> None:
    policies = load(tmp_path, rule(f"{FIND}\nformerly: [old-claim, older-claim]"), rule(FIND, "other"))
    assert [the_rule(policies, name).id for name in ("claim", "old-claim", "older-claim", "other")] == [
        "claim", "claim", "claim", "other",
    ]  # fmt: skip
    assert policies.rule("none") is None


def test_entries_of_find_have_severities_of_their_own(tmp_path: Path) -> None:
    body = "find: [a, {any: [b, c], severity: notice}, {any: d, severity: warning}]"
    assert the_rule(load(tmp_path, rule(body))).variant_severities == (None, Severity.NOTICE, Severity.WARNING)


def test_authorities_that_bind_directly_come_first(tmp_path: Path) -> None:
    body = f"{FIND}\nauthorities: [{{analogous: act}}, {{platform: act}}, {{direct: act}}, act, {{best-practice: act}}]"
    bindings = [binding for _, binding in the_rule(load(tmp_path, rule(body))).authorities]
    assert bindings == ["direct", "direct", "analogous", "platform", "best-practice"]


@pytest.mark.parametrize(
    ("verified", "certain"), [("primary", True), ("copy", True), ("secondary", False), ("no", False)]
)
def test_an_authority_is_certain_when_its_text_was_seen(tmp_path: Path, verified: str, certain: bool) -> None:
    head = HEAD.replace("verified: primary", f"verified: {verified}")
    policies = load_policies([write(tmp_path, policy(rule(FIND), head=head))])
    assert policies.authorities["act"].is_certain is certain


def test_examples_lose_their_marks_and_keep_their_places(tmp_path: Path) -> None:
    body = f"{FIND}\nexamples:\n  bad:\n    - 'a [[b]] c [[dd]]'\n    - {{text: '[[x]]', fires: other}}\n  good: [y]"
    loaded = the_rule(load(tmp_path, rule(body), rule(FIND, "other")))
    first, second = loaded.bad
    assert (first.text, first.marks, second.text, second.fires) == ("a b c dd", ((2, 3), (6, 8)), "x", ("other",))
    lines = Path(loaded.path).read_text(encoding="utf-8").splitlines()
    assert "[[dd]]" in lines[first.line - 1]
    assert "fires" in lines[second.line - 1]
    assert "id: claim" in lines[loaded.line - 1]


# -- scalars and files


@pytest.mark.parametrize(
    "word", ["no", "off", "yes", "null", "2026.10", "0x1F", "1_000", "12:30", "2027-05-01", "~", "1e3"]
)
def test_scalars_stay_what_was_typed(tmp_path: Path, word: str) -> None:
    policies = load(tmp_path, rule(f"find: [{word}, '{word} and']\nwhy: {word}"))
    assert the_rule(policies).why == word
    text = f"It says [[{word}]] here"
    assert lint(Linter(policies), text, "copy.txt") == text


def test_a_version_keeps_its_nought(tmp_path: Path) -> None:
    head = HEAD.replace('"2026.11"', "2026.10")
    (loaded,) = load_policies([write(tmp_path, policy(rule(FIND), head=head))]).policies
    assert (loaded.version, loaded.language) == ("2026.10", "en")


@pytest.mark.parametrize(
    ("typed", "shown"), [(">\n      one\n      two", "one two"), ("'it''s'", "it's"), ('"a\\u00e9"', "aé")]
)
def test_texts_of_every_style(tmp_path: Path, typed: str, shown: str) -> None:
    assert the_rule(load(tmp_path, rule(f"{FIND}\nwhy: {typed}"))).why == shown


@pytest.mark.parametrize("prefix", ["", "\ufeff", "# a comment\r\n"])
def test_the_digest_is_that_of_the_bytes(tmp_path: Path, prefix: str) -> None:
    path = tmp_path / "inline.yaml"
    data = (prefix + policy(rule(FIND))).encode()
    path.write_bytes(data)
    (loaded,) = load_policies([str(path)]).policies
    assert loaded.digest == hashlib.sha256(data).hexdigest()
    assert loaded.path == str(path)


def test_a_comment_after_a_phrase_is_a_comment(tmp_path: Path) -> None:
    policies = load(tmp_path, rule("find:\n  - proven # never said of us\n  - 'the #1 clinic' #quoted"))
    text = "[[proven]] at [[the #1 clinic]]"
    assert lint(Linter(policies), unmarked(text)[0]) == text


def test_raw_patterns_without_a_fixed_word_are_named_as_slow(tmp_path: Path) -> None:
    policies = load(
        tmp_path, rule("find:\n  - 're:\\d+'\n  - 're:\\d+ mg tablets'"), more="lexicons: {n: [<number>]}\n"
    )
    line = next(
        number
        for number, text in enumerate((tmp_path / "inline.yaml").read_text().splitlines(), 1)
        if "re:\\d+'" in text
    )
    assert policies.slow == (
        f'{tmp_path / "inline.yaml"}:{line}: "re:\\d+" has no fixed word in it and is tried on all text, which is slow',
    )

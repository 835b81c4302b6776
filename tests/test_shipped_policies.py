"""The shipped policies: each example does what it says, and each rule can be trusted and understood."""

from datetime import date

import pytest

from copylint.policy.library import default_policies, shipped_policies
from copylint.policy.loader import load_policies
from copylint.policytest import run_examples

POLICIES = load_policies(default_policies())
LABELS = frozenset(
    "certainty cure hype mechanism speed comparison safety minimisation statistic quantifier study remote approval testimonial "
    "urgency no-side-effects no-supervision no-contraindications no-off-label no-dependence".split()
)


def test_examples_do_what_they_say():
    assert [str(failure) for failure in run_examples(POLICIES)] == []


# What the scoreboards of the domain do not count.
OWN_CATEGORIES = set(
    "indication access vulnerability discourages-treatment credential hedge glamour endorsement balance no-serious-risk no-consult "
    "no-results-vary no-crisis-line no-driving-advice no-rems no-compounded no-offer-terms".split()
)


@pytest.mark.parametrize("rule", POLICIES.rules, ids=lambda rule: rule.id)
def test_rule_is_complete(rule):
    assert rule.category in LABELS | OWN_CATEGORIES
    assert all((rule.bad, rule.good, rule.suggest))
    assert len(rule.why) > 40
    shown = " ".join((rule.title, rule.message, rule.why, *rule.suggest)).lower()
    assert not {"illegal", "compliant", "unlawful"} & set(shown.replace(",", " ").replace(".", " ").split())


@pytest.mark.parametrize("rule", POLICIES.rules, ids=lambda rule: rule.id)
def test_what_binds_directly_is_named_first(rule):
    bindings = [binding for _, binding in rule.authorities]
    assert bindings == sorted(bindings, key=lambda binding: binding != "direct")


def test_every_label_has_a_rule():
    assert {rule.category for rule in POLICIES.rules} == LABELS | OWN_CATEGORIES


@pytest.mark.parametrize("authority", POLICIES.authorities.values(), ids=lambda authority: authority.id)
def test_what_was_not_seen_is_marked(authority):
    assert authority.is_certain is (authority.verified in ("primary", "copy"))
    assert authority.url.startswith("https://")


def test_a_policy_is_named_after_its_file_and_has_a_review_date():
    for policy in POLICIES.policies:
        assert shipped_policies()[policy.id]
        if policy.jurisdiction:
            assert date.fromisoformat(policy.review_by) > date(2026, 11, 1)


def test_examples_of_all_rules_are_apart():
    texts = [example.text for rule in POLICIES.rules for example in (*rule.bad, *rule.good)]
    assert len(texts) == len(set(texts))

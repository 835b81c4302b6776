"""copylint explain: all about one rule."""

from __future__ import annotations

from collections.abc import Sequence

import click

from copylint.cli.common import POLICY_OPTION, fail, load, say
from copylint.own_rules import OWN_RULES
from copylint.policy.model import Example, Rule
from copylint.reporters.style import plain
from copylint.reporters.text import describe_authority
from copylint.shapes import nearest


@click.command()
@click.argument("rule")
@POLICY_OPTION
def explain(rule: str, policies: Sequence[str]) -> None:
    """Tell what RULE finds and why, by which authority, with examples and better wording."""
    policy_set = load(policies)
    found = policy_set.rule(rule) or OWN_RULES.get(rule)
    if found is None:
        fail(f'there is no rule "{rule}"; {nearest(rule, [r.id for r in policy_set.rules])}')
    say(plain(line) for line in _lines(found))


def _lines(rule: Rule) -> list[str]:
    lines = [
        f"{rule.id}: {rule.title}",
        f"{rule.severity}, confidence {rule.confidence}, category {rule.category}, decided by: {rule.owner}",
        f"policy {rule.policy}, {rule.path}:{rule.line}",
        "",
        f"Why: {rule.why}",
        "",
        "Authorities:",
    ]
    for authority, binding in rule.authorities:
        lines.append(f"  {describe_authority(authority, binding)}")
        lines.append(f"    {authority.supports}")
        if authority.caveat:
            lines.append(f"    To note: {authority.caveat}")
    lines += ["", "Better:", *(f"  {text}" for text in rule.suggest)]
    lines += ["", "Found:", *(f"  {_marked(example)}" for example in rule.bad)]
    lines += ["", "Not found:", *(f"  {' '.join(example.text.split())}" for example in rule.good)]
    silences = ", ".join(context.name for context in rule.unless)
    if silences:
        lines += ["", f"No finding when the statement is: {silences}."]
    if rule.downgrade:
        lines.append(f"One level lower when it is: {', '.join(context.name for context in rule.downgrade)}.")
    return lines


def _marked(example: Example) -> str:
    text = example.text
    for start, end in reversed(example.marks):
        text = f"{text[:start]}[[{text[start:end]}]]{text[end:]}"
    return " ".join(text.split())

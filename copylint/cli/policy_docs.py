"""copylint policy docs: a page about all rules, for people who decide about copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from copylint.cli.common import load, say
from copylint.policy.model import Example, PolicySet, Rule

_BINDING = {
    "direct": "",
    "analogous": " (by analogy)",
    "platform": " (a platform's terms)",
    "best-practice": " (best practice)",
}


@click.command("docs")
@click.argument("policies", nargs=-1, metavar="[NAME|FILE]...")
def docs(policies: Sequence[str]) -> None:
    """Print a Markdown page about all rules: what, why, examples, authority, better wording, what silences them."""
    say(_page(load(policies)))


def _page(policies: PolicySet) -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield "Made by `copylint policy docs`. A finding is a hint for a person to judge; it does not say that a page breaks a law."
    for policy in policies.policies:
        rules = [rule for rule in policies.rules if rule.policy == policy.id]
        if not rules:
            continue
        yield ""
        yield f"## {policy.title}"
        yield ""
        review = f", to be reviewed by {policy.review_by}" if policy.review_by else ""
        yield f"Policy `{policy.id}` {policy.version}{review}."
        yield ""
        yield "| rule | says | severity |"
        yield "| --- | --- | --- |"
        for rule in rules:
            yield f"| [`{rule.id}`](#{rule.id}) | {_cell(rule.title)} | {rule.severity} |"
        for rule in rules:
            yield from _section(rule)


def _section(rule: Rule) -> Iterator[str]:
    yield ""
    yield f"### {rule.id}"
    yield ""
    shown = " Shown with `--pedantic` only." if rule.confidence == "low" else ""
    yield f"**{rule.title}.** {str(rule.severity).capitalize()}, category `{rule.category}`, decided by: {rule.owner}.{shown}"
    yield ""
    yield f"Why: {_line(rule.why)}"
    yield ""
    yield "Found:"
    yield ""
    yield from (f"- {_example(example)}" for example in rule.bad)
    yield ""
    yield "Not found:"
    yield ""
    yield from (f"- {_line(example.text)}" for example in rule.good)
    yield ""
    yield f"Better: {' · '.join(_line(text) for text in rule.suggest)}"
    silences = ", ".join(context.name for context in rule.unless)
    softens = ", ".join(context.name for context in rule.downgrade)
    if silences or softens:
        yield ""
        parts = [
            f"No finding when {silences}." if silences else "",
            f"One level lower when {softens}." if softens else "",
        ]
        yield " ".join(part for part in parts if part)
    yield ""
    yield "Authorities:"
    yield ""
    for authority, binding in rule.authorities:
        doubt = "" if authority.is_certain else " Known from secondary reports: check it before relying on it."
        source = f"[{_line(authority.title)}]({authority.url})"
        yield f"- {authority.body}: {source}, {authority.date}{_BINDING[binding]}.{doubt}"


def _example(example: Example) -> str:
    """The example with what is found in bold."""
    text = example.text
    for start, end in reversed(example.marks):
        text = f"{text[:start]}**{text[start:end]}**{text[end:]}"
    return _line(text)


def _line(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return _line(text).replace("|", "\\|")

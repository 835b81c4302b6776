"""copylint policy: work on policies themselves."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence

import click

from copylint.cli.common import fail, load, problems_of, say
from copylint.cli.policy_diff import diff
from copylint.cli.policy_docs import docs
from copylint.errors import CopylintError
from copylint.policy.library import shipped_folder
from copylint.policy.loader import load_policies
from copylint.policy.model import PolicySet, Rule
from copylint.policycoverage import coverage
from copylint.policytest import run_examples
from copylint.reporters.style import plain


@click.group()
def policy() -> None:
    """Test and compare policies, print a page about their rules, or the schema of policy files."""


policy.add_command(diff)
policy.add_command(docs)


@policy.command("test")
@click.argument("policies", nargs=-1, metavar="[NAME|FILE]...")
@click.option(
    "--coverage",
    "coverage_",
    is_flag=True,
    help="Also tell the phrases of each rule that none of its examples matches.",
)
@click.option(
    "--each", is_flag=True,
    help="Test each policy alone, with what it extends: policies for different sites may share names.",
)  # fmt: skip
def test(policies: Sequence[str], each: bool, coverage_: bool) -> None:
    """Load policies and run the examples of their rules (default: all shipped US policies).

    A file of lexicons, contexts or authorities alone has no examples; it is loaded.

    Exit codes: 0 all examples hold, 1 some do not, 2 a policy cannot be loaded.
    """
    sets = [load(policies)] if not (each and policies) else _load_each(policies)
    # Several policies may extend one; what it has to say is said once.
    failures = list(dict.fromkeys(failure for policy_set in sets for failure in run_examples(policy_set)))
    slow = dict.fromkeys(warning for policy_set in sets for warning in policy_set.slow)
    if policies:
        # Who tests a policy of their own cannot do anything about the shipped ones.
        slow = {warning: None for warning in slow if not warning.startswith(str(shipped_folder()))}
    rules = {(rule.path, rule.id): rule for policy_set in sets for rule in policy_set.rules}
    examples = sum(len(rule.bad) + len(rule.good) for rule in rules.values())
    say(
        plain(line)
        for line in (
            *(str(failure) for failure in failures),
            *(f"slow: {warning}" for warning in slow),
            *(_coverage(list(rules.values())) if coverage_ else ()),
            f"{len(rules)} rules, {examples} examples, {len(failures)} failed.",
        )
    )
    sys.exit(1 if failures else 0)


def _coverage(rules: Sequence[Rule]) -> Iterator[str]:
    """What the examples of rules match of their phrases, least first, and the total."""
    found = sorted(
        coverage(rules), key=lambda one: ((one.phrases - len(one.unmatched)) / max(one.phrases, 1), one.rule)
    )
    for one in found:
        yield f"{one.rule}: examples match {one.phrases - len(one.unmatched)} of {one.phrases} phrases"
        yield from (f"    none for: {phrase}" for phrase in one.unmatched)
    total, missed = sum(one.phrases for one in found), sum(len(one.unmatched) for one in found)
    yield f"in all, examples match {total - missed} of {total} phrases ({(total - missed) * 100 // max(total, 1)}%)"


def _load_each(names: Sequence[str]) -> list[PolicySet]:
    """Each policy loaded alone; ends the program with 2 and every problem of all of them if one is broken."""
    loaded: list[PolicySet] = []
    problems: dict[str, None] = {}
    for name in names:
        try:
            loaded.append(load_policies([name]))
        except CopylintError as error:
            problems.update(dict.fromkeys(problems_of(error)))
    if problems:
        fail(*problems)
    return loaded


@policy.command("schema")
def schema() -> None:
    """Print the JSON Schema of policy files, for editors."""
    from copylint.policy.shape import json_schema

    click.echo(json.dumps(json_schema(), indent=2))

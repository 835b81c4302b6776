"""Runs the examples of rules through the engine: a bad one must give a finding on exactly its marked words, a good one none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from copylint.engine import Linter, Settings
from copylint.findings import Finding
from copylint.policy.model import Example, PolicySet, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An example that does not do what it says; `path` and `line` are those of the policy file."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


def run_examples(policies: PolicySet) -> list[Failure]:
    """All examples of all rules that do not do what they say."""
    failures: list[Failure] = []
    settings = Settings(pedantic=True, fragment=True)
    claims = Linter(replace(policies, rules=tuple(r for r in policies.rules if not r.is_page_rule)), settings)
    for rule in policies.rules:
        linter = claims
        if rule.is_page_rule:
            rules = tuple(r for r in policies.rules if not r.is_page_rule or r is rule)
            linter = Linter(replace(policies, rules=rules), settings)
        for example in rule.bad:
            message = _judge_bad(linter, rule, example)
            if message:
                failures.append(Failure(path=rule.path, line=example.line, rule=rule.id, message=message))
        for example in rule.good:
            message = _judge_good(linter, rule, example)
            if message:
                failures.append(Failure(path=rule.path, line=example.line, rule=rule.id, message=message))
    return failures


def _findings(linter: Linter, example: Example) -> tuple[Finding, ...]:
    # A single line is a sentence as it is; only longer examples are pages, with Markdown's headings and lists.
    name = "example.md" if "\n" in example.text else "example.txt"
    return linter.check(example.text, path=name).findings


def _judge_bad(linter: Linter, rule: Rule, example: Example) -> str | None:
    found = sorted((f.offset, f.end_offset) for f in _findings(linter, example) if f.rule is rule)
    wanted = sorted(example.marks)
    if found == wanted:
        return None
    shown = ", ".join(f'"{example.text[start:end]}"' for start, end in found) or "nothing"
    marked = ", ".join(f'"{example.text[start:end]}"' for start, end in wanted)
    return f"the bad example should be found at {marked}, and is found at {shown}"


def _judge_good(linter: Linter, rule: Rule, example: Example) -> str | None:
    for finding in _findings(linter, example):
        if finding.rule is rule or (not rule.is_page_rule and finding.rule.id not in example.fires):
            return f'the good example "{example.text[:60]}" is found by {finding.rule.id} at "{finding.match}"' + (
                "" if finding.rule is rule else f"; if that is right, write {{text: …, fires: {finding.rule.id}}}"
            )
    return None

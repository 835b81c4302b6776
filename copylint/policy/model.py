"""Policies, rules, authorities: what the loader makes of YAML. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from copylint.checks.match import ClaimCheck, PageCheck
from copylint.context import Context, Question
from copylint.phrase_index import PhraseIndex, PhraseSet
from copylint.severity import Severity

CONTEXT_NAMES = ("negated", "question", "refuted", "hedged", "hypothetical", "cited")
BINDINGS = ("direct", "analogous", "platform", "best-practice")
VERIFIED = ("primary", "copy", "secondary", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A statute, rule, guidance or paper behind rules; `verified` tells how its text was seen."""

    id: str
    title: str
    body: str
    date: str
    url: str
    binding: str
    verified: str
    supports: str
    caveat: str = ""

    @property
    def is_certain(self) -> bool:
        """Whether the text itself was seen, on the body's own site or in a faithful copy."""
        return self.verified in ("primary", "copy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Copy that shows a rule. `marks` are the spans ([[ ]] in the policy) that a finding must cover, as (start, end).

    `fires` names other rules that a good example may set off.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    fires: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A condition on what stands around a match: one of `any`, none of `none`, within a scope."""

    any: PhraseSet
    none: PhraseSet
    within: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a policy, ready to be judged by."""

    id: str
    policy: str
    check_name: str
    check: ClaimCheck | PageCheck
    category: str
    severity: Severity
    variant_severities: tuple[Severity | None, ...]
    confidence: str
    title: str
    message: str
    why: str
    suggest: tuple[str, ...]
    authorities: tuple[tuple[Authority, str], ...]
    owner: str
    formerly: tuple[str, ...]
    unless: tuple[Context, ...]
    downgrade: tuple[Context, ...]
    near: Near | None
    about: PhraseSet
    about_names: tuple[str, ...]
    segments: tuple[str, ...]
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    path: str
    line: int

    @property
    def is_page_rule(self) -> bool:
        return hasattr(self.check, "judge")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One policy file: who it is, and a digest (sha256) of its bytes."""

    id: str
    version: str
    title: str
    language: str
    jurisdiction: str
    review_by: str
    path: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySet:
    """Everything that a run judges by. `question` is the test that tells questions and their answers, if one is loaded."""

    policies: tuple[Policy, ...]
    rules: tuple[Rule, ...]
    contexts: Mapping[str, Context]
    authorities: Mapping[str, Authority]
    question: Question | None
    slow: tuple[str, ...]
    made_of: tuple[tuple[str, str | None, str, str], ...] = ()
    """Each policy that was asked for: its name, the folder of the policy that asks, its path, the SHA-256 of its bytes."""
    index: PhraseIndex = field(default_factory=lambda: PhraseIndex(()))
    """Of the phrases of all rules, and of `question`; what it does not hold is looked for by itself."""

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of this id, or of which it is a former id."""
        for rule in self.rules:
            if rule.id == rule_id or rule_id in rule.formerly:
                return rule
        return None

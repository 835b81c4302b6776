"""Rules about copylint's own records: suppressions and claims. Their findings are about the record, not about the copy."""

from __future__ import annotations

from copylint.checks.existence import Existence
from copylint.findings import Finding
from copylint.phrase_index import PhraseSet
from copylint.policy.model import Rule
from copylint.severity import Severity
from copylint.text.spans import LineIndex

_ABOUT = {
    "suppression-malformed": (
        "A suppression that cannot be read",
        "What cannot be read suppresses nothing, and nobody would notice.",
        'write: copylint: ignore[rule] reason="why this sentence may stand" by=name until=2027-01-31',
    ),
    "suppression-unknown-rule": (
        "A suppression of a rule that there is not",
        "It suppresses nothing; the rule may have another name now.",
        "name a rule that copylint rules lists",
    ),
    "suppression-incomplete": (
        "A suppression without what it must tell",
        "Who reads it later must see who allowed it, why and until when.",
        "add what is missing",
    ),
    "suppression-lapsed": (
        "A suppression that has run out",
        "Its last day is over, so its findings are back.",
        "change the wording, or have it allowed again with a new date",
    ),
    "suppression-unclosed": (
        "A stretch of suppressed copy that never ends",
        "A disable without its enable would cover everything that is written below it one day.",
        "end it with: copylint: enable[rule]",
    ),
    "suppression-unused": (
        "A suppression that suppresses nothing",
        "The sentence has changed or gone; what is left would cover another one day.",
        "remove it",
    ),
    "claim-drifted": (
        "Wording that has drifted from an approved claim",
        "The evidence was approved for other words than these.",
        "use the approved wording, or have this one approved",
    ),
    "claim-lapsed": (
        "An approved claim whose evidence has run out",
        "Its last day is over, or it was withdrawn, so what it covered is a finding again.",
        "have the evidence looked at again, and change the wording until then",
    ),
}


def _rule(name: str) -> Rule:
    title, why, instead = _ABOUT[name]
    return Rule(
        id=name, policy="copylint", check_name="existence", check=Existence((), PhraseSet()), category=name.split("-", maxsplit=1)[0],
        severity=Severity.WARNING, variant_severities=(), confidence="high", title=title, message=title, why=why,
        suggest=(instead,), authorities=(), owner="compliance", formerly=(), unless=(), downgrade=(), near=None,
        about=PhraseSet(), about_names=(), segments=(), bad=(), good=(), path="", line=0,
    )  # fmt: skip


OWN_RULES = {name: _rule(name) for name in _ABOUT}


def own_finding(name: str, message: str, path: str, lines: LineIndex, source: str, start: int, end: int) -> Finding:
    """A finding of an own rule about source[start:end]."""
    line, column = lines.position(start)
    end_line, end_column = lines.position(end)
    text = " ".join(source[start:end].split())
    return Finding(
        rule=OWN_RULES[name], severity=OWN_RULES[name].severity, message=message, path=path, offset=start, end_offset=end,
        line=line, column=column, end_line=end_line, end_column=end_column, match=text, sentence=text, segment="comment",
        section=(),
    )  # fmt: skip

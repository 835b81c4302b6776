"""How much of a rule its examples touch: phrases that no example matches are words that nobody has thought through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass

from copylint.context import Context
from copylint.matcher import Matcher
from copylint.parsers import parser_for
from copylint.phrase_index import PhraseSet
from copylint.policy.model import Rule
from copylint.text.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The phrases of a rule's check, and those of them that none of its examples matches."""

    rule: str
    phrases: int
    unmatched: tuple[str, ...]


def coverage(rules: Sequence[Rule]) -> list[Coverage]:
    """The coverage of each rule by its own examples, good and bad."""
    return [_of_rule(rule) for rule in rules]


def _of_rule(rule: Rule) -> Coverage:
    parse = parser_for("example.md")
    assert parse is not None
    matchers = [Matcher(Reading(parse(example.text, "example.md"))) for example in (*rule.bad, *rule.good)]
    alternatives = {a.phrase: a for phrases in _phrase_sets(rule.check) for a in phrases.alternatives}
    unmatched = [
        phrase
        for phrase, alternative in alternatives.items()
        if not any(matcher.every(PhraseSet((alternative,))) for matcher in matchers)
    ]
    return Coverage(rule=rule.id, phrases=len(alternatives), unmatched=tuple(unmatched))


def _phrase_sets(value: object) -> Iterator[PhraseSet]:
    """The phrases in a check, but for those of the contexts that it shares with others."""
    if isinstance(value, PhraseSet):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _phrase_sets(item)
    elif is_dataclass(value) and not isinstance(value, Context):
        for field in fields(value):
            yield from _phrase_sets(getattr(value, field.name))

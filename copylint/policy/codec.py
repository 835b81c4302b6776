"""Writes a PolicySet as lines of JSON and reads it back; what a run may not need is read when it is asked for.

Objects of known classes are lists with a tag before their fields; what occurs twice is written once. Each phrase stands in a
line of its own, so that those that no word of the copy calls for are never decoded.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from importlib import import_module
from typing import Any

from copylint.alternative import Alternative
from copylint.phrase_index import PhraseIndex, PhraseSet
from copylint.policy.model import PolicySet
from copylint.severity import Severity

# Nothing else is ever made from what a file says.
_MODULES = {
    name: module
    for module, names in {
        "copylint.policy.model": "PolicySet Rule Policy Authority Example Near",
        "copylint.context": "Context Cue Question Cited",
        "copylint.checks.existence": "Existence",
        "copylint.checks.cooccurrence": "Cooccurrence",
        "copylint.checks.citation": "Citation",
        "copylint.checks.omission": "Omission Requirement",
        "copylint.checks.promotion": "Promotion",
        "copylint.checks.fair_balance": "FairBalance",
    }.items()
    for name in names.split()
}
_TUPLE, _MAPPING, _PHRASES, _INDEX, _SEVERITY, _AGAIN = "()", "{}", "<>", "<<>>", "!", "@"
_PHRASES_FROM_LINE = 4


def encoded(policies: PolicySet) -> str:
    """The policies as text of several lines."""
    index = policies.index
    writer = _Writer(index)
    head = writer.value(policies)
    numbers: dict[Alternative, int] = {}
    sets = [[numbers.setdefault(one, len(numbers)) for one in phrases.alternatives] for phrases in writer.sets]
    lines = (
        head,
        [len(index.sets), sorted(index.slow), sets],
        index.words,
        index.sets_of_word,
        *([one.phrase, one.spellings, one.open_end, one.pattern, one.literals, one.others] for one in numbers),
    )
    return "\n".join(json.dumps(line, ensure_ascii=True, separators=(",", ":")) for line in lines)


def decoded(text: str) -> PolicySet:
    """The policies that `encoded` wrote. Raises ValueError, or another error that reading wrong data leads to."""
    lines = text.split("\n")
    count, slow, numbers = json.loads(lines[1])
    alternative = cache(partial(_alternative, lines))
    sets = [PhraseSet(load=partial(_alternatives, alternative, found), size=len(found)) for found in numbers]
    index = PhraseIndex(sets[:count], json.loads(lines[2]), json.loads(lines[3]), slow)
    result = _Reader(sets, index).value(json.loads(lines[0]))
    if not isinstance(result, PolicySet):
        raise ValueError("no policies")
    return result


def _alternatives(alternative: Any, numbers: list[int]) -> tuple[Alternative, ...]:
    return tuple(map(alternative, numbers))


def _alternative(lines: list[str], number: int) -> Alternative:
    phrase, spellings, open_end, pattern, literals, others = json.loads(lines[_PHRASES_FROM_LINE + number])
    return Alternative(phrase, tuple(spellings), open_end, pattern, tuple(literals), tuple(map(tuple, others)))


class _Writer:
    """Turns values into what JSON has; `sets` are the phrase sets met, those of the index first."""

    def __init__(self, index: PhraseIndex) -> None:
        self.sets = list(index.sets)
        self._set_numbers = {phrases: number for number, phrases in enumerate(self.sets)}
        self._known: dict[int, int] = {}

    def value(self, value: Any) -> Any:
        if isinstance(value, Severity):
            return [_SEVERITY, int(value)]
        if value is None or isinstance(value, str | int):
            return value
        if isinstance(value, PhraseSet):
            if value not in self._set_numbers:
                self._set_numbers[value] = len(self.sets)
                self.sets.append(value)
            return [_PHRASES, self._set_numbers[value]]
        if isinstance(value, PhraseIndex):
            return [_INDEX]
        if isinstance(value, tuple):
            return [_TUPLE, *map(self.value, value)]
        if isinstance(value, Mapping):
            return [_MAPPING, *([key, self.value(item)] for key, item in value.items())]
        name = type(value).__name__
        if not is_dataclass(value) or _MODULES.get(name) != type(value).__module__:
            raise TypeError(f"a value of the kind {name} cannot be kept")
        if id(value) in self._known:
            return [_AGAIN, self._known[id(value)]]
        found = [name, *(self.value(getattr(value, field.name)) for field in fields(value))]
        self._known[id(value)] = len(self._known)
        return found


class _Reader:
    """Makes the values that a _Writer was given."""

    def __init__(self, sets: list[PhraseSet], index: PhraseIndex) -> None:
        self._sets, self._index = sets, index
        self._known: list[Any] = []

    def value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        tag = value[0]
        if tag == _TUPLE:
            return tuple(map(self.value, value[1:]))
        if tag == _PHRASES:
            return self._sets[value[1]]
        if tag == _AGAIN:
            return self._known[value[1]]
        if tag == _SEVERITY:
            return Severity(value[1])
        if tag == _MAPPING:
            return {key: self.value(item) for key, item in value[1:]}
        if tag == _INDEX:
            return self._index
        make, names = _class(tag)
        found = make(**dict(zip(names, map(self.value, value[1:]), strict=True)))
        self._known.append(found)
        return found


@cache
def _class(name: str) -> tuple[Any, tuple[str, ...]]:
    """A class that may be made, and the names of its fields. Raises KeyError for any other."""
    made = getattr(import_module(_MODULES[name]), name)
    return made, tuple(field.name for field in fields(made))

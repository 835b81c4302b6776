"""The index of all phrases gives the findings that each phrase gives by itself, with the native library and without."""

from __future__ import annotations

import pickle
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import regex

from copylint import Linter, load_policies
from copylint.matcher import _HARD
from copylint.phrase_index import PhraseIndex
from copylint.policy.library import default_policies

POLICIES = load_policies(default_policies())
EXAMPLES = sorted((Path(__file__).parent.parent / "examples").rglob("*.md"))
TEXTS = [*(path.read_text("utf-8") for path in EXAMPLES), "", "İstanbul ß ﬁ " * 50, "proven " * 3000]


def shown(linter: Linter, text: str) -> list[tuple[object, ...]]:
    result = linter.check(text, path="page.md")
    return [
        (f.rule.id, f.offset, f.end_offset, f.message, f.severity, f.context)
        for f in (*result.findings, *result.cleared)
    ]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_the_same_findings_without_an_index_and_without_the_native_library(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed = shown(Linter(POLICIES), text)
    monkeypatch.setitem(sys.modules, "ahocorasick_rs", None)
    plain = Linter(replace(POLICIES, index=PhraseIndex(POLICIES.index.sets)))
    assert shown(plain, text) == indexed
    assert plain.policies.index._automaton is None
    assert shown(Linter(replace(POLICIES, index=PhraseIndex(()))), text) == indexed


def test_an_index_travels_as_the_phrases_that_it_was_made_of() -> None:
    linter = Linter(POLICIES)
    copied = pickle.loads(pickle.dumps(linter))  # noqa: S301, bytes made on this line
    assert copied.policies.index.words == linter.policies.index.words
    assert shown(copied, TEXTS[0]) == shown(linter, TEXTS[0])


def test_both_libraries_agree_on_every_character_of_simple_text() -> None:
    characters = [chr(code) for code in range(0x3000) if not _HARD.search(chr(code))]
    assert len(characters) > 240
    for pattern in (r"\w", r"\b.", r"\s", *"abcdefghijklmnopqrstuvwxyz0123456789éüßåñ'-"):
        plain, other = re.compile(pattern, re.IGNORECASE), regex.compile(pattern, regex.IGNORECASE)
        differ = [char for char in characters if bool(plain.fullmatch(char)) != bool(other.fullmatch(char))]
        assert differ == [], pattern

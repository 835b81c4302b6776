"""Values that the keys of several kinds of check have. Needed where policies are read, not where copy is judged."""

from __future__ import annotations

from copylint.shapes import Either, Field, ListOf, Placed, Record, Text

SEVERITY_CHOICES = ("error", "warning", "notice")
PHRASE = Text(about="A phrase; see docs/policies.md for the phrase language.")
PHRASES = ListOf(Placed(PHRASE), single=True)
"""Phrases with their offsets in the policy file, for messages about them."""
FIND = ListOf(
    Either(
        Placed(PHRASE),
        Record(
            {"any": Field(PHRASES, required=True), "severity": Field(Text(choices=SEVERITY_CHOICES), required=True)},
            name="phrase with a severity of its own",
        ),
    ),
    least=1,
    single=True,
    about="Phrases to look for; an entry {any: …, severity: …} has a severity of its own.",
)

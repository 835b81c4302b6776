"""Rules and pages for the benchmarks, made up by a seeded generator: the same for every run, and for other linters."""

from __future__ import annotations

import random

from parsers import SENTENCES

_SUBJECTS = "ketamine infusion spray lozenge clinic therapy session nurse doctor program plan dose visit protocol journey".split()
_VERBS = "cures heals ends erases rewires restores fixes lifts clears unlocks resets frees calms beats conquers".split()
_OBJECTS = "depression anxiety pain trauma grief insomnia burnout stress panic sorrow fatigue migraine addiction worry fear".split()
_STRONG = "proven certain instant lasting total painless effortless perfect miraculous unmatched foremost leading premier elite".split()


def alternatives(rules: int, seed: int = 7) -> list[list[str]]:
    """Phrases for so many rules, 22 each: two to four words, of which few stand in the pages."""
    chance = random.Random(seed)  # noqa: S311, the same every time
    letters = "bcdfghklmnprstvz"
    found = []
    for number in range(rules):
        coined = (
            f"{chance.choice(letters)}{chance.choice('aeiou')}{chance.choice(letters)}{chance.choice('aeiou')}{number}"
        )
        phrases = {f"{coined} {chance.choice(_OBJECTS)}"}
        while len(phrases) < 22:
            phrases.add(
                chance.choice(
                    (
                        f"{chance.choice(_STRONG)} {chance.choice(_SUBJECTS)} {chance.choice(_OBJECTS)} {coined}",
                        f"{chance.choice(_SUBJECTS)} {chance.choice(_VERBS)} {chance.choice(_OBJECTS)} {chance.choice(_STRONG)}",
                        f"{chance.choice(_STRONG)} {coined} {chance.choice(_VERBS)}",
                        f"{chance.choice(_VERBS)} ... {chance.choice(_OBJECTS)} {coined}",
                    )
                )
            )
        found.append(sorted(phrases))
    return found


def policy(rules: int) -> str:
    """A policy with so many rules."""
    lines = [
        'policy: synthetic\nversion: "2026.11"\ntitle: Made up for measuring\nlanguage: en',
        'authorities:\n  act: {title: Act, body: Agency, date: "2020", url: "https://example.org/act", binding: direct, '
        "verified: primary, supports: All of it.}",
        "rules:",
    ]
    for number, phrases in enumerate(alternatives(rules)):
        lines.append(
            f"  - {{id: rule-{number}, check: existence, category: certainty, severity: warning, title: A title, message: \"'{{match}}'.\", "
            f"why: Because., suggest: Less., authorities: [act], find: [{', '.join(phrases)}], "
            f"examples: {{bad: ['[[{phrases[0]}]]'], good: [y]}}}}"
        )
    return "\n".join(lines) + "\n"


def markdown(kilobytes: int, seed: int = 3) -> str:
    """A page of prose of about this size, with a claim now and then."""
    chance = random.Random(seed)  # noqa: S311, the same every time
    parts: list[str] = []
    length = 0
    while length < kilobytes * 1000:
        if len(parts) % 8 == 0:
            part = f"## About {chance.choice(_SUBJECTS)} and {chance.choice(_OBJECTS)}"
        else:
            words = chance.sample(SENTENCES, 3)
            if chance.random() < 0.15:
                words.append(
                    f"Our {chance.choice(_SUBJECTS)} {chance.choice(_VERBS)} {chance.choice(_OBJECTS)} for good."
                )
            part = " ".join(words)
        parts.append(part)
        length += len(part) + 2
    return "\n\n".join(parts) + "\n"

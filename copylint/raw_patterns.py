"""Which words stand in every match of a regular expression, so that it is tried only where they do.

Reads the syntax of the `regex` library as far as policies use it; what it does not know, it says nothing about.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"(?P<around>\(\?<?[=!])"
    r"|(?P<edge>\\[bBAZmM]|[\^$]|\(\?[aiLmsu]+\))"
    r"|(?P<group>\((?:\?(?:P?<[A-Za-z_]\w*>|[aiLmsu]*(?:-[ims]+)?:|>)|(?![?*])))"
    r"|(?P<odd>\()"
    r"|(?P<close>\))"
    r"|(?P<bar>\|)"
    r"|\\(?P<escaped>[^\w\s])"
    r"|(?P<class>\\[pP]\{[^}]*\}|\\[dDwWsShHRX]|\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\])"
    r"|(?P<unknown>\\.?)"
    r"|(?P<char>.)",
    re.DOTALL,
)
_QUANTIFIER = re.compile(r"(?:(?P<optional>[?*]|\{0*(?:,\d*)?\}|\{0+,\d+\})|(?P<most>\+|\{\d+(?:,\d*)?\}))[?+]?")

Sets = list[tuple[str, ...]]


class _UnknownError(Exception):
    """Something that this reader does not know."""


def required_literals(pattern: str) -> Sets:
    """Sets of lower-case strings, of each of which every match of `pattern` holds one, or has it right behind; none where that cannot be told."""
    try:
        reader = _Reader(pattern)
        sets = reader.choice()
        return sets if reader.is_done else []
    except (_UnknownError, RecursionError):
        return []


class _Reader:
    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    @property
    def is_done(self) -> bool:
        return self._at == len(self._pattern)

    def choice(self) -> Sets:
        """What each of the options up to the bracket that closes demands."""
        options = [self._sequence()]
        while self._pattern.startswith("|", self._at):
            self._at += 1
            options.append(self._sequence())
        if len(options) == 1:
            return options[0]
        if not all(options):
            return []
        best = [max(sets, key=lambda texts: min(map(len, texts))) for sets in options]
        return [tuple(dict.fromkeys(text for texts in best for text in texts))]

    def _sequence(self) -> Sets:
        sets: Sets = []
        run = ""

        def end_run() -> None:
            nonlocal run
            if len(run.strip()) > 1 or (run.strip() and not run.strip().isalnum()):
                sets.append((run.strip().lower(),))
            run = ""

        while (token := _TOKEN.match(self._pattern, self._at)) and token.lastgroup not in ("close", "bar"):
            kind = token.lastgroup
            self._at = token.end()
            inner: Sets = []
            if kind in ("group", "around"):
                inner = self.choice()
                if not self._pattern.startswith(")", self._at):
                    raise _UnknownError
                self._at += 1
            elif kind in ("odd", "unknown"):
                raise _UnknownError
            optional, repeated = self._quantifier()
            if kind in ("around", "edge"):
                if token.group() == "(?=" and not optional:
                    sets.extend(inner)
                continue  # it takes no room, so what stands around it stands together
            if kind in ("char", "escaped"):
                char = token.group(kind)
                if not optional:
                    run += char
                if optional or repeated:
                    end_run()
                continue
            end_run()
            if not optional:
                sets.extend(inner)
        end_run()
        return sets

    def _quantifier(self) -> tuple[bool, bool]:
        """Whether what stands before may be left out, and whether it may stand more than once."""
        found = _QUANTIFIER.match(self._pattern, self._at)
        if found is None:
            if self._pattern.startswith("{", self._at):
                raise _UnknownError  # a fuzzy match
            return False, False
        self._at = found.end()
        if self._pattern.startswith("{", self._at):
            raise _UnknownError
        return bool(found["optional"]), bool(found["most"])

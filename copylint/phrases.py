"""The phrase language of policies: what an editor would write down, compiled to literals and regular expressions.

    clinically proven           words, whole and in any case; a blank is white space
    long-lasting                a hyphen matches hyphen, blank or nothing
    (clinically|scientifically) proven      one of
    (fully)? guaranteed         or nothing
    prove*                      any ending
    <treatment>                 any entry of a lexicon
    <number>                    a number in digits or words
    works ... hours             up to four words between (as few as will do), in the same clause; ...8 up to eight
    re:\\bNN\\d+\\b             a raw pattern of the `regex` library

Matching runs over normalised text (`text.normalise`): single blanks, straight quotes, no markup.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from copylint.alternative import Alternative
from copylint.raw_patterns import required_literals
from copylint.text.normalise import normalise
from copylint.text.view import Run

_MOST_SPELLINGS = 64
"""A phrase with at most so many spellings is matched as plain strings, without a regular expression."""
_WIDEST_GAP = 20
_MOST_ENTRIES = 20_000
_CLAUSE_BREAKERS = "but|however|although|though|while|whereas|because|unless|until"
_GAP_WORD = rf"(?!(?:{_CLAUSE_BREAKERS})\b|--? )[^\s;:!?—–]*[^\s;:!?—–.] "
NUMBER_PATTERN = (
    r"(?:\d+(?:[.,]\d+)*(?:-\d+(?:[.,]\d+)*)?"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|hundreds?|thousands?|millions?|dozens?)"
)
_COMMON = frozenset(
    "a an the of to in is are was be been it its and or for with on at by as that this we you our your can may not no "
    "have has from more most your their they them one than when who what other some any all".split()
)
_TOKEN = re.compile(
    r"(?:\.\.\.|…)(?P<gap>\d*)|<(?P<name>[a-z0-9-]+)>|(?P<open>\()|(?P<bar>\|)|(?P<close>\)\??)|(?P<blank>\s+)"
    r"|(?P<hyphen>-)|(?P<star>\*)|(?P<word>(?:(?!\.\.\.|…)[^\s()|<>*-])+)|(?P<bad>.)"
)


_TELLING = 2.5
"""How rare the strings of such a set must be: "a" and "or" stand in every segment, and to find them costs time."""
_MOST_OTHERS = 300
"""Strings in a set that is only tested beside the rarest one."""


class PhraseError(ValueError):
    """A phrase that cannot be compiled; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class _Blank:
    pass


@dataclass(frozen=True, slots=True)
class _Hyphen:
    pass


@dataclass(frozen=True, slots=True)
class _Gap:
    words: int


@dataclass(frozen=True, slots=True)
class _Number:
    pass


@dataclass(frozen=True, slots=True)
class _Choice:
    options: tuple[tuple[_Part, ...], ...]
    optional: bool = False


_Part = _Word | _Blank | _Hyphen | _Gap | _Number | _Choice
Lookup = Callable[[str], Sequence[str]]
"""Gives the entries of a lexicon by name; raises KeyError for an unknown one."""


Read = dict[str, "tuple[_Choice, int]"]
"""Lexicons that were read already: what each stands for, and how many entries that took."""


def compile_phrase(phrase: str, lookup: Lookup, known: Read | None = None) -> list[Alternative]:
    """Compile one phrase; a phrase that is a lexicon reference alone gives one alternative for each of its entries.

    `known` keeps the lexicons that were read, for the next phrase with the same `lookup`.
    Raises PhraseError for a phrase that cannot be read, names an unknown lexicon or cannot match.
    """
    if phrase.startswith("re:"):
        return [_compile_raw(phrase)]
    parts = _Parser(phrase, lookup, {} if known is None else known).parse()
    if len(parts) == 1 and isinstance(parts[0], _Choice):
        return [_compile_parts(phrase, option) for option in parts[0].options]
    return [_compile_parts(phrase, parts)]


def _compile_parts(phrase: str, parts: tuple[_Part, ...]) -> Alternative:
    spelled = _spell(parts)
    if spelled is not None:
        spellings, open_end = spelled
        texts = tuple(dict.fromkeys(text.strip() for text in spellings))
        return Alternative(phrase, texts, open_end, "", texts)
    return _with_literals(phrase, _bounded(_pattern(parts)), _literal_sets(parts))


def _with_literals(phrase: str, pattern: str, sets: Sequence[tuple[str, ...]]) -> Alternative:
    """A phrase that is found by `pattern`; of each of `sets`, every match holds one."""
    literals, *others = sorted(sets, key=_rarity, reverse=True) or [()]
    telling = tuple(texts for texts in others if texts and len(texts) <= _MOST_OTHERS and _rarity(texts) >= _TELLING)
    return Alternative(phrase, (), False, pattern, literals, others=telling)


def _compile_raw(phrase: str) -> Alternative:
    import regex

    pattern = phrase.removeprefix("re:")
    if "  " in pattern:
        raise PhraseError("two blanks never stand in the text that is matched: each run of white space is one")
    if re.search(r"\\n|\\r|\n", pattern):
        raise PhraseError("a pattern cannot reach over a line end: each segment of copy is one line")
    try:
        compiled = regex.compile(pattern, regex.IGNORECASE | regex.MULTILINE)
    except regex.error as error:
        raise PhraseError(f"not a regular expression: {error}") from None
    if compiled.match(""):
        raise PhraseError("this pattern matches nothing at all, so it would match everywhere")
    return _with_literals(phrase, pattern, required_literals(pattern))


class _Parser:
    def __init__(
        self, phrase: str, lookup: Lookup, known: Read, outer: tuple[str, ...] = (), read: list[int] | None = None
    ) -> None:
        text = normalise([Run(phrase, 0, len(phrase))]).text
        self._tokens = list(_TOKEN.finditer(text))
        self._at = 0
        self._lookup, self._known, self._outer = lookup, known, outer
        self._read = [0] if read is None else read
        """How many entries of lexicons were read for the whole phrase, in one place for all its parsers."""

    def parse(self) -> tuple[_Part, ...]:
        parts = self._sequence()
        if self._at < len(self._tokens):
            raise PhraseError(f'"{self._tokens[self._at].group()}" stands outside of brackets')
        if not parts:
            raise PhraseError("the phrase is empty")
        if _matches_nothing(parts):
            raise PhraseError("every part of this phrase may be left out, so it would match everywhere")
        return parts

    def _sequence(self) -> tuple[_Part, ...]:
        parts: list[_Part] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            kind = token.lastgroup
            if kind in ("bar", "close"):
                break
            self._at += 1
            if kind == "open":
                parts.extend(self._bracket())
            elif kind == "name":
                parts.append(self._reference(token.group("name")))
            elif kind == "gap":
                parts.append(_gap(token.group("gap")))
            elif kind == "blank":
                parts.append(_Blank())
            elif kind == "hyphen":
                parts.append(_Hyphen())
            elif kind == "star":
                if not parts or not isinstance(parts[-1], _Word):
                    raise PhraseError('"*" must stand right after the beginning of a word')
                parts[-1] = _Word(parts[-1].text, open_end=True)
            elif kind == "word":
                parts.append(_Word(token.group().lower()))
            else:
                raise PhraseError(f'"{token.group()}" cannot be read here')
        return _tidy(parts)

    def _bracket(self) -> Iterator[_Part]:
        """A choice; a blank just inside its brackets counts as one outside: "(been )?better" is "(been)? better"."""
        if self._is_blank(self._at):
            yield _Blank()
        yield self._choice()
        if self._is_blank(self._at - 2):
            yield _Blank()

    def _is_blank(self, at: int) -> bool:
        return at < len(self._tokens) and self._tokens[at].lastgroup == "blank"

    def _choice(self) -> _Choice:
        options = [self._sequence()]
        while self._at < len(self._tokens) and self._tokens[self._at].lastgroup == "bar":
            self._at += 1
            options.append(self._sequence())
        if self._at >= len(self._tokens):
            raise PhraseError('a bracket "(" is never closed')
        closing = self._tokens[self._at].group()
        self._at += 1
        if any(_matches_nothing(option) for option in options):
            raise PhraseError('an empty choice in brackets; write "(x)?" for "x or nothing"')
        return _Choice(tuple(options), optional=closing.endswith("?"))

    def _reference(self, name: str) -> _Part:
        if name == "number":
            return _Number()
        if name in self._outer:
            raise PhraseError(f"the lexicon <{name}> refers to itself")
        if name in self._known:
            choice, taken = self._known[name]
            self._count(taken)
            return choice
        before = self._read[0]
        try:
            entries = self._lookup(name)
        except KeyError as error:
            raise PhraseError(str(error.args[0])) from None
        if not entries:
            raise PhraseError(f"the lexicon <{name}> is empty")
        self._count(len(entries))
        options: list[tuple[_Part, ...]] = []
        for entry in entries:
            if entry.startswith("re:"):
                raise PhraseError(f"the lexicon <{name}> holds raw patterns, which cannot be part of a phrase")
            inner = _Parser(entry, self._lookup, self._known, (*self._outer, name), self._read).parse()
            if len(inner) == 1 and isinstance(inner[0], _Choice):
                options.extend(inner[0].options)
            else:
                options.append(inner)
        choice = _Choice(tuple(options))
        self._known[name] = choice, self._read[0] - before
        return choice

    def _count(self, entries: int) -> None:
        self._read[0] += entries
        if self._read[0] > _MOST_ENTRIES:
            raise PhraseError(f"it stands for more than {_MOST_ENTRIES:,} entries of lexicons")


def _gap(digits: str) -> _Gap:
    words = int(digits or 4)
    if words > _WIDEST_GAP:
        raise PhraseError(f'"...{words}" is too wide; a gap has at most {_WIDEST_GAP} words')
    return _Gap(words)


def _tidy(parts: Sequence[_Part]) -> tuple[_Part, ...]:
    """`parts` without blanks at the ends, doubled, or beside gaps, which take the blanks around them."""
    result: list[_Part] = []
    for part in parts:
        if isinstance(part, _Gap) and result and isinstance(result[-1], _Blank):
            result.pop()
        if not isinstance(part, _Blank) or (result and not isinstance(result[-1], _Blank | _Gap)):
            result.append(part)
    if result and isinstance(result[-1], _Blank):
        result.pop()
    for index, part in enumerate(result):
        if isinstance(part, _Gap) and (
            _matches_nothing(result[:index])
            or _matches_nothing(result[index + 1 :])
            or isinstance(result[index + 1], _Gap)
        ):
            raise PhraseError('"..." must stand between words')
    return tuple(result)


def _matches_nothing(parts: Sequence[_Part]) -> bool:
    """Whether all of `parts` may be left out."""
    return all(isinstance(part, _Blank | _Hyphen | _Gap) or _is_optional(part) for part in parts)


def _is_optional(part: _Part | None) -> TypeGuard[_Choice]:
    return isinstance(part, _Choice) and part.optional


# -- spellings and patterns


def _spell(parts: tuple[_Part, ...]) -> tuple[list[str], bool] | None:
    """All spellings of a phrase, if they are few; and whether its last word is open. None where a pattern is needed."""
    pieces: list[list[str]] = []
    for index, part in enumerate(parts):
        if isinstance(part, _Gap | _Number):
            return None
        if isinstance(part, _Word):
            if part.open_end and index < len(parts) - 1:
                return None
            pieces.append([part.text])
        elif isinstance(part, _Blank):
            pieces.append([" "])
        elif isinstance(part, _Hyphen):
            pieces.append(["-", " ", ""])
        else:
            texts: list[str] = [""] if part.optional else []
            for option in part.options:
                inner = _spell(option)
                if inner is None or inner[1]:
                    return None
                texts.extend(inner[0])
            pieces.append(texts)
        count = 1
        for piece in pieces:
            count *= len(piece)
        if count > _MOST_SPELLINGS:
            return None
    last = parts[-1]
    open_end = isinstance(last, _Word) and last.open_end
    joined = (re.sub(r" +", " ", "".join(words)) for words in itertools.product(*pieces))
    return list(joined), open_end


def _pattern(parts: tuple[_Part, ...]) -> str:
    """The regular expression of `parts`. An optional part that is left out takes one of the blanks beside it along."""
    out: list[str] = []
    index = 0
    at_edge = True
    while index < len(parts):
        part = parts[index]
        following, third = (*parts[index + 1 : index + 3], None, None)[:2]
        if isinstance(part, _Blank) and _is_optional(following) and isinstance(third, _Blank | _Gap | None):
            out.append(f"(?: {_options(following)})?")
            index += 2
        elif at_edge and _is_optional(part) and isinstance(following, _Blank | _Gap):
            out.append(f"(?:{_options(part)}{_atom(following)})?")
            index += 2
            continue
        else:
            out.append(_atom(part))
            index += 1
        at_edge = isinstance(part, _Gap)
    return "".join(out)


def _atom(part: _Part) -> str:
    if isinstance(part, _Word):
        return re.escape(part.text) + (r"\w*" if part.open_end else "")
    if isinstance(part, _Number):
        return NUMBER_PATTERN
    if isinstance(part, _Hyphen):
        return "[- ]?"
    if isinstance(part, _Gap):
        return rf"[,)\"'\]]{{0,2}} (?:{_GAP_WORD}){{0,{part.words}}}?"
    if isinstance(part, _Blank):
        return " "
    return _options(part) + ("?" if part.optional else "")


def _options(choice: _Choice) -> str:
    # Those that reach farthest first, so that the first option that matches is the longest one.
    options = sorted(choice.options, key=_reach, reverse=True)
    return f"(?:{'|'.join(_pattern(option) for option in options)})"


def _reach(parts: tuple[_Part, ...]) -> int:
    """How many blanks `parts` may reach over; where they are equal, both options end in the same word."""
    blanks = 0
    for part in parts:
        if isinstance(part, _Choice):
            blanks += max(_reach(option) for option in part.options)
        elif isinstance(part, _Gap):
            blanks += part.words + 1
        elif isinstance(part, _Blank | _Hyphen):
            blanks += 1
    return blanks


def _bounded(pattern: str) -> str:
    """The pattern, not begun or ended in the middle of a word."""
    return rf"(?!\B\w)(?:{pattern})(?!\B\w)"


# -- literals


def _literals(parts: tuple[_Part, ...]) -> tuple[str, ...]:
    """The rarest set of strings of which every match holds one."""
    return max(_literal_sets(parts), key=_rarity, default=())


def _literal_sets(parts: tuple[_Part, ...]) -> list[tuple[str, ...]]:
    """Sets of strings, of each of which every match holds one."""
    candidates: list[tuple[str, ...]] = []
    run = ""
    for part in (*parts, _Gap(0)):
        if isinstance(part, _Word) and not part.open_end:
            run += part.text
        elif isinstance(part, _Word):
            run += part.text
            candidates.append((run,))
            run = ""
        else:
            optional_next = isinstance(part, _Choice) and part.optional
            if isinstance(part, _Blank):
                run += " "
                continue
            if run.strip():
                candidates.append((run.rstrip() if isinstance(part, _Gap) or optional_next else run,))
            run = ""
            if isinstance(part, _Choice) and not part.optional:
                inner = [_literals(option) for option in part.options]
                if all(inner):
                    candidates.append(tuple(dict.fromkeys(itertools.chain.from_iterable(inner))))
    return [tuple(text.strip() for text in texts) for texts in candidates]


def _rarity(texts: tuple[str, ...]) -> float:
    shortest = min(len(text) for text in texts)
    common = any(text in _COMMON for text in texts)
    return shortest - (10 if common else 0) - 0.02 * len(texts)

"""The phrase language of policies: what an editor would write down, compiled to literals and regular expressions.

    clinically proven           words, whole and in any case; a blank is white space
    long-lasting                a hyphen matches hyphen, blank or nothing
    (clinically|scientifically) proven      one of
    (fully)? guaranteed         or nothing
    prove*                      any ending
    <treatment>                 any entry of a lexicon
    <number>                    a number in digits or words
    works ... hours             up to four words between, in the same clause; ...8 up to eight
    re:\\bNN\\d+\\b             a raw pattern of the `regex` library

Matching runs over normalised text (`text.normalise`): single blanks, straight quotes, no markup.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copylint.text.normalise import normalise
from copylint.text.view import Run

_MOST_SPELLINGS = 64
"""A phrase with at most so many spellings is matched as plain strings, without a regular expression."""
_CLAUSE_BREAKERS = "but|however|although|though|while|whereas|because|unless|until"
_GAP_WORD = rf"(?!(?:{_CLAUSE_BREAKERS})\b)[^\s;:!?—–]*[^\s;:!?—–.] "
NUMBER_PATTERN = (
    r"(?:\d+(?:[.,]\d+)*(?:-\d+(?:[.,]\d+)*)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?)"
)
_COMMON = frozenset(
    "a an the of to in is are was be been it its and or for with on at by as that this we you our your can may not no "
    "have has from more most your their they them one than when who what other some any all".split()
)
_TOKEN = re.compile(
    r"\.\.\.(?P<gap>\d{0,2})|<(?P<name>[a-z0-9-]+)>|(?P<open>\()|(?P<bar>\|)|(?P<close>\)\??)|(?P<blank>\s+)"
    r"|(?P<hyphen>-)|(?P<star>\*)|(?P<word>(?:(?!\.\.\.)[^\s()|<>*-])+)|(?P<bad>.)"
)


class PhraseError(ValueError):
    """A phrase that cannot be compiled; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One phrase ready for matching.

    `spellings`: lower-case strings, each matched whole; with `open_end` the last word may go on. Empty when `pattern` must
    decide. `literals`: lower-case strings of which at least one stands in every match; empty when none is known.
    """

    phrase: str
    spellings: tuple[str, ...]
    open_end: bool
    pattern: str
    literals: tuple[str, ...]

    @property
    def is_slow(self) -> bool:
        """Whether the pattern has to be tried on all text, for want of a literal."""
        return not self.spellings and not self.literals


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


def compile_phrase(phrase: str, lookup: Lookup) -> list[Alternative]:
    """Compile one phrase; a phrase that is a lexicon reference alone gives one alternative for each of its entries.

    Raises PhraseError for a phrase that cannot be read, names an unknown lexicon or cannot match.
    """
    if phrase.startswith("re:"):
        return [_compile_raw(phrase)]
    parts = _Parser(phrase, lookup).parse()
    if len(parts) == 1 and isinstance(parts[0], _Choice) and not parts[0].optional:
        return [_compile_parts(phrase, option) for option in parts[0].options]
    return [_compile_parts(phrase, parts)]


def _compile_parts(phrase: str, parts: tuple[_Part, ...]) -> Alternative:
    if not any(isinstance(part, _Word | _Number | _Choice) for part in parts):
        raise PhraseError("a phrase needs at least one word")
    if isinstance(parts[0], _Gap) or isinstance(parts[-1], _Gap):
        raise PhraseError('"..." must stand between words')
    spelled = _spell(parts)
    if spelled is not None:
        spellings, open_end = spelled
        texts = tuple(dict.fromkeys(s for s in spellings if s))
        if texts:
            return Alternative(phrase, texts, open_end, "", texts)
    pattern = _pattern(parts)
    if _matches_nothing(parts):
        raise PhraseError("every part of this phrase may be left out, so it would match everywhere")
    return Alternative(phrase, (), False, _bounded(pattern), _literals(parts))


def _compile_raw(phrase: str) -> Alternative:
    import regex

    pattern = phrase.removeprefix("re:")
    if re.search(r"\\n|\\r|\n", pattern):
        raise PhraseError("a pattern cannot reach over a line end: each segment of copy is one line")
    try:
        compiled = regex.compile(pattern, regex.IGNORECASE)
    except regex.error as error:
        raise PhraseError(f"not a regular expression: {error}") from None
    if compiled.match(""):
        raise PhraseError("this pattern matches nothing at all, so it would match everywhere")
    return Alternative(phrase, (), False, pattern, _raw_literals(pattern))


class _Parser:
    def __init__(self, phrase: str, lookup: Lookup, outer: tuple[str, ...] = ()) -> None:
        text = normalise([Run(phrase, 0, len(phrase))]).text
        self._tokens = list(_TOKEN.finditer(text))
        self._at = 0
        self._lookup, self._outer = lookup, outer

    def parse(self) -> tuple[_Part, ...]:
        parts = self._sequence()
        if self._at < len(self._tokens):
            raise PhraseError(f'"{self._tokens[self._at].group()}" stands outside of brackets')
        if not parts:
            raise PhraseError("the phrase is empty")
        return parts

    def _sequence(self) -> tuple[_Part, ...]:
        parts: list[_Part] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            kind = token.lastgroup or "gap"
            if kind in ("bar", "close"):
                break
            self._at += 1
            if kind == "open":
                parts.append(self._choice())
            elif kind == "name":
                parts.append(self._reference(token.group("name")))
            elif kind == "gap":
                parts.append(_Gap(int(token.group("gap") or 4)))
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
        while parts and isinstance(parts[-1], _Blank):
            parts.pop()
        while parts and isinstance(parts[0], _Blank):
            parts.pop(0)
        return tuple(parts)

    def _choice(self) -> _Choice:
        options = [self._sequence()]
        while self._at < len(self._tokens) and self._tokens[self._at].lastgroup == "bar":
            self._at += 1
            options.append(self._sequence())
        if self._at >= len(self._tokens):
            raise PhraseError('a bracket "(" is never closed')
        closing = self._tokens[self._at].group()
        self._at += 1
        if not all(options):
            raise PhraseError('an empty choice in brackets; write "(x)?" for "x or nothing"')
        return _Choice(tuple(options), optional=closing.endswith("?"))

    def _reference(self, name: str) -> _Part:
        if name == "number":
            return _Number()
        if name in self._outer:
            raise PhraseError(f"the lexicon <{name}> refers to itself")
        try:
            entries = self._lookup(name)
        except KeyError as error:
            raise PhraseError(str(error.args[0])) from None
        options: list[tuple[_Part, ...]] = []
        for entry in entries:
            if entry.startswith("re:"):
                raise PhraseError(f"the lexicon <{name}> holds raw patterns, which cannot be part of a phrase")
            inner = _Parser(entry, self._lookup, (*self._outer, name)).parse()
            if len(inner) == 1 and isinstance(inner[0], _Choice) and not inner[0].optional:
                options.extend(inner[0].options)
            else:
                options.append(inner)
        return _Choice(tuple(options))


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
    joined = (re.sub(r" +", " ", "".join(words)).strip() for words in itertools.product(*pieces))
    return list(joined), open_end


def _pattern(parts: tuple[_Part, ...]) -> str:
    out: list[str] = []
    index = 0
    while index < len(parts):
        part = parts[index]
        following = parts[index + 1] if index + 1 < len(parts) else None
        if isinstance(part, _Word):
            out.append(re.escape(part.text) + (r"\w*" if part.open_end else ""))
        elif isinstance(part, _Number):
            out.append(NUMBER_PATTERN)
        elif isinstance(part, _Hyphen):
            out.append("[- ]?")
        elif isinstance(part, _Gap):
            out.append(_gap(part.words))
        elif isinstance(part, _Blank):
            # A gap takes the blanks around it; an optional choice at the end takes the one before it.
            if isinstance(following, _Gap):
                pass
            elif isinstance(following, _Choice) and following.optional and index + 2 == len(parts):
                out.append(f"(?: {_options(following)})?")
                index += 1
            else:
                out.append(" ")
        elif part.optional and isinstance(following, _Blank):
            out.append(f"(?:{_options(part)} )?")
            index += 1
        else:
            out.append(_options(part) + ("?" if part.optional else ""))
        if isinstance(part, _Gap) and isinstance(following, _Blank):
            index += 1
        index += 1
    return "".join(out)


def _options(choice: _Choice) -> str:
    # Longest first, so that the first option that matches is the longest one.
    patterns = sorted((_pattern(option) for option in choice.options), key=len, reverse=True)
    return f"(?:{'|'.join(patterns)})"


def _gap(words: int) -> str:
    return rf"[,)\"'\]]{{0,2}} (?:{_GAP_WORD}){{0,{words}}}?"


def _bounded(pattern: str) -> str:
    return rf"(?<!\w)(?:{pattern})(?!\w)" if not pattern.endswith("%") else rf"(?<!\w)(?:{pattern})"


def _matches_nothing(parts: tuple[_Part, ...]) -> bool:
    return all(isinstance(part, _Blank | _Hyphen) or (isinstance(part, _Choice) and part.optional) for part in parts)


# -- literals


def _literals(parts: tuple[_Part, ...]) -> tuple[str, ...]:
    """The rarest set of strings of which every match holds one."""
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
    candidates = [tuple(text.strip() for text in texts) for texts in candidates]
    return max(candidates, key=_rarity, default=())


def _rarity(texts: tuple[str, ...]) -> float:
    shortest = min(len(text) for text in texts)
    common = any(text in _COMMON for text in texts)
    return shortest - (10 if common else 0) - 0.25 * len(texts)


def _raw_literals(pattern: str) -> tuple[str, ...]:
    """The longest plain word run outside of brackets of a raw pattern without a choice on its top level."""
    depth = 0
    flat: list[str] = []
    for match in re.finditer(r"\\.|\[(?:\\.|[^\]\\])*\]|[()|]|[^\\\[()|]+", pattern, re.DOTALL):
        text = match.group()
        if text == "(":
            depth += 1
        elif text == ")":
            depth -= 1
            flat.append("\x00")
        elif text == "|" and depth == 0:
            return ()
        elif depth == 0:
            flat.append(text if text[0] not in "\\[" else "\x00")
    runs = re.findall(r"[a-z][a-z ]{2,}(?![?*{+])", "".join(flat), re.IGNORECASE)
    # The last letter may belong to a quantifier that follows it.
    best: str = max(runs, key=len, default="")
    return (best.lower(),) if len(best) >= 3 else ()

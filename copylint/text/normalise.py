"""Makes text plain for matching while each character keeps its place.

White space runs become one blank; curly quotes and hyphens are made straight; soft hyphens, zero-width characters and
trade-mark signs go; a raised number (proven²) is a footnote mark and stands in brackets (proven[2]), apart from the word
before it; letters that only look Latin (Cyrillic "а" in "sаfe") become Latin inside words that mix scripts
(the confusables of Unicode TS #39, the part that Latin prose meets). An em dash or a spaced en dash stays: it ends a
clause.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from copylint.text.spans import Piece, PieceKind
from copylint.text.view import Run

_PLAIN = {
    **dict.fromkeys("‘’‚‛′ʼ＇`´", "'"),
    **dict.fromkeys("“”„‟″«»＂", '"'),
    **dict.fromkeys("‐‑‒−﹣－", "-"),
    "İ": "I",  # lower() of this one alone changes the length
    "―": "—",
}
_DROPPED = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff®™℠©\U000e0000-\U000e007f"
_CONFUSABLE = str.maketrans(
    # Cyrillic, then Greek, to the Latin letters they are drawn like.
    "аеіјорсухѕһԁԛԝАВЕІЈКМНОРСТУХЅԌαοινρτυκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeijopcyxshdqwABEIJKMHOPCTYXSGaoivptukABEZHIKMNOPTYX",
)
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SPECIAL = re.compile(
    rf"\s{{2,}}|[^\S ]| ?[{_DROPPED}][\s{_DROPPED}]*|[{''.join(re.escape(c) for c in _PLAIN)}]|[{_RAISED}]+"
    r"|[^\x00-\u024f\u2010-\u20cf]"
)
# The first character of something special, but for blanks: a search for one class of characters is the fastest there is.
_ODD = re.compile(
    "[^ "
    + "".join(
        re.escape(char)
        for code in (*range(0x20, 0x250), *range(0x2010, 0x20D0))
        if not (char := chr(code)).isspace() and not _SPECIAL.match(char)
    )
    + "]"
)
_LOWERED = str.maketrans(_RAISED, "0123456789")
_NOTE_NUMBERS = re.compile(r"\s*+(\d{1,3}(?:\s*+[-–,]\s*+\d{1,3})*+)\s*+")
# What stands before an exponent, not before a footnote's number: a length ("kg/m²") or a ten ("10⁶").
_POWER = re.compile(r"\b(?:[ckm]?m|10)\Z")
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_ASCII_LETTER = re.compile(r"[A-Za-z]")
_EDGES = " \t\r\n"
_SPACES = re.compile(" +")
_BLANKS = re.compile(r"\s(?:.*\s)?", re.DOTALL)
_DROPPED_ONLY = re.compile(rf"[{_DROPPED}]+")
_TIGHT_EN_DASH = re.compile(r"(?<! )–|–(?! )")


class Normalised(NamedTuple):
    """Plain text, the pieces it was made of (offsets from 0), and the text offset of each mark."""

    text: str
    pieces: list[Piece]
    marks: list[int]


def is_plain_form(source: str, text: str) -> bool:
    """Whether the character `text` is `source` itself or the plain form that normalising gives it."""
    return (
        source == text
        or _PLAIN.get(source) == text
        or source.translate(_CONFUSABLE) == text
        or (source == "–" and text == "-")
        or spelled_out(source) == text
    )


def spelled_out(char: str) -> str:
    """The plain letters or digits of a compatibility character ("ﬁ", "ａ", "𝐬"); any other is returned as it is."""
    if unicodedata.category(char)[0] in "LN":
        plain = unicodedata.normalize("NFKC", char)
        if plain.isascii() and unicodedata.category(char) != "No":
            return plain
    return char


def footnote_mark(before: str, raised: str) -> str | None:
    """The text of a footnote mark, if `raised` (drawn higher than `before`) holds numbers of footnotes and no exponent."""
    match = _NOTE_NUMBERS.fullmatch(raised)
    return f"[{match.group(1)}]" if match and not _POWER.search(before[-9:]) else None


class _Writer:
    __slots__ = ("base", "length", "parts", "pending", "pieces")

    def __init__(self, base: int) -> None:
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.base = base
        self.length = 0
        self.pending: tuple[int, int] | None = None

    def space(self, start: int, end: int) -> None:
        if self.pending is None:
            self.pending = (start, end)
        elif end > self.pending[1]:
            self.pending = (self.pending[0], end)

    def write(self, text: str, start: int, end: int, kind: PieceKind) -> None:
        if self.pending is not None:
            if self.length:
                space_start, space_end = self.pending
                self._append(" ", space_start, space_end, "space")
            self.pending = None
        self._append(text, start, end, kind)

    def write_raised(self, text: str, start: int, end: int, kind: PieceKind) -> None:
        before = self.parts[-1] if self.parts and self.pending is None else ""
        mark = footnote_mark(before, text.translate(_LOWERED))
        self.write(mark or text, start, end, "fold" if mark and kind == "same" else kind)

    def _append(self, text: str, start: int, end: int, kind: PieceKind) -> None:
        self.parts.append(text)
        at = self.base + self.length
        self.length += len(text)
        if self.pieces and kind == "same":
            last = self.pieces[-1]
            if last.kind == "same" and last.source_end == start:
                self.pieces[-1] = Piece(last.start, at + len(text), last.source_start, end, "same")
                return
        self.pieces.append(Piece(at, at + len(text), start, end, kind))


def _is_plain(text: str) -> bool:
    return "  " not in text and "–" not in text and _ODD.search(text) is None


def _normalise_plain(runs: Sequence[Run | None], base: int) -> Normalised | None:
    """What `normalise` gives, for runs in which nothing but blanks needs care, as most are; None for others."""
    parts: list[str] = []
    pieces: list[Piece] = []
    marks: list[int] = []
    length = 0
    blank = True  # whether what comes stands behind a blank, or first
    alone = len(runs) == 1
    for run in runs:
        if run is None:
            marks.append(length - 1 if blank and length else length)
            continue
        text, start, end, kind = run
        if kind == "space":
            if blank:
                return None
            parts.append(" ")
            pieces.append(Piece(base + length, base + length + 1, start, end, "space"))
            length, blank = length + 1, True
            continue
        if alone:
            inside = text.strip(_EDGES)
            start += text.find(inside)
            text = inside
        if kind != "same" or not _is_plain(text):
            return None
        if blank and text[:1] == " ":
            if length:
                return None
            text, start = text[1:], start + 1
        if text:
            parts.append(text)
            pieces.append(Piece(base + length, base + length + len(text), start, start + len(text), "same"))
            length += len(text)
            blank = text[-1] == " "
    if blank and length:
        return None  # a blank at the end
    return Normalised("".join(parts), pieces, marks)


def normalise(runs: Sequence[Run | None], base: int = 0) -> Normalised:
    """Join `runs` into plain text without white space at its ends. A None among them is a mark.

    The pieces' offsets count from `base`, the marks' from 0.
    """
    simple = _normalise_plain(runs, base)
    if simple is not None:
        return simple
    out = _Writer(base)
    marks: list[int] = []
    for run in runs:
        if run is None:
            # A mark after a blank stands before it: a footnote belongs to what it follows.
            marks.append(out.length)
        elif run.kind == "same":
            _write_same(out, run)
        elif run.kind == "space" or run.text.isspace():
            out.space(run.start, run.end)
        elif run.kind == "placeholder":
            out.write(run.text, run.start, run.end, "placeholder")
        elif run.text and not run.text.strip(_RAISED):
            out.write_raised(run.text, run.start, run.end, run.kind)
        else:
            plain = "".join(_PLAIN.get(char, char) for char in _DROPPED_ONLY.sub("", run.text))
            plain = "".join(spelled_out(char) for char in plain)
            if plain:
                out.write(re.sub(r"\s+", " ", plain), run.start, run.end, run.kind)
    text = "".join(out.parts)
    if not text.isascii():
        if "–" in text:
            text = _TIGHT_EN_DASH.sub("-", text)
        if _OTHER_SCRIPT.search(text):
            text = _WORD.sub(_fold_mixed_script, text)
    return Normalised(text, out.pieces, marks)


def _write_plain(out: _Writer, text: str, start: int) -> None:
    """Text in which nothing but blanks needs care: runs of them, and those at its ends."""
    if text[0] != " " and text[-1] != " " and "  " not in text:
        out.write(text, start, start + len(text), "same")
        return
    at = 0
    for blanks in _SPACES.finditer(text):
        left, right = blanks.span()
        if left == 0 or right == len(text) or right - left > 1:
            if left > at:
                out.write(text[at:left], start + at, start + left, "same")
            out.space(start + left, start + right)
            at = right
    if at < len(text):
        out.write(text[at:], start + at, start + len(text), "same")


def _write_same(out: _Writer, run: Run) -> None:
    text, start = run.text, run.start
    at = 0
    while odd := _ODD.search(text, at):
        # Blanks before it may belong to it.
        left = odd.start()
        while left > at and text[left - 1] == " ":
            left -= 1
        match = _SPECIAL.match(text, left) or _SPECIAL.match(text, odd.start())
        if match is None:  # no letter that needs care
            left, right = odd.span()
            _write_plain(out, text[at:right], start + at)
            at = right
            continue
        found, left, right = match.group(), match.start(), match.end()
        if left > at:
            _write_plain(out, text[at:left], start + at)
        at = right
        if found.isspace():
            out.space(start + left, start + right)
        elif found in _PLAIN:
            out.write(_PLAIN[found], start + left, start + right, "same")
        elif found[0] in _RAISED:
            out.write_raised(found, start + left, start + right, "same")
        elif len(found) == 1 and not _DROPPED_ONLY.match(found):
            plain = spelled_out(found)
            kind: PieceKind = "same" if len(plain) == 1 else "fold"
            out.write(plain, start + left, start + right, kind)
        elif blanks := _BLANKS.search(found):
            out.space(start + left + blanks.start(), start + left + blanks.end())
    if at < len(text):
        _write_plain(out, text[at:], start + at)


def _fold_mixed_script(match: re.Match[str]) -> str:
    word = match.group()
    return word if word.isascii() or not _ASCII_LETTER.search(word) else word.translate(_CONFUSABLE)

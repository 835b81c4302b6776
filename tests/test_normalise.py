"""Plain text for matching, each character with its place."""

from __future__ import annotations

from typing import cast

import pytest
from helpers import comes_from
from hypothesis import given, settings
from hypothesis import strategies as st

from copylint.text.normalise import is_plain_form, normalise
from copylint.text.spans import PieceKind, SourceMap
from copylint.text.view import Run

PLAIN = [
    # unchanged
    ("Ketamine is not a cure.", "Ketamine is not a cure."),
    ("Ängste, café, naïve", "Ängste, café, naïve"),
    ("Δ and Ж alone stay", "Δ and Ж alone stay"),
    ("привет", "привет"),
    ("50 % — half", "50 % — half"),
    # quotes
    ("“safe” and ‘sound’", "\"safe\" and 'sound'"),
    ("it’s, it´s, it`s, itʼs, it＇s", "it's, it's, it's, it's, it's"),
    ("«so» „so‟", '"so" "so"'),
    # hyphens and dashes
    ("long‐lasting long‑lasting long−lasting", "long-lasting long-lasting long-lasting"),
    ("70–80 %", "70-80 %"),
    ("safe – but not for all", "safe – but not for all"),
    ("safe –but", "safe -but"),
    ("safe—but", "safe—but"),
    ("safe ― but", "safe — but"),
    # white space
    ("  two \t words\r\n here ", "two words here"),
    ("no\u00a0break\u2003space\u202fhere\u3000too", "no break space here too"),
    ("line\u2028break\u0085and\x0bmore", "line break and more"),
    # dropped
    ("gua\u00adran\u200bteed", "guaranteed"),
    ("\ufeffsafe\u2060ty\u200d", "safety"),
    ("Spravato® and Ketalar™", "Spravato and Ketalar"),
    ("a\u00ad b", "a b"),
    ("\u00ad", ""),
    (" \u200b ", ""),
    ("Spravato ® treats", "Spravato treats"),
    ("© 2026 Clinic", "2026 Clinic"),
    ("a\u00ad \u00ad b", "a b"),
    # look-alikes, in words that mix scripts only
    ("s\u0430fe", "safe"),
    ("\u0441ure", "cure"),
    ("\u0391lways \u03bfn", "Always on"),
    ("Kετamine", "Kεtamine"),
    # spelled out
    ("ﬁne eﬀect oﬃce", "fine effect office"),
    ("ｃｕｒｅ １００%", "cure 100%"),
    ("𝐜𝐮𝐫𝐞", "cure"),
    ("Ⅳ drip", "IV drip"),
    ("½ dose ① first ⅓ 5 Ω", "½ dose ① first ⅓ 5 Ω"),
    ("İstanbul", "Istanbul"),
    # raised numbers
    ("proven¹", "proven[1]"),
    ("It works.¹² Really.", "It works.[12] Really."),
    ("30 kg/m² and 5 cm³", "30 kg/m² and 5 cm³"),
    ("10⁶ cells", "10⁶ cells"),
    ("calm² item³", "calm[2] item[3]"),
    ("in 2019³", "in 2019[3]"),
]


@pytest.mark.parametrize(("source", "text"), PLAIN)
def test_plain_text(source: str, text: str) -> None:
    assert normalise([Run(source, 0, len(source))]).text == text


RUNS: list[tuple[list[Run], str]] = [
    ([Run("guar", 3, 7), Run("anteed", 11, 17)], "guaranteed"),
    ([Run("a ", 0, 2), Run(" b", 5, 7)], "a b"),
    ([Run("a", 0, 1), Run("\n", 1, 5, "space"), Run("b", 5, 6)], "a b"),
    ([Run("a", 0, 1), Run("\xa0", 1, 7, "entity"), Run("b", 7, 8)], "a b"),
    ([Run("isn", 0, 3), Run("’", 3, 10, "entity"), Run("t", 10, 11)], "isn't"),
    ([Run("so", 0, 2), Run("\xad", 2, 7, "entity"), Run("on", 7, 9)], "soon"),
    ([Run("70", 0, 2), Run("–", 2, 9, "entity"), Run("80", 9, 11)], "70-80"),
    ([Run("ﬁ", 0, 6, "entity"), Run("ne", 6, 8)], "fine"),
    ([Run("s", 0, 1), Run("\u0430", 1, 7, "escape"), Run("fe", 7, 9)], "safe"),
    ([Run("proven", 0, 6), Run("²", 6, 12, "entity")], "proven[2]"),
    ([Run("kg/m", 0, 4), Run("²", 4, 10, "entity")], "kg/m²"),
    ([Run("see ", 0, 4), Run("xx", 4, 30, "placeholder")], "see xx"),
    ([Run(" ", 0, 1, "space"), Run("a", 1, 2), Run(" ", 2, 3, "space")], "a"),
]


@pytest.mark.parametrize(("runs", "text"), RUNS)
def test_runs_are_joined(runs: list[Run], text: str) -> None:
    assert normalise(runs).text == text


PIECES = [
    # source, the source slices of its pieces, their kinds
    ("safe", ["safe"], ["same"]),
    ("“safe”", ["“safe”"], ["same"]),
    ("so\u00adon", ["so", "on"], ["same", "same"]),
    ("so \t on", ["so", " \t ", "on"], ["same", "space", "same"]),
    ("eﬀect", ["e", "ﬀ", "ect"], ["same", "fold", "same"]),
    ("proven¹²!", ["proven", "¹²", "!"], ["same", "fold", "same"]),
    (" a", ["a"], ["same"]),
]


@pytest.mark.parametrize(("source", "slices", "kinds"), PIECES)
def test_pieces(source: str, slices: list[str], kinds: list[str]) -> None:
    pieces = normalise([Run(source, 0, len(source))]).pieces
    assert [source[piece.source_start : piece.source_end] for piece in pieces] == slices
    assert [piece.kind for piece in pieces] == kinds


MARKS: list[tuple[list[Run | None], list[int]]] = [
    ([None, Run("a", 0, 1), None], [0, 1]),
    ([Run("a ", 0, 2), None, Run("b", 2, 3)], [1]),
    ([Run("a", 0, 1), None, Run(" b", 1, 3)], [1]),
    ([Run(" ", 0, 1), None, Run("b", 1, 2)], [0]),
    ([None, None], [0, 0]),
]


@pytest.mark.parametrize(("runs", "marks"), MARKS)
def test_marks_stand_before_a_blank(runs: list[Run | None], marks: list[int]) -> None:
    assert normalise(runs).marks == marks


PLAIN_FORMS = [
    ("a", "a", True),
    ("’", "'", True),
    ("\u0430", "a", True),
    ("–", "-", True),
    ("ａ", "a", True),
    ("a", "b", False),
    ("—", "-", False),
    ("'", "’", False),
    ("á", "a", False),
]


@pytest.mark.parametrize(("source", "text", "expected"), PLAIN_FORMS)
def test_is_plain_form(source: str, text: str, expected: bool) -> None:
    assert is_plain_form(source, text) is expected


WORDS = ["cure", "s\u0430fe", "it’s", "“", "”", "–", "—", "‑", " ", "  ", "\n", "\t", "\xa0", "\xad", "\u200b", "ﬁ", "½",
         "²", "10", "m", "®", "İ", "😀", "é", "e\u0301", "𝐜", "Ж", "α", "ａ", "."]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(WORDS), max_size=8).map("".join), st.text(max_size=12))
PARTS = st.one_of(
    st.tuples(st.just("same"), TEXTS),
    st.tuples(st.just("entity"), st.sampled_from([word for word in WORDS if len(word) == 1])),
    st.tuples(st.just("escape"), st.characters(exclude_categories=["Cs"])),
    st.tuples(st.just("space"), st.just(" ")),
)


def written(kind: str, text: str) -> str:
    """How a source writes the text of a run: as it is, as a character reference or as an escape."""
    if kind == "entity":
        return f"&#{ord(text)};"
    return f"\\U{ord(text):08x}" if kind == "escape" else text


@st.composite
def runs_of_a_source(draw: st.DrawFn) -> tuple[str, list[Run]]:
    """A source and the runs that a parser would make of it, with markup between them."""
    source, runs = "", []
    for kind, text in draw(st.lists(PARTS, max_size=8)):
        source += draw(st.sampled_from(["", "<b>", "</i>"]))
        start, source = len(source), source + written(kind, text)
        runs.append(Run(text, start, len(source), cast(PieceKind, kind)))
    return source, runs


@settings(derandomize=True, deadline=None, max_examples=300)
@given(runs_of_a_source())
def test_pieces_decoded_and_joined_are_the_text(case: tuple[str, list[Run]]) -> None:
    source, runs = case
    text, pieces, _ = normalise(runs)
    assert text == text.strip()
    assert "  " not in text
    at = 0
    for piece in pieces:
        assert piece.start == at
        at = piece.end
        assert comes_from(piece, text[piece.start : piece.end], source[piece.source_start : piece.source_end])
    assert at == len(text)
    source_map = SourceMap.of(pieces)
    for start in range(len(text)):
        place = source_map.to_source(start, start + 1)
        assert 0 <= place.start <= place.end <= len(source)

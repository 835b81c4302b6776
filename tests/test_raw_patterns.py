"""The words that a raw pattern demands: known, never claimed of a pattern that can match without them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copylint.raw_patterns import required_literals

KNOWN = [
    ("proven", [("proven",)]),
    ("(?i)Proven cure", [("proven cure",)]),
    (r"\bNN\d+ plan\b", [("nn",), ("plan",)]),
    ("provens?", [("proven",)]),
    ("prove[nd] now", [("prove",), ("now",)]),
    ("colou?r", [("colo",)]),
    ("cure+ all", [("cure",), ("all",)]),
    ("cu{2}re", [("cu",), ("re",)]),
    ("(?:cure|heal)s?", [("cure", "heal")]),
    ("(?:cure|heals it)? now", [("now",)]),
    ("(?:very )?safe", [("safe",)]),
    ("safe(?= and sound)", [("and sound",), ("safe",)]),
    (r'^"\w', [('"',)]),
    ("safe(?! and sound)ly", [("safely",)]),
    ("(?-i:We) cure|(?P<b>heal) it", [("cure", "heal")]),
    (r"effective[.!]\.5", [("effective",), (".5",)]),
]
UNKNOWN = [
    "", r"\d+", "a?", "(?:cure|x*)", "(?:cure){e<=1}", "cure{e<=1}", "(?x) cure # all", r"(cure)\1", "(?(1)a|b)", r"\N{DASH}", "(?|ab|cd)", r"\x41bc", "(cure",
    "cure)",
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "sets"), KNOWN, ids=[pattern for pattern, _ in KNOWN])
def test_what_every_match_holds(pattern: str, sets: list[tuple[str, ...]]) -> None:
    assert required_literals(pattern) == sets


@pytest.mark.parametrize("pattern", UNKNOWN)
def test_where_nothing_is_known(pattern: str) -> None:
    assert required_literals(pattern) == []


_pieces = st.sampled_from(["ab", "cd ", " ef", "g", r"\d", ".", "[hi]", r"\b", r"\.", "^", "(?=ab)", "(?!cd)"])
_patterns = st.recursive(
    _pieces,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda options: f"(?:{'|'.join(options)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "{1,}", "+?", "??"])).map(
            lambda both: f"(?:{both[0]}){both[1]}"
        ),
        st.tuples(st.sampled_from("jkl"), st.sampled_from(["?", "*", "+", "{2}", "{0,3}"])).map("".join),
    ),
    max_leaves=8,
)


@given(pattern=_patterns, text=st.text("abcdefghijkl 5.", max_size=25), data=st.data())
def test_no_match_without_them(pattern: str, text: str, data: st.DataObject) -> None:
    compiled = re.compile(pattern, re.IGNORECASE)
    texts = [text, data.draw(st.from_regex(compiled))]
    for match in (found for one in texts for found in compiled.finditer(one)):
        around = match.string.lower()
        for wanted in required_literals(pattern):
            assert any(literal in around[match.start() :] for literal in wanted), (match, wanted)

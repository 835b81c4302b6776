"""Plain text: which lines are joined, and where each segment stands."""

from __future__ import annotations

import pytest
from helpers import Row, assert_traceable, full, groups, links, segments

from copylint.parsers.plain import parse

WRAPPED = "Our clinic gives infusions in a quiet room,\nand a nurse stays with you all the while.\nAsk us."

PAGES: list[tuple[str, list[Row]]] = [
    # nothing to read
    ("", []),
    ("\n \t\r\n\n", []),
    ("\ufeff\u200b", []),
    # paragraphs
    ("One line.", [("paragraph", "One line.")]),
    ("One.\n\nTwo.\n \n\nThree.\n", [("paragraph", "One."), ("paragraph", "Two."), ("paragraph", "Three.")]),
    ("One.\r\n\r\nTwo.\r\rThree.", [("paragraph", "One."), ("paragraph", "Two."), ("paragraph", "Three.")]),
    ("  Much \t space  ", [("paragraph", "Much space", "Much \t space")]),
    # a hard-wrapped paragraph is joined, short lines stand alone
    (WRAPPED, [("paragraph", WRAPPED.replace("\n", " "), WRAPPED)]),
    ("Feel calm,\r\nbecause it lasts.", [("paragraph", "Feel calm, because it lasts.", "Feel calm,\r\nbecause it lasts.")]),
    ("Call us\nOpen on Sundays too, all day", [("paragraph", "Call us"), ("paragraph", "Open on Sundays too, all day")]),
    # a heading without a blank line under it
    (
        "What Ketamine Infusions Feel Like\nMost people rest in a chair now",
        [("paragraph", "What Ketamine Infusions Feel Like"), ("paragraph", "Most people rest in a chair now")],
    ),
    # lines too long to be wrapped by hand
    ("w " * 70 + "end\nNext", [("paragraph", "w " * 70 + "end"), ("paragraph", "Next")]),
    # lists
    ("- calm\n* rest\n• sleep", [("item", "calm"), ("item", "rest"), ("item", "sleep")]),
    ("1. calm\n2) rest\na) sleep", [("item", "calm"), ("item", "rest"), ("item", "sleep")]),
    ("  – Dr. Lee", [("item", "Dr. Lee")]),
    ("-5 is no item\n", [("paragraph", "-5 is no item")]),
    ("- calm and rest\n  for you", [("item", "calm and rest for you", "calm and rest\n  for you")]),
    # what looks like markup is text here
    ("<b>Safe</b> &amp; **sound**", [("paragraph", "<b>Safe</b> &amp; **sound**")]),
    # folding keeps places
    ("It’s “safe”—so\u00adon", [("paragraph", 'It\'s "safe"—soon', "It’s “safe”—so\u00adon")]),
    ("😀 Proven² relief", [("paragraph", "😀 Proven[2] relief", "😀 Proven² relief")]),
    # URLs are links
    ("See https://a.example/b_c?d=1, or ask.", [("paragraph", "See xx, or ask.", "See https://a.example/b_c?d=1, or ask.")]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), PAGES)
def test_segments(source: str, expected: list[Row]) -> None:
    document = parse(source, "page.txt")
    assert segments(document) == [full(row) for row in expected]
    assert_traceable(document)
    assert document.unread == ()


def test_a_lead_in_and_its_list_are_one_group() -> None:
    document = parse("Infusions bring:\n- calm\n- rest\n\nAsk us.", "page.txt")
    assert groups(document) == [["Infusions bring:", "calm", "rest"]]


URLS = [
    ("See https://a.example/b_c?d=1, or", [("xx", "https://a.example/b_c?d=1")]),
    ("(www.a.example).", [("xx", "www.a.example")]),
    ("http://a.example/x; http://b.example/y!", [("xx", "http://a.example/x"), ("xx", "http://b.example/y")]),
    ("https:// alone, ask@a.example", []),
]


@pytest.mark.parametrize(("source", "expected"), URLS)
def test_urls(source: str, expected: list[tuple[str, str]]) -> None:
    assert links(parse(source, "page.txt")) == expected

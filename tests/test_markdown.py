"""Markdown: what is copy, of which kind, and where it stands."""

from __future__ import annotations

import pytest
from helpers import Row, assert_traceable, full, groups, links, segments

from copylint.parsers.markdown import parse
from copylint.text.document import Document


def read(source: str) -> Document:
    document = parse(source, "page.md")
    assert_traceable(document)
    return document


PAGES: list[tuple[str, list[Row]]] = [
    # no copy
    ("", []),
    ("\n\n", []),
    ("***\n\n---\n", []),
    ("```js\ncure()\n```\n\n~~~\ncure\n~~~\n\n    cure\n", []),
    ("<!-- old: cure -->\n\n<script>\ncure\n</script>\n\n<style>\n.cure {}\n</style>", []),
    ("<template>\n\ncure\n\n</template>", []),
    ("[a]: https://a.example/cure\n", []),
    # text
    ("Safe", [("paragraph", "Safe")]),
    ("😀 **é** safe", [("paragraph", "😀 é safe", "😀 **é** safe")]),
    ("one\ntwo  \nthree\\\nfour", [("paragraph", "one two three four", "one\ntwo  \nthree\\\nfour")]),
    ("one\r\ntwo\r\n\r\nthree\r\n", [("paragraph", "one two", "one\r\ntwo"), ("paragraph", "three")]),
    ("one\rtwo\r\rthree\r", [("paragraph", "one two", "one\rtwo"), ("paragraph", "three")]),
    ("one\t two\u2028three", [("paragraph", "one two three", "one\t two\u2028three")]),
    # inline markup
    ("**guar**anteed, _really_", [("paragraph", "guaranteed, really", "guar**anteed, _really")]),
    ("***so*** ~~not~~ *a **b** c*", [("paragraph", "so not a b c", "so*** ~~not~~ *a **b** c")]),
    ("2 * 3 * 4 and snake_case_word", [("paragraph", "2 * 3 * 4 and snake_case_word")]),
    ("\\*safe\\* 5 \\% it\\'s", [("paragraph", "*safe* 5 % it's", "*safe\\* 5 \\% it\\'s")]),
    ("Ask [us](/u) [now][n] [here]\n\n[n]: /n\n[here]: /h", [("paragraph", "Ask us now here", "Ask [us](/u) [now][n] [here")]),
    ("It isn&apos;t&nbsp;safe &amp; so&shy;on AT&T &bogus;", [("paragraph", "It isn't safe & soon AT&T &bogus;", "It isn&apos;t&nbsp;safe &amp; so&shy;on AT&T &bogus;")]),
    ("Run `cure --now` now", [("paragraph", "Run xx now", "Run `cure --now` now")]),
    ("`cure`", [("paragraph", "xx", "`cure`")]),
    ("See https://a.example/b_c_d?e=1&f=2 or <https://b.example>.", [("paragraph", "See xx or xx.", "See https://a.example/b_c_d?e=1&f=2 or <https://b.example>.")]),
    ("proven² and 10⁶", [("paragraph", "proven[2] and 10⁶", "proven² and 10⁶")]),
    # headings
    ("# One\n## Two ##\nThree\n===\n", [("heading", "One"), ("heading", "Two"), ("heading", "Three")]),
    ("# One *two* {#id .cure}", [("heading", "One two", "One *two")]),
    # lists and quotes
    ("- one\n- two\n  three\n\n  four\n1. five", [("item", "one"), ("item", "two three", "two\n  three"), ("item", "four"), ("item", "five")]),
    ("- one\n  - two\n- [ ] three\n- [x] four", [("item", "one"), ("item", "two"), ("item", "three"), ("item", "four")]),
    ("- one\n\ntwo", [("item", "one"), ("paragraph", "two")]),
    ("> one\n> two\n\n> - three\n>\n> four", [("quote", "one two", "one\n> two"), ("item", "three"), ("quote", "four")]),
    ("- > one\n- # two", [("quote", "one"), ("heading", "two")]),
    # tables
    ("| a | b |\n|---|---|\n| **one** two | `c` <br>d |\n| e \\| f |", [
        ("cell", "a"), ("cell", "b"), ("cell", "one two", "one** two"), ("cell", "xx d", "`c` <br>d"), ("cell", "e | f", "e \\| f"),
    ]),
    ("| <div>a</div> b |\n|---|", [("cell", "a"), ("cell", "b")]),
    # images and titles
    ("one ![two **three**](i.png) four", [("paragraph", "one four", "one ![two **three**](i.png) four"), ("alt", "two three", "two **three")]),
    ("![one](i.png 'Two')", [("alt", "one"), ("label", "Two")]),
    ('[one](/u "It isn&apos;t \\"so\\" \\& \\\\")', [("paragraph", "one"), ("label", "It isn't \"so\" & \\", "It isn&apos;t \\\"so\\\" \\& \\\\")]),
    ("[one](</u v> (two)) [three](/u\n'four\nfive')", [("paragraph", "one three", "one](</u v> (two)) [three"), ("label", "two"), ("label", "four five", "four\nfive")]),
    ('[one][r] [r]\n\n[r]: /u "Two &amp; é"', [("paragraph", "one r", "one][r] [r"), ("label", "Two & é", "Two &amp; é")]),
    ("![a ![b](c 'd') e](f 'g') h", [("paragraph", "h"), ("alt", "b"), ("label", "d"), ("alt", "a e", "a ![b](c 'd') e"), ("label", "g")]),
    ("[![one](i.png)](/u)", [("alt", "one")]),
    ("![a <div> b](i) c", [("paragraph", "c"), ("alt", "a b", "a <div> b")]),
    ("![a <div>](i)", [("alt", "a")]),
    # HTML
    ("one <b>two</b>three<br>four <!-- cure --> five", [("paragraph", "one twothree four five", "one <b>two</b>three<br>four <!-- cure --> five")]),
    ("one <img alt='two' title=\"three\"> <sup>4</sup>", [("paragraph", "one [4]", "one <img alt='two' title=\"three\"> <sup>4"), ("alt", "two"), ("label", "three")]),
    ("<div>\n*one*\n</div>\n\n*two*", [("paragraph", "*one*"), ("paragraph", "two")]),
    ("<div>\n\n**one** two\n\n</div>", [("paragraph", "one two", "one** two")]),
    ("<details>\n<summary>Why?</summary>\n\nSo.\n\n</details>", [("heading", "Why?"), ("paragraph", "So.")]),
    ("one <code>cure **it**</code> two", [("paragraph", "one xx two", "one <code>cure **it**</code> two")]),
    ("one <script>cure *it*</script> two", [("paragraph", "one two", "one <script>cure *it*</script> two")]),
    ("<p>one <b>two\n\nthree", [("paragraph", "one two", "one <b>two"), ("paragraph", "three")]),
    ("one <!-- two\n\nthree", [("paragraph", "one <!-- two"), ("paragraph", "three")]),
    ('<script type="application/ld+json">\n{"name": "It\\u2019s"}\n</script>', [("title", "It's", "It\\u2019s")]),
    # what is no Markdown stays text
    ("[one](two three) [four] ![", [("paragraph", "[one](two three) [four] ![")]),
    ("\ud83d safe\0 &#0;", [("paragraph", "\ud83d safe\0 \ufffd", "\ud83d safe\0 &#0;")]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), PAGES)
def test_segments(source: str, expected: list[Row]) -> None:
    document = read(source)
    assert segments(document) == [full(row) for row in expected]
    assert document.unread == ()


GROUPS = [
    ("| Dose | Effect |\n|---|---|\n| low | **calm** |\n", [["Dose", "Effect"], ["low", "calm"]]),
    ("It brings:\n\n- calm\n- rest\n\n  well\n\nAsk.", [["It brings:", "calm", "rest", "well"]]),
    ("## Is it safe?\n\nYes.\n\nAsk.", [["Is it safe?", "Yes."]]),
    ("## It is safe\n\nYes.", []),
    ("<summary>Is it safe?</summary>\n\nYes.", [["Is it safe?", "Yes."]]),
]


@pytest.mark.parametrize(("source", "expected"), GROUPS)
def test_groups(source: str, expected: list[list[str]]) -> None:
    assert groups(read(source)) == expected


LINKS = [
    ("[one](https://a.example/b 'c') two", [("one", "https://a.example/b")]),
    ("It works. [One **two**](/u)", [("One two", "/u")]),
    ("[one][r] [r] [none]\n\n[r]: /u", [("one", "/u"), ("r", "/u")]),
    ("one [![two](i.png)](/u)", [("", "/u")]),
    ("see www.a.example/b.", [("xx", "www.a.example/b")]),
    ("<a href='/u'>one</a> two", [("one", "/u")]),
    ("<a href='/u'>one\n\ntwo</a>", [("one", "/u")]),
    ("![one](i.png)", []),
]


@pytest.mark.parametrize(("source", "expected"), LINKS)
def test_links(source: str, expected: list[tuple[str, str]]) -> None:
    assert links(read(source)) == expected


NOTES = [
    # source, text, offset and label of each mark
    ("It works.[^1] Ask.\n\n[^1]: A study.", "It works. Ask.\nA study.\n", [(9, "1")]),
    ("It works [^a]. Ask.[^b]\n\n[^a]: One.\n[^b]: Two\n    lines.", "It works . Ask.\nOne.\nTwo lines.\n", [(8, "a"), (15, "b")]),
    ("It works.[^1]", "It works.[^1]\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "notes"), NOTES)
def test_footnotes(source: str, text: str, notes: list[tuple[int, str]]) -> None:
    document = read(source)
    assert document.text == text
    assert [(note.offset, note.label) for note in document.notes] == notes
    assert all(note.resolved for note in document.notes)


# -- front matter

FRONT_MATTER: list[tuple[str, list[Row]]] = [
    ("", []),
    ("# a comment", []),
    ("title: Calm", [("title", "Calm")]),
    ("title: 'It''s \"so\"'", [("title", "It's \"so\"", "It''s \"so\"")]),
    ('title: "Caf\\u00e9 \\"so\\" \\\n   now"', [("title", 'Café "so" now', 'Caf\\u00e9 \\"so\\" \\\n   now')]),
    ("description: >-\n  one\n  two\nx: y", [("description", "one two", "one\n  two")]),
    ("summary: |\n  one\n\n      two\n", [("description", "one"), ("description", "two")]),
    ("title: one\n\n     two", [("title", "one"), ("title", "two")]),
    ("title: '# **Calm** [now](/u) &amp; <b>so</b>'", [("title", "Calm now & so", "Calm** [now](/u) &amp; <b>so")]),
    ("seo:\n  description: Calm\n  list: [Rest well, 'Sleep']\n  deep: {heading: So}", [("description", "Calm"), ("value", "Rest well"), ("value", "Sleep"), ("title", "So")]),
    ("title: &a \"Calm\"\nsubtitle: *a", [("title", "Calm"), ("value", "Calm")]),
    ("slug: cure it now\nimage: cure it.png\nkeywords: [cure it]\nauthor: Cure It\ndate: 2026-01-01", []),
    ("custom: calm\nbadge: Calm\nother: Calm now\ncode: a=b;c\npath2: /cure/it now", [("value", "Calm"), ("value", "Calm now"), ("value", "/cure/it now")]),
    ("Seo-Title: Calm", [("title", "Calm")]),
    ("only words, no key", [("value", "only words, no key")]),
    ("- title: Calm\n- title: Rest", [("title", "Calm"), ("title", "Rest")]),
]  # fmt: skip


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("yaml", "expected"), FRONT_MATTER)
def test_front_matter(yaml: str, expected: list[Row], line_end: str) -> None:
    source = f"---\n{yaml}\n---\n\nBody".replace("\n", line_end)
    document = read(source)
    rows = [*map(full, expected), ("paragraph", "Body", "Body")]
    assert segments(document) == [(kind, text, piece.replace("\n", line_end)) for kind, text, piece in rows]
    assert document.unread == ()


FAQ = "faq:\n- question: Is it safe?\n  answer: |\n    Yes.\n\n    - calm\n- q: Why?\n  a: So be it.\n"


def test_question_and_answer_of_front_matter_are_one_group() -> None:
    assert groups(read(f"---\n{FAQ}---\n")) == [["Is it safe?", "Yes.", "calm"], ["Why?", "So be it."]]


TOML: list[tuple[str, list[Row]]] = [
    ("", []),
    ('title = "Calm"', [("title", "Calm")]),
    ("title = 'It\"s \\ so' # cure it", [("title", 'It"s \\ so')]),
    ('title = "Caf\\u00e9 \\"so\\" \\U0001f600"', [("title", 'Café "so" 😀', 'Caf\\u00e9 \\"so\\" \\U0001f600')]),
    ('description = """\none \\\n   two"""', [("description", "one two", "one \\\n   two")]),
    ("summary = '''one \"two\"\nthree'''", [("description", 'one "two" three', 'one "two"\nthree')]),
    ('"title" = "Calm"\nseo."description" = "Rest"', [("title", "Calm"), ("description", "Rest")]),
    ('title = "**guar**anteed"', [("title", "guaranteed", "guar**anteed")]),
    ('[seo]\nheading = "Calm"\nx = {description = "Rest", n = 5}', [("title", "Calm"), ("description", "Rest")]),
    ('list = ["Calm now", "x",\n "Rest well"] # cure it', [("value", "Calm now"), ("value", "Rest well")]),
    ('slug = "cure it"\nkeywords = ["cure it"]\ndate = 2026-01-01\ndraft = false', []),
]  # fmt: skip


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(("toml", "expected"), TOML)
def test_toml_front_matter(toml: str, expected: list[Row], line_end: str) -> None:
    document = read(f"+++\n{toml}\n+++\nBody".replace("\n", line_end))
    rows = [*map(full, expected), ("paragraph", "Body", "Body")]
    assert segments(document) == [(kind, text, piece.replace("\n", line_end)) for kind, text, piece in rows]
    assert document.unread == ()


FENCES: list[tuple[str, list[Row]]] = [
    ("---\ntitle: Calm\n...\nBody", [("title", "Calm"), ("paragraph", "Body")]),
    ("--- \ntitle: Calm\n---\t\nBody", [("title", "Calm"), ("paragraph", "Body")]),
    ("---\ntitle: Calm\n---", [("title", "Calm")]),
    ("---\n---\nBody", [("paragraph", "Body")]),
    ("---\n\nBody\n", [("paragraph", "Body")]),
    ("\n---\ntitle: Calm\n---\n", [("heading", "title: Calm")]),
    ("----\ntitle: Calm\n", [("paragraph", "title: Calm")]),
]


@pytest.mark.parametrize(("source", "expected"), FENCES)
def test_fences(source: str, expected: list[Row]) -> None:
    document = read(source)
    assert segments(document) == [full(row) for row in expected]
    assert document.unread == ()


LANGUAGES = [
    ("---\nlang: es\n---\n", "es"),
    ("---\nlang: [es]\n---\n", None),
    ("---\n- a\n---\n", None),
    ('+++\nlang = "es"\n+++\n', "es"),
    ("Body", None),
]


@pytest.mark.parametrize(("source", "lang"), LANGUAGES)
def test_language(source: str, lang: str | None) -> None:
    assert read(source).lang == lang


UNREAD = [
    # source, text, line, reason
    ("---\ntitle: [Calm\n---\nBody", "Body", 3, "front matter cannot be read: "),
    ("---\na: 1\nb: &x [*x]\n---\nBody", "Body", 3, "front matter cannot be read: nested"),
    ("---\ntitle: é\x07\n---\nBody", "Body", 2, "front matter cannot be read: a character"),
    ("---\ntitle: Calm\n\nBody", "title: Calm\nBody", 1, 'front matter is opened but never closed (a line "---"'),
    (
        "+++\ntitle = 'Calm'\n\nBody",
        "+++ title = 'Calm'\nBody",
        1,
        'front matter is opened but never closed (a line "+++"',
    ),
    ("+++\ntitle = Calm\n+++\nBody", "Body", 2, "front matter cannot be read: "),
    ("One\n\n<!-- two\n\nthree", "One", 3, "a comment that begins here is never closed"),
    ("One\n\n<div two\n", "One", 3, "the tag <div"),
    ("One\n\n<template>\n\ntwo", "One", 3, "<template> is never closed"),
    ("<script type='application/ld+json'>\n[1\n</script>\n\nOne", "One", 1, "JSON-LD cannot be read: "),
]


@pytest.mark.parametrize(("source", "text", "line", "reason"), UNREAD)
def test_what_is_not_read_is_said(source: str, text: str, line: int, reason: str) -> None:
    document = read(source)
    assert document.text.strip() == text
    assert [unread.line for unread in document.unread] == [line]
    assert document.unread[0].reason.startswith(reason)

"""HTML: what is copy, of which kind, and where it stands."""

from __future__ import annotations

import json

import pytest
from helpers import Row, assert_traceable, full, groups, links, segments

from copylint.parsers import markdown
from copylint.parsers.html import parse
from copylint.parsers.html_tokens import tokens
from copylint.text.document import Document


def read(source: str) -> Document:
    document = parse(source, "page.html")
    assert_traceable(document)
    return document


PAGES: list[tuple[str, list[Row]]] = [
    # no copy
    ("", []),
    (" \n ", []),
    ("<p> &nbsp; </p>", []),
    ("<script>cure()</script><style>.cure{}</style><!-- old: cure -->", []),
    ("<script src=x></script>\n<SCRIPT>if (a < b) '<p>cure</p>'</SCRIPT >", []),
    ("<template><p>cure</p><template>it</template></template>", []),
    ("<iframe src=x>cure</iframe><noembed>cure</noembed><noframes>cure</noframes>", []),
    ('<p class="cure now" data-x="cure now" href="/cure" id=cure></p>', []),
    ('<meta name="keywords" content="cure now"><meta name="viewport" content="width = device"><link title="cure now">', []),
    ("<?php echo 'cure' ?><!DOCTYPE html><![CDATA[cure]]></ cure>", []),
    ('<input type=hidden value="typed cure"><input type=checkbox value="typed cure">', []),
    ('<input value="Calm"><input type=text value="Rest well">', [("value", "Calm"), ("value", "Rest well")]),
    ('<img alt="Calm" alt="Rest">', [("alt", "Calm")]),
    ('<iframe srcdoc="&lt;p>Calm rest&lt;/p>"></iframe>', [("paragraph", "Calm rest")]),
    ("<svg><text>Calm</text><text>Rest</text></svg>", [("paragraph", "Calm"), ("paragraph", "Rest")]),
    # text
    ("Safe", [("paragraph", "Safe")]),
    ("😀 <p>é safe", [("paragraph", "😀"), ("paragraph", "é safe")]),
    ("<p>One</p>\n<p>Two</p>", [("paragraph", "One"), ("paragraph", "Two")]),
    ("<p>One<p>Two", [("paragraph", "One"), ("paragraph", "Two")]),
    ("<p>one\n   two\r\n\tthree</p>", [("paragraph", "one two three", "one\n   two\r\n\tthree")]),
    ("<div>one<p>two</p>three</div>", [("paragraph", "one"), ("paragraph", "two"), ("paragraph", "three")]),
    ("<pre>one\n  two</pre>", [("paragraph", "one two", "one\n  two")]),
    ("<noscript>one</noscript>", [("paragraph", "one")]),
    # inline markup
    ("<p><b>guar</b>anteed", [("paragraph", "guaranteed", "guar</b>anteed")]),
    ("<p>Relief that is <strong>proven</strong>.", [("paragraph", "Relief that is proven.", "Relief that is <strong>proven</strong>.")]),
    ("<h1>Feel<br/>better <span>today</span></h1>", [("heading", "Feel better today", "Feel<br/>better <span>today")]),
    ("<p>one <BR>\n two", [("paragraph", "one two", "one <BR>\n two")]),
    ("<p>a<wbr>b<!-- -->c<img>d<my-tag>e</my-tag><script>x</script>f", [("paragraph", "abcdef", "a<wbr>b<!-- -->c<img>d<my-tag>e</my-tag><script>x</script>f")]),
    ("<p>one<template>cure</template>two", [("paragraph", "one"), ("paragraph", "two")]),
    # entities
    ("It doesn&apos;t &amp; can&#39;t &#x26; won&rsquo;t", [("paragraph", "It doesn't & can't & won't", "It doesn&apos;t &amp; can&#39;t &#x26; won&rsquo;t")]),
    ("in&nbsp;24&nbsp; hours", [("paragraph", "in 24 hours", "in&nbsp;24&nbsp; hours")]),
    ("gua&shy;ran&#173;teed &#8203;now", [("paragraph", "guaranteed now", "gua&shy;ran&#173;teed &#8203;now")]),
    ("SPRAVATO&reg; &trade;", [("paragraph", "SPRAVATO")]),
    ("long&#8209;lasting &ldquo;calm&rdquo;&mdash;now", [("paragraph", 'long-lasting "calm"—now', "long&#8209;lasting &ldquo;calm&rdquo;&mdash;now")]),
    ("s&#1072;fe", [("paragraph", "safe", "s&#1072;fe")]),
    ("&amp;amp; &bogus; &#xZ; AT&T &", [("paragraph", "&amp; &bogus; &#xZ; AT&T &", "&amp;amp; &bogus; &#xZ; AT&T &")]),
    ("no &lt;b&gt; here &ampnow", [("paragraph", "no <b> here &now", "no &lt;b&gt; here &ampnow")]),
    ("&#0000000000065;&#65 &#x110000;", [("paragraph", "AA \ufffd", "&#0000000000065;&#65 &#x110000;")]),
    # raised numbers
    ("proven<sup>1</sup> and<sup> 2, 3 </sup>", [("paragraph", "proven[1] and[2, 3]", "proven<sup>1</sup> and<sup> 2, 3 ")]),
    ('lasts.<sup><a href="#n1">1</a>&ndash;3</sup> It', [("paragraph", "lasts.[1]-[3] It", 'lasts.<sup><a href="#n1">1</a>&ndash;3</sup> It')]),
    ("1<sup>st</sup> kg/m<sup>2</sup> 10<sup>6</sup> m&sup2;", [("paragraph", "1st kg/m2 106 m²", "1<sup>st</sup> kg/m<sup>2</sup> 10<sup>6</sup> m&sup2;")]),
    # code and URLs
    ("<p>Run <code>cure --now</code> now", [("paragraph", "Run xx now", "Run <code>cure --now</code> now")]),
    ("<p><kbd>a <code>b</code> cure</kbd> now", [("paragraph", "xx now", "<kbd>a <code>b</code> cure</kbd> now")]),
    ("<ul><li><p>one</p><code>two</code></ul>", [("item", "one"), ("item", "xx", "<code>two</code>")]),
    ("see https://a.example/cure.", [("paragraph", "see xx.", "see https://a.example/cure.")]),
    # kinds
    ("<title>A &amp; B</title>", [("title", "A & B", "A &amp; B")]),
    ("<h2>One</h2><h6>Two</h6>", [("heading", "One"), ("heading", "Two")]),
    ("<ul><li>one<li>two</ul>", [("item", "one"), ("item", "two")]),
    ("<ul>\n<li>\n<p>one</p>\n<p>two</p> three</ul>four", [("item", "one"), ("item", "two"), ("item", "three"), ("paragraph", "four")]),
    ("<ol><li>one<ul><li>in</ul>two</li></ol>", [("item", "one"), ("item", "in"), ("item", "two")]),
    ("<ul><li>one<li>two</ul><p>three", [("item", "one"), ("item", "two"), ("paragraph", "three")]),
    ("<ul><li>one<li>two</li>three</ul>", [("item", "one"), ("item", "two"), ("paragraph", "three")]),
    ("<dl><dt>one<dd>two<p>three</dl>four", [("item", "one"), ("item", "two"), ("item", "three"), ("paragraph", "four")]),
    ("<blockquote>a<blockquote>b</blockquote>c</blockquote>d", [("quote", "a"), ("quote", "b"), ("quote", "c"), ("paragraph", "d")]),
    ("<blockquote>\n<p>a</p><p>b</p></blockquote>", [("quote", "a"), ("quote", "b")]),
    ("<figure><figcaption>one</figcaption></figure>", [("caption", "one")]),
    ("<label>one</label><legend>two</legend>", [("label", "one"), ("label", "two")]),
    ("<select><optgroup label=one><option>two<option label='three'>four</select>", [("label", "one"), ("label", "two"), ("label", "four"), ("label", "three")]),
    ("<button>Book <b>now</b></button>", [("button", "Book now", "Book <b>now")]),
    ("<textarea>a <b> &amp;</textarea>", [("paragraph", "a <b> &", "a <b> &amp;")]),
    ("<plaintext>a <b> c", [("paragraph", "a <b> c")]),
    ("<details><summary>Why?</summary>So.</details>", [("heading", "Why?"), ("paragraph", "So.")]),
    # tables
    ("<table><caption>one</caption><tr><th>two<td>three</table>", [("caption", "one"), ("cell", "two"), ("cell", "three")]),
    ("<table><tr><td>\n<p>one</p>\n<p>two</p></td></tr></table>three", [("cell", "one"), ("cell", "two"), ("paragraph", "three")]),
    ("<table><tr><td><ul><li>one</ul>two", [("item", "one"), ("cell", "two")]),
    # attributes
    ("<img alt='A &quot;safe&quot; place' title=Tip>", [("alt", 'A "safe" place', "A &quot;safe&quot; place"), ("label", "Tip")]),
    ("<p>one <img alt=two> three", [("paragraph", "one three", "one <img alt=two> three"), ("alt", "two")]),
    ('<a href=x title="one">two</a>', [("paragraph", "two"), ("label", "one")]),
    ('<nav aria-label="one"><i aria-description="two"></i></nav>', [("label", "one"), ("label", "two")]),
    ('<input placeholder="Your\nname"><input type=SUBMIT value="Book now">', [("label", "Your name", "Your\nname"), ("button", "Book now")]),
    ('<input type="button" value="one"><input type="reset" value="two">', [("button", "one"), ("button", "two")]),
    ("<IMG ALT = 'one'>", [("alt", "one")]),
    ("<img alt=one/two><img alt='a > b'>", [("alt", "one/two"), ("alt", "a > b")]),
    ("<img alt=\"\"><img alt=' '><img alt>", []),
    # meta
    ('<meta name=description content="Safe &amp; sound">', [("description", "Safe & sound", "Safe &amp; sound")]),
    ("<meta content='one' property='og:title'><meta property='og:description' content='two'>", [("title", "one"), ("description", "two")]),
    ("<meta name='twitter:title' content='one'><meta NAME='Twitter:Description' content='two'>", [("title", "one"), ("description", "two")]),
    ("<meta property='og:image:alt' content='one'>", [("alt", "one")]),
    # svg and math
    ("<svg><title>one</title><style>.cure{}</style><path d='cure'/><text>two</text></svg>", [("title", "one"), ("paragraph", "two")]),
    ("<svg><style/><text>one</text></svg>two", [("paragraph", "one"), ("paragraph", "two")]),
    ("<svg><p>one<script>a='<p>cure'</script><p>two", [("paragraph", "one"), ("paragraph", "two")]),
    # broken
    ("a < b <3 <> c", [("paragraph", "a < b <3 <> c")]),
    ("</>one</ x>two</p></div></li>", [("paragraph", "onetwo", "one</ x>two")]),
    ("<b>one<p>two</b>three", [("paragraph", "one"), ("paragraph", "twothree", "two</b>three")]),
    ("<p one='>' <b>two", [("paragraph", "two")]),
    ("<a/b=c>one</a/d>two", [("paragraph", "onetwo", "one</a/d>two")]),
    ("<!-->one<!--->two<!-- a --!>three<!-- b -- > -->four", [("paragraph", "onetwothreefour", "one<!--->two<!-- a --!>three<!-- b -- > -->four")]),
    ("<script><!-- </script>one", [("paragraph", "one")]),
    ("<title>one</titles>&lt;</title>two", [("title", "one</titles><", "one</titles>&lt;"), ("paragraph", "two")]),
    ("<link rel=canonical href='http://[x'>one", [("paragraph", "one")]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), PAGES)
def test_segments(source: str, expected: list[Row]) -> None:
    document = read(source)
    assert segments(document) == [full(row) for row in expected]
    assert document.unread == ()


UNREAD = [
    ("<p>Run <code>cure<p>Next", [("Run\nNext", 1, "code that begins here is never closed")]),
    ("<p>Run\n<code>cure</p>Next", [("Run\nNext", 2, "code that begins here is never closed")]),
    ("one\n<!-- two", [("one", 2, "a comment that begins here is never closed")]),
    ("one\n<b two", [("one", 2, "the tag <b")]),
    ('one <a href="x>two</a>', [("one", 1, "the tag <a")]),
    ("one\n\n<script>two", [("one", 3, "<script> is never closed")]),
    ("<template>one", [("", 1, "<template> is never closed")]),
    ("one<style>two</p>", [("one", 1, "<style> is never closed")]),
    ("one\n<script type='application/ld+json'>{\"name\": </script>", [("one", 2, "JSON-LD cannot be read: a value")]),
    (
        'one\n<script type=\'application/ld+json\'>{"text": "<template>Calm now"}</script>',
        [("one", 2, "<template> is never")],
    ),
]


@pytest.mark.parametrize(("source", "expected"), UNREAD)
def test_what_is_not_read_is_said(source: str, expected: list[tuple[str, int, str]]) -> None:
    document = read(source)
    ((text, line, reason),) = expected
    assert document.text.strip() == text
    assert [unread.line for unread in document.unread] == [line]
    assert document.unread[0].reason.startswith(reason)


GROUPS = [
    ("<table><tr><th>Dose<th>Effect<tr><td>low<td><p>calm</p>and rest</table>", [["Dose", "Effect"], ["low", "calm", "and rest"]]),
    ("<table><tr><td>a<table><tr><td>in</table></td><td>b</table>", [["a", "b"], ["in"]]),
    ("<table><td>a<td>b</table>", [["a", "b"]]),
    ("<p>It brings:<ul><li>calm<li>rest</ul><p>Ask.", [["It brings:", "calm", "rest"]]),
    ("<h3>Is it safe?</h3><p>Yes.</p><p>Ask.</p>", [["Is it safe?", "Yes."]]),
    ("<details><summary>Is it <b>safe</b>?</summary><div>Yes.</div></details>", [["Is it safe?", "Yes."]]),
    ("<h3>It is safe</h3><p>Yes.</p>", []),
    ("<h2>FAQ</h2><h3>Pain</h3><p>None.</p><p>Ask.</p><h2>More</h2><p>Rest.</p>", [["Pain", "None."]]),
    ("<dl><dt>Is it safe?<dd>Yes.<dt>Why?<dd>So.</dl>", [["Is it safe?", "Yes."], ["Why?", "So."]]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), GROUPS)
def test_groups(source: str, expected: list[list[str]]) -> None:
    assert groups(read(source)) == expected


LINKS = [
    ("<a href='https://a.example/?a=1&amp;b=2'>one</a>", [("one", "https://a.example/?a=1&b=2")]),
    ("It works. <a href=x>One <b>two</b></a> three", [("One two", "x")]),
    ("<a>one</a>", [("one", "")]),
    ("<p><a href=x>one<p>two</a>", [("one", "x")]),
    ("<p><a href=x>one</p>two</a>", [("one", "x")]),
    ("<a href=x><p>one</p></a>", [("one", "x")]),
    ("<a href=x><img alt=one></a>", [("", "x")]),
    ("one</a> two", []),
    ("<a href=x>one https://a.example/b</a>", [("xx", "https://a.example/b"), ("one xx", "x")]),
    ("<ul><li><a href=x>one</a></ul>", [("one", "x")]),
    ("see www.a.example/b!", [("xx", "www.a.example/b")]),
]


@pytest.mark.parametrize(("source", "expected"), LINKS)
def test_links(source: str, expected: list[tuple[str, str]]) -> None:
    assert links(read(source)) == expected


def test_a_link_inside_a_list_item_keeps_its_kind() -> None:
    assert segments(read("<ul><li><p>one</p><a href=x>two</a></ul>")) == [
        ("item", "one", "one"),
        ("item", "two", "two"),
    ]


PAGE_FACTS = [
    ("<html lang=en-US>", "en-US", None),
    ("<html xml:lang=es>", "es", None),
    ("<link rel=canonical href='https://www.a.example/x'>", None, "a.example"),
    ("<meta property=og:url content='https://b.example/x'>", None, "b.example"),
    ("<link rel=canonical href='/x'>", None, None),
    ("<link rel=stylesheet href='https://cdn.example/x'><a rel=canonical href='https://b.example/x'>", None, None),
    (
        "<link rel=canonical href='https://a.example'><meta property=og:url content='https://b.example'>",
        None,
        "a.example",
    ),
    ("<meta property=og:url content='http://[x]/'>", None, None),
]


@pytest.mark.parametrize(("source", "lang", "site"), PAGE_FACTS)
def test_language_and_site(source: str, lang: str | None, site: str | None) -> None:
    document = read(source)
    assert (document.lang, document.site) == (lang, site)


def test_sections_are_chains_of_headings() -> None:
    document = read("<p>0<h1>A</h1><p>1<h3>B</h3><p>2<h2>C</h2><p>3")
    chains = {document.segment_text(s): document.sections[s.section].headings for s in document.segments}
    assert chains == {
        "0": (), "A": ("A",), "1": ("A",), "B": ("A", "B"), "2": ("A", "B"), "C": ("A", "C"), "3": ("A", "C"),
    }  # fmt: skip


LANGUAGES = [
    ("<ul><li lang=es>Hola<li>Hello", ["es", None]),
    ("<p lang=es>Hola<p>Hello", ["es", None]),
    ("<h2 lang=es>Hola</h2><p>Hello", ["es", None]),
    ("<div lang=es><h2>Hola</h2><div><p>Hola</div>Hola<ul><li>Hola</ul></div>Hello", ["es", "es", "es", "es", None]),
    ("<section lang=es><p>Hola<p lang=en>Hello</p>Hola</section>Hello", ["es", "en", "es", None]),
    ("<ul><li><p lang=es>Hola</p><li>Hello", ["es", None]),
    ("<div lang=es><img alt='Hola'></div><img alt=Hello>", ["es", None]),
    ("<html lang=es><body><p>Hola", [None]),
]


@pytest.mark.parametrize(("source", "langs"), LANGUAGES)
def test_language_of_segments(source: str, langs: list[str | None]) -> None:
    assert [segment.lang for segment in read(source).segments] == langs


def test_language_of_a_part_in_markdown() -> None:
    document = markdown.parse('<div lang="es">\n\nHola **amigo**\n\n</div>\n\nHello', "page.md")
    assert [segment.lang for segment in document.segments] == ["es", None]


# -- JSON-LD


def json_ld(text: str) -> str:
    return f'<p>Before<script type="application/ld+json">{text}</script>After'


ANSWER = r'"<p>Yes, it\u2019s <b>guar<\/b>anteed.</p>\n<ul><li>Calm &amp; rest</li></ul>"'
FAQ = f"""[{{"@type": "FAQPage", "mainEntity": [
  {{"@type": "Question", "name": "Is it safe?", "acceptedAnswer": {{"@type": "Answer", "text": {ANSWER}}}}},
  {{"@type": "Question", "name": "Why?", "acceptedAnswer": {{"text": "So."}}}}]}}]"""
JSON_LD: list[tuple[str, list[Row]]] = [
    ("{}", []),
    ('{"@type": "Medical Clinic", "@id": "cure it all", "@context": {"x": "cure it all"}}', []),
    ('{"url": "https://a.example/a b", "image": "cure it.png", "keywords": "cure it", "sameAs": ["cure it"]}', []),
    ('{"sku": "cure it", "foo": "one", "bar": "a/b/cure.html", "n": 12, "b": true}', []),
    ('{"name": "Calm", "description": "Calm now"}', [("title", "Calm"), ("description", "Calm now")]),
    ('{"slogan": "Calm now", "list": ["Rest well", {"tag_line": "Sleep", "foo": "Sleep"}]}', [("value", "Calm now"), ("value", "Rest well"), ("value", "Sleep"), ("value", "Sleep")]),
    ('{"@graph": [{"name": "One"}, {"description": {"@value": "Two"}}]}', [("title", "One"), ("description", "Two")]),
    (r'{"name": "It\u2019s \"so\" \ud83d\ude00"}', [("title", "It's \"so\" 😀", r"It\u2019s \"so\" \ud83d\ude00")]),
    (r'{"name": "a\u0026amp;b \u003cb>c\u003c/b>"}', [("title", "a&b c", r"a\u0026amp;b \u003cb>c")]),
    (r'{"text": "one<br>two <p>three<script>cure<\/script>"}', [("value", "one two", "one<br>two"), ("value", "three")]),
    (FAQ, [
        ("title", "Is it safe?"),
        ("value", "Yes, it's guaranteed.", r"Yes, it\u2019s <b>guar<\/b>anteed."),
        ("value", "Calm & rest", "Calm &amp; rest"),
        ("title", "Why?"),
        ("value", "So."),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), JSON_LD)
def test_json_ld(text: str, expected: list[Row]) -> None:
    document = read(json_ld(text))
    assert segments(document)[1:-1] == [full(row) for row in expected]
    assert [row[1] for row in segments(document)[:: len(expected) + 1]] == ["Before", "After"]
    assert document.unread == ()


def test_question_and_answer_of_json_ld_are_one_group() -> None:
    assert groups(read(json_ld(FAQ))) == [["Is it safe?", "Yes, it's guaranteed.", "Calm & rest"], ["Why?", "So."]]


def test_headings_inside_json_ld_are_none_of_the_page() -> None:
    document = read("<h2>A</h2>" + json_ld(json.dumps({"text": "<h3>Bee</h3>"}).replace("</", "<\\/")))
    assert [row[:2] for row in segments(document)] == [
        ("heading", "A"), ("paragraph", "Before"), ("value", "Bee"), ("paragraph", "After"),
    ]  # fmt: skip
    assert {document.sections[s.section].headings for s in document.segments} == {("A",)}


OTHER_SCRIPTS = ["text/javascript", "application/json", "module", ""]


@pytest.mark.parametrize("kind", OTHER_SCRIPTS)
def test_other_scripts_are_no_copy(kind: str) -> None:
    script = f'<script type=\'{kind}\'>{{"name": "Calm now"}}</script>'
    assert read(script).text == ""
    assert read(f"<template>{json_ld('{}')}</template>{script}").text == ""


# -- tokens

TOKENS = [
    ("a<b>c", ["text a", "open <b>", "text c"]),
    ("<b/>", ["open <b/>"]),
    ("<svg/><svg><g/></svg>", ["open <svg/>", "open <svg>", "open <g/>", "close </svg>"]),
    ("</b x=y>", ["close </b x=y>"]),
    ("<script>a</b></script>", ["open <script>", "raw a</b>", "close </script>"]),
    ("<title>a<b></title>", ["open <title>", "text a<b>", "close </title>"]),
    ("<script>", ["open <script>"]),
    ("<!a><?b></!c>", ["comment <!a>", "comment <?b>", "comment </!c>"]),
    ("<![CDATA[a>b]]>", ["comment <![CDATA[a>", "text b]]>"]),
    ("<svg><![CDATA[a>b]]></svg>", ["open <svg>", "comment <![CDATA[a>b]]>", "close </svg>"]),
    ("a<", ["text a<"]),
    ("<a b", ["cut <a b"]),
    ("<!--a", ["cut <!--a"]),
]


@pytest.mark.parametrize(("source", "expected"), TOKENS)
def test_tokens(source: str, expected: list[str]) -> None:
    assert [f"{token.kind} {source[token.start : token.end]}" for token in tokens(source)] == expected


SELF_CLOSING = [
    ("<b/>", [False]),
    ("<svg/>", [True]),
    ("<math><mi/>", [False, True]),
    ("<svg></svg><path/>", [False, False, False]),
]


@pytest.mark.parametrize(("source", "expected"), SELF_CLOSING)
def test_only_foreign_tags_close_themselves(source: str, expected: list[bool]) -> None:
    assert [token.self_closing for token in tokens(source)] == expected


ATTRIBUTES = [
    ("<a b>", [("b", "")]),
    ("<a b=c>", [("b", "c")]),
    ("<a b = 'c d' E=\"f'\">", [("b", "c d"), ("e", "f'")]),
    ("<a b=c/d /e>", [("b", "c/d"), ("e", "")]),
    ("<a =b=c>", [("=b", "c")]),
    ("<a b='c'd>", [("b", "c"), ("d", "")]),
    ("<a b=>", [("b", "")]),
]


@pytest.mark.parametrize(("source", "expected"), ATTRIBUTES)
def test_attributes(source: str, expected: list[tuple[str, str]]) -> None:
    (token,) = tokens(source)
    assert [(a.name, source[a.start : a.end]) for a in token.attributes] == expected

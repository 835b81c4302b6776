"""Our readers against other parsers: what a page shows must be what lexbor and cmark make of it, white space aside.

And against noise: no input raises, and whatever is read is tied to its place.
"""

from __future__ import annotations

import re
from collections import Counter

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options as Cmark
from helpers import assert_traceable
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from copylint.parsers import html, markdown, plain
from copylint.text.document import Document
from copylint.text.normalise import normalise
from copylint.text.view import Run

NOT_SHOWN = "script, style, template, iframe, noembed, noframes"


def shown(document: Document, *asides: str) -> str:
    """The visible text of a Document without white space; code and the kinds of segments in `asides` are left out."""
    texts = [document.segment_text(s) for s in document.segments if s.kind not in asides]
    return re.sub(r"\s|xx", "", " ".join(texts))


def lexbor_text(page: str) -> str:
    """The visible text of an HTML page as lexbor reads it, folded as ours is."""
    tree = LexborHTMLParser(page)
    for node in tree.css(NOT_SHOWN + ", code, pre > code"):
        node.decompose()
    text = tree.root.text(deep=True) if tree.root else ""
    return re.sub(r"\s", "", normalise([Run(text, 0, len(text))]).text)


def cmark_text(source: str) -> str:
    """The visible text of a Markdown page as GitHub's cmark reads it."""
    options = Cmark.CMARK_OPT_UNSAFE
    extensions = ["table", "strikethrough", "tasklist"]
    return lexbor_text(cmarkgfm.cmark.markdown_to_html_with_extensions(source, options, extensions))


HTML_PAGES = [
    # whole pages
    "<!DOCTYPE html><html><head><title>Calm &amp; rest</title></head><body><h1>Calm</h1><p>Rest.</p></body></html>",
    "<html><body><header><nav><a href=/>Home</a> <a href=/b>Book</a></nav></header><main><p>Hi</main><footer>End</footer>",
    "<section><h2>Our <em>gentle</em> infusions</h2><p>They last<br>an hour.</p></section>",
    "<article><p>One<p>Two<ul><li>a<li>b</ul>Three</article>",
    "<table><caption>Doses</caption><thead><tr><th>mg<th>h</thead><tbody><tr><td>50<td>1<tr><td>70<td>2</table>",
    "<table><tr><td><table><tr><td>in</td></tr></table></td><td>out</td></tr></table>",
    "<dl><dt>Term<dd>One<dd>Two</dl>",
    "<form><label>Name</label><textarea>Type <b>here</b> &amp; now</textarea><button>Send</button></form>",
    "<details open><summary>Is it safe?</summary><p>Ask us.</details>",
    "<p>Feel <b>calm</b>, <i>rest</i> &mdash; and <u>sl</u>eep.</p>",
    "<p>It isn&apos;t&nbsp;a cure &amp; it&#8217;s &#x22;new&#x22;&hellip;</p>",
    "<p>one<script>if (a<b) document.write('<p>cure')</script>two<style>p > b {}</style>three",
    "<p>a<!-- cure -->b<!----->c<!-- - -- -->d",
    "<noscript><p>Turn on scripts</p></noscript><template><p>cure</template>",
    "<svg><title>Chart</title><text>Up</text></svg><math><mi>x</mi></math>",
    "<svg><style>p{}</style><script>cure</script><g><text>in</text></g></svg>out",
    "<blockquote>It helped.<footer>A patient</footer></blockquote>",
    "<select><option>One<option selected>Two</select>",
    "<iframe src=x>cure</iframe><noembed>cure</noembed>after",
    "<p>Ä ö 😀 e\u0301 «so»</p>",
    # broken pages
    "<p>a < b and c > d, <3 <> < p>",
    "<b>one<i>two</b>three</i>four",
    "</p>one</div>two</li></ul>three",
    "<p>one</ p>two</>three</1>four",
    "<p>one<!-->two<!--->three<!-- x --!>four",
    "<p>one<!bogus>two<?php echo 'x' ?>three<![CDATA[x]]>four",
    "<p>one</p",
    "<p>one<",
    "<p>one</",
    "<p>one<b class='x",
    "<p>one<!-- two",
    "<p>one<script>two",
    "<p>one<style>two</style",
    "<title>one</titlex></title>two",
    "<textarea>one</text></textarea>two",
    "<p a='>'b=\">\"c=`>one",
    "<p a=b>one</p a='>'>two",
    "<p/>one<br/>two<div/>three<b/>four",
    "<script/>one</script>two",
    "<a href=x>one<a href=y>two<p>three",
    "<P>one<BR>two<SCRIPT>x</Script >three",
    "<p>&amp &ampx &notit; &bogus; &#65 &#x41; &#0; &#x110000; &#128; & &; &#; &#x;",
    "<p>&amp;lt;b&amp;gt; &lt;p&gt;one&lt;/p&gt;",
    "<li>one<li>two</ul><td>three<tr>four",
    "<h1>one<h2>two</h1>three",
    "<plaintext>one<b>two</plaintext>",
    "<p\n\tclass=a\n>one<\np>two",
    "<p>one\r\ntwo\rthree",
    "<svg/>one<svg><path/></svg>two<math/>three",
    "<!DOCTYPE><p>one<html><body>two</body>three</html>four",
    "\ufeffone",
    "one" + "<div>" * 300 + "two" + "</div>" * 250 + "three",
]


@pytest.mark.parametrize("page", HTML_PAGES, ids=lambda page: page[:40])
def test_html_shows_what_lexbor_shows(page: str) -> None:
    document = html.parse(page, "page.html")
    assert_traceable(document)
    assert shown(document) == lexbor_text(page)


MARKDOWN_PAGES = [
    "# Calm\n\nRest **well**, sleep *deep*.\n",
    "Calm\n====\n\nRest\n----\n\nSleep\n",
    "One\ntwo\\\nthree  \nfour\n\nfive",
    "**guar**anteed __not__ _a_**b**_c_ ***d*** *e **f** g*",
    "* * *\n\n***bold** half* ** none ** _ x_ *y *",
    "a*b*c a_b_c a__b__c **a*b**c* *a**b*c**",
    "- one\n- two\n  - three\n\n    four\n- five\n\nsix",
    "1. one\n2) two\n   - three\n10. four\n\n   five",
    "- [ ] one\n- [x] two\n",
    "> one\ntwo\n> > three\n\nfour",
    "> - one\n>   two\n> - three\n",
    "| a | b |\n|:--|--:|\n| one | **two** |\n| three \\| x |\n\nend",
    "| a |\n| - |\nnot | a | cell\n\nend",
    "a | b\n--- | ---\nc | d",
    "| no | table |\n\n| here |",
    "[one](/u) [two](</u v> 'T') [three][r] [r][] [r]\n\n[r]: /r \"T\"\n",
    "[a] [b](c [d](e) f) [g](h i) [j]()\n",
    "[one [two](a)](b) ![x](y) [![x](y)](z) end",
    "<nobody> ok <a@b.example> <not a link>",
    "`code` and ``co`de`` and `unclosed\n",
    "```\ncode\n```\n\ntext\n\n    code\n\ntext",
    "```\nunclosed code\n\nmore",
    "\\*not\\* \\# \\[a\\](b) \\a \\\\ \\&amp; \\<b>",
    "AT&T &amp; &copy; &#35; &#x22; &bogus; &nbsp;x &auml;",
    "one <b>two</b> three<br>four <!-- x --> <i class='a>b'>five</i>",
    "<div>\n*one*\n\n*two*\n</div>\n",
    "<div>one\n\ntwo <b>three\n\nfour</div>",
    "<!-- one\n\ntwo -->\n\nthree",
    "<script>\none\n\ntwo\n</script>\n\nthree",
    "<p>one</p>\ntwo\n\nthree",
    "a <!-- b\n\nc --> d",
    "~~one~~ ~two~ ~~~three~~~ ~~ four ~~",
    "# one #\n## two ##x\n####### seven\n#none\n# \nend",
    "one\n# two\nthree\n- four\n> five\n***\nsix",
    "one\n---\ntwo\n\n---\n\nthree\n***",
    "[r]: /u\n'title'\n\n[r] [R] [ r ]",
    "[r]: /u 'title\n\nnot one'\n\n[r]",
    "one\r\ntwo\r\n\r\n# three\r\n\r\n- four\r\n",
    "one\rtwo\r\r# three\r",
    "Ä ö 😀 **é** e\u0301 «so»",
    "\tcode\n\n \ttext\n  - a\n\n\tb",
    "- a\n\n  b\n\n\n- c\n- \n- d",
    "-one\n1.two\n-\n  three\n",
    "*one*two **three**four _five_six __seven__eight",
    "one \\\n\n\\",
    "**Note**: it **may** help.^1^",
]


@pytest.mark.parametrize("page", MARKDOWN_PAGES, ids=lambda page: page[:40])
def test_markdown_shows_what_cmark_shows(page: str) -> None:
    document = markdown.parse(page, "page.md")
    assert_traceable(document)
    assert shown(document, "alt", "label") == cmark_text(page)


def soup(words: list[str], most: int = 25) -> st.SearchStrategy[str]:
    """Pages of `words` in any order."""
    return st.lists(st.sampled_from(words), max_size=most).map("".join)


# What both tokenizers must agree on. Left out is what only a tree builder knows: tables, select and svg move text about.
TAGS = ["<p>", "</p>", "<b>", "</b>", "<div>", "</div>", "<ul>", "<li>", "</ul>", "<br>", "<br/>", "<a href=x>", "</a>",
        "<h2>", "</h2>", "<blockquote>", "</blockquote>", "<span class='a>b'>", "</span x>", "<p a=b", ">", "<", "</",
        "<!--", "-->", "<!-", "--!>", "<!>", "<?", "<title>", "</title>", "<textarea>", "</textarea>", "<script>",
        "</script>", "<style>", "</style ", "<i a=\"", "'", "\"", "/", "=", "&", "&amp;", "&amp", "&#65", "&#x41;", "&lt;",
        "&nbsp;", "a", "one ", "\n", "]]>"]  # fmt: skip


@settings(derandomize=True, deadline=None, max_examples=300)
@given(soup(TAGS))
def test_html_soup_shows_what_lexbor_shows(page: str) -> None:
    document = html.parse(page, "page.html")
    assert_traceable(document)
    # A tree builder may move text, so only the characters are compared.
    assert Counter(shown(document)) == Counter(lexbor_text(page))


MARKS = ["*", "**", "_", "`", "``", "[", "]", "](u)", "](u \"t\")", "![", "](u)", "\n", "\n\n", "\n- ", "\n1. ", "\n> ", "\n# ",
         "\n    ", "\n```\n", "\n---\n", "\\", "&amp;", "<b>", "</b>", "<br>", "<!-- a -->", "a", "one ", "é", " ",
         ".", "~~"]  # fmt: skip


@settings(derandomize=True, deadline=None, max_examples=300)
@given(soup(MARKS))
def test_markdown_soup_shows_what_cmark_shows(page: str) -> None:
    document = markdown.parse("\n" + page, "page.md")
    assert_traceable(document)
    assert shown(document, "alt", "label") == cmark_text("\n" + page)


HTML_NOISE = [*TAGS, "<table>", "<tr>", "<td>", "</table>", "<select>", "<option label=a>", "<svg>", "</svg>", "<svg/>", "<math>",
              "<![CDATA[", "<template>", "</template>", "<code>", "</code>", "<kbd>", "<sup>", "</sup>", "1", "²", "<plaintext>",
              "<img alt='a b' title=c>", "<meta name=description content='a &amp; b'>", "<link rel=canonical href='http://[x'>",
              "<script type='application/ld+json'>", '{"name": "a b"', '{"@graph": [', "]", "}", "<td><p>", "</td>", "\ud800", "\0",
              "<dt>", "<dd>", "</dl>", "<summary>", "?", ":", "https://a.b/c ", "\xad", "’", "\u0430", "&#xd800;"]  # fmt: skip
MARKDOWN_NOISE = [*MARKS, *HTML_NOISE, "---\n", "+++\n", "title: a\n", 'title = "a b"\n', "a: &x [*x]\n", "| a ", "|---|", "[^1]",
                  "\n[^1]: ", "\n[a]: u 't'\n", "[a]", "](u 'a &amp; \\' b')", "\r", "\r\n", "\t", "<a@b.c>", "{#a}", "$"]  # fmt: skip
PLAIN_NOISE = [
    "a",
    "One ",
    "\n",
    "\r",
    "- ",
    "1. ",
    " ",
    "www.a.b",
    "https://",
    "’",
    "²",
    "\xad",
    "\ud800",
    "é" * 130,
    "\0",
]


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.one_of(soup(HTML_NOISE), st.text(max_size=40)))
def test_html_noise_is_read_and_traceable(page: str) -> None:
    assert_traceable(html.parse(page, "page.html"))


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.one_of(soup(MARKDOWN_NOISE), st.text(max_size=40)))
def test_markdown_noise_is_read_and_traceable(page: str) -> None:
    assert_traceable(markdown.parse(page, "page.md"))


@settings(derandomize=True, deadline=None)
@given(st.one_of(soup(PLAIN_NOISE), st.text(max_size=40)))
def test_plain_noise_is_read_and_traceable(page: str) -> None:
    assert_traceable(plain.parse(page, "page.txt"))

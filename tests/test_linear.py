"""No input makes the readers slow: twice the input takes about twice the steps.

Steps are lines of Python run, which do not depend on the machine. What happens inside one call of `re` or `str.find` is not
seen; those are kept linear by possessive patterns and by never searching the same stretch again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from copylint.parsers import component, csv_file, data_file, html, javascript, markdown, mdx, php, plain
from copylint.text.sentences import clauses, sentences

SMALL = 150
MOST_GROWTH = 2.6
"""Twice the input may take a little more than twice the steps, far less than the four times of a quadratic reader."""

HTML = [
    "<!--", "<!", "<?", "<", "</", "<a ", '<a b="', "<a b=", "<a/", "<a href=x>", "</a>", "<div>", "</div>", "<p>", "<b>",
    "&amp;", "&", "&#", "&amp", "<svg>", "<svg><![CDATA[", "<math/>", "<script>", "<script></script>", "<style>", "<title>",
    "<textarea>", "<template>", "<plaintext>", "<td>", "<tr>", "<table><tr><td>", "</table>", "<td></li>", "<ul><li>",
    "<li><a><p>", "<blockquote>", "<h1>a", "<h2>a?</h2><p>b", "<p>a:<li>b", "<code>", "<code>a</code>", "<sup>1", "<br>",
    "<img alt=a title=b>", "<meta name=description content=a>", "<a title=b>", "<option label=a>", "\xad", "\u0430a ", "a² ",
    "www.", "http://a ", "a\r\n", "– ", "<a href=x>one",
]  # fmt: skip
JSON_LD = ["[", '{"a":', '"a",', '"\\u0041 ', "\\", '{"@type":"Question","name":"a b"},', '"<p>a b",', '"&amp; b",']
MARKDOWN = [
    "[", "![", "]", "[a](", "[a](b) ", '![a](b "c") ', '[a](b "', "[a]\n", "[a]: b 'c'\n", "[a][b]", "[^a]", "[^a]: b\n\n", "> ",
    "> a\n", "**a ", "*a* ", "*", "_a_", "`", "`a` ", "``a ", "~~a", "# a\n", "# a?\n\nb\n\n", "a:\n\n- b\n\n", "a\n---\n",
    "| a ", "|a|\n|-|\n", "|a|b|\n", "- a\n", "- ", "  - a\n", "1. a\n", "a\n", "a\n\n", "<!--", "<!-- a -->", "<a ", "<b>",
    "<div>\n\n", "<code>", "<sup>1</sup>", "<script>", "&amp;", "\\*", "```\n", "    a\n", "***\n", "é", "😀 [é](b 'c') ", "---\n",
]  # fmt: skip
FRONT_MATTER = ["a: b c\n", "- a b\n", "'a", "a: [b c,\n", "a: |\n  b c\n", "- q: a b\n  a: c\n"]
TEMPLATES = [
    "{{",
    "}}",
    "{%",
    "{#",
    "{{ a }}",
    "{% if a %}b",
    '{{< a "b c" >}}',
    "{% comment %}",
    "{% raw %}",
    "{% endraw %}",
    "{{ 'a",
]
COMPONENTS = [
    "{", "}", "{a}", "{'a b'}", "{a && <b>c</b>}", "{`a${b}`}", "{`", "{'", "{/*", "{//", "{a /", "<", "<a ", '<a b="', "<a b={", "<A b='c d' />",
    "<A>", "</A>", "<A><b>", "<>", "</>", "{<b", "{a.map(b => <c>", "{#if a}", "{:else}b", "{@html '<b>'}", "{{ a }}", "{{", ":a=\"'b c'\" ", "<script>",
    "<style>", "<!--", "{a ? 'b c' : 'd e'} f ", "\ufdd0",
]  # fmt: skip
MODULES = [
    *COMPONENTS,
    "import a\n",
    "export const a = 'b c'\n",
    "export const a = {\n",
    "\n",
    "`a",
    "```\n",
    "    a\n",
    "<A>\n    b\n",
    "- {a}\n",
    "> <A>\n",
]
SCRIPTS = [
    "'a b',",
    "a(",
    "[",
    "{",
    "a ? 'b c' : ",
    "'a b' + ",
    "`a ${b} `,",
    "<a>b</a>,",
    "<a>",
    "x && ",
    "`## a\n\nb\n`,",
    "'**a b**',",
]
PHP = [
    "<?php ",
    "<?php echo 'a b'; ?>",
    "<?= $a ?> b ",
    "'a b' . ",
    "<?php if (a): ?>b",
    "['a' => 'b c'], ",
    "<<<A\na\nA;\n",
    "?>",
    "_e('a b');",
    "<p><?php",
]
DATA = [
    '{"a b": "c d",',
    '["a b",',
    '"a b",',
    "[",
    "{",
    '{"q": "a b?", "a": "c d"},',
    '"## a\\n\\nb",',
    "a: b c\n",
    "- a b\n",
    "a: {b: c d\n",
]
CSV = ["a b,", '"a b",', '"a ""b"",', '"', "\n", "a,b c\n", '"a"b,', "\r"]
PLAIN = [
    "a\n",
    "one two\n",
    "- a\n",
    "1. a\n",
    "a\n\n",
    "word ",
    "A b. ",
    "www.a ",
    "²",
    " ",
    "\r",
    "A wide line of copy here,\n",
]


def steps(run: Callable[[], object]) -> int:
    """How many lines of Python `run` executes."""
    count = 0

    def on_line(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return on_line

    before = sys.gettrace()
    sys.settrace(on_line)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


def assert_linear(run: Callable[[int], object]) -> None:
    run(SMALL)  # what is made once, as compiled patterns, is not counted
    small, large = steps(lambda: run(SMALL)), steps(lambda: run(2 * SMALL))
    assert large < MOST_GROWTH * small, f"{small} steps for {SMALL}, {large} for {2 * SMALL}"


def test_the_count_tells_quadratic_from_linear() -> None:
    def quadratic(size: int) -> None:
        for outer in range(size // 10):
            for _ in range(outer):
                pass

    with pytest.raises(AssertionError, match="steps for"):
        assert_linear(quadratic)


@pytest.mark.parametrize("piece", HTML)
def test_html(piece: str) -> None:
    assert_linear(lambda size: html.parse(piece * size, "page.html"))


@pytest.mark.parametrize("piece", JSON_LD)
def test_json_ld(piece: str) -> None:
    begin = '<script type="application/ld+json">'
    assert_linear(lambda size: html.parse(f"{begin}{piece * size}", "page.html"))
    assert_linear(lambda size: html.parse(f"{begin}[{piece * size}0]</script>", "page.html"))


@pytest.mark.parametrize("piece", MARKDOWN)
def test_markdown(piece: str) -> None:
    assert_linear(lambda size: markdown.parse(piece * size, "page.md"))


@pytest.mark.parametrize("piece", FRONT_MATTER)
def test_front_matter(piece: str) -> None:
    assert_linear(lambda size: markdown.parse(f"---\n{piece * size}\n---\n", "page.md"))


def test_toml_front_matter() -> None:
    def read(size: int) -> None:
        lines = "".join(f'key{n} = "a b" # c\n' for n in range(size))
        markdown.parse(f"+++\n{lines}+++\n", "page.md")

    assert_linear(read)


@pytest.mark.parametrize("piece", TEMPLATES)
def test_templates(piece: str) -> None:
    assert_linear(lambda size: html.parse(piece * size, "page.html"))
    assert_linear(lambda size: markdown.parse(piece * size, "page.md"))


@pytest.mark.parametrize("suffix", ["astro", "svelte", "vue"])
@pytest.mark.parametrize("piece", COMPONENTS)
def test_components(suffix: str, piece: str) -> None:
    assert_linear(lambda size: component.parse(piece * size, f"page.{suffix}"))


@pytest.mark.parametrize("piece", MODULES)
def test_mdx(piece: str) -> None:
    assert_linear(lambda size: mdx.parse(piece * size, "page.mdx"))


@pytest.mark.parametrize("piece", SCRIPTS)
def test_scripts(piece: str) -> None:
    assert_linear(lambda size: javascript.parse(f"const a = [{piece * size}", "page.tsx"))


@pytest.mark.parametrize("piece", PHP)
def test_php(piece: str) -> None:
    assert_linear(lambda size: php.parse(piece * size, "page.php"))
    assert_linear(lambda size: php.parse(f"<?php $a = {piece * size}", "page.php"))


@pytest.mark.parametrize("piece", DATA)
def test_data(piece: str) -> None:
    assert_linear(lambda size: data_file.parse(piece * size, "page.json"))
    assert_linear(lambda size: data_file.parse(piece * size, "page.yaml"))


@pytest.mark.parametrize("piece", CSV)
def test_csv(piece: str) -> None:
    assert_linear(lambda size: csv_file.parse(piece * size, "page.csv"))


@pytest.mark.parametrize("piece", PLAIN)
def test_plain(piece: str) -> None:
    assert_linear(lambda size: plain.parse(piece * size, "page.txt"))


@pytest.mark.parametrize("parser", [html, markdown, plain])
@pytest.mark.parametrize("piece", ["a", "Calm, rest. ", "“a” ", "a\xad\u200b", "ﬁ "])
def test_one_long_line(parser: Any, piece: str) -> None:
    length = 200_000 if piece.isascii() else 20_000

    def read(size: int) -> int:
        page = piece * (size // len(piece))
        return steps(lambda: parser.parse(page, "page"))

    read(1000)
    assert read(length) < MOST_GROWTH * read(length // 2)


@pytest.mark.parametrize("piece", ["Dr. ", "a. ", "A. ", ". ", "but ", "(", "; ", "! ", "a[1] ", "a.[1] ", ", and we "])
def test_sentences_and_clauses(piece: str) -> None:
    def split(size: int) -> None:
        text = piece * size
        for sentence in sentences(text, 0, len(text)):
            clauses(text, sentence)

    assert_linear(split)


@pytest.mark.parametrize("path", ["page.tsx", "page.ts", "page.php"])
def test_what_a_grammar_would_read_again_and_again_is_given_up_and_said(path: str) -> None:
    opening = "<?php " if path.endswith(".php") else ""
    parse = php.parse if path.endswith(".php") else javascript.parse
    (unread,) = parse(f"{opening}const a = " + "/* " * 30_000, path).unread
    assert "in a reasonable time" in unread.reason

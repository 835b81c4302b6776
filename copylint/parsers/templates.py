"""Template languages inside pages: Jinja, Nunjucks, Liquid, Handlebars, and Hugo's and Jekyll's tags and shortcodes.

A tag is nothing to a reader, an expression is a word that nobody knows before the page is built; strings in them that are
copy (`{{ "Calm care" }}`, `{{< figure caption="…" >}}`) are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Literal

from copylint.parsers.data import is_copy, is_never_copy, kind_of, plain_key
from copylint.text.builder import DocumentBuilder
from copylint.text.masks import Masked, Masks
from copylint.text.view import Run, View

# Comments end at their own mark, whatever stands in them.
_COMMENT_END = {"{#": re.compile(r"#\}"), "--": re.compile(r"--~?\}\}"), "/*": re.compile(r"\*/\s?[-~]?\}\}")}
# The lengths are bounded, so that openings that are never closed cost no more than they are long.
_CONSTRUCT = re.compile(
    r"(?P<comment>\{#|\{\{~?!--|\{\{[-~]?\s?/\*)"
    r"|\{%(?P<tag>(?:[^%{]|%(?!\})|\{(?!%))"
    r"{0,4000}+)%\}"
    r"|\{\{(?P<expression>(?:[^{}]|\{(?!\{)|\}(?!\})){0,4000}+)\}\}"
)
_ENDS = {
    name: re.compile(rf"\{{[{{%][-<%~]?\s*/?(?:end)?{name}\b[^{{}}]*[%}}]\}}")
    for name in ("comment", "raw", "verbatim", "highlight")
}
_NAME = re.compile(r"[-+~]?\s*(?P<mark>[<%!/#>^&]|else\b)?\s*(?P<name>[\w./-]*)")
# What is said after one of these is an alternative to what was said before.
_ALTERNATIVE = frozenset("else elsif elif elseif when".split())
_TAGS = _ALTERNATIVE | frozenset(
    "if unless for range with end block define template partial include extends case assign capture set each endif "
    "endfor endunless endcase endblock return break continue layout render import from macro macros call".split()
)
# Their strings are compared, or name files.
_QUIET = frozenset("if elsif elif elseif unless case when for range layout extends import from define template".split())
_INCLUDES = frozenset(
    {"include", "include_relative", "render", "partial", "partialCached", "template", "extends", "layout"}
)
_INCLUDED = re.compile(r"[-+~]?\s*(?:>\s*|\w+\s+[\"']?)(?P<file>[\w./-]+)")
_STRING = re.compile(
    r"""(?:(?P<key>[\w-]+)\s*[=:]\s*)?(?:"(?P<double>(?:[^"\\]|\\.)*+)"|'(?P<single>(?:[^'\\]|\\.)*+)'|`(?P<raw>[^`]*+)`)""",
    re.DOTALL,
)


def masked_templates(builder: DocumentBuilder) -> View:
    """The builder's source as the page's parser is to see it: with all template constructs masked."""
    source = builder.source
    if "{{" not in source and "{%" not in source and "{#" not in source:
        return View.of(source)
    builder.masks = Masks(source, _constructs(builder, source))
    return builder.masks.view


def _constructs(builder: DocumentBuilder, source: str) -> Iterator[Masked]:
    at = 0
    missing: set[str] = set()
    while match := _CONSTRUCT.search(source, at):
        at = match.end()
        if match.lastgroup == "comment":
            mark = next(mark for mark in _COMMENT_END if match.group().endswith(mark))
            ending = None if mark in missing else _COMMENT_END[mark].search(source, at)
            if ending is None:
                missing.add(mark)
            else:
                builder.comment(match.start(), ending.end())
                yield Masked(match.start(), ending.end(), _nothing)
                at = ending.end()
            continue
        begin = match.start(match.lastgroup or 0)
        name = _NAME.match(source, begin)
        word, mark = (name.group("name"), name.group("mark") or "") if name else ("", "")
        if match.lastgroup and word in _ENDS and word not in missing and mark != "/":
            closing = _ENDS[word].search(source, at)
            if closing is None:
                missing.add(word)
            elif word in ("raw", "verbatim"):
                yield Masked(match.start(), at, _nothing)
                yield Masked(*closing.span(), _nothing)
                at = closing.end()
                continue
            else:
                if word == "comment":
                    builder.comment(match.start(), closing.end())
                yield Masked(match.start(), closing.end(), _nothing)
                at = closing.end()
                continue
        if source.startswith("!", begin):
            yield Masked(match.start(), at, _nothing)
        else:
            _note_import(builder, match, word, mark)
            yield Masked(match.start(), at, partial(_show, builder, match, mark, word))


def _nothing() -> None:
    """A comment, or the tags around a text that is no template."""


def _note_import(builder: DocumentBuilder, match: re.Match[str], name: str, mark: str) -> None:
    """Tell the builder the file that an include, a partial or a parent template is."""
    included = _INCLUDED.match(builder.source, *match.span(match.lastgroup or 0))
    if included and (name in _INCLUDES or mark == ">"):
        kind: Literal["layout", "include"] = "layout" if name in ("extends", "layout") else "include"
        builder.add_import(included.group("file"), *match.span(), kind)


def _show(builder: DocumentBuilder, match: re.Match[str], mark: str, name: str) -> None:
    start, end = match.span()
    strings = list(_STRING.finditer(builder.source, *match.span(match.lastgroup or 0)))
    if mark == "else" or name in _ALTERNATIVE:
        if builder.is_open:
            builder.add_alternative(start, end)
    elif match.lastgroup == "tag" or mark or name in _TAGS:
        builder.add_space(start, end)
    elif strings and not builder.source[match.start("expression") : strings[0].start()].strip(" -("):
        first = strings.pop(0)
        for run in _runs(builder.source, first):
            builder.add(run)
    else:
        builder.add_placeholder(start, end)
    if name in _QUIET:
        return
    for string in strings:
        key = plain_key(string.group("key") or "")
        view = View(_runs(builder.source, string))
        if not is_never_copy(key) and is_copy(key, view.text):
            builder.open_aside(kind_of(key))
            builder.add_view(view)
            builder.close_aside()


def _runs(source: str, string: re.Match[str]) -> list[Run]:
    """The characters of a string, each escape one run."""
    start, end = next(string.span(name) for name in ("double", "single", "raw") if string.start(name) >= 0)
    runs: list[Run] = []
    for escape in re.finditer(r"\\(.)", source[start:end], re.DOTALL) if string.start("raw") < 0 else ():
        left, right = start + escape.start(), start + escape.end()
        at = runs[-1].end if runs else start
        runs.append(Run(source[at:left], at, left))
        runs.append(Run(escape.group(1).translate({110: " ", 116: " "}), left, right, "escape"))
    at = runs[-1].end if runs else start
    runs.append(Run(source[at:end], at, end))
    return runs

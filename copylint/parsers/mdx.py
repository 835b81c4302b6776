"""MDX: Markdown with components, expressions and modules' imports and exports.

What is no Markdown is masked (see copylint.text.masks): tags go to the reader of components, expressions and exports to the
reader of scripts, each where it stands. Indentation makes no code here (MDX's own rule).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from copylint.parsers.component import UNCLOSED, ComponentReader
from copylint.parsers.expressions import DEEPEST, Expression, ExpressionScanner, UnclosedError
from copylint.parsers.front_matter import read_front_matter
from copylint.parsers.html_tokens import Token, tokens
from copylint.parsers.markdown import MarkdownReader, front_matter_value
from copylint.text.builder import DocumentBuilder
from copylint.text.document import Document
from copylint.text.masks import MASK, Masked, Masks
from copylint.text.view import Run, View

_STOP = re.compile(
    r"(?P<module>^(?:import|export)\b)|(?P<fence>^[ \t>]*(?:`{3,}|~{3,}))|(?P<ticks>`+)|\\.|[<{]", re.MULTILINE
)
_BLANK_LINE = re.compile(r"[ \t]*\r?\n")
_WORDS_BEHIND = re.compile(r"</[\w.]+>[^<]*\w")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def parse(source: str, path: str) -> Document:
    """Read an MDX page."""
    builder = DocumentBuilder(path, source)
    body = read_front_matter(builder, source, front_matter_value(builder))
    html = _TagReader(builder)
    text = html.mask(body)
    reader = _MdxReader(builder, html=html)
    reader.read(View([Run(text[body:], body, len(text))]))
    reader.finish()
    return builder.build()


class _MdxReader(MarkdownReader):
    """Markdown in which the tags are masked, and indented lines are no code."""

    indented_code = False
    _depth = 0

    def read_indented(self, view: View) -> None:
        if self._depth == DEEPEST:
            self._builder.unread("it is indented too deeply to be read", view.place(0, 0)[0])
            return
        self._depth += 1
        runs: list[Run] = []
        at = 0
        for indent in _INDENT.finditer(view.text):
            runs.extend(view.runs(at, indent.start()))
            at = indent.end()
        self.read(View([*runs, *view.runs(at, len(view.text))]))
        self._depth -= 1


class _TagReader(ComponentReader):
    """Reads the tags of an MDX page one by one, as the Markdown reader comes to them."""

    reads_scripts = False

    def mask(self, start: int) -> str:
        """The page with its tags, expressions and modules' statements masked; what cannot be told apart is not read."""
        scanner = ExpressionScanner(self._source, markup_inside=True)
        constructs: list[Masked] = []
        try:
            constructs.extend(self._constructs(scanner, start))
        except UnclosedError as error:
            self._builder.unread(UNCLOSED, error.offset)
            constructs.append(Masked(error.offset, len(self._source), lambda: None))
        masks = self._builder.masks = Masks(self._source, constructs)
        # What stands in a tag is looked up when the tag is read.
        masks.include(
            Masked(e.start, e.end, partial(self._show, e)) for e in scanner.found if masks.at(e.start) is None
        )
        return masks.view.text

    def _constructs(self, scanner: ExpressionScanner, at: int) -> Iterator[Masked]:
        source, body = self._source, at
        unmatched: set[str] = set()
        while match := _STOP.search(source, at):
            start, at = match.span()
            if match.lastgroup == "module":
                if not source[body:start].strip() or _BLANK_LINE.match(source, source.rfind("\n", body, start - 1) + 1):
                    at = scanner.statements(start)
                    yield Masked(start, at, partial(self._scripts.read_module, start, at, with_markup=True))
            elif match.lastgroup == "fence":
                mark = match.group().lstrip(" \t>")
                closing = re.compile(rf"^[ \t>]*{mark}{mark[0]}*[ \t]*\r?$", re.MULTILINE).search(source, at)
                at = closing.end() if closing else len(source)
            elif match.lastgroup == "ticks":
                ticks = match.group()
                closing = None if ticks in unmatched else re.compile(rf"(?<!`){ticks}(?!`)").search(source, at)
                if closing is None:
                    unmatched.add(ticks)
                at = closing.end() if closing else at
            elif match.group() == "{":
                at = scanner.expression(start)
                yield Masked(start, at, partial(self._show, Expression(start, at, ())))
            elif match.group() == "<":
                known = len(scanner.found)
                at = scanner.tag(start)
                if at > start:
                    yield Masked(start, at, partial(self._show_tag, start, at, scanner.found[known:]))
                at = max(at, start + 1)

    def _show_tag(self, start: int, end: int, expressions: list[Expression]) -> None:
        text = self._source[start:end]
        for expression in expressions:
            left, right = expression.start - start, expression.end - start
            text = f"{text[:left]}{MASK * (right - left)}{text[right:]}"
        view = View([Run(text, start, end)])
        for token in tokens(text, components=True):
            self.take_own(view, token)

    def show_code(self, start: int, end: int, expression: Expression) -> None:
        if not self.skipping:
            super().show_code(start, end, expression)

    def among_words(self, view: View, token: Token) -> bool:
        """A tag that begins a line begins a block, unless words follow its end on the same line."""
        if not self._builder.is_empty:
            return True
        _, end = view.place(token.start, token.end)
        line_end = self._source.find("\n", end)
        rest = self._source[end : line_end if line_end >= 0 else len(self._source)]
        return token.kind == "open" and not token.self_closing and bool(_WORDS_BEHIND.search(rest))

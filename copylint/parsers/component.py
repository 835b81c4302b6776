"""Astro, Svelte and Vue: a component's markup through the HTML reader, its code through the reader of scripts.

Expressions are masked (see copylint.text.masks) before the markup is parsed, and read where they stand: strings in them are
text, other values a neutral word. Properties of components are copy if their names and words look like it, as in TSX.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial

from copylint.nodes import Node, Scalar, Table
from copylint.parsers.data import is_never_copy, plain_key, read_copy
from copylint.parsers.expressions import Expression, ExpressionScanner, UnclosedError
from copylint.parsers.html import COPY_ATTRIBUTES, HtmlReader, decoded
from copylint.parsers.html_tokens import Attribute, Token, tokens
from copylint.parsers.javascript import ScriptReader, is_classes, tag_of
from copylint.parsers.rich import has_marks, read_string
from copylint.text.builder import DocumentBuilder
from copylint.text.document import Document, SegmentKind
from copylint.text.masks import MASK, Masked, Masks
from copylint.text.view import View

_ASTRO_FENCE = re.compile(r"(?:\s*)---[ \t]*\r?$", re.MULTILINE)
_ASTRO_CLOSE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_COMMENTS = re.compile(r"(?:\s|/\*.*?\*/|//[^\n]*)*+", re.DOTALL)
_NAME_ONLY = re.compile(r"\s*[\w$]+(?:(?:\?\.|\.|\[)[\w$]+\]?)*\s*")
_VUE_EXPRESSION = re.compile(r"\{\{(?P<code>(?:[^{}]|\{(?!\{)|\}(?!\})){0,20000}+)\}\}")
_VUE_BLOCK = re.compile(r"^<([A-Za-z][\w-]*)", re.MULTILINE)
_VUE_LOOP = re.compile(r"\s(?:in|of)\s")
_BLOCK_MARK = re.compile(r"\{\s*(?P<mark>[#:@/])\s*(?P<name>\w*)")
_LOOP = re.compile(r"\sas\s")
UNCLOSED = "what begins here is never closed, or is nested too deeply; what follows was not read"
# Values that are markup, in whatever way they are given.
_MARKUP_VALUES = frozenset({"sethtml", "settext", "vhtml", "vtext"})
_HANDLER = re.compile(
    r"(?:on|v-on:|@|on:|use:|bind:|class:|style:|transition:|in:|out:|animate:|let:|client:|v-slot|#|v-model)"
)


def parse(source: str, path: str) -> Document:
    """Read a component; the suffix of `path` tells its language."""
    builder = DocumentBuilder(path, source)
    reader = _READERS[path.lower().rpartition(".")[2]](builder)
    reader.read_component()
    reader.finish()
    return builder.build()


class ComponentReader(HtmlReader):
    """Reads markup with components and expressions in it."""

    markup_in_expressions = False
    reads_scripts = True
    """Whether a <script> is the component's own code, which may hold its copy."""

    def __init__(self, builder: DocumentBuilder) -> None:
        super().__init__(builder)
        self._source = builder.source
        self._scripts = ScriptReader(builder, self)
        self._names: list[tuple[str, str]] = []
        """The open components: their names and the tags that they count as."""

    def read_component(self) -> None:
        start = self.read_code()
        scanner = ExpressionScanner(self._source, markup_inside=self.markup_in_expressions)
        end = len(self._source)
        try:
            scanner.read(start)
        except UnclosedError as error:
            self._builder.unread(UNCLOSED, error.offset)
            end = error.offset
        found = [
            expression for expression in scanner.found if expression.start >= start and start < expression.end <= end
        ]
        self._builder.masks = Masks(self._source, self._masked(found))
        view = self._builder.masks.view
        self.read(View(view.runs(start, end)))

    def read_code(self) -> int:
        """Read what stands before the markup; returns where that begins."""
        return 0

    def among_words(self, _view: View, _token: Token) -> bool:
        """Whether a component stands among words, as a link or an icon does."""
        return self._builder.is_open

    # -- expressions

    def _masked(self, expressions: list[Expression]) -> Iterator[Masked]:
        for expression in expressions:
            at = expression.start
            for number, (left, right) in enumerate((*expression.islands, (expression.end, expression.end))):
                show: Callable[[], None] = partial(self._show, expression)
                if number:
                    show = partial(self._between, at, left)
                if left > at:
                    yield Masked(at, left, show)
                at = right

    def _show(self, expression: Expression) -> None:
        start, end = expression.start, expression.end
        block = _BLOCK_MARK.match(self._source, start)
        if block and not self._source.startswith("/*", start + 1):
            self._block(block, end - 1)
        else:
            self.show_code(start + 1, end - 1, expression)

    def show_code(self, start: int, end: int, expression: Expression) -> None:
        """Read the code source[start:end] of an expression that stands between words."""
        source = self._source
        if _COMMENTS.fullmatch(source, start, end):
            self._builder.comment(start, end)
            return
        if source.startswith("...", start) or _NAME_ONLY.fullmatch(source, start, end):
            if self._builder.is_open:
                self._builder.add_placeholder(expression.start, expression.end)
        else:
            self._scripts.read_expression(start, end, expression.islands)

    def _between(self, start: int, end: int) -> None:
        """Code between two pieces of markup in one expression: ":" stands between alternatives."""
        if self._source[start:end].strip(" \t\r\n()") == ":" and self._builder.is_open:
            self._builder.add_alternative(start, end)

    def _block(self, block: re.Match[str], end: int) -> None:
        """A mark of Svelte's blocks: {#each …}, {:else}, {@html …}, {/if}."""
        mark, name, start = block.group("mark"), block.group("name"), block.end()
        if mark == ":" and self._builder.is_open:
            self._builder.add_alternative(block.start(), end + 1)
        elif mark == "@" and name == "html":
            self._scripts.read_value(start, end, "content")
        elif mark == "@" and name == "render":
            self._scripts.read_expression(start, end)
        elif mark == "@" and name == "const":
            self._scripts.read_module(start, end, with_markup=False)
        elif mark == "#" and name == "each":
            loop = _LOOP.search(self._source, start, end)
            self._scripts.read_value(start, loop.start() if loop else end, "")

    # -- elements

    def read(self, view: View) -> None:
        for token in tokens(view.text, components=True):
            self.take_own(view, token)

    def take_own(self, view: View, token: Token) -> None:
        """Read one token of the component's own markup; `take` reads what it comes to in HTML."""
        if (
            self._skip_depth
            and self._skip_name == "script"
            and token.kind == "raw"
            and not self._json_ld
            and self.reads_scripts
        ):
            place = view.place(token.start, token.end)
            self._scripts.read_module(*place, with_markup=False)
            return
        if not self._skip_depth and token.kind in ("open", "close") and token.name:
            token = self._as_html(view, token)
            if not token.name:
                return
        self.take(view, token)
        if token.kind == "open" and token.self_closing and token.name in ("a", "sup", "code", "kbd", "samp", "var"):
            self.take(view, token._replace(kind="close"))

    def _as_html(self, view: View, token: Token) -> Token:
        """The token with the HTML tag that its component counts as; nameless for one that is only a wrapper of its words."""
        start = token.start + (2 if token.kind == "close" else 1)
        name = view.text[start : start + len(token.name)]
        if name == "template":
            return token._replace(name="div")
        if name[0].islower() and not {".", ":", "-"} & set(name):
            return token
        if token.kind == "close":
            while self._names:
                known, tag = self._names.pop()
                if known == name:
                    return token._replace(name=tag)
            return token._replace(name="")
        tag = tag_of(name if name[0].isupper() else name.title(), self.among_words(view, token))
        if not token.self_closing:
            self._names.append((name, tag))
        elif not tag and not self._builder.is_empty:
            self._builder.add_placeholder(*view.place(token.start, token.end))
        if tag in ("div", "button") and self._builder.is_empty:
            self._builder.close()  # a block begins: what it is given comes before its words
        self._properties(view, token)
        href = tuple(attribute for attribute in token.attributes if tag == "a" and attribute.name in ("href", "to"))
        return token._replace(name=tag, attributes=tuple(a._replace(name="href") for a in href))

    def _properties(self, view: View, token: Token) -> None:
        """What a component is given: copy if its name and its words look like it."""
        entries: list[tuple[Scalar, Node]] = []
        for attribute in token.attributes:
            name = plain_key(attribute.name.removeprefix("v-bind").lstrip(":"))
            if _HANDLER.match(attribute.name) or attribute.end == attribute.start or is_never_copy(name):
                continue
            if not self._value_in_code(view, attribute, name):
                value = View(decoded(view, attribute.start, attribute.end))
                start, end = view.place(attribute.start, attribute.end)
                if not is_classes(value.text):
                    entries.append((Scalar.of_name(name, start), Scalar.of_view(value, start, end)))
        read_copy(self._builder, Table(tuple(entries), 0, 0), self._property)

    def _property(self, view: View, kind: SegmentKind, group: int | None) -> None:
        if has_marks(view.text):
            read_string(self._builder, view, kind, group)
            return
        self._builder.open_aside(kind, group)
        self._builder.add_view(view)
        self._builder.close_aside()

    def _value_in_code(self, view: View, attribute: Attribute, name: str) -> bool:
        """Read the value of an attribute as code, if it is nothing else."""
        start, end = view.place(attribute.start, attribute.end)
        masked = self._builder.masks.at(start) if self._builder.masks else None
        if view.text[attribute.start] != MASK or masked is None or masked.end != end:
            return False
        if self._source.startswith("{", start):
            self.read_value(start + 1, end - 1, name)
        return True

    def read_value(self, start: int, end: int, name: str) -> None:
        """Read the code source[start:end] that is given as `name`."""
        if not _NAME_ONLY.fullmatch(self._source, start, end) and not _COMMENTS.fullmatch(self._source, start, end):
            self._scripts.read_value(start, end, name)

    def _copy_attributes(self, view: View, token: Token, attributes: dict[str, str]) -> None:
        super()._copy_attributes(view, token, attributes)
        with self._builder.reading_metadata() if token.name == "script" else nullcontext():
            for attribute in token.attributes:
                if plain_key(attribute.name) in _MARKUP_VALUES:
                    self._value_in_code(view, attribute, "content")


class AstroReader(ComponentReader):
    """Astro: a script between fences, then markup whose expressions may hold markup. <script> is for the browser."""

    markup_in_expressions = True
    reads_scripts = False

    def read_code(self) -> int:
        opening = _ASTRO_FENCE.match(self._source)
        if opening is None:
            return 0
        closing = _ASTRO_CLOSE.search(self._source, opening.end())
        if closing is None:
            self._builder.unread("the script that begins here is never closed", opening.start())
            return len(self._source)
        self._scripts.read_module(opening.end(), closing.start(), with_markup=False)
        return closing.end()


class SvelteReader(ComponentReader):
    """Svelte: <script>, markup with {expressions} and {#blocks}, <style>."""


class VueReader(ComponentReader):
    """Vue's single file components: <template>, <script>, <style>; expressions stand in {{ }} and in bound attributes."""

    def read_component(self) -> None:
        masked = (
            Masked(*match.span(), partial(self.show_code, *match.span("code"), Expression(*match.span(), ())))
            for match in _VUE_EXPRESSION.finditer(self._source)
        )
        self._builder.masks = Masks(self._source, masked)
        for block in _VUE_BLOCK.finditer(self._source):
            name = block.group(1)
            if name == "template" and re.match(
                r"[^>]*\slang=[\"']?(?!html\b|[\"'])", self._source[block.end() : block.end() + 200]
            ):
                self._builder.unread("a template in another language than HTML is not read", block.start())
                return
            if name == "i18n":
                self._builder.unread(f"the block <{name}> is not read", block.start())
        self.read(self._builder.masks.view)

    def _value_in_code(self, view: View, attribute: Attribute, name: str) -> bool:
        if not attribute.name.startswith((":", "v-")):
            return False
        self.read_value(*view.place(attribute.start, attribute.end), name)
        return True

    def _copy_attributes(self, view: View, token: Token, attributes: dict[str, str]) -> None:
        super()._copy_attributes(view, token, attributes)
        for attribute in token.attributes:
            name = attribute.name.removeprefix("v-bind").removeprefix(":")
            if attribute.name == "v-for":
                start, end = view.place(attribute.start, attribute.end)
                loop = _VUE_LOOP.search(self._source, start, end)
                if loop:
                    self.read_value(loop.end(), end, "")
            elif attribute.name.startswith((":", "v-bind:")) and name in COPY_ATTRIBUTES:
                self._value_in_code(view, attribute, plain_key(name))


_READERS: dict[str, type[ComponentReader]] = {"astro": AstroReader, "svelte": SvelteReader, "vue": VueReader}

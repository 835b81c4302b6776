"""Where the JavaScript expressions of a component's markup stand: `{…}` in Astro, Svelte and MDX.

An expression may hold strings, templates, comments and regular expressions with braces in them; in Astro and MDX it may hold
markup, which may hold expressions again. One pass forward finds them all, so no input costs more than linear time.
"""

from __future__ import annotations

import re
from typing import NamedTuple

DEEPEST = 40
"""Levels of markup in expressions in markup … that are followed."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("script", "style")}
_NAME = re.compile(r"[A-Za-z][^\s/>{]*+")
_IN_MARKUP = re.compile(r"[<{}]")
_IN_TAG = re.compile(r"[\"'`{>]")
_IN_CODE = re.compile(r"[\"'`/{}<]")
_IN_STATEMENTS = re.compile(r"[\"'`/()\[\]{}<]|\n[ \t]*\r?\n")
_STRING = {quote: re.compile(rf"{quote}(?:[^{quote}\\\n]|\\.)*+{quote}", re.DOTALL) for quote in "\"'"}
_IN_TEMPLATE = re.compile(r"\\.|`|\$\{", re.DOTALL)
_REGEX = re.compile(r"/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*+\])++/")
# What stands before an expression, not behind one; there "/" begins a regular expression and "<" an element.
_BEFORE_OPERAND = frozenset(["", *"(,=:[!&|?{};>+"])
_RETURN = re.compile(r"\breturn\Z")


class Expression(NamedTuple):
    """The expression at text[start:end], braces included, and the spans of markup inside it."""

    start: int
    end: int
    islands: tuple[tuple[int, int], ...]


class UnclosedError(Exception):
    """Something that begins at `offset` is never closed, or is nested too deeply."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class ExpressionScanner:
    """Finds the expressions of `text`, outermost first; `markup_inside` tells whether they may hold markup."""

    def __init__(self, text: str, *, markup_inside: bool) -> None:
        self._text, self._markup_inside = text, markup_inside
        self._depth = 0
        self.found: list[Expression] = []

    def read(self, start: int) -> list[Expression]:
        """The expressions of the markup that begins at `start`. Raises UnclosedError; what was found before stays in `found`."""
        self._markup(start, island=False)
        return self.found

    def statements(self, start: int) -> int:
        """Behind the statements that begin at `start`: they end at a blank line that stands in no bracket."""
        text, at, depth = self._text, start, 0
        while match := _IN_STATEMENTS.search(text, at):
            at, char = match.start(), match.group()
            if char.isspace():
                if depth <= 0:
                    return at
                at = match.end()
            elif char in "([{":
                depth, at = depth + 1, at + 1
            elif char in ")]}":
                depth, at = depth - 1, at + 1
            elif char == "<" and self._is_element(start, at):
                at = self._markup(at, island=True)
            else:
                at = self._token(start, at, char)
        return len(text)

    def tag(self, start: int) -> int:
        """Behind the tag that begins at `start`, or `start` if none does."""
        at = start + (2 if self._text.startswith("</", start) else 1)
        return self._tag(start)[0] if self._text[at : at + 1] == ">" or _NAME.match(self._text, at) else start

    def _markup(self, at: int, *, island: bool) -> int:
        """Markup to its end; an island is one element and ends with it. Returns where it ends."""
        text, depth = self._text, 0
        while match := _IN_MARKUP.search(text, at):
            at = match.start()
            char = match.group()
            if char == "{":
                at = self.expression(at)
            elif char == "}":
                if island:  # elements that are never closed
                    return at
                at += 1
            elif text.startswith("<!--", at):
                end = text.find("-->", at)
                at = len(text) if end < 0 else end + 3
            else:
                closing = text.startswith("</", at)
                name = _NAME.match(text, at + (2 if closing else 1))
                if name is None and text[at + (2 if closing else 1) : at + (3 if closing else 2)] != ">":
                    at += 1
                    continue
                lower = name.group().lower() if name else ""
                at, closed = self._tag(at)
                if closing:
                    depth -= 1
                elif not closed and lower not in _VOID:
                    depth += 1
                    if lower in _RAW:
                        end_tag = _RAW[lower].search(text, at)
                        at = end_tag.start() if end_tag else len(text)
                if island and depth <= 0:
                    return at
        return len(text)

    def _tag(self, start: int) -> tuple[int, bool]:
        """Behind the tag that begins at `start`, and whether it closes itself."""
        text = self._text
        at = start + 1
        while match := _IN_TAG.search(text, at):
            at, char = match.start(), match.group()
            if char == ">":
                return at + 1, text[at - 1] == "/"
            if char == "{":
                known = len(self.found)
                at = self.expression(at)
                # Markup in an attribute's value is no part of the markup around the tag.
                self.found[known:] = [self.found[known]._replace(islands=())]
            elif char == "`":
                at = self._template(at)
            else:
                end = text.find(char, at + 1)
                if end < 0:
                    raise UnclosedError(start)
                # Svelte's quoted values hold expressions.
                while not self._markup_inside and (brace := text.find("{", at, end)) >= 0:
                    at = self.expression(brace)
                    end = text.find(char, at)
                    if end < 0:
                        raise UnclosedError(start)
                at = end + 1
        raise UnclosedError(start)

    def expression(self, start: int) -> int:
        """Behind the expression that begins with the brace at `start`."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise UnclosedError(start)
        index = len(self.found)
        self.found.append(Expression(start, start, ()))
        islands: list[tuple[int, int]] = []
        # Svelte's marks of blocks are no code.
        end = self._code(start + (2 if self._text[start + 1 : start + 2] in tuple("#:/@") else 1), islands)
        if end < 0:
            del self.found[index:]
            raise UnclosedError(start)
        self.found[index] = Expression(start, end, tuple(islands))
        self._depth -= 1
        return end

    def _code(self, at: int, islands: list[tuple[int, int]]) -> int:
        """Behind the brace that ends the code at `at`; -1 if there is none. Markup in it is added to `islands`."""
        text = self._text
        begin, depth = at, 0
        while match := _IN_CODE.search(text, at):
            at, char = match.start(), match.group()
            if char == "{":
                depth += 1
                at += 1
            elif char == "}":
                at += 1
                if not depth:
                    return at
                depth -= 1
            elif char == "<" and self._is_element(begin, at):
                end = self._markup(at, island=True)
                islands.append((at, end))
                at = end
            else:
                at = self._token(begin, at, char)
        return -1

    def _is_element(self, begin: int, at: int) -> bool:
        """Whether the "<" at `at` begins an element, not a comparison or a type."""
        following = self._text[at + 1 : at + 2]
        return self._markup_inside and (following.isalpha() or following == ">") and self._before_operand(begin, at)

    def _token(self, begin: int, at: int, char: str) -> int:
        """Behind the string, comment or other token of code that begins with `char` at `at`."""
        if char == "`":
            return self._template(at)
        if char in _STRING:
            string = _STRING[char].match(self._text, at)
            return string.end() if string else at + 1
        return self._slash(begin, at) if char == "/" else at + 1

    def _slash(self, begin: int, at: int) -> int:
        text = self._text
        if text.startswith("//", at):
            end = text.find("\n", at)
            return len(text) if end < 0 else end
        if text.startswith("/*", at):
            end = text.find("*/", at)
            return len(text) if end < 0 else end + 2
        pattern = _REGEX.match(text, at) if self._before_operand(begin, at) else None
        return pattern.end() if pattern else at + 1

    def _template(self, start: int) -> int:
        """Behind the template string that begins at `start`."""
        at = start + 1
        while match := _IN_TEMPLATE.search(self._text, at):
            at = match.end()
            if match.group() == "`":
                return at
            if match.group() == "${":
                self._depth += 1
                if self._depth > DEEPEST:
                    raise UnclosedError(start)
                at = self._code(at, [])
                self._depth -= 1
                if at < 0:
                    break
        raise UnclosedError(start)

    def _before_operand(self, begin: int, at: int) -> bool:
        at -= 1
        while at >= begin and self._text[at].isspace():
            at -= 1
        before = self._text[max(at - 6, begin) : at + 1]
        return before[-1:] in _BEFORE_OPERAND or before.endswith("*/") or bool(_RETURN.search(before))

"""A linear HTML tokenizer with exact places, for pages as they are: broken ones too.

Follows the tokenization stage of the HTML standard (13.2.5) as far as copy goes: raw text elements, comments with their odd
ends, CDATA inside svg and math, attributes in every quoting. What the standard drops (a tag that the file's end cuts off)
is dropped, and said. Every step moves forward in the text, so no input costs more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

TokenKind = Literal["text", "open", "close", "raw", "comment", "cut"]
RAW_TEXT = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
_RCDATA = frozenset({"title", "textarea"})
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in (*RAW_TEXT, *_RCDATA)}
_CODE = frozenset({"script", "style"})
_FOREIGN = frozenset({"svg", "math"})
_COMMENT_END = re.compile(r"--!?>")
_TAG_NAME = re.compile(r"[A-Za-z][^\s/>\x00]*+")
# Attributes that neither hold copy nor tell anything about it.
_NEVER_COPY = frozenset({"class", "id", "style"})
_SIMPLE_TAG = re.compile(
    r"<(/?)([A-Za-z][\w.:-]*+)(?:\s++(?:class|id|style)=(?:\"[^\"]*+\"|'[^']*+'))*+((?:\s++[^\s\"'<>/=]++(?:=(?:\"[^\"]*+\"|'[^']*+'))?+)*+)\s*+(/?)>"
)
_SIMPLE_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)(?:=(?:\"([^\"]*+)\"|'([^']*+)'))?+")
_SKIP = re.compile(r"[\s/]*+")
_ATTRIBUTE_NAME = re.compile(r"[^\s/>][^\s/>=]*+")
_EQUALS = re.compile(r"\s*+=\s*+")
_UNQUOTED = re.compile(r"[^\s>]*+")


class Attribute(NamedTuple):
    """An attribute's lower-case name and where its raw value stands; class, id and style may be left out."""

    name: str
    start: int
    end: int


class Token(NamedTuple):
    """One token, at text[start:end]. `raw` is the inside of a script, style and the like; `cut` was cut off by the end.

    `self_closing` is true only where "/>" closes: in svg and math, and in components.
    """

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()
    self_closing: bool = False


def tokens(text: str, *, components: bool = False) -> Iterator[Token]:
    """The tokens of `text`, in order; together with what markup needs they cover it.

    In the markup of `components`, "/>" closes any element, and fragments have tags without a name.
    """
    at, end, foreign = 0, len(text), 0
    while at < end:
        mark = text.find("<", at)
        if mark < 0:
            yield Token("text", at, end)
            return
        token = _markup(text, mark, foreign > 0, components)
        if token is None:  # a lone "<" is text
            following = text.find("<", mark + 1)
            stop = end if following < 0 else following
            yield Token("text", at, stop)
            at = stop
            continue
        if mark > at:
            yield Token("text", at, mark)
        yield token
        at = token.end
        if token.name in _FOREIGN and not token.self_closing:
            foreign = max(foreign + (1 if token.kind == "open" else -1), 0)
        # Scripts and styles of svg are read as raw text too: an svg left open must not turn them into copy.
        if token.kind == "open" and token.name in (_CODE if foreign else _RAW_END) and not token.self_closing:
            closing = _RAW_END[token.name].search(text, at)
            stop = closing.start() if closing else end
            if stop > at:
                yield Token("raw" if token.name in RAW_TEXT else "text", at, stop, token.name)
            at = stop
        elif token.kind == "open" and token.name == "plaintext":
            yield Token("text", at, end)
            return


def _markup(text: str, mark: int, foreign: bool, components: bool) -> Token | None:
    """The tag or comment that begins with the "<" at `mark`; None if that is plain text."""
    following = text[mark + 1 : mark + 2]
    if following == "!":
        return _declaration(text, mark, foreign)
    if following == "?":
        return _until(text, mark, ">")
    closing = following == "/"
    if components and text.startswith(("<>", "</>"), mark):  # a fragment's tags
        return Token("comment", mark, text.index(">", mark) + 1)
    simple = _SIMPLE_TAG.match(text, mark)
    if simple:
        return _simple_tag(simple, foreign or components)
    name = _TAG_NAME.match(text, mark + (2 if closing else 1))
    if name is None:
        # "</" and something else is a bogus comment; "</>" is nothing at all.
        return _until(text, mark, ">") if closing and text[mark + 2 : mark + 3] else None
    return _tag(text, mark, name, closing, foreign or components)


def _declaration(text: str, mark: int, foreign: bool) -> Token:
    if text.startswith("<!--", mark):
        for empty in ("<!-->", "<!--->"):
            if text.startswith(empty, mark):
                return Token("comment", mark, mark + len(empty))
        end = _COMMENT_END.search(text, mark + 4)
        return Token("comment", mark, end.end()) if end else Token("cut", mark, len(text), "comment")
    if foreign and text.startswith("<![CDATA[", mark):
        close = text.find("]]>", mark)
        stop = len(text) if close < 0 else close + 3
        return Token("comment", mark, stop)
    return _until(text, mark, ">")


def _until(text: str, mark: int, stop: str) -> Token:
    end = text.find(stop, mark)
    return Token("comment", mark, end + 1) if end >= 0 else Token("cut", mark, len(text), "comment")


def _simple_tag(tag: re.Match[str], closes_itself: bool) -> Token:
    """The token of a tag in which all is as it should be, which nearly all are."""
    slash, name, attributes, self_closing = tag.groups()
    lower = name.lower()
    if slash:
        return Token("close", tag.start(), tag.end(), lower)
    found: tuple[Attribute, ...] = ()
    if attributes:
        found = tuple(
            Attribute(match.group(1).lower(), *match.span(2 if match.group(2) is not None else 3))
            if match.group(2) is not None or match.group(3) is not None
            else Attribute(match.group(1).lower(), match.end(), match.end())
            for match in _SIMPLE_ATTRIBUTE.finditer(tag.string, *tag.span(3))
            if match.group(1) not in _NEVER_COPY
        )
    closed = bool(self_closing) and (closes_itself or lower in _FOREIGN)
    return Token("open", tag.start(), tag.end(), lower, found, closed)


def _tag(text: str, mark: int, name: re.Match[str], closing: bool, closes_itself: bool) -> Token:
    attributes: list[Attribute] = []
    at, end = name.end(), len(text)
    lower = name.group().lower()
    while True:
        skipped = _SKIP.match(text, at)
        assert skipped is not None
        self_closing = text.endswith("/", at, skipped.end()) and skipped.end() > at
        at = skipped.end()
        if at >= end:
            return Token("cut", mark, end, lower)
        if text[at] == ">":
            if closing:
                return Token("close", mark, at + 1, lower)
            self_closing = self_closing and (closes_itself or lower in _FOREIGN)
            return Token("open", mark, at + 1, lower, tuple(attributes), self_closing)
        attribute = _ATTRIBUTE_NAME.match(text, at)
        assert attribute is not None
        at = attribute.end()
        value_start = value_end = at
        equals = _EQUALS.match(text, at)
        if equals:
            at = equals.end()
            quote = text[at : at + 1]
            if quote in ("'", '"') and quote:
                value_start, value_end = at + 1, text.find(quote, at + 1)
                if value_end < 0:
                    return Token("cut", mark, end, lower)
                at = value_end + 1
            else:
                value = _UNQUOTED.match(text, at)
                assert value is not None
                value_start, value_end = value.span()
                at = value_end
        attributes.append(Attribute(attribute.group().lower(), value_start, value_end))

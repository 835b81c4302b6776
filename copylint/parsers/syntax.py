"""Syntax trees by tree-sitter, in linear time: its lexers go back and forth over some junk ("/* " a thousand times)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Point

_CHUNK = 4096
# Real code is read about twice; a lexer that is lost reads the rest anew at each step.
_MOST_READS, _FREE_READS = 20, 200
SECONDS = 20.0
"""How long one parse may take: error recovery is linear, but slow enough to hang on megabytes of junk."""


class TooMuchWorkError(Exception):
    """The parser went over the code more often than code needs."""


class _Code:
    """Hands out code piece by piece; once it was asked too often, it has none any more."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._reads_left: float = _FREE_READS + _MOST_READS * (len(data) // _CHUNK)
        self._until = time.monotonic() + SECONDS
        self.is_exhausted = False

    def __call__(self, offset: int, _: Point) -> bytes:
        self._reads_left -= 1
        if self._reads_left < 0 or time.monotonic() > self._until:
            self.is_exhausted = True  # an exception here would come out as the library's own SystemError
            return b""
        return self._data[offset : offset + _CHUNK]

    def free(self) -> None:
        """Hand out without limits: nodes of a tree that is done read their text by this, too."""
        self._reads_left = self._until = float("inf")


def comments(root: Node) -> Iterator[Node]:
    """The comments in a tree."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type in ("comment", "html_comment"):
            yield node
        else:
            stack.extend(node.children)


def syntax_tree(parser: Parser, data: bytes) -> Node:
    """The root of the tree of `data` (UTF-8). Raises TooMuchWorkError where that takes more than linear time."""
    code = _Code(data)
    tree = parser.parse(code)
    if code.is_exhausted:
        raise TooMuchWorkError
    code.free()
    assert tree is not None  # only a parser without a language, or a cancelled one, gives none
    return tree.root_node

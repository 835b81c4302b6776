"""HTML: what a visitor, a search engine or a screen reader gets to read of a page.

Copy is the text of elements, `title`, `alt`, `aria-label`, `placeholder`, button values, the description and social texts
in `meta`, and the strings of JSON-LD. Scripts, styles, comments and `template` are not.
"""

from __future__ import annotations

import html as entities
import re

from copylint.nodes import NodeError, read_json
from copylint.parsers.data import read_copy
from copylint.parsers.html_tokens import RAW_TEXT, Token, tokens
from copylint.text.builder import DocumentBuilder
from copylint.text.document import Document, SegmentKind
from copylint.text.view import Run, View

_KIND_OF: dict[str, SegmentKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("label", "legend", "option", "optgroup"), "label"),
    "title": "title",
    "button": "button",
    "summary": "heading",
    "blockquote": "quote",
}
_BLOCKS = frozenset(
    "address article aside body center details dialog dir div dl fieldset figure footer form frameset head header hgroup "
    "hr html main menu nav noscript ol p pre search section select table tbody textarea tfoot thead tr ul video audio "
    "object canvas svg math iframe template picture".split()
) | frozenset(_KIND_OF)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SKIPPED = frozenset({"template"})
_CODE = frozenset({"code", "kbd", "samp", "var"})
_ATTRIBUTE_KIND: dict[str, SegmentKind] = {
    "alt": "alt", "title": "label", "aria-label": "label", "aria-description": "label", "placeholder": "label",
}  # fmt: skip
_META_KIND: dict[str, SegmentKind] = {
    "description": "description", "og:description": "description", "twitter:description": "description",
    "abstract": "description", "og:title": "title", "twitter:title": "title", "og:image:alt": "alt",
    "twitter:image:alt": "alt", "dc.title": "title", "dc.description": "description",
}  # fmt: skip
_ENTITY = re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{0,40};?)")


def parse(source: str, path: str) -> Document:
    """Read an HTML page or fragment."""
    builder = DocumentBuilder(path, source)
    reader = HtmlReader(builder)
    reader.read(View.of(source))
    reader.finish()
    return builder.build()


class HtmlReader:
    """Drives a DocumentBuilder from HTML. Holds what is open, so a page can come in pieces (as it does in Markdown)."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self._builder = builder
        self._skip_name = ""
        self._skip_depth = 0
        self._code_start: int | None = None
        self._quotes = 0
        self._row: int | None = None
        self._items = 0
        self._links = 0

    @property
    def skipping(self) -> bool:
        """Whether what comes now is inside an element that is not shown."""
        return self._skip_depth > 0

    def read(self, view: View) -> None:
        for token in tokens(view.text):
            self._take(view, token)

    def finish(self) -> None:
        if self._skip_depth:
            self._builder.unread(f"<{self._skip_name}> is never closed; what follows it is not shown or read")
        self._builder.close()

    def _take(self, view: View, token: Token) -> None:
        if token.kind == "cut":
            what = "a comment" if token.name == "comment" else f"the tag <{token.name}"
            place = view.place(token.start, token.end)[0]
            self._builder.unread(f"{what} that begins here is never closed; nothing after it is shown or read", place)
        elif self._skip_depth:
            if token.name == self._skip_name and token.kind in ("open", "close") and not token.self_closing:
                self._skip_depth += 1 if token.kind == "open" else -1
        elif token.kind == "text":
            self._text(view, token.start, token.end)
        elif token.kind == "open":
            self._open(view, token)
        elif token.kind == "close":
            self._close(token, view.place(token.start, token.end))
        # A raw token is taken with its open tag's type below; comments hold no copy.
        elif token.kind == "raw" and token.name == "script" and self._json_ld:
            self._read_json_ld(view, token)

    # -- tags

    _json_ld = False

    def _open(self, view: View, token: Token) -> None:
        name, builder = token.name, self._builder
        attributes = {a.name: view.text[a.start : a.end] for a in reversed(token.attributes)}
        start, end = view.place(token.start, token.end)
        if name == "script":
            self._json_ld = "ld+json" in attributes.get("type", "").lower()
        elif name in _SKIPPED and not token.self_closing:
            builder.close()
            self._skip_name, self._skip_depth = name, 1
        elif name in ("br", "wbr"):
            if name == "br":
                builder.add_space(start, end)
        elif name in _CODE:
            self._code_start = start if self._code_start is None else self._code_start
        elif name == "a":
            builder.begin_link(entities.unescape(attributes.get("href", "")))
            self._links += 1
        elif name in _BLOCKS:
            self._open_block(name, attributes)
        if name == "html":
            builder.lang = attributes.get("lang") or attributes.get("xml:lang") or builder.lang
        elif name == "link" and attributes.get("rel", "").lower() == "canonical":
            builder.set_site(entities.unescape(attributes.get("href", "")))
        elif name == "meta":
            self._meta(view, token, attributes)
        self._copy_attributes(view, token, attributes)

    def _open_block(self, name: str, attributes: dict[str, str]) -> None:
        builder = self._builder
        self._end_links()
        if name == "tr":
            self._row = builder.new_group()
        elif name == "blockquote":
            self._quotes += 1
        elif name == "li":
            self._items += 1
        kind = _KIND_OF.get(name)
        if kind == "heading":
            level = int(name[1]) if name != "summary" else 6
            builder.open("heading", level=level)
        elif kind:
            builder.open(kind, group=self._row if kind == "cell" else None, lang=attributes.get("lang"))
        elif not (
            builder.is_open and builder.is_empty and builder.kind in ("item", "cell", "quote") and name in ("p", "div")
        ):
            builder.close()
            if name in ("p", "div") and (self._quotes or self._items):
                builder.open("quote" if self._quotes else "item")

    def _close(self, token: Token, place: tuple[int, int]) -> None:
        name, builder = token.name, self._builder
        if name == "a":
            if self._links:
                builder.end_link()
                self._links -= 1
        elif name in _CODE:
            if self._code_start is not None:
                builder.add_placeholder(self._code_start, place[1])
                self._code_start = None
        elif name in _BLOCKS and name not in RAW_TEXT:
            self._end_links()
            builder.close()
            if name == "tr":
                self._row = None
            elif name == "blockquote":
                self._quotes = max(self._quotes - 1, 0)
            elif name == "li":
                self._items = max(self._items - 1, 0)

    def _end_links(self) -> None:
        while self._links:
            self._builder.end_link()
            self._links -= 1
        self._code_start = None

    # -- copy

    def _text(self, view: View, start: int, end: int) -> None:
        if self._code_start is None:
            for run in decoded(view, start, end):
                self._builder.add(run)

    def _copy_attributes(self, view: View, token: Token, attributes: dict[str, str]) -> None:
        is_button = token.name == "input" and attributes.get("type", "").lower() in ("submit", "button", "reset")
        for attribute in token.attributes:
            kind = _ATTRIBUTE_KIND.get(attribute.name)
            if attribute.name == "value" and is_button:
                kind = "button"
            elif attribute.name == "label" and token.name in ("option", "optgroup"):
                kind = "label"
            if kind and token.name not in ("link", "style", "script", "meta") and attribute.end > attribute.start:
                self._aside(view, attribute.start, attribute.end, kind)

    def _meta(self, view: View, token: Token, attributes: dict[str, str]) -> None:
        name = (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").lower()
        if name == "og:url":
            self._builder.set_site(entities.unescape(attributes.get("content", "")))
        kind = _META_KIND.get(name)
        for attribute in token.attributes:
            if kind and attribute.name == "content":
                self._builder.close()
                self._aside(view, attribute.start, attribute.end, kind)

    def _aside(self, view: View, start: int, end: int, kind: SegmentKind) -> None:
        self._builder.open_aside(kind)
        for run in decoded(view, start, end):
            self._builder.add(run)
        self._builder.close_aside()

    def _read_json_ld(self, view: View, token: Token) -> None:
        self._builder.close()
        try:
            node = read_json(View(list(view.runs(token.start, token.end))))
        except NodeError as error:
            self._builder.unread(f"JSON-LD cannot be read: {error.message}", view.place(token.start, token.end)[0])
        else:
            read_copy(self._builder, node, self._read_value)

    def _read_value(self, view: View, kind: SegmentKind, group: int | None) -> None:
        """A string of JSON-LD: plain, or HTML of its own."""
        self._builder.open(kind, group=group)
        if "<" in view.text or "&" in view.text:
            inner = HtmlReader(self._builder)
            inner.read(view)
            inner.finish()
        else:
            self._builder.add_view(view)
        self._builder.close()


def decoded(view: View, start: int, end: int) -> list[Run]:
    """The runs of view.text[start:end] with character references decoded, each reference one run."""
    text = view.text
    if text.find("&", start, end) < 0:
        return list(view.runs(start, end))
    runs: list[Run] = []
    at = start
    for match in _ENTITY.finditer(text, start, end):
        char = entities.unescape(match.group())
        if char == match.group():
            continue
        runs.extend(view.runs(at, match.start()))
        left, right = view.place(match.start(), match.end())
        runs.append(Run(char, left, right, "entity"))
        at = match.end()
    runs.extend(view.runs(at, end))
    return runs

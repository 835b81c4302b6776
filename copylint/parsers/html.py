"""HTML: what a visitor, a search engine or a screen reader gets to read of a page.

Copy is the text of elements, `title`, `alt`, `aria-label`, `placeholder`, button values, the description and social texts
in `meta`, and the strings of JSON-LD. Scripts, styles, comments and `template` are not.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from functools import partial
from typing import NamedTuple

from copylint.nodes import NodeError, read_json
from copylint.parsers.data import read_copy
from copylint.parsers.front_matter import read_front_matter
from copylint.parsers.html_tokens import RAW_TEXT, Token, tokens
from copylint.parsers.templates import masked_templates
from copylint.text.builder import DocumentBuilder
from copylint.text.document import Document, SegmentKind
from copylint.text.masks import MASK
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
    "object canvas svg math iframe template picture text desc foreignobject".split()
) | frozenset(_KIND_OF)
# Inline elements that pages use for boxes side by side; words are not cut by them, as by <b> or <em>.
_LABELS = frozenset({"span", "a", "cite", "label", "time", "small"})
_SKIPPED = RAW_TEXT | {"template"}
_CODE = frozenset({"code", "kbd", "samp", "var"})
COPY_ATTRIBUTES: dict[str, SegmentKind] = {
    "alt": "alt", "title": "label", "aria-label": "label", "aria-description": "label", "placeholder": "label",
    "aria-valuetext": "label", "aria-roledescription": "label", "aria-placeholder": "label",
}  # fmt: skip
"""Attributes whose value is shown or read out, and what it is."""
_META_KIND: dict[str, SegmentKind] = {
    "description": "description", "og:description": "description", "twitter:description": "description",
    "abstract": "description", "og:title": "title", "twitter:title": "title", "og:image:alt": "alt",
    "twitter:image:alt": "alt", "og:site_name": "title", "twitter:label1": "label", "twitter:data1": "value",
    "twitter:label2": "label", "twitter:data2": "value", "dc.title": "title", "dc.description": "description",
}  # fmt: skip
_NO_WORDS = f"{MASK} \t\r\n"
_ENTITY = re.compile(r"&(?:#[0-9]{1,40};?|#[xX][0-9a-fA-F]{1,40};?|[A-Za-z][A-Za-z0-9]{0,40};?)")
# Elements that give all text inside them a kind or a group, as others do with a language; and those that end, without an
# end tag, where one begins.
_BOXES = frozenset("ul ol menu dl li dt dd table tr td th blockquote".split())
_ENDED_BY = {
    "li": frozenset({"li"}),
    **dict.fromkeys(("dt", "dd"), frozenset({"dt", "dd"})),
    **dict.fromkeys(("td", "th"), frozenset({"td", "th"})),
    "tr": frozenset({"td", "th", "tr"}),
    "p": frozenset({"p"}),
}


class _Box(NamedTuple):
    """An open element that tells the kind, the group and the language of the text inside it."""

    name: str
    kind: SegmentKind
    group: int | None
    lang: str | None = None


def parse(source: str, path: str) -> Document:
    """Read an HTML page or fragment."""
    builder = DocumentBuilder(path, source)
    view = masked_templates(builder)
    body = read_front_matter(builder, view.text, partial(read_string, builder))
    reader = HtmlReader(builder)
    reader.read(View(view.runs(body, len(view.text))))
    reader.finish()
    return builder.build()


def read_string(builder: DocumentBuilder, view: View, kind: SegmentKind, group: int | None) -> None:
    """Read a string that may hold HTML, in segments of its own of `kind` and in `group`."""
    builder.open(kind, group=group)
    if "<" in view.text or "&" in view.text:
        inner = HtmlReader(builder, kind, group)
        inner.read(view)
        inner.finish()
    else:
        builder.add_view(view)
    builder.close()


class HtmlReader:
    """Drives a DocumentBuilder from HTML. Holds what is open, so a page can come in pieces (as it does in Markdown).

    With `value_kind`, it reads a string of data: blocks are segments of that kind, in `group`.
    """

    def __init__(
        self, builder: DocumentBuilder, value_kind: SegmentKind | None = None, group: int | None = None
    ) -> None:
        self._builder = builder
        self._value_kind = value_kind
        self._boxes = [_Box("", value_kind or "paragraph", group, builder.part_lang)]
        self._box_counts: Counter[str] = Counter()
        self._skip_name = ""
        self._skip_start = 0
        self._skip_depth = 0
        self._code_start: int | None = None
        self._code_depth = 0
        self._json_ld = False
        self._links = 0
        self._closed: int | None = None
        """Where the inline element ends that was closed just before."""

    @property
    def in_json_ld(self) -> bool:
        """Whether what comes now is inside a script of JSON-LD."""
        return self._skip_depth > 0 and self._skip_name == "script" and self._json_ld

    @property
    def skipping(self) -> bool:
        """Whether what comes now is inside an element that is not shown, or is code."""
        return self._skip_depth > 0 or self._code_depth > 0

    def read(self, view: View) -> None:
        for token in tokens(view.text):
            self.take(view, token)

    def finish(self) -> None:
        if self._skip_depth:
            reason = f"<{self._skip_name}> is never closed; what follows it is not shown or read"
            self._builder.unread(reason, self._skip_start)
        self.end_block()
        self._builder.close()
        self._builder.part_lang = self._boxes[0].lang

    def end_block(self) -> None:
        """Text breaks here: links and code that are still open end."""
        if self._code_start is not None:
            self._builder.unread(
                "code that begins here is never closed; the text after it was not read", self._code_start
            )
        while self._links:
            self._builder.end_link()
            self._links -= 1
        self._code_start, self._code_depth = None, 0
        self._builder.raised = False

    def take(self, view: View, token: Token) -> None:
        """Read one token of `view`."""
        kind = token.kind
        if self._skip_depth and kind != "cut":
            if kind == "raw" and self.in_json_ld:
                self.read_json_ld(View(view.runs(token.start, token.end)))
            elif token.name == self._skip_name and kind in ("open", "close") and not token.self_closing:
                self._skip_depth += 1 if kind == "open" else -1
        elif kind == "text":
            self._text(view, token.start, token.end)
        elif kind == "open":
            if self._closed is not None and token.name in _LABELS:
                # Boxes side by side, which styles keep apart: no reader sees "ProvenSafe".
                self._builder.add_space(self._closed, view.place(token.start, token.end)[1])
            self._open(view, token)
        elif kind == "close":
            self._close(token, view)
        elif kind == "cut":
            what = "a comment" if token.name == "comment" else f"the tag <{token.name}"
            place = view.place(token.start, token.end)[0]
            self._builder.unread(f"{what} that begins here is never closed; nothing after it is shown or read", place)
        else:
            self._builder.comment(*view.place(token.start, token.end))
        if kind != "comment":
            closed = kind == "close" and token.name in _LABELS
            self._closed = view.place(token.start, token.end)[0] if closed else None

    # -- tags

    def _open(self, view: View, token: Token) -> None:
        name, builder = token.name, self._builder
        if not token.attributes and name in _BLOCKS and name not in _SKIPPED:
            self._open_block(name, {})
            return
        attributes = {a.name: view.text[a.start : a.end] for a in reversed(token.attributes)}
        start, end = view.place(token.start, token.end)
        if name in _SKIPPED and not token.self_closing:
            if name in _BLOCKS:
                self.end_block()
                builder.close()
            self._json_ld = name == "script" and "ld+json" in attributes.get("type", "").lower()
            self._skip_name, self._skip_start, self._skip_depth = name, start, 1
        elif name == "br":
            builder.add_space(start, end)
        elif name in _CODE:
            self._code_start = start if self._code_start is None else self._code_start
            self._code_depth += 1
        elif name == "sup":
            builder.raised = True
        elif name == "a":
            self.ensure_open()
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
        if token.attributes:
            self._copy_attributes(view, token, attributes)

    def _open_block(self, name: str, attributes: dict[str, str]) -> None:
        builder = self._builder
        lang = attributes.get("lang")
        if name in ("p", "div") and not lang and builder.is_empty and builder.kind == self._boxes[-1].kind:
            return  # <li><p>: the item itself begins
        self.end_block()
        # One of the same name inside needs a box of its own, so that its end tag does not end the outer one.
        if name in _BOXES or (lang and name != "html") or self._box_counts[name]:
            self._open_box(name, lang)
        kind = self._kind(name)
        if kind == "heading":
            level = int(name[1]) if name != "summary" else 6
            builder.open("heading", level=level)
        elif name == "title":
            with builder.reading_metadata():
                builder.open("title")
        elif kind:
            builder.open(kind, group=self._boxes[-1].group)
        else:
            builder.close()

    def _kind(self, name: str) -> SegmentKind | None:
        """The kind of segment that the element makes, if it makes one of its own."""
        return (self._value_kind or _KIND_OF[name]) if name in _KIND_OF else None

    def _open_box(self, name: str, lang: str | None = None) -> None:
        while self._boxes[-1].name in _ENDED_BY.get(name, ()):
            self._pop_box()
        if name in ("td", "th") and self._boxes[-1].name != "tr":
            self._open_box("tr")
        outer = self._boxes[-1]
        group = self._builder.new_group() if name == "tr" else outer.group
        kind = (self._kind(name) if name in _BOXES else None) or outer.kind
        self._boxes.append(_Box(name, kind, group, lang or outer.lang))
        self._box_counts[name] += 1
        self._builder.part_lang = self._boxes[-1].lang

    def _pop_box(self) -> None:
        self._box_counts[self._boxes.pop().name] -= 1
        self._builder.part_lang = self._boxes[-1].lang

    def _close_box(self, name: str) -> None:
        if self._box_counts[name]:
            while self._boxes[-1].name != name:
                self._pop_box()
            self._pop_box()

    def ensure_open(self) -> None:
        """Text follows: begin a segment of the kind that its place has, unless one is open."""
        if not self._builder.is_open:
            box = self._boxes[-1]
            self._builder.open(box.kind, group=box.group)

    def _close(self, token: Token, view: View) -> None:
        name, builder = token.name, self._builder
        if name == "a":
            if self._links:
                builder.end_link()
                self._links -= 1
        elif name in _CODE:
            self._code_depth -= 1 if self._code_depth else 0
            if self._code_start is not None and not self._code_depth:
                self.ensure_open()
                builder.add_placeholder(self._code_start, view.place(token.start, token.end)[1])
                self._code_start = None
        elif name == "sup":
            builder.raised = False
        elif name in _BLOCKS:
            self.end_block()
            builder.close()
            self._close_box(name)

    # -- copy

    def _text(self, view: View, start: int, end: int) -> None:
        if self._code_depth:
            return
        if not self._builder.is_open:
            text = view.text[start:end]
            if not text or text.isspace():
                return
            if text.strip(_NO_WORDS):
                self.ensure_open()
        for run in decoded(view, start, end):
            self._builder.add(run)

    def _copy_attributes(self, view: View, token: Token, attributes: dict[str, str]) -> None:
        is_button = token.name == "input" and attributes.get("type", "").lower() in ("submit", "button", "reset")
        seen: set[str] = set()
        for attribute in token.attributes:
            if attribute.name in seen:
                continue  # browsers take the first
            seen.add(attribute.name)
            kind = COPY_ATTRIBUTES.get(attribute.name)
            if attribute.name == "value" and is_button:
                kind = "button"
            elif (
                attribute.name == "value" and token.name == "input" and attributes.get("type", "text").lower() == "text"
            ):
                kind = "value"
            elif attribute.name == "label" and token.name in ("option", "optgroup", "track"):
                kind = "label"
            elif attribute.name == "srcdoc":
                inner = HtmlReader(self._builder)
                inner.read(View(decoded(view, attribute.start, attribute.end)))
                inner.finish()
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
                with self._builder.reading_metadata():
                    self._aside(view, attribute.start, attribute.end, kind)

    def _aside(self, view: View, start: int, end: int, kind: SegmentKind) -> None:
        self._builder.open_aside(kind)
        for run in decoded(view, start, end):
            self._builder.add(run)
        self._builder.close_aside()

    def read_json_ld(self, view: View) -> None:
        """Read a view as JSON-LD."""
        self.end_block()
        self._builder.close()
        try:
            node = read_json(view)
        except NodeError as error:
            self._builder.unread(f"JSON-LD cannot be read: {error.message}", view.place(0, len(view.text))[0])
        else:
            with self._builder.reading_metadata():
                read_copy(self._builder, node, partial(read_string, self._builder))


def decoded(view: View, start: int, end: int) -> list[Run]:
    """The runs of view.text[start:end] with character references decoded, each reference one run."""
    text = view.text
    if text.find("&", start, end) < 0:
        return view.runs(start, end)
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

"""Which strings of structured data are copy, and how they are read.

Data has no markup that tells copy from code, so a list of keys that never hold copy and a test for prose decide; a list of
keys that do hold copy would miss the private names that real sites use.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from copylint.nodes import Items, Node, Scalar, Table
from copylint.text.builder import DocumentBuilder
from copylint.text.document import SegmentKind
from copylint.text.view import View

ReadValue = Callable[[View, SegmentKind, "int | None"], None]
"""Takes a string that is copy, the kind of segment it makes, and its group."""

# Nothing under these is copy, whatever it looks like.
_NEVER_COPY = frozenset(
    "id key slug url uri href src path permalink redirect redirects aliases canonical icon file classname class style styles "
    "keywords sameas contenturl embedurl robots sitemap schemaversion cssclass date lastmod datepublished datemodified "
    "inlanguage locale lang encoding mimetype identifier sku gtin isbn variant nodetype widgettype i18nkey".lower().split()
)
# Under these stand names, kinds and numbers; a sentence under one of them is copy all the same.
_SELDOM_COPY = frozenset(
    "image images img logo photo thumbnail avatar video layout template type kind component theme color colour width height "
    "size order weight updated created published pubdate expires draft hidden language author authors tags tag categories "
    "category email telephone phone fax address streetaddress addresslocality addressregion postalcode addresscountry geo "
    "latitude longitude pricerange price currency pricecurrency openinghours opens closes dayofweek target schema version rel "
    "method action availability medicalspecialty eligiblecustomertype pricevaliduntil".lower().split()
)
_NEVER_COPY_ENDS = ("class", "classes", "classname", "classnames", "styles", "slug", "href", "url", "src")
# What stands below these is places and looks, whatever its own keys say.
_NEVER_WALKED = frozenset("geo style styles robots sitemap".split())
_TITLE_KEYS = frozenset(
    "title headline name heading seotitle metatitle linktitle navtitle ogtitle alternativeheadline".split()
)
_DESCRIPTION_KEYS = frozenset(
    "description summary excerpt abstract seodescription metadescription ogdescription".split()
)
_ALWAYS_COPY = (
    _TITLE_KEYS
    | _DESCRIPTION_KEYS
    | frozenset("subtitle tagline lede text body content question q answer a alt caption".split())
)
# How editors' formats name the pieces of a paragraph.
_SPAN_TEXTS, _SPAN_KINDS, _SPAN_CHILDREN = (
    ("text", "value", "insert"),
    ("_type", "nodeType", "type"),
    ("children", "content"),
)
_SPAN_KEYS = frozenset(
    "text insert attributes bold italic underline strikethrough code marks _key _type type format mode style detail version".split()
)
_INLINE_NODES = frozenset({"hyperlink", "link", "entry-hyperlink", "asset-hyperlink", "autolink", "mark"})
# Keys of JSON-LD that hold what belongs to the key above them.
_WRAPPERS = frozenset({"@graph", "@value", "@list", "@set"})
_KIND_OF: dict[str, SegmentKind] = {
    **dict.fromkeys(("alt", "imagealt"), "alt"),
    **dict.fromkeys(("cta", "button", "btn", "buttontext", "ctatext", "ctalabel", "buttonlabel"), "button"),
    **dict.fromkeys(("label", "placeholder", "arialabel"), "label"),
    "caption": "caption",
}
_LANGUAGE = re.compile(
    r"(?:en|es|fr|de|it|pt|nl|pl|ru|uk|zh|ja|ko|vi|ar|he|hi|tl|sv|da|no|nb|fi|cs|el|hu|ro|tr|ht)(?:[-_][A-Za-z]{2,4})?"
)
_FIGURE = re.compile(r"[<>~≈+]?\d[\d.,]*(?:\s?[-–]\s?\d[\d.,]*)?\s?(?:%|percent|x|\+)")
_TITLE_WORD = re.compile(r"[A-Z][a-z]{3,}[.!?]?")
_WORDS_OF_A_SENTENCE = 3
_LOWER_WORD = re.compile(r"(?<!\S)[a-z]{2,}")
# "home.hero.title", "clinically-proven-relief": names that code knows things by.
_NAME = re.compile(r"\w+(?:[._-]\w+)+")
_QUESTION_KEYS = frozenset({"question", "q"})
_WORD = re.compile(r"[^\W\d_]{2,}")
_CODE_LIKE = re.compile(
    r"^(?:https?://|www\.|/|\./|#|mailto:|tel:)\S*$|^[\w./-]+\.\w{2,5}$|.*\.(?:png|jpe?g|webp|svg|gif|avif|mp[34]|pdf)$|^\S*[{}=;]\S*$"
)


def read_copy(builder: DocumentBuilder, node: Node, read_value: ReadValue, pointer: str | None = None) -> None:
    """Give every string of `node` that is copy to `read_value`, in order; a FAQ entry's strings are one group.

    With `pointer`, the JSON pointer of `node`, the builder is told the place of each.
    """
    _walk(builder, node, "", None, read_value, pointer)


def _walk(
    builder: DocumentBuilder,
    node: Node,
    key: str,
    group: int | None,
    read_value: ReadValue,
    pointer: str | None,
    answering: bool = False,
) -> None:
    """`answering`: the node belongs to a question, so all below it is of the question's group."""
    if isinstance(node, Scalar):
        if is_copy(key, node.value):
            if pointer is not None:
                builder.place = pointer or "/"
            read_value(node.view, kind_of(key), group)
            if pointer is not None:
                builder.place = None
    elif isinstance(node, Items) and (spans := _spans(node)):
        # Rich text: the pieces of one paragraph, cut where a link or bold type begins.
        view = View([run for span in spans for run in span.view.runs(0, len(span.view.text))])
        if view.text.strip():
            if pointer is not None:
                builder.place = pointer or "/"
            read_value(view, "value", group)
            if pointer is not None:
                builder.place = None
    elif isinstance(node, Items):
        for index, item in enumerate(node.items):
            _walk(builder, item, key, group, read_value, _below(pointer, str(index)), answering)
    else:
        asks = _is_question(node)
        if asks or (not answering and _is_record(node)):
            group = builder.new_group()
        answering = answering or asks
        in_languages = _is_by_language(node)
        for name, value in node.entries:
            plain, below = plain_key(name.value), _below(pointer, name.value)
            if name.value in _WRAPPERS:
                _walk(builder, value, key, group, read_value, below, answering)
            elif in_languages:
                outer, builder.part_lang = builder.part_lang, name.value
                _walk(builder, value, key, None, read_value, below)
                builder.part_lang = outer
            elif not (
                name.value.startswith("@") or plain in _NEVER_WALKED or (is_never_copy(plain) and _is_plain(value))
            ):
                # `image: {src: …, alt: …}`: a mapping under such a key has keys of its own to judge by.
                _walk(builder, value, plain, group, read_value, below, answering)


def _below(pointer: str | None, key: str) -> str | None:
    """The JSON pointer of what stands under `key` (RFC 6901)."""
    return None if pointer is None else f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"


def _is_by_language(table: Table) -> bool:
    """Whether the mapping holds the same text in several languages."""
    return len(table.entries) > 1 and all(_LANGUAGE.fullmatch(name.value) for name, _ in table.entries)


def _is_question(table: Table) -> bool:
    for name, value in table.entries:
        if name.value.lower() in _QUESTION_KEYS and isinstance(value, Scalar):
            return True
        if name.value == "@type" and isinstance(value, Scalar) and value.value == "Question":
            return True
    return False


def _spans(items: Items) -> list[Scalar]:
    """The texts of the children of one block of rich text (Portable Text, Contentful, Lexical, Slate, Quill), else none."""
    found: list[Scalar] = []
    for item in items.items:
        if not isinstance(item, Table):
            return []
        text = next((value for key in _SPAN_TEXTS if isinstance(value := item.get(key), Scalar)), None)
        kind = next((value.value for key in _SPAN_KINDS if isinstance(value := item.get(key), Scalar)), "")
        inner = next((value for key in _SPAN_CHILDREN if isinstance(value := item.get(key), Items)), None)
        if text is not None and (kind in ("span", "text") or {key.value for key, _ in item.entries} <= _SPAN_KEYS):
            found.append(text)
        elif kind in _INLINE_NODES and inner is not None:
            found.extend(_spans(inner))
        else:
            return []
    return found if len(found) > 1 else []


def _is_plain(node: Node) -> bool:
    """Whether the node is a scalar or a list of scalars."""
    return isinstance(node, Scalar) or (isinstance(node, Items) and not any(isinstance(i, Table) for i in node.items))


def _is_record(table: Table) -> bool:
    """Whether several strings of the mapping are copy, which then belong together (a figure and its label)."""
    copy = (
        isinstance(value, Scalar) and is_copy(key, value.value)
        for key, value in ((plain_key(name.value), value) for name, value in table.entries)
    )
    return sum(copy) > 1


def plain_key(name: str) -> str:
    """A key as the lists here hold it: in lower case, without punctuation."""
    return re.sub(r"[\W_]", "", name.lower())


def is_never_copy(key: str) -> bool:
    """Whether nothing under this (plain) key is copy."""
    return key in _NEVER_COPY or key.endswith(_NEVER_COPY_ENDS)


def is_copy(key: str, value: str) -> bool:
    """Whether the string `value` under `key` (lower case, without punctuation) is prose that people read."""
    value = value.strip()
    if not value or is_never_copy(key) or _CODE_LIKE.match(value):
        return False
    words = len(_WORD.findall(value))
    if key in _SELDOM_COPY:
        return words >= _WORDS_OF_A_SENTENCE and _LOWER_WORD.search(value) is not None
    if _NAME.fullmatch(value) and key not in _ALWAYS_COPY:
        return False
    if _FIGURE.match(value) or _TITLE_WORD.fullmatch(value):
        return True  # "70%" beside "response rate", "94% effective"; "Proven" on a badge
    return words >= (1 if key in _ALWAYS_COPY else 2)


def kind_of(key: str) -> SegmentKind:
    """The kind of segment that a value under this (plain) key makes."""
    if key in _TITLE_KEYS:
        return "title"
    if key in _DESCRIPTION_KEYS:
        return "description"
    return _KIND_OF.get(key, "value")

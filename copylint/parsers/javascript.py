"""TSX, JSX, TypeScript and JavaScript: the copy of components and of data modules, by tree-sitter's TSX grammar.

Text of JSX goes through the HTML reader as if it were a page: joined over inline tags, character references decoded, `{" "}`
and other strings read, other expressions a neutral word. Strings of objects, arrays, constants and properties of components
are data: a list of keys that never hold copy and a test for prose decide. What the grammar cannot parse (a bare "&" in
text) it recovers from; text in such places is read all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext
from functools import cache

from tree_sitter import Language, Node, Parser

from copylint.nodes import Items, Scalar, Table
from copylint.nodes import Node as DataNode
from copylint.parsers.data import is_copy, is_never_copy, plain_key, read_copy
from copylint.parsers.html import HtmlReader
from copylint.parsers.html_tokens import Attribute, Token
from copylint.text.builder import DocumentBuilder
from copylint.text.document import PLACEHOLDER, Document, SegmentKind
from copylint.text.offsets import CharOffsets
from copylint.text.view import Run, View

_LINKS = frozenset({"Link", "NavLink", "GatsbyLink", "NextLink", "OutboundLink", "Anchor"})
# Functions whose string arguments are for programmers, styles or look-ups, not for readers.
_CODE_CALL = re.compile(
    r"^(?:console\.\w+|require|import|fetch|axios.*|t|i18n.*|useTranslations|getTranslations|clsx|cn|cx|classNames|classnames"
    r"|twMerge|twJoin|cva|tv|css|styled.*|gql|graphql|sql|keyframes|describe|it|test|expect.*|jest\..*|vi\..*"
    r"|document\.\w+|window\.\w+|localStorage\.\w+|sessionStorage\.\w+|\w*[rR]outer\.\w+|navigate|redirect|useState<.*"
    r"|.*\.(?:addEventListener|removeEventListener|querySelector(?:All)?|getElementById|setAttribute|getAttribute|includes"
    r"|startsWith|endsWith|split|replace|replaceAll|match|test|indexOf|join|get|set|has|append|push|track|log|warn|error"
    r"|invalid_type_error|required_error|regex|min|max|email)"
    r"|toast(?:\.\w+)?|(?:logger|log|Sentry)\.\w+|track|gtag|fbq|dynamic|lazy|createContext|useRef|import\.meta.*|process\..*|new Error)$"
)
_SKIPPED = frozenset(
    "import_statement comment type_annotation interface_declaration type_alias_declaration enum_declaration regex "
    "type_arguments type_parameters throw_statement ambient_declaration predefined_type union_type literal_type "
    "subscript_expression jsx_namespace_name html_comment".split()
)
_STRINGS = frozenset({"string", "template_string"})
_MARKUP = frozenset({"jsx_element", "jsx_self_closing_element", "jsx_fragment"})
# A class attribute's value wherever it stands: words of Tailwind and its like.
_CLASSES = re.compile(
    r"(?:^|\s)(?:[a-z-]+:)*-?(?:flex|grid|block|inline|hidden|absolute|relative|fixed|sticky|container|mx?|my|m[trbl]|p[xytrbl]?"
    r"|w|h|min-[wh]|max-[wh]|gap|space|text|font|bg|border|rounded|shadow|items|justify|self|object|overflow|z|top|left|right"
    r"|bottom|inset|opacity|transition|duration|ease|animate|col|row|leading|tracking|from|to|via|ring|divide|cursor|group"
    r"|translate|scale|rotate|order|aspect|underline|uppercase|prose|sr)-[\w\[\]./%#-]+(?:\s|$)"
)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))")
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_MARKUP_INSIDE = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\w+|[a-zA-Z]+);")
_LINE_EDGE = re.compile(r"^\s*[\r\n]\s*|\s*[\r\n]\s*$")
_MOST_BROKEN = 0.2
_TEXT = re.compile(rb"(?<=[>}])(?:[^<>{}=;`&]|&#?\w+;|&)++(?=[<{])")
_AMPERSAND = re.compile(rb"&(?!#?\w+;)")


@cache
def _parser() -> Parser:
    import tree_sitter_typescript

    return Parser(Language(tree_sitter_typescript.language_tsx()))


def parse(source: str, path: str) -> Document:
    """Read a module: what its components show and what its data says."""
    builder = DocumentBuilder(path, source)
    reader = _ModuleReader(builder, source)
    reader.read()
    return builder.build()


class _ModuleReader:
    """Walks a module in order. Markup goes to the HTML reader as tokens; values become data nodes."""

    def __init__(self, builder: DocumentBuilder, source: str) -> None:
        self._builder, self._source = builder, source
        self._view = View.of(source)
        # A lone surrogate has no UTF-8; any character of three bytes keeps the offsets.
        self._data = re.sub(r"[\ud800-\udfff]", "\ufffd", source).encode()
        self._chars = CharOffsets(source)
        self._html = HtmlReader(builder)

    def read(self) -> None:
        tree = _parser().parse(self._data)
        if tree.root_node.has_error:
            # A bare "&" in text is none to browsers and an error to the grammar, which then loses the text around it.
            tree = _parser().parse(_TEXT.sub(_without_ampersands, self._data))
        broken = sum(node.end_byte - node.start_byte for node in _errors(tree.root_node))
        if broken > _MOST_BROKEN * max(len(self._data), 1):
            self._builder.unread("most of it cannot be parsed as TypeScript or JavaScript")
        try:
            self._code(tree.root_node, "")
        except RecursionError:
            self._builder.unread("its markup or data is nested too deeply to be read")
        self._html.finish()

    # -- code: looks for values and markup

    def _code(self, root: Node, key: str) -> None:
        """Everything below `root`; a stack, since generated modules nest deeper than Python does."""
        stack: list[tuple[Node, str]] = [(root, key)]
        while stack:
            node, key = stack.pop()
            kind = node.type
            if kind in _SKIPPED or (kind == "export_statement" and node.child_by_field_name("source")):
                continue
            if kind in _MARKUP:
                self._html.end_block()
                self._builder.close()
                self._element(node)
                self._html.end_block()
                self._builder.close()
            elif kind in _STRINGS or (kind == "binary_expression" and self._joined(node)):
                self._value(node, key)
            elif kind in ("object", "array"):
                self._value(node, key)
                stack.extend((child, key) for child in reversed(list(_code_inside(node))))
            else:
                stack.extend(reversed(list(self._children(node, key))))

    def _children(self, node: Node, key: str) -> Iterator[tuple[Node, str]]:
        kind = node.type
        if kind in ("call_expression", "new_expression"):
            name = node.child_by_field_name("function") or node.child_by_field_name("constructor")
            called = self._text(name).replace("?.", ".") if name is not None else ""
            quiet = kind == "new_expression" or bool(_CODE_CALL.match(called))
            arguments = node.child_by_field_name("arguments")
            if name is not None and name.type != "identifier":
                yield name, ""
            if arguments is None:
                return
            if arguments.type == "template_string":
                if not quiet:
                    yield arguments, key
                return
            for child in arguments.named_children:
                if not (quiet and child.type in (*_STRINGS, "object", "array", "binary_expression")):
                    yield child, key
        elif kind == "variable_declarator" or kind in ("required_parameter", "optional_parameter"):
            value = node.child_by_field_name("value")
            name = node.child_by_field_name("name") or node.child_by_field_name("pattern")
            if name is not None and name.type in ("object_pattern", "array_pattern"):
                yield name, ""
            if value is not None:
                yield value, self._text(name) if name is not None and name.type == "identifier" else ""
        elif kind in ("object_assignment_pattern", "assignment_pattern", "assignment_expression"):
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if right is not None:
                yield right, self._text(left).rpartition(".")[2] if left is not None else ""
        elif kind == "expression_statement" and node.named_child_count and node.named_children[0].type == "string":
            return  # "use client"
        elif kind == "binary_expression":
            operator = node.child_by_field_name("operator")
            if operator is not None and operator.type in ("&&", "||", "??", "+"):
                left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
                for side in (right,) if operator.type == "&&" else (left, right):
                    if side is not None:
                        yield side, key
        elif kind == "ternary_expression":
            for field in ("consequence", "alternative"):
                side = node.child_by_field_name(field)
                if side is not None:
                    yield side, key
        elif kind == "pair":
            value, name = node.child_by_field_name("value"), node.child_by_field_name("key")
            if value is not None:
                yield value, self._text(name) if name is not None else ""
        elif kind == "switch_case":
            for child in node.children_by_field_name("body"):
                yield child, ""
        elif kind in ("as_expression", "satisfies_expression", "non_null_expression"):
            yield node.named_children[0], key
        else:
            for child in node.named_children:
                yield child, key if kind in ("parenthesized_expression", "return_statement", "arrow_function") else ""

    # -- values

    def _value(self, node: Node, key: str) -> None:
        data = self._data_node(node)
        if data is None or is_never_copy(key):
            return
        self._html.end_block()
        # Next.js exports a page's titles and descriptions under this name.
        with self._builder.reading_metadata() if key == "metadata" else nullcontext():
            read_copy(self._builder, Table(((self._name(key, node), data),), 0, 0), self._read_string)

    def _name(self, key: str, node: Node) -> Scalar:
        start = self._chars.at(node.start_byte)
        return Scalar(key or "-", start, start, False, lambda: View.of(self._source, start, start))

    def _data_node(self, node: Node) -> DataNode | None:
        """A literal as a data node; None for what is code. Markup and functions in it are read on their own."""
        start, end = self._chars.at(node.start_byte), self._chars.at(node.end_byte)
        kind = node.type
        if kind in _STRINGS or kind == "binary_expression":
            runs = self._string_runs(node)
            view = View(runs or [Run("", start, start)])
            return None if _CLASSES.search(view.text) else Scalar(view.text, start, end, True, lambda: view)
        if kind == "array":
            items = [self._data_node(child) for child in node.named_children]
            return Items(tuple(item for item in items if item is not None), start, end)
        if kind == "object":
            entries: list[tuple[Scalar, DataNode]] = []
            for pair in node.named_children:
                name, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
                if pair.type == "pair" and name is not None and value is not None:
                    item = self._data_node(value)
                    if item is not None:
                        entries.append((self._name(self._text(name).strip("'\"`"), name), item))
            return Table(tuple(entries), start, end)
        if kind in ("parenthesized_expression", "as_expression", "satisfies_expression") and node.named_child_count:
            return self._data_node(node.named_children[0])
        return None

    def _joined(self, node: Node) -> bool:
        """Whether the node is strings put together with "+"."""
        operator = node.child_by_field_name("operator")
        return (
            operator is not None
            and operator.type == "+"
            and any(
                child.type in _STRINGS or (child.type == "binary_expression" and self._joined(child))
                for child in node.named_children
            )
        )

    def _string_runs(self, node: Node) -> list[Run]:
        start, end = self._chars.at(node.start_byte), self._chars.at(node.end_byte)
        if node.type == "binary_expression":
            return [run for child in node.named_children for run in self._string_runs(child)]
        if node.type not in _STRINGS:
            return [Run(PLACEHOLDER, start, end, "placeholder")]
        runs: list[Run] = []
        at = start + 1
        for child in node.named_children:
            if child.type == "template_substitution":
                left, right = self._chars.at(child.start_byte), self._chars.at(child.end_byte)
                runs.extend(_unescaped(self._source, at, left))
                runs.append(Run(PLACEHOLDER, left, right, "placeholder"))
                at = right
        runs.extend(_unescaped(self._source, at, max(end - 1, at)))
        return runs

    def _read_string(self, view: View, kind: SegmentKind, group: int | None) -> None:
        self._builder.open(kind, group=group)
        if _MARKUP_INSIDE.search(view.text):
            inner = HtmlReader(self._builder, None if "<p" in view.text or "<h" in view.text else kind, group)
            inner.read(view)
            inner.finish()
        else:
            self._builder.add_view(view)
        self._builder.close()

    # -- markup

    def _element(self, node: Node, in_text: bool = False) -> None:
        """An element; `in_text`: it stands among words, as a link or an icon does."""
        start_tag = node if node.type == "jsx_self_closing_element" else node.child(0)
        assert start_tag is not None
        name_node = start_tag.child_by_field_name("name")
        name = self._text(name_node) if name_node is not None else ""
        if node.type == "jsx_fragment":
            name = ""
        tag = _tag(name, in_text)
        closed = node.type == "jsx_self_closing_element"
        props = list(self._attributes(start_tag))
        if tag:
            attributes = tuple(Attribute(n, a, b) for n, a, b, _ in props if tag == name.lower() or n == "href")
            self._html.take(
                self._view, Token("open", self._at(start_tag.start_byte), self._at(start_tag.end_byte), tag, attributes)
            )
        elif in_text and closed:
            self._placeholder(node)
        if not name[:1].islower():
            for prop, a, b, value in props:
                self._prop(prop, a, b, value)
        self._attribute_code(start_tag)
        if not closed:
            children = node.children[1:-1]
            with_words = any(child.type == "jsx_text" and self._text(child).strip() for child in children)
            for child in children:
                self._child(child, with_words)
        if tag and (not closed or tag not in ("br", "img", "input", "hr", "source", "link", "meta")):
            end = self._at(node.end_byte)
            self._html.take(self._view, Token("close", end, end, tag))

    def _attributes(self, tag: Node) -> Iterator[tuple[str, int, int, Node]]:
        """Attributes with a plain string: lower-case name, the value's span without its quotes, the value."""
        for attribute in tag.named_children:
            if attribute.type != "jsx_attribute" or attribute.named_child_count < 2:
                continue
            name, value = attribute.named_children[0], attribute.named_children[1]
            if (
                value.type == "jsx_expression"
                and value.named_child_count == 1
                and value.named_children[0].type == "string"
            ):
                value = value.named_children[0]
            if value.type == "string":
                yield self._text(name).lower(), self._at(value.start_byte) + 1, self._at(value.end_byte) - 1, value

    def _prop(self, name: str, start: int, end: int, value: Node) -> None:
        """A string given to a component: copy if its name and its words look like it."""
        text = self._source[start:end]
        if not is_never_copy(plain_key(name)) and is_copy(plain_key(name), text) and not _CLASSES.search(text):
            scalar = Scalar(text, start, end, True, lambda: View.of(self._source, start, end))
            read_copy(self._builder, Table(((self._name(name, value), scalar),), start, end), self._read_string_aside)

    def _read_string_aside(self, view: View, kind: SegmentKind, _group: int | None) -> None:
        self._builder.open_aside(kind)
        self._builder.add_view(view)
        self._builder.close_aside()

    def _attribute_code(self, tag: Node) -> None:
        """Markup, objects and strings in attributes' expressions."""
        for attribute in tag.named_children:
            if attribute.type == "jsx_attribute" and attribute.named_child_count > 1:
                name, value = self._text(attribute.named_children[0]), attribute.named_children[1]
                if value.type == "jsx_expression" and not is_never_copy(plain_key(name)) and not name.startswith("on"):
                    for child in value.named_children:
                        if child.type != "string":
                            self._code(child, plain_key(name))

    def _child(self, node: Node, in_text: bool) -> None:
        kind = node.type
        if kind in ("jsx_text", "html_character_reference", "ERROR"):
            self._jsx_text(node)
        elif kind in _MARKUP:
            self._element(node, in_text)
        elif kind == "jsx_expression":
            for child in node.named_children:
                self._expression(child)

    def _expression(self, node: Node) -> None:
        """What stands in braces between text: strings are text, markup is markup, the rest a neutral word."""
        kind = node.type
        if kind == "comment" or self._html.skipping:
            return
        if kind in _MARKUP:
            self._element(node)
        elif kind in _STRINGS or (kind == "binary_expression" and self._joined(node)):
            runs = self._string_runs(node)
            if any(run.text.strip() for run in runs) or self._builder.is_open:
                self._html.ensure_open()
                for run in runs:
                    self._builder.add(run)
        elif kind == "parenthesized_expression" and node.named_child_count:
            self._expression(node.named_children[0])
        elif kind == "ternary_expression" or (
            kind == "binary_expression" and self._operator(node) in ("&&", "||", "??")
        ):
            fields = ("consequence", "alternative") if kind == "ternary_expression" else ("left", "right")
            parts = [node.child_by_field_name(field) for field in fields]
            said: Node | None = None
            for part in parts[1:] if self._operator(node) == "&&" else parts:
                if part is not None and part.type not in ("null", "false", "true", "undefined"):
                    if said is not None and self._builder.is_open:
                        # Only one of them is shown: a dash keeps the words of one out of the clauses of the other.
                        between = self._at(said.end_byte), self._at(part.start_byte)
                        self._builder.add_space(*between)
                        self._builder.add(Run("–", *between, "placeholder"))
                        self._builder.add_space(*between)
                    self._expression(part)
                    said = part
        elif _has_markup(node):
            self._code(node, "")
        else:
            self._placeholder(node)

    def _operator(self, node: Node) -> str:
        operator = node.child_by_field_name("operator")
        return operator.type if operator is not None else ""

    def _placeholder(self, node: Node) -> None:
        if self._builder.is_open:
            self._builder.add_placeholder(self._at(node.start_byte), self._at(node.end_byte))

    def _jsx_text(self, node: Node) -> None:
        start, end = self._at(node.start_byte), self._at(node.end_byte)
        text = self._source[start:end]
        if node.type == "jsx_text":
            # JSX drops white space with a line end in it at the edges of text.
            stripped = _LINE_EDGE.sub("", text)
            start += text.find(stripped) if stripped else len(text)
            end = start + len(stripped)
        if start < end:
            self._html.take(self._view, Token("text", start, end))

    def _at(self, byte: int) -> int:
        return self._chars.at(byte)

    def _text(self, node: Node | None) -> str:
        return self._source[self._at(node.start_byte) : self._at(node.end_byte)] if node is not None else ""


def _tag(name: str, inline: bool) -> str:
    """The HTML tag that an element counts as; "" for one that is only a wrapper of its words."""
    if not name or name[0].islower():
        return name.lower()
    if name in _LINKS:
        return "a"
    if name.endswith(("Button", "CTA")):
        return "button"
    return "" if inline else "div"


def _without_ampersands(text: re.Match[bytes]) -> bytes:
    return _AMPERSAND.sub(b"+", text.group())


def _errors(root: Node) -> Iterator[Node]:
    if not root.has_error:
        return
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type == "ERROR":
            # A bare "&" in text is an error of the grammar only; such text is read.
            if node.parent is None or node.parent.type not in _MARKUP:
                yield node
        elif node.has_error:
            stack.extend(node.children)


def _has_markup(root: Node) -> bool:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type in _MARKUP:
            return True
        stack.extend(node.named_children)
    return False


def _code_inside(node: Node) -> Iterator[Node]:
    """What a literal holds that is no literal itself: markup, functions, calls."""
    for child in node.named_children:
        value = child.child_by_field_name("value") if child.type == "pair" else child
        if value is None or value.type in _STRINGS:
            continue
        if value.type in ("object", "array"):
            yield from _code_inside(value)
        else:
            yield value


def _unescaped(source: str, start: int, end: int) -> list[Run]:
    """The inside of a string literal, each escape one run."""
    runs: list[Run] = []
    at = start
    for match in _ESCAPE.finditer(source, start, end):
        if match.start() > at:
            runs.append(Run(source[at : match.start()], at, match.start()))
        code = match.group(1) or match.group(2) or match.group(3)
        char = match.group(4)
        if code is not None:
            number = int(code, 16)
            char = chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"
        elif char in ("\n", "\r\n", "\r"):
            char = ""
        else:
            char = _SIMPLE.get(char, char)
        if char:
            runs.append(Run(char, match.start(), match.end(), "escape"))
        at = match.end()
    if at < end:
        runs.append(Run(source[at:end], at, end))
    return runs

"""TSX, JSX, TypeScript and JavaScript: the copy of components and of data modules, by tree-sitter's grammars.

Text of JSX goes through the HTML reader as if it were a page: joined over inline tags, character references decoded, `{" "}`
and other strings read, other expressions a neutral word. Strings of objects, arrays, constants and properties of components
are data: a list of keys that never hold copy and a test for prose decide. A bare "&" in text, which the grammar calls an
error, is read as browsers read it; everything else that cannot be parsed is reported as not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from functools import cache

from tree_sitter import Language, Node, Parser

from copylint.nodes import Items, Scalar, Table
from copylint.nodes import Node as DataNode
from copylint.parsers.data import is_never_copy, plain_key, read_copy
from copylint.parsers.html import HtmlReader, decoded
from copylint.parsers.html_tokens import Attribute, Token
from copylint.parsers.rich import has_marks, read_string
from copylint.parsers.syntax import TooMuchWorkError, comments, syntax_tree
from copylint.text.builder import DocumentBuilder
from copylint.text.document import PLACEHOLDER, Document, SegmentKind
from copylint.text.offsets import CharOffsets
from copylint.text.view import Run, View, dash

_LINKS = frozenset({"Link", "NavLink", "GatsbyLink", "NextLink", "OutboundLink", "Anchor"})
# Functions whose string arguments are for programmers, styles or look-ups, not for readers.
_CODE_CALL = re.compile(
    r"^(?:console\.\w+|.*\bclassList\.\w+|require|import|fetch|axios.*|useTranslations|getTranslations|clsx|cn|cx|classNames|classnames"
    r"|twMerge|twJoin|cva|tv|css|styled.*|gql|graphql|sql|keyframes|describe|it|test|expect.*|jest\..*|vi\..*"
    r"|document\.\w+|window\.\w+|localStorage\.\w+|sessionStorage\.\w+|\w*[rR]outer\.\w+|history\.\w+|dataLayer\.\w+|navigate|redirect|useState<.*"
    r"|.*\.(?:addEventListener|removeEventListener|querySelector(?:All)?|getElementById|setAttribute|getAttribute|includes"
    r"|startsWith|endsWith|split|replace|replaceAll|match|test|indexOf|join|get|set|has|append|track|log|warn|error"
    r"|invalid_type_error|required_error|regex|min|max|email)"
    r"|toast(?:\.\w+)?|(?:logger|log|Sentry)\.\w+|track|gtag|fbq|dynamic|lazy|createContext|useRef|import\.meta.*|process\..*|new Error)$"
)
_SKIPPED = frozenset(
    "import_statement comment type_annotation interface_declaration type_alias_declaration enum_declaration regex "
    "type_arguments type_parameters throw_statement ambient_declaration predefined_type union_type literal_type "
    "jsx_namespace_name html_comment".split()
)
# Attributes that neither hold copy nor tell anything about it.
_NEVER_COPY = frozenset("className class id key style src d viewBox fill stroke ref width height".split())
_INLINE = frozenset("a b i em strong span mark small u s sup sub abbr cite q code br".split()) | _LINKS
_STRINGS = frozenset({"string", "template_string"})
_MARKUP = frozenset({"jsx_element", "jsx_self_closing_element", "jsx_fragment"})
_WRAPPINGS = frozenset({"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"})
_LONGEST_NAME = 200
_VALUES = ("string", "template_string", "object", "array", "binary_expression")
_NEW_WITH_DATA = frozenset({"Map", "Array"})
# Look-ups of translations: by a name without blanks, or by the words themselves.
_TRANSLATION = re.compile(r"(?:\w+\.)?(?:\$?tc?|_|__|gettext|t[A-Z]\w*)(?:\.(?:rich|raw|markup|has))?")
# One class of Tailwind and its like.
_CLASS = re.compile(
    r"(?:[a-z0-9-]+:)*-?(?:(?:flex|grid|block|inline|absolute|relative|fixed|sticky|mx?|my|m[trbl]|p[xytrbl]?"
    r"|w|h|min-[wh]|max-[wh]|gap|space|text|font|bg|border|rounded|shadow|items|justify|self|object|overflow|z|top|left|right"
    r"|bottom|inset|opacity|transition|duration|ease|animate|col|row|leading|tracking|from|to|via|ring|divide|cursor|group"
    r"|translate|scale|rotate|order|aspect|prose|sr|line|fill|stroke|delay|origin|backdrop|place|content|list|select|pointer)-[\w\[\]./%#()-]+"
    r"|flex|grid|block|hidden|container|relative|absolute|fixed|sticky|uppercase|underline|truncate|antialiased|italic|border|rounded|shadow|transition|group)"
)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))")
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_TEXT = re.compile(rb"(?<=[>}])(?:[^<>{}=;`&]|&#?\w+;|&)++(?=[<{])")
_TEXT_OR_CODE = re.compile(rb"(?<=[>}])[^<>{}]++(?=[<{])")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_AMPERSAND = re.compile(rb"&(?!#?\w+;)")
# In these, "<T>x" is a type assertion, which the TSX grammar takes for an element.
_WITHOUT_MARKUP = (".ts", ".mts", ".cts")


@cache
def _parser(with_markup: bool) -> Parser:
    import tree_sitter_typescript as grammars

    return Parser(Language(grammars.language_tsx() if with_markup else grammars.language_typescript()))


def parse(source: str, path: str) -> Document:
    """Read a module: what its components show and what its data says."""
    builder = DocumentBuilder(path, source)
    html = HtmlReader(builder)
    reader = ScriptReader(builder, html)
    reader.read_module(0, len(source), with_markup=not path.lower().endswith(_WITHOUT_MARKUP))
    html.finish()
    return builder.build()


class ScriptReader:
    """Walks code in order. Markup goes to the HTML reader as tokens; values become data nodes.

    It reads a whole module, or a stretch of one in a component: a script, an expression between the words of a page.
    """

    def __init__(self, builder: DocumentBuilder, html: HtmlReader) -> None:
        self._builder, self._html, self._source = builder, html, builder.source
        self._view = View.of(self._source)
        self._at: Callable[[int], int] = CharOffsets("").at
        """Turns a byte offset of what was parsed into an offset of the source."""

    def read_module(self, start: int, end: int, *, with_markup: bool) -> None:
        """Read the statements source[start:end]."""
        root = self._parse(self._source[start:end], start, with_markup)
        for statement in root.named_children:
            target = statement.child_by_field_name("source")
            if target is not None and not self._text(statement).startswith(("import type ", "export type ")):
                self._note_import(target, statement)
        self._walk(root, "")

    def _note_import(self, target: Node, statement: Node) -> None:
        """Tell the builder the module that a statement or a call brings in."""
        name = self._text(target).strip("'\"`")
        self._builder.add_import(name, self._at(statement.start_byte), self._at(statement.end_byte), "module")

    def read_expression(self, start: int, end: int, islands: Sequence[tuple[int, int]] = ()) -> None:
        """Read the expression source[start:end] that stands between words: its strings are part of them.

        `islands` are spans of markup inside it that are read elsewhere.
        """
        node = self._parse_expression(start, end, islands)
        if node is None:
            return
        try:
            if islands:
                self._code(node, "", aside=True)
            else:
                self._expression(node)
        except RecursionError:
            self._too_deep()

    def read_value(self, start: int, end: int, name: str) -> None:
        """Read the expression source[start:end] that is given to something as `name` (lower case, without punctuation)."""
        node = self._parse_expression(start, end)
        if node is not None:
            self._walk(node, name, aside=not _has_markup(node))

    def _parse_expression(self, start: int, end: int, islands: Sequence[tuple[int, int]] = ()) -> Node | None:
        parts: list[str] = []
        at = start
        for left, right in islands:
            parts.append(f"{self._source[at:left]}{'0'.ljust(right - left)}")
            at = right
        parts.append(self._source[at:end])
        # In parentheses, an object is one, not a block.
        root = self._parse(f"({''.join(parts)}\n)", start - 1, True)
        statement = next((child for child in root.named_children if child.type != "comment"), None)
        return statement.named_children[0] if statement is not None and statement.named_child_count else None

    def _parse(self, text: str, base: int, with_markup: bool) -> Node:
        """The tree of `text`, which stands at offset `base` of the source; what cannot be parsed is said."""
        # A lone surrogate has no UTF-8; any character of three bytes keeps the offsets.
        data = _SURROGATE.sub("\ufffd", text).encode()
        at = CharOffsets(text).at
        self._at = (lambda byte: base + at(byte)) if base else at
        parser = _parser(with_markup)
        try:
            root = syntax_tree(parser, data)
        except TooMuchWorkError:
            self._builder.unread(
                "this is no code that can be parsed in a reasonable time; nothing of it was read", base
            )
            return parser.parse(b"").root_node
        # A bare "&" in text is none to browsers and an error to the grammar, which then loses the text around it. Text with
        # a ";" beside it is hard to tell from code: what is read without an error is right.
        for pattern in (_TEXT, _TEXT_OR_CODE):
            if root.has_error:
                try:
                    again = syntax_tree(parser, pattern.sub(_without_ampersands, data))
                except TooMuchWorkError:
                    continue
                if pattern is _TEXT or sum(1 for _ in _errors(again)) < sum(1 for _ in _errors(root)):
                    root = again
        if self._builder.speaks_to_us:
            for node in comments(root):
                self._builder.comment(self._at(node.start_byte), self._at(node.end_byte))
        broken = [self._at(node.start_byte) for node in _errors(root)]
        if broken:
            more = f" (as in {len(broken)} places in all)" if broken[1:] else ""
            self._builder.unread(
                f"this cannot be parsed as TypeScript or JavaScript{more}; copy near it may not have been read",
                max(min(broken), 0),
            )
        return root

    def _walk(self, root: Node, key: str, aside: bool = False) -> None:
        try:
            self._code(root, key, aside)
        except RecursionError:
            self._too_deep()

    def _too_deep(self) -> None:
        self._builder.unread("its markup or data is nested too deeply to be read")

    # -- code: looks for values and markup

    def _code(self, root: Node, key: str, aside: bool = False) -> None:
        """Everything below `root`; a stack, since generated modules nest deeper than Python does.

        `aside`: a segment is open that goes on behind it, unless markup ends it.
        """
        stack: list[tuple[Node, str]] = [(root, key)]
        while stack:
            node, key = stack.pop()
            kind = node.type
            if kind in _SKIPPED or (kind == "export_statement" and node.child_by_field_name("source")):
                continue
            if kind in _MARKUP and aside and self._builder.is_open and self._is_inline(node):
                self._element(node, in_text=True)
            elif kind in _MARKUP:
                self._html.end_block()
                self._builder.close()
                self._element(node)
                self._html.end_block()
                self._builder.close()
            elif _literal(node) is not None:
                self._value(node, key, aside)
                stack.extend(reversed(list(self._code_inside(node, key))))
            else:
                stack.extend(reversed(list(self._children(node, key))))

    def _children(self, node: Node, key: str) -> Iterator[tuple[Node, str]]:
        kind = node.type
        if kind in ("call_expression", "new_expression"):
            name = node.child_by_field_name("function") or node.child_by_field_name("constructor")
            called = self._called(name) if name is not None else ""
            quiet = called not in _NEW_WITH_DATA if kind == "new_expression" else bool(_CODE_CALL.match(called))
            by_name = bool(_TRANSLATION.fullmatch(called))
            arguments = node.child_by_field_name("arguments")
            if name is not None and name.type != "identifier":
                yield name, ""
            if arguments is None:
                return
            if called in ("import", "require") and arguments.named_child_count == 1:
                self._note_import(arguments.named_children[0], node)
            if arguments.type == "template_string":
                if not quiet:
                    yield arguments, key
                return
            for child in arguments.named_children:
                is_name = by_name and child.type in _STRINGS and " " not in self._text(child)
                silent = (*_STRINGS, "binary_expression") if kind == "new_expression" else _VALUES
                if not (is_name or (quiet and child.type in silent)):
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
            sides = _summands(node) if _operator(node) == "+" else _alternatives(node)
            for side in sides:
                yield side, key
        elif kind == "ternary_expression":
            for side in _alternatives(node):
                yield side, key
        elif kind == "subscript_expression":
            value = node.child_by_field_name("object")
            if value is not None:
                yield value, key
        elif kind == "pair":
            value, name = node.child_by_field_name("value"), node.child_by_field_name("key")
            if value is not None:
                yield value, self._text(name) if name is not None else ""
        elif kind == "switch_case":
            for child in node.children_by_field_name("body"):
                yield child, ""
        elif kind in _WRAPPINGS:
            yield _unwrapped(node), key
        else:
            for child in node.named_children:
                yield child, key if kind in ("return_statement", "arrow_function") else ""

    def _called(self, name: Node) -> str:
        """The end of the name of what is called; a long chain of calls is one name, which would be read again at each link."""
        start = max(name.start_byte, name.end_byte - _LONGEST_NAME)
        return self._source[self._at(start) : self._at(name.end_byte)].replace("?.", ".")

    def _code_inside(self, node: Node, key: str) -> Iterator[tuple[Node, str]]:
        """What a literal holds that is no literal itself: markup, functions, calls; each with its key."""
        literal = _literal(node)
        if literal is None:
            yield node, key
        elif literal.type == "object":
            for child in literal.named_children:
                name, value = child.child_by_field_name("key"), child.child_by_field_name("value")
                if child.type == "pair" and value is not None:
                    yield from self._code_inside(value, self._text(name).strip("'\"`"))
                else:
                    yield child, ""
        elif literal.type == "array":
            for child in literal.named_children:
                yield from self._code_inside(child, key)
        elif literal.type == "binary_expression":
            for side in _summands(literal):
                yield from self._code_beside(side, key)
        else:
            for child in literal.named_children:
                if child.type == "template_substitution":
                    yield from self._code_beside(child.named_children[0], key)

    def _code_beside(self, node: Node, key: str) -> Iterator[tuple[Node, str]]:
        """What is no string in a part of a text; `_shown` gives its strings."""
        literal = _literal(node)
        if literal is not None and literal.type not in ("object", "array"):
            yield from self._code_inside(literal, key)
        elif self._choice(node):
            for side in _alternatives(_unwrapped(node)):
                yield from self._code_beside(side, key)
        else:
            yield node, key

    # -- values

    def _value(self, node: Node, key: str, aside: bool) -> None:
        data = self._data_node(node)
        if data is None:
            return
        if aside:
            read_copy(self._builder, Table(((self._name(key, node), data),), 0, 0), self._read_string_aside)
            return
        self._html.end_block()
        # Next.js exports a page's titles and descriptions under this name.
        described = key == "metadata" or (isinstance(data, Table) and data.get("@type") is not None)
        with self._builder.reading_metadata() if described else nullcontext():
            read_copy(self._builder, Table(((self._name(key, node), data),), 0, 0), self._read_string)

    def _name(self, key: str, node: Node) -> Scalar:
        return Scalar.of_name(key or "-", self._at(node.start_byte))

    def _data_node(self, node: Node) -> DataNode | None:
        """A literal as a data node; None for what is code. Markup and functions in it are read on their own."""
        literal = _literal(node)
        if literal is None:
            return None
        node, kind = literal, literal.type
        start, end = self._at(node.start_byte), self._at(node.end_byte)
        if kind in _STRINGS or kind == "binary_expression":
            runs = self._string_runs(node)
            view = View(runs or [Run("", start, start)])
            return None if is_classes(view.text) else Scalar.of_view(view, start, end)
        if kind == "array":
            items = [self._data_node(child) for child in node.named_children]
            return Items(tuple(item for item in items if item is not None), start, end)
        entries: list[tuple[Scalar, DataNode]] = []
        for pair in node.named_children:
            name, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            if pair.type == "pair" and name is not None and value is not None:
                item = self._data_node(value)
                if item is not None:
                    entries.append((self._name(self._text(name).strip("'\"`"), name), item))
        return Table(tuple(entries), start, end)

    def _string_runs(self, node: Node) -> list[Run]:
        """The characters of a string, a template or strings put together; other expressions are a neutral word."""
        start, end = self._at(node.start_byte), self._at(node.end_byte)
        if node.type == "binary_expression":
            return [run for side in _summands(node) for run in self._shown(side, side)]
        runs: list[Run] = []
        at = start + 1
        for child in node.named_children:
            if child.type == "template_substitution":
                runs.extend(_unescaped(self._source, at, self._at(child.start_byte)))
                runs.extend(self._shown(child.named_children[0], child))
                at = self._at(child.end_byte)
        runs.extend(_unescaped(self._source, at, max(end - 1, at)))
        return runs

    def _shown(self, expression: Node, whole: Node) -> list[Run]:
        """What an expression adds to a text: its strings, or a neutral word in the place of `whole`."""
        return self._choice(expression) or [
            Run(PLACEHOLDER, self._at(whole.start_byte), self._at(whole.end_byte), "placeholder")
        ]

    def _choice(self, node: Node) -> list[Run]:
        """The string that an expression is, or the strings of which it is one; none if it is something else."""
        literal = _literal(node)
        if literal is not None:
            return self._string_runs(literal) if literal.type not in ("object", "array") else []
        said: list[Run] = []
        end = 0
        for side in _alternatives(_unwrapped(node)):
            runs = self._choice(side)
            if said and runs:
                said.extend(dash(end, self._at(side.start_byte)))
            said.extend(runs)
            end = self._at(side.end_byte) if runs else end
        return said

    def _read_string(self, view: View, kind: SegmentKind, group: int | None) -> None:
        read_string(self._builder, view, kind, group)

    # -- markup

    def _element(self, node: Node, in_text: bool = False) -> None:
        """An element; `in_text`: it stands among words, as a link or an icon does."""
        start_tag = node if node.type == "jsx_self_closing_element" else node.child(0)
        assert start_tag is not None
        name_node = start_tag.child_by_field_name("name")
        name = self._text(name_node) if name_node is not None else ""
        if node.type == "jsx_fragment":
            name = ""
        if name[:1].islower():
            name = name.rpartition(".")[2]  # <motion.h1>
        tag = tag_of(name, in_text)
        closed = node.type == "jsx_self_closing_element"
        given = self._given(start_tag)
        props = list(self._strings(given))
        if tag:
            view, attributes = self._tag_view(start_tag, [p for p in props if tag == name.lower() or p[0] == "href"])
            self._html.take(view, Token("open", 0, len(view.text), tag, attributes))
        elif in_text and closed:
            self._placeholder(node)
        if not name[:1].islower():
            self._props(props)
        for prop, value in given:
            self._attribute_code(prop, value)
        if not closed:
            children = [(child, child.type) for child in node.children[1:-1]]
            with_words = any(kind == "jsx_text" and self._text(child).strip() for child, kind in children)
            for child, kind in children:
                self._child(child, kind, with_words)
        if tag and (not closed or tag not in ("br", "img", "input", "hr", "source", "link", "meta")):
            end = self._at(node.end_byte)
            self._html.take(self._view, Token("close", end, end, tag))

    def _given(self, tag: Node) -> list[tuple[str, Node]]:
        """The attributes of a tag that may matter: names and values."""
        given: list[tuple[str, Node]] = []
        for attribute in tag.named_children:
            if attribute.type == "jsx_attribute":
                parts = attribute.named_children
                if len(parts) > 1 and (name := self._text(parts[0])) not in _NEVER_COPY:
                    given.append((name, parts[1]))
        return given

    def _strings(self, given: list[tuple[str, Node]]) -> Iterator[tuple[str, Node, list[Run]]]:
        """Attributes that are strings: lower-case name, the value, its characters.

        A quoted value has character references and no escapes, one in braces has escapes and no references.
        """
        for name, value in given:
            if value.type == "string":
                start, end = self._at(value.start_byte) + 1, self._at(value.end_byte) - 1
                yield name.lower(), value, decoded(self._view, start, end)
            elif (literal := _string_in_braces(value)) is not None:
                yield name.lower(), literal, self._string_runs(literal)

    def _tag_view(self, tag: Node, props: list[tuple[str, Node, list[Run]]]) -> tuple[View, tuple[Attribute, ...]]:
        """The tag as HTML would have it, with its attributes' decoded values."""
        start, end = self._at(tag.start_byte), self._at(tag.end_byte)
        runs = [Run("<", start, start + 1)]
        attributes: list[Attribute] = []
        at = 1
        for name, _, value in props:
            length = sum(len(run.text) for run in value)
            attributes.append(Attribute(name, at, at + length))
            runs.extend(value)
            at += length
        return View([*runs, Run(">", end - 1, end)]), tuple(attributes)

    def _props(self, props: list[tuple[str, Node, list[Run]]]) -> None:
        """The strings given to a component: copy if their names and their words look like it."""
        entries: list[tuple[Scalar, DataNode]] = []
        for name, value, runs in props:
            start, end = self._at(value.start_byte), self._at(value.end_byte)
            view = View(runs or [Run("", start, start)])
            if not is_classes(view.text):
                entries.append((self._name(name, value), Scalar.of_view(view, start, end)))
        read_copy(self._builder, Table(tuple(entries), 0, 0), self._read_string_aside)

    def _read_string_aside(self, view: View, kind: SegmentKind, group: int | None) -> None:
        if has_marks(view.text):
            self._read_string(view, kind, group)
            return
        self._builder.open_aside(kind, group)
        self._builder.add_view(view)
        self._builder.close_aside()

    def _attribute_code(self, name: str, value: Node) -> None:
        """Markup, objects and strings in an attribute's expression."""
        handler = name[:2] == "on" and name[2:3].isupper()
        if not handler and value.type == "jsx_expression" and not is_never_copy(plain_key(name)):
            for child in value.named_children:
                self._attribute_value(child, plain_key(name))

    def _attribute_value(self, node: Node, name: str) -> None:
        literal = _literal(node)
        if literal is None or literal.type in ("object", "array"):
            self._code(node, name, aside=not _has_markup(node))
        else:
            # The string itself was read with the tag.
            for child, key in self._code_inside(literal, name):
                self._code(child, key, aside=not _has_markup(child))

    def _child(self, node: Node, kind: str, in_text: bool) -> None:
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
            if self._html.in_json_ld:
                self._json_ld(node)
            return
        if kind in _MARKUP:
            self._element(node)
        elif kind in _WRAPPINGS:
            self._expression(_unwrapped(node))
        elif (literal := _literal(node)) is not None and literal.type not in ("object", "array"):
            runs = self._string_runs(literal)
            if any(run.text.strip() for run in runs) or self._builder.is_open:
                self._html.ensure_open()
                for run in runs:
                    self._builder.add(run)
        elif parts := _alternatives(node):
            said: Node | None = None
            for part in parts:
                if part.type not in ("null", "false", "true", "undefined"):
                    if said is not None and self._builder.is_open:
                        self._builder.add_alternative(self._at(said.end_byte), self._at(part.start_byte))
                    self._expression(part)
                    said = part
        elif _has_markup(node):
            # A list of inline elements is a part of its sentence.
            self._code(node, "", aside=not self._builder.is_empty and self._is_inline(node))
        else:
            self._placeholder(node)
            self._code(node, "", aside=True)

    def _json_ld(self, node: Node) -> None:
        """What a script of JSON-LD is given: an object, or JSON in a string."""
        literal = _literal(node)
        if literal is not None and literal.type in _STRINGS:
            self._html.read_json_ld(View(self._string_runs(literal)))
            return
        with self._builder.reading_metadata():
            self._code(node, "")

    def _is_inline(self, root: Node) -> bool:
        """Whether all markup below `root` is of inline elements."""
        stack = [root]
        while stack:
            node = stack.pop()
            if node.type in _MARKUP:
                tag = node if node.type == "jsx_self_closing_element" else node.child(0)
                name = tag.child_by_field_name("name") if tag is not None else None
                if name is not None and self._text(name) not in _INLINE:
                    return False
            stack.extend(node.named_children)
        return True

    def _placeholder(self, node: Node) -> None:
        if self._builder.is_open:
            self._builder.add_placeholder(self._at(node.start_byte), self._at(node.end_byte))

    def _jsx_text(self, node: Node) -> None:
        start, end = self._at(node.start_byte), self._at(node.end_byte)
        text = self._source[start:end]
        if node.type == "jsx_text":
            # JSX drops white space with a line end in it at the edges of text.
            before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            start += len(before) if "\n" in before or "\r" in before else 0
            end -= len(after) if "\n" in after or "\r" in after else 0
        if start < end:
            self._html.take(self._view, Token("text", start, end))

    def _text(self, node: Node | None) -> str:
        return self._source[self._at(node.start_byte) : self._at(node.end_byte)] if node is not None else ""


def is_classes(text: str) -> bool:
    """Whether a string is a list of style classes, most of whose words are such; "top-rated, self-pay" is none."""
    words = text.split()
    return 2 * sum(_CLASS.fullmatch(word) is not None for word in words) > len(words)


def tag_of(name: str, inline: bool) -> str:
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
    """Where the grammar passed over something, or supposed something that is not there."""
    stack = [root] if root.has_error else []
    while stack:
        node = stack.pop()
        if node.type == "ERROR":
            # A bare "&" in text is an error of the grammar only; such text is read.
            if node.parent is None or node.parent.type not in _MARKUP or node.named_child_count:
                yield node
        elif node.is_missing:
            yield node
        elif node.has_error:
            stack.extend(node.children)


def _unwrapped(node: Node) -> Node:
    """The expression inside parentheses and type assertions."""
    while node.type in _WRAPPINGS and node.named_child_count:
        node = node.named_children[0]
    return node


def _literal(node: Node) -> Node | None:
    """The string, template, strings put together, object or array that an expression is; None if it is none."""
    node = _unwrapped(node)
    return node if node.type in _STRINGS or node.type in ("object", "array") or _is_joined(node) else None


def _is_joined(node: Node) -> bool:
    """Whether the node is strings put together with "+"."""
    return _operator(node) == "+" and any(side.type in _STRINGS or _is_joined(side) for side in _summands(node))


def _summands(node: Node) -> list[Node]:
    """What a chain of "+" puts together; without recursion, since generated modules have long ones."""
    found: list[Node] = []
    while _operator(node) == "+":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:  # in code that cannot be parsed
            return [*node.named_children, *reversed(found)]
        found.append(_unwrapped(right))
        node = _unwrapped(left)
    return [node, *reversed(found)]


def _operator(node: Node) -> str:
    operator = node.child_by_field_name("operator") if node.type == "binary_expression" else None
    return operator.type if operator is not None else ""


def _alternatives(node: Node) -> list[Node]:
    """The expressions of which a ternary or a logical expression shows one."""
    fields: tuple[str, ...] = ()
    if node.type == "ternary_expression":
        fields = ("consequence", "alternative")
    elif _operator(node) in ("||", "??"):
        fields = ("left", "right")
    elif _operator(node) == "&&":
        fields = ("right",)
    return [side for field in fields if (side := node.child_by_field_name(field)) is not None]


def _string_in_braces(value: Node) -> Node | None:
    """The string that an attribute's `{…}` is, if it is one."""
    if value.type != "jsx_expression" or value.named_child_count != 1:
        return None
    literal = _literal(value.named_children[0])
    return None if literal is None or literal.type in ("object", "array") else literal


def _has_markup(root: Node) -> bool:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type in _MARKUP:
            return True
        stack.extend(node.named_children)
    return False


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

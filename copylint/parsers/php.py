"""PHP pages and WordPress templates, by tree-sitter's grammar: their HTML, what their code prints, and the copy in their data.

Code is masked (see copylint.text.masks) before the HTML is parsed. What a piece of code prints (`echo`, `<?=`, `_e`) is read where
it stands, as part of the page; other strings are data, judged by their keys and their words, as in TypeScript.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from tree_sitter import Language, Node, Parser

from copylint.nodes import Items, Scalar, Table
from copylint.nodes import Node as DataNode
from copylint.parsers.data import read_copy
from copylint.parsers.html import HtmlReader
from copylint.parsers.rich import read_string
from copylint.parsers.syntax import TooMuchWorkError, comments, syntax_tree
from copylint.text.builder import DocumentBuilder
from copylint.text.document import PLACEHOLDER, Document, SegmentKind
from copylint.text.masks import Masked, Masks
from copylint.text.offsets import CharOffsets
from copylint.text.view import Run, View, dash

# WordPress: the first argument is the text, the next ones name its translation.
_TRANSLATED = re.compile(r"(?:esc_html|esc_attr|esc_js)?_(?:_|_e|x|ex|n|nx)$|esc_html_[ex]$|esc_attr_[ex]$|_[ex]$")
_PRINTING = re.compile(r"(?:esc_html|esc_attr)?_e(?:x)?$|printf$|vprintf$")
# These give back the text that they are given.
_SAME_TEXT = re.compile(
    r"esc_(?:html|attr|js|textarea)$|wp_kses(?:_post|_data)?$|sprintf$|vsprintf$|nl2br$|wpautop$|trim$|ucfirst$|strtoupper$|__$|do_shortcode$"
)
# What these are given names code, files, fields and patterns, or is for the site's staff.
_QUIET = re.compile(
    r"(?:get|the|wp|is|has|add|remove|do|register|unregister|locate|load|body|language|bloginfo|post|comments|dynamic|current)_\w+"
    r"|bloginfo|define|defined|constant|require|include|header|preg_\w+|str_\w+|strpos|stripos|strstr|explode|implode|in_array|array_\w+|date|date_i18n"
    r"|function_exists|class_exists|error_log|trigger_error|ini_set|setlocale|fopen|file_\w+|json_\w+|esc_url\w*|home_url|site_url|admin_url|plugins_url"
    r"|wpcf7\w*|have_rows|have_posts|checked|selected|number_format\w*|filter_\w+|getenv|session_\w+|setcookie|mail"
)
# The first argument of these is a name, those after it are shown.
_WITH_DEFAULT = re.compile(r"get_theme_mod|get_option|apply_filters\w*|define|do_shortcode_tag|shortcode_atts")
# What these are given as arrays is shown.
_WITH_DATA = re.compile(
    r"array_\w+|implode|get_template_part|wp_insert_post|add_setting|add_control|register_block_pattern|wp_localize_script|wp_parse_args"
)
_FUNCTIONS = ("anonymous_function", "anonymous_function_creation_expression", "arrow_function")
_INCLUDES = frozenset(
    {"require_expression", "require_once_expression", "include_expression", "include_once_expression"}
)
_STRINGS = frozenset({"string", "encapsed_string", "heredoc", "nowdoc"})
_SKIPPED = frozenset(
    "comment text_interpolation text php_tag php_end_tag namespace_use_declaration namespace_definition subscript_expression named_type "
    "throw_expression require_expression require_once_expression include_expression include_once_expression attribute_list case_statement_value "
    "match_condition_list".split()
)
_COMPARISONS = frozenset({"==", "===", "!=", "!==", "<>", "<", ">", "<=", ">=", "<=>", "instanceof"})
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "f": "\f", "e": "\x1b", "0": "\0"}
_FORMAT = re.compile(r"%(?:\d+\$)?[sd]\b")
_NEWLINE = re.compile(r"\r?\n")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def parse(source: str, path: str) -> Document:
    """Read a PHP file."""
    builder = DocumentBuilder(path, source)
    reader = _PhpReader(builder)
    reader.read_page()
    reader.finish()
    return builder.build()


class _PhpReader(HtmlReader):
    """Reads the HTML of a page, and the code between it as it comes."""

    def __init__(self, builder: DocumentBuilder) -> None:
        super().__init__(builder)
        self._source = builder.source
        self._view = View.of(self._source)
        self._chars = CharOffsets(self._source)

    def read_page(self) -> None:
        import tree_sitter_php as grammar

        # A lone surrogate has no UTF-8; any character of three bytes keeps the offsets.
        data = _SURROGATE.sub("\ufffd", self._source).encode()
        try:
            root = syntax_tree(Parser(Language(grammar.language_php())), data)
        except TooMuchWorkError:
            self._builder.unread("this is no code that can be parsed in a reasonable time; nothing of it was read", 0)
            return
        if self._builder.speaks_to_us:
            for node in comments(root):
                self._builder.comment(self._at(node.start_byte), self._at(node.end_byte))
        broken = [self._at(node.start_byte) for node in _errors(root)]
        if broken:
            more = f" (as in {len(broken)} places in all)" if broken[1:] else ""
            self._builder.unread(
                f"this cannot be parsed as PHP{more}; copy near it may not have been read", min(broken)
            )
        for target, node in _included(root):
            self._builder.add_import(target, self._at(node.start_byte), self._at(node.end_byte), "include")
        spoken: dict[int, list[tuple[Node, str, bool]]] = {}
        pieces = list(self._code_pieces(root))
        index = 0
        for node, key, printed in sorted(_spoken(root), key=lambda item: item[0].start_byte):
            while index < len(pieces) - 1 and self._at(node.start_byte) >= pieces[index][1]:
                index += 1
            spoken.setdefault(index, []).append((node, key, printed))
        self._builder.masks = Masks(
            self._source,
            (
                Masked(*piece, partial(self._show, spoken.get(number, []), *piece))
                for number, piece in enumerate(pieces)
            ),
        )
        self.read(self._builder.masks.view)

    def _code_pieces(self, root: Node) -> Iterator[tuple[int, int]]:
        """The spans of code, with the tags around it; PHP drops a line end right behind one."""
        start: int | None = None
        for node in _tags(root):
            if node.type == "php_tag" and start is None:
                start = self._at(node.start_byte)
            elif node.type == "php_end_tag" and start is not None:
                end = self._at(node.end_byte)
                newline = _NEWLINE.match(self._source, end)
                yield start, end if newline is None else newline.end()
                start = None
        if start is not None:
            yield start, len(self._source)

    # -- what code says

    def _show(self, spoken: list[tuple[Node, str, bool]], start: int, end: int) -> None:
        printed = False
        for node, key, prints in spoken:
            if prints:
                printed = True
                # Not as a string of its own: tags that it opens may be closed by the page, or by another string.
                self.read(View(self._runs(node)))
            else:
                self._data(node, key)
        if not printed and self._builder.is_open and not self.skipping:
            if self._source[start : start + 3] == "<?=" or re.search(
                r"\b(?:echo|print|the_\w+)\b", self._source[start:end]
            ):
                self._builder.add_placeholder(start, end)
            else:
                self._builder.add_space(start, end)

    def _data(self, node: Node, key: str) -> None:
        data = self._data_node(node)
        if data is not None:
            name = Scalar.of_name(key or "-")
            read_copy(self._builder, Table(((name, data),), 0, 0), self._value)

    def _value(self, view: View, kind: SegmentKind, group: int | None) -> None:
        if self._builder.is_open:
            self._builder.open_aside(kind, group)
            self._builder.add_view(view)
            self._builder.close_aside()
        else:
            read_string(self._builder, view, kind, group)

    def _data_node(self, node: Node) -> DataNode | None:
        node = _said(node)
        start, end = self._at(node.start_byte), self._at(node.end_byte)
        if _is_text(node):
            view = View(self._runs(node) or [Run("", start, start)])
            return Scalar.of_view(view, start, end)
        if node.type != "array_creation_expression":
            return None
        items: list[DataNode] = []
        entries: list[tuple[Scalar, DataNode]] = []
        for element in node.named_children:
            parts = element.named_children if element.type == "array_element_initializer" else []
            value = self._data_node(parts[-1]) if parts else None
            if value is None:
                continue
            if len(parts) > 1:
                entries.append((Scalar.of_name(self._source_of(parts[0]).strip("'\"")), value))
            else:
                items.append(value)
        return Table(tuple(entries), start, end) if entries else Items(tuple(items), start, end)

    def _runs(self, node: Node) -> list[Run]:
        """The characters of what an expression says; what is no string is a neutral word."""
        node = _said(node)
        start, end = self._at(node.start_byte), self._at(node.end_byte)
        if _operator(node) == ".":
            return [run for side in _joined(node) for run in self._runs(side)]
        if sides := _sides(node):
            first, *others = sides
            said = self._runs(first)
            for before, side in zip(sides, others, strict=False):
                said.extend(dash(self._at(before.end_byte), self._at(side.start_byte)))
                said.extend(self._runs(side))
            return said
        if node.type not in _STRINGS:
            return [Run(PLACEHOLDER, start, end, "placeholder")]
        body = next((child for child in node.named_children if child.type in ("heredoc_body", "nowdoc_body")), None)
        if body is None and node.type in ("heredoc", "nowdoc"):
            return []
        inside = (self._at(body.start_byte), self._at(body.end_byte)) if body else (start + 1, max(end - 1, start + 1))
        double = node.type in ("encapsed_string", "heredoc")
        runs: list[Run] = []
        at = inside[0]
        for child in (body or node).named_children:
            left, right = self._at(child.start_byte), self._at(child.end_byte)
            if child.type in ("string_content", "nowdoc_string"):
                continue
            # "{$name}": the braces belong to the expression.
            braces = self._source[left - 1 : left] == "{" and self._source[right : right + 1] == "}"
            left, right = (left - 1, right + 1) if braces and child.type != "escape_sequence" else (left, right)
            runs.extend(self._plain(at, left))
            raw = self._source[left:right]
            if child.type == "escape_sequence":
                runs.append(Run(_unescaped(raw, double), left, right, "escape"))
            else:
                runs.append(Run(PLACEHOLDER, left, right, "placeholder"))
            at = max(right, at)
        return [*runs, *self._plain(at, inside[1])]

    def _plain(self, start: int, end: int) -> Iterator[Run]:
        """Characters of a string as they are; what sprintf replaces is a neutral word."""
        for match in _FORMAT.finditer(self._source, start, end):
            if match.start() > start:
                yield Run(self._source[start : match.start()], start, match.start())
            yield Run(PLACEHOLDER, *match.span(), "placeholder")
            start = match.end()
        if start < end:
            yield Run(self._source[start:end], start, end)

    def _at(self, byte: int) -> int:
        return self._chars.at(byte)

    def _source_of(self, node: Node) -> str:
        return self._source[self._at(node.start_byte) : self._at(node.end_byte)]


def _tags(root: Node) -> Iterator[Node]:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type in ("php_tag", "php_end_tag"):
            yield node
        stack.extend(reversed(node.children))


def _errors(root: Node) -> Iterator[Node]:
    stack = [root] if root.has_error else []
    while stack:
        node = stack.pop()
        if node.type == "ERROR" or node.is_missing:
            yield node
        elif node.has_error:
            stack.extend(node.children)


def _spoken(root: Node) -> Iterator[tuple[Node, str, bool]]:
    """What the code says: the expression, the key it stands under, and whether it is printed."""
    stack: list[tuple[Node, str, bool]] = [(root, "", False)]
    while stack:
        node, key, printed = stack.pop()
        kind = node.type
        if kind in _SKIPPED:
            # A tag "<?=" prints the expression that follows it.
            continue
        if kind == "function_call_expression" and _PRINTING.fullmatch(_called(node)):
            stack.extend(_arguments(node, key, True))
            continue
        if _is_text(node) or (printed and _says_text(node)) or kind == "array_creation_expression":
            yield node, key, printed
            continue
        if kind in ("echo_statement", "print_intrinsic"):
            stack.extend((child, key, True) for child in reversed(_flat(node.named_children)))
        elif kind in (
            "function_call_expression",
            "member_call_expression",
            "scoped_call_expression",
            "object_creation_expression",
        ):
            stack.extend(_arguments(node, key, printed))
        elif kind == "assignment_expression":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if right is not None:
                name = left.text.decode("utf-8", "replace").lstrip("$") if left is not None and left.text else ""
                stack.append((right, name, False))
        elif kind == "binary_expression" and _operator(node) in _COMPARISONS:
            continue
        elif kind == "conditional_expression":
            stack.extend((side, key, printed) for side in reversed(_sides(node)))
        else:
            shown = kind == "expression_statement" and _after_echo_tag(node)
            stack.extend((child, key, printed or shown) for child in reversed(node.named_children))


def _included(root: Node) -> Iterator[tuple[str, Node]]:
    """The files that a page includes, by PHP's own words or WordPress's; with the node that does it."""
    stack = [root]
    while stack:
        node = stack.pop()
        stack.extend(reversed(node.named_children))
        if node.type in _INCLUDES:
            texts = [text for text in _literals(node) if "." in text]
            if texts:
                yield texts[-1].lstrip("/"), node
        elif node.type == "function_call_expression":
            name, texts = _called(node), _literals(node)
            if name in ("get_header", "get_footer", "get_sidebar"):
                yield "-".join([name.removeprefix("get_"), *texts[:1]]) + ".php", node
            elif name == "get_template_part" and texts:
                yield "-".join(texts[:2]) + ".php", node


def _literals(root: Node) -> list[str]:
    """The strings in an expression, in order."""
    found: list[str] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type in ("string", "encapsed_string"):
            found.append((node.text or b"").decode("utf-8", "replace")[1:-1])
        else:
            stack.extend(reversed(node.named_children))
    return found


def _arguments(call: Node, key: str, printed: bool) -> Iterator[tuple[Node, str, bool]]:
    name = _called(call)
    arguments = call.child_by_field_name("arguments")
    given = [child for child in arguments.named_children if child.type == "argument"] if arguments is not None else []
    values = [argument.named_children[-1] for argument in given if argument.named_child_count]
    if _TRANSLATED.fullmatch(name):
        values = values[:1]
    elif _WITH_DEFAULT.fullmatch(name):
        values = values[1:]
    elif _WITH_DATA.fullmatch(name):
        values = [value for value in values if value.type in ("array_creation_expression", *_FUNCTIONS)]
    elif _QUIET.fullmatch(name):
        values = [value for value in values if value.type in _FUNCTIONS]
    if name in ("sprintf", "printf", "vsprintf", "vprintf"):
        # What is put into a text stands in it as a neutral word; its own words are read beside it.
        for value in reversed(values[1:]):
            yield value, key, False
        values = values[:1]
    for value in reversed(values):
        yield value, key, printed


def _called(call: Node) -> str:
    """The name of the function or method that is called, without its namespace."""
    name = call.child_by_field_name("function") or call.child_by_field_name("name")
    return (name.text or b"").decode("utf-8", "replace").rpartition("\\")[2] if name is not None else ""


def _after_echo_tag(node: Node) -> bool:
    before = node.prev_sibling
    while before is not None and before.type == "text_interpolation" and before.child_count:
        before = before.children[-1]
    return before is not None and before.type == "php_tag" and before.text == b"<?="


def _flat(nodes: list[Node]) -> list[Node]:
    """The arguments of echo, which come as one sequence or as they are."""
    return [
        inner for node in nodes for inner in (node.named_children if node.type == "sequence_expression" else [node])
    ]


def _said(node: Node) -> Node:
    """The expression inside parentheses and inside functions that give back the text that they are given."""
    while True:
        if node.type == "parenthesized_expression" and node.named_child_count:
            node = node.named_children[0]
            continue
        if node.type == "function_call_expression":
            name = _called(node)
            arguments = node.child_by_field_name("arguments")
            if (_SAME_TEXT.fullmatch(name) or _TRANSLATED.fullmatch(name)) and arguments is not None:
                values = [
                    a.named_children[-1]
                    for a in arguments.named_children
                    if a.type == "argument" and a.named_child_count
                ]
                if values:
                    node = values[0]
                    continue
        return node


def _is_text(node: Node) -> bool:
    """Whether the node is a string, or strings put together with "."."""
    node = _said(node)
    return node.type in _STRINGS or (
        _operator(node) == "." and any(_said(side).type in _STRINGS for side in _joined(node))
    )


def _says_text(node: Node) -> bool:
    return any(_is_text(side) for side in _sides(_said(node)))


def _sides(node: Node) -> list[Node]:
    """The expressions of which a condition gives one."""
    if node.type == "conditional_expression":
        fields = ("body", "alternative")
    elif _operator(node) == "??":
        fields = ("left", "right")
    else:
        return []
    return [side for field in fields if (side := node.child_by_field_name(field)) is not None]


def _joined(node: Node) -> list[Node]:
    """What a chain of "." puts together; without recursion, since pages have long ones."""
    found: list[Node] = []
    while _operator(node) == ".":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            break
        found.append(right)
        node = left
    return [node, *reversed(found)]


def _operator(node: Node) -> str:
    operator = node.child_by_field_name("operator") if node.type == "binary_expression" else None
    return operator.type if operator is not None else ""


def _unescaped(raw: str, double: bool) -> str:
    if not double:
        return raw[1:]
    if raw[1:2] in ("u", "x") and len(raw) > 2:
        digits = raw[2:].strip("{}")
        try:
            code = int(digits, 16)
        except ValueError:
            return raw
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
    return _ESCAPES.get(raw[1:2], raw[1:])

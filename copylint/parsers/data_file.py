"""JSON and YAML files that hold content: exports of a CMS, lists of questions, translations.

Keys and words tell what is copy, as in TypeScript; a value that holds HTML or Markdown goes through its parser. The `place` of
a segment is its JSON pointer (RFC 6901). Files that only tools read are no content, whatever their words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from pathlib import PurePath

from copylint.nodes import Items, Node, NodeError, Scalar, Table, read_json, read_yaml
from copylint.parsers.data import read_copy
from copylint.parsers.rich import read_string
from copylint.text.builder import DocumentBuilder
from copylint.text.document import Document
from copylint.text.view import View

_TOOLS = re.compile(
    r"(?:package(?:-lock)?|npm-shrinkwrap|composer|bower|lerna|nx|turbo|angular|firebase|vercel|netlify|now|deno|biome|renovate|components"
    r"|app|eas|project|workspace|manifest|site\.webmanifest|firestore\.indexes|database\.rules|[jt]sconfig.*|.*\.config|.*\.schema|.*rc)\.json"
    r"|(?:pnpm-lock|pubspec|docker-compose.*|compose|mkdocs|render|fly|app|serverless|appveyor|codecov|dependabot|action|netlify|wrangler|buf.*"
    r"|copylint.*|\..*)\.ya?ml|\..*\.json",
    re.IGNORECASE,
)
# Keys at the top of a file that only tools read.
_TOOL_KEYS = frozenset("$schema openapi swagger apiversion lockfileversion lexicons compileroptions asyncapi".split())
# Words that content may use as well: both must stand there.
_TOOL_PAIRS = (
    ("jobs", "on"),
    ("services", "volumes"),
    ("services", "networks"),
    ("policy", "rules"),
    ("policy", "extends"),
    ("repos", "default_language_version"),
)
_YAML_COMMENT = re.compile(r"(?:^|(?<=\s))(#[^\r\n]*)", re.MULTILINE)
_LANGUAGES = ("lang", "language", "locale", "inLanguage")


def parse(source: str, path: str) -> Document:
    """Read a JSON or YAML file."""
    builder = DocumentBuilder(path, source)
    if _TOOLS.fullmatch(PurePath(path).name):
        builder.skipped = "a file of this name is for tools, not for readers"
        return builder.build()
    try:
        node = _read(source, path)
    except NodeError as error:
        builder.unread(f"it cannot be read: {error.message}", error.offset)
        return builder.build()
    if isinstance(node, Table):
        keys = {key.value.lower(): key.value for key, _ in node.entries}
        tool_key = next((keys[key] for key in _TOOL_KEYS if key in keys), None)
        tool_key = tool_key or next((first for first, second in _TOOL_PAIRS if first in keys and second in keys), None)
        if tool_key is not None:
            builder.skipped = f'it is for tools, not for readers (it has the key "{tool_key}")'
            return builder.build()
        for key in _LANGUAGES:
            value = node.get(key)
            builder.lang = builder.lang or (value.value if isinstance(value, Scalar) else None)
    if node is not None and builder.speaks_to_us and not path.lower().endswith(".json"):
        _note_comments(builder, node)
    if node is not None:
        read_copy(builder, node, lambda *value: read_string(builder, *value), pointer="")
    return builder.build()


def _note_comments(builder: DocumentBuilder, root: Node) -> None:
    """Tell the builder the comments of YAML: a "#" after a blank that is no part of a value."""
    values: list[tuple[int, int]] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Scalar):
            values.append((node.start, node.end))
        elif isinstance(node, Items):
            stack.extend(node.items)
        else:
            stack.extend(part for entry in node.entries for part in entry)
    values.sort()
    for match in _YAML_COMMENT.finditer(builder.source):
        before = bisect_right(values, (match.start(1), len(builder.source))) - 1
        if before < 0 or values[before][1] <= match.start(1):
            builder.comment(*match.span(1))


def _read(source: str, path: str) -> Node | None:
    if not path.lower().endswith(".json"):
        return read_yaml(source)
    return read_json(View.of(source)) if source.strip() else None

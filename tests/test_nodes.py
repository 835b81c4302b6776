"""YAML and JSON as nodes with places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copylint.nodes import Items, Node, NodeError, Scalar, Table, read_json, read_yaml
from copylint.text.normalise import normalise
from copylint.text.view import View


def yaml(source: str) -> Node:
    node = read_yaml(source)
    assert node is not None
    return node


def json(source: str) -> Node:
    return read_json(View.of(source))


def value_of(node: Node, key: str) -> Scalar:
    assert isinstance(node, Table)
    value = node.get(key)
    assert isinstance(value, Scalar)
    return value


def read_text(scalar: Scalar) -> str:
    """The text of a scalar as a parser reads it, from its view."""
    view = scalar.view
    return normalise(view.runs(0, len(view.text))).text


def plain(node: Node) -> object:
    """The tree without its places; a table is a list of pairs, so that a key may come twice."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return [(key.value, plain(value)) for key, value in node.entries]


# -- YAML

STYLES = [
    # source, value of "a", how it stands in the source, whether it is quoted, the text of its view
    ("a: no", "no", "no", False, "no"),
    ("a: 2026.10", "2026.10", "2026.10", False, "2026.10"),
    ("a: 010", "010", "010", False, "010"),
    ("a: ~", "~", "~", False, "~"),
    ("a:", "", "", False, ""),
    ("a: not a cure # yet", "not a cure", "not a cure", False, "not a cure"),
    ("a: one\n  two\nb: x", "one two", "one\n  two", False, "one two"),
    ('a: "no"', "no", '"no"', True, "no"),
    ("a: 'It''s safe'", "It's safe", "'It''s safe'", True, "It's safe"),
    ("a: 'one\n   two'", "one two", "'one\n   two'", True, "one two"),
    ('a: "caf\\u00e9 \\"so\\" \\x41\\t."', 'café "so" A\t.', '"caf\\u00e9 \\"so\\" \\x41\\t."', True, 'café "so" A .'),
    ('a: "one \\\n   two"', "one two", '"one \\\n   two"', True, "one two"),
    ('a: "one\n\n   two"', "one\ntwo", '"one\n\n   two"', True, "one two"),
    ("a: |\n  one\n  two\nb: x", "one\ntwo\n", "|\n  one\n  two\n", True, "one two"),
    ("a: |-\n    one\n      two\n", "one\n  two", "|-\n    one\n      two\n", True, "one two"),
    ("a: >-\n  one\n  two\n", "one two", ">-\n  one\n  two\n", True, "one two"),
    ("a: >+2\n   one\n", " one\n", ">+2\n   one\n", True, "one"),
    ('a: &x "safe & so"', "safe & so", '&x "safe & so"', True, "safe & so"),
    ("a: !!str safe", "safe", "!!str safe", False, "safe"),
    ("a: &x |\n  one\n", "one\n", "&x |\n  one\n", True, "one"),
    ("a: !!null", "", "!!null", False, ""),
    ("a: 😀 é safe", "😀 é safe", "😀 é safe", False, "😀 é safe"),
    ("{a: one, b: two}", "one", "one", False, "one"),
    ("a: one\r\n  two\r\n", "one two", "one\r\n  two", False, "one two"),
]


@pytest.mark.parametrize(("source", "value", "raw", "quoted", "text"), STYLES)
def test_yaml_styles(source: str, value: str, raw: str, quoted: bool, text: str) -> None:
    scalar = value_of(yaml(source), "a")
    assert scalar.value == value
    assert source[scalar.start : scalar.end] == raw
    assert scalar.quoted is quoted
    assert read_text(scalar) == text


def test_yaml_view_ties_each_character_to_its_place() -> None:
    source = "é: 1\na: 'It''s safe'\n"
    view = value_of(yaml(source), "a").view
    assert view.text == "It's safe"
    assert source[slice(*view.place(2, 3))] == "''"
    assert source[slice(*view.place(5, 9))] == "safe"


def test_yaml_tree() -> None:
    source = "rules:\n  - id: a\n    find: [x y, 'z']\n  - b\n"
    tree = yaml(source)
    assert plain(tree) == [("rules", [[("id", "a"), ("find", ["x y", "z"])], "b"])]
    assert isinstance(tree, Table)
    rules = tree.get("rules")
    assert isinstance(rules, Items)
    assert source[rules.items[1].start : rules.items[1].end] == "b"
    assert tree.get("none") is None


def test_yaml_within_a_file() -> None:
    source = "---\ntitle: é safe\n---\nBody: text\n"
    node = read_yaml(source, 4, 18)
    assert node is not None
    scalar = value_of(node, "title")
    assert source[scalar.start : scalar.end] == "é safe"


@pytest.mark.parametrize("source", ["", "\n\n", "# a comment\n"])
def test_yaml_of_nothing(source: str) -> None:
    assert read_yaml(source) is None


@pytest.mark.parametrize("read", [yaml, json])
def test_duplicate_keys_are_kept(read: type) -> None:
    tree = read('{"a": "one", "b": "two", "a": "three"}')
    assert plain(tree) == [("a", "one"), ("b", "two"), ("a", "three")]
    assert value_of(tree, "a").value == "three"


def test_yaml_alias_is_its_anchor() -> None:
    source = "a: &x safe\nb: *x\n"
    scalar = value_of(yaml(source), "b")
    assert (scalar.value, source[scalar.start : scalar.end]) == ("safe", "&x safe")


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
)
BROKEN_YAML = [
    # source, offset (None: libyaml or the count stops somewhere inside), part of the message
    ("a: &a [*a]", 3, "alias inside itself"),
    ("a: &a {b: *a}", 7, "alias inside itself"),
    (BOMB, None, "200,000 values"),
    ("[" * 102 + "]" * 102, 101, "100 levels"),
    ("- " * 500 + "a", 202, "100 levels"),
    ("[" * 100_000, None, "nest"),
    ("- " * 100_000, None, "nest"),
    ("a: [1\nb: 2", 7, "expected ',' or ']'"),
    ('a: "never closed', 16, "end of stream"),
    ("é: 'ü' x", 7, "expected"),
    ("? [a]\n: b", 2, "a key must be a word"),
    ("a: b\n---\nc: d", 5, "another document"),
    ("a: *none", 3, "undefined alias"),
    ("é: é\x07", 4, "character that YAML does not allow"),
    ("a\x00: b", 1, "character that YAML does not allow"),
    ("a: \ud800", 0, "broken"),
    ("\ta: b", 0, "token"),
]


@pytest.mark.parametrize(("source", "offset", "message"), BROKEN_YAML, ids=lambda value: repr(value)[:30])
def test_broken_yaml(source: str, offset: int | None, message: str) -> None:
    with pytest.raises(NodeError) as caught:
        read_yaml(source)
    assert message in str(caught.value)
    assert offset in (caught.value.offset, None)
    assert 0 <= caught.value.offset <= len(source)


def test_yaml_offsets_count_in_the_file() -> None:
    with pytest.raises(NodeError) as caught:
        read_yaml("---\na: [1\n---\n", 4, 10)
    assert 4 <= caught.value.offset <= 10


def test_as_deep_as_allowed() -> None:
    source = "[" * 100 + "]" * 100
    assert source[yaml(source).start : yaml(source).end] == source
    assert source[json(source).start : json(source).end] == source


# -- JSON

JSON_VALUES = [
    ('"safe"', "safe"),
    ('""', ""),
    (" [ ] ", []),
    ("{}", []),
    ('[1, -2.5e3, true, null, "x"]', ["1", "-2.5e3", "true", "null", "x"]),
    ('{"a": {"b": ["c"]}}', [("a", [("b", ["c"])])]),
    ("[1,\r\n\t2]", ["1", "2"]),
    # a comma too many is forgiven
    ("[1, 2, ]", ["1", "2"]),
    ('{"a": 1, }', [("a", "1")]),
    # escapes
    (r'"It\u2019s \"so\" \\ \/ \b\f\n\r\t."', 'It’s "so" \\ / \b\f\n\r\t.'),
    (r'"\ud83d\ude00"', "😀"),
    (r'"\uD83D\uDE00"', "😀"),
    (r'"\ud83d"', "\ufffd"),
    (r'"\ude00x"', "\ufffdx"),
    (r'"\ud7ff\ue000\udfff"', "\ud7ff\ue000\ufffd"),
    (r'"\ud83d\u0041"', "\ufffdA"),
    (r'"\u0041\ude00"', "A\ufffd"),
    (r'"\ud83d \ude00"', "\ufffd \ufffd"),
    (r'"\uZZ \q"', "uZZ q"),
    ('"a raw\nbreak"', "a raw\nbreak"),
]


@pytest.mark.parametrize(("source", "value"), JSON_VALUES)
def test_json(source: str, value: object) -> None:
    assert plain(json(source)) == value


def test_json_places() -> None:
    source = '{"a": ["It\\u2019s \\ud83d\\ude00 safe", 5]}'
    tree = json(source)
    assert isinstance(tree, Table)
    assert (tree.start, tree.end) == (0, len(source))
    items = tree.get("a")
    assert isinstance(items, Items)
    assert source[items.start : items.end] == source[6:-1]
    string, number = items.items
    assert isinstance(string, Scalar)
    assert isinstance(number, Scalar)
    assert (string.quoted, number.quoted) == (True, False)
    assert source[string.start : string.end] == r'"It\u2019s \ud83d\ude00 safe"'
    assert source[number.start : number.end] == "5"
    view = string.view
    assert view.text == "It’s 😀 safe"
    assert [source[slice(*view.place(at, at + 1))] for at in (2, 5, 7)] == [r"\u2019", r"\ud83d\ude00", "s"]


BROKEN_JSON = [
    ("", 0, "a value is missing"),
    ('{"a":', 5, "a value is missing"),
    ("[,]", 1, "a value is missing"),
    ('{"a" 1}', 5, '":" is missing'),
    ("{a: 1}", 1, "a key is missing"),
    ("{,}", 1, "a key is missing"),
    ('["abc', 1, "never closed"),
    ('"abc\\"', 0, "never closed"),
    ("[1 2]", 3, '"," or "]" is missing'),
    ('{"a": 1 "b": 2}', 8, '"," or "}" is missing'),
    ("[1, 2", 5, '"," or "]" is missing'),
    ("[1,", 3, '"]" is missing'),
    ("[1] x", 4, "after the end"),
    ("[" * 5000, 101, "100 levels"),
    ('{"a":' * 5000, 505, "100 levels"),
]


@pytest.mark.parametrize(("source", "offset", "message"), BROKEN_JSON, ids=lambda value: repr(value)[:30])
def test_broken_json(source: str, offset: int, message: str) -> None:
    with pytest.raises(NodeError) as caught:
        read_json(View.of("é😀" + source, 2))
    assert message in str(caught.value)
    assert caught.value.offset == offset + 2


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(alphabet="[]{}:,\"'\\ua1 \n-&*!|>#?éd", max_size=30))
def test_never_raises_anything_else(source: str) -> None:
    for read in (read_yaml, json):
        try:
            node = read(source)
            places = [0, 0] if node is None else [node.start, node.end]
        except NodeError as error:
            places = [error.offset]
        assert [0, *places, len(source)] == sorted([0, *places, len(source)])

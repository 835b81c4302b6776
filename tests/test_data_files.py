"""JSON, YAML and CSV: content is read with its place in the data, and what only tools read is not."""

import pytest
from helpers import assert_traceable, groups, segments
from inline import lint, linter, rule

from copylint.parsers import parser_for

V = "value"
CONTENT: list[tuple[str, str, list[tuple[str, str, str]]]] = [
    (".json", '{"title": "Calm care", "slug": "a b c", "faqs": [{"q": "Does it hurt?", "a": "No, it\\u2019s calm."}]}',
     [("title", "Calm care", "/title"), (V, "Does it hurt?", "/faqs/0/q"), (V, "No, it's calm.", "/faqs/0/a")]),
    (".json", '["Calm care", "Kind staff"]', [(V, "Calm care", "/0"), (V, "Kind staff", "/1")]),
    (".json", '{"a/b": {"c~d": "Calm care here"}}', [(V, "Calm care here", "/a~1b/c~0d")]),
    (".json", '{"body": "<h2>Calm</h2><p>It&rsquo;s <b>kind</b></p>"}', [("heading", "Calm", "/body"), ("paragraph", "It's kind", "/body")]),
    (".json", '{"body": "## Calm\\n\\nIt is **kind**.\\n\\n- one\\n- two"}',
     [("heading", "Calm", "/body"), ("paragraph", "It is kind.", "/body"), ("item", "one", "/body"), ("item", "two", "/body")]),
    (".json", '{"lede": "Calm **care** here"}', [(V, "Calm care here", "/lede")]),
    (".json", '{"cta": "Book {n} now", "stats": [{"value": "70%", "label": "Response rate"}]}',
     [("button", "Book xx now", "/cta"), (V, "70%", "/stats/0/value"), ("label", "Response rate", "/stats/0/label")]),
    (".yaml", "title: Calm care\nicon: a proven cure\nbody: >-\n  It is\n  kind.\n", [("title", "Calm care", "/title"), (V, "It is kind.", "/body")]),
    (".yml", "- q: Why is it?\n  a: 'It''s so.'\n", [(V, "Why is it?", "/0/q"), (V, "It's so.", "/0/a")]),
    (".csv", 'id,question,answer\n1,"Is it ""calm""?","Yes,\nit is."\n2,Why is that?,So it is\n',
     [(V, 'Is it "calm"?', "row 2, column question"), (V, "Yes, it is.", "row 2, column answer"),
      (V, "Why is that?", "row 3, column question"), (V, "So it is", "row 3, column answer")]),
    (".csv", "Calm care is here.;Kind staff is here.\n", [(V, "Calm care is here.", "row 1, column 1"), (V, "Kind staff is here.", "row 1, column 2")]),
    (".tsv", "title\tslug\r\nCalm care\ta proven cure\r\n", [("title", "Calm care", "row 2, column title")]),
    (".csv", "title\n\n\nCalm care\n", [("title", "Calm care", "row 2, column title")]),
]  # fmt: skip


@pytest.mark.parametrize(("suffix", "source", "expected"), CONTENT)
def test_content_is_read_with_its_place(suffix: str, source: str, expected: list[tuple[str, str, str]]) -> None:
    document = parser_for(f"page{suffix}")(source, f"page{suffix}")
    said = [(kind, text) for kind, text, _ in segments(document)]
    assert [(*words, segment.place) for words, segment in zip(said, document.segments, strict=True)] == expected
    assert document.unread == ()
    assert_traceable(document)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("package.json", '{"description": "A proven cure"}'),
        ("a/package-lock.json", '{"name": "A proven cure"}'),
        ("tsconfig.base.json", "{ // a comment\n}"),
        (".eslintrc.json", '{"title": "A proven cure"}'),
        ("page.schema.json", '{"title": "A proven cure"}'),
        ("x.json", '{"$schema": "https://x", "title": "A proven cure"}'),
        ("x.yaml", "openapi: 3.0.0\ninfo: {title: A proven cure}"),
        ("x.yml", "policy: ours\nrules: [{title: A proven cure}]"),
        ("pnpm-lock.yaml", "title: a proven cure"),
        (".pre-commit-config.yaml", "title: a proven cure"),
        ("copylint.yaml", "title: a proven cure"),
    ],
)
def test_what_is_for_tools_is_no_content(path: str, source: str) -> None:
    document = parser_for(path)(source, path)
    assert (document.text, document.unread) == ("", ())
    assert "for tools, not for readers" in (document.skipped or "")


@pytest.mark.parametrize(
    ("path", "source", "line"),
    [
        ("x.json", '{"a": "Calm care",\n "b" }', 2),
        ("x.yaml", "a: Calm care\nb: [", 2),
        ("x.csv", 'a,b\nCalm care,"Kind', 2),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(path: str, source: str, line: int) -> None:
    document = parser_for(path)(source, path)
    assert [unread.line for unread in document.unread] == [line]


def test_texts_by_language_keep_it() -> None:
    source = '{"en": {"hero": "Calm care"}, "es": {"hero": "Buenos dias"}}'
    document = parser_for("t.json")(source, "t.json")
    assert [segment.lang for segment in document.segments] == ["en", "es"]
    assert parser_for("a.json")('{"lang": "es", "title": "Buenos dias"}', "a.json").lang == "es"


def test_what_stands_in_one_object_or_row_belongs_together() -> None:
    source = '{"title": "Calm", "lede": "Kind words", "faqs": [{"question": "Does it hurt?", "answer": "No."}], "stats": [{"value": "70%", "label": "of patients"}]}'
    assert groups(parser_for("a.json")(source, "a.json")) == [
        ["Calm", "Kind words"],
        ["Does it hurt?", "No."],
        ["70%", "of patients"],
    ]
    assert groups(parser_for("a.csv")("value,label\n70%,of patients\n", "a.csv")) == [["70%", "of patients"]]


def test_a_finding_tells_its_place(tmp_path) -> None:
    rules = linter(tmp_path, rule("check: existence\nfind: proven"))
    source = '{"faqs": [{"a": "It is [[proven]] to work."}]}'
    assert lint(rules, source, "faq.json") == source
    (finding,) = rules.check('{"faqs": [{"a": "It is proven to work."}]}', path="faq.json").findings
    assert finding.place == "/faqs/0/a"

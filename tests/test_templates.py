"""Template languages in pages: tags are nothing, expressions a neutral word, and strings in them that are copy are read."""

import pytest
from helpers import assert_traceable, segments

from copylint.parsers import parser_for

P, V = "paragraph", "value"
MASKED = "\ufdd0"

CASES: list[tuple[str, list[tuple[str, str]]]] = [
    ("Care in {{ site.city }} now", [(P, "Care in xx now")]),
    ("Care {% if a %}calm{% endif %} now", [(P, "Care calm now")]),
    ("Care {% if a %}calm{% elsif b %}kind{% else %}good{% endif %} now", [(P, "Care calm – kind – good now")]),
    ("Care {{#if a}}calm{{else}}kind{{/if}} now", [(P, "Care calm – kind now")]),
    ("Care {{ if .A }}calm{{ else }}kind{{ end }} now", [(P, "Care calm – kind now")]),
    ('{{ "Calm words here" | upcase }} now', [(P, "Calm words here now")]),
    ("Hi {{ page.x | default: 'Book a calm visit' }} now", [(P, "Hi xx now"), (V, "Book a calm visit")]),
    ('{{< figure src="a b.png" caption="Calm care" alt="A room" >}}', [("caption", "Calm care"), ("alt", "A room")]),
    ('{{% notice "a" %}}\nCalm care\n{{% /notice %}}', [(P, "Calm care")]),
    ('{% include cta.html text="Book a calm visit" class="proven safe cure" %}', [(V, "Book a calm visit")]),
    ('{% if page.kind == "proven safe cure" %}Calm{% endif %}', [(P, "Calm")]),
    ("Calm {# best cure ever #}care", [(P, "Calm care")]),
    ("Calm {{/* best cure ever */}}care", [(P, "Calm care")]),
    ("Calm {{! best cure ever }}care", [(P, "Calm care")]),
    ("Calm {% comment %}best cure ever{% endcomment %}care", [(P, "Calm care")]),
    ("Calm {% raw %}care{% endraw %} now", [(P, "Calm care now")]),
    ("{% highlight js %}a proven cure{% endhighlight %}Calm", [(P, "Calm")]),
    ('Say {{ "it\\"s calm here" }} now', [(P, 'Say it"s calm here now')]),
    ("Calm {{ unclosed care", [(P, "Calm {{ unclosed care")]),
    ("Calm {% unclosed care", [(P, "Calm {% unclosed care")]),
    ('Hi {{ "now" | date: "%B %d, %Y" }}', [(P, "Hi now")]),
    (f"pro{MASKED}ven care", [(P, "proven care")]),
]  # fmt: skip


@pytest.mark.parametrize(
    "suffix",
    [".md", ".html", ".njk", ".liquid", ".hbs", ".handlebars", ".mustache", ".twig", ".jinja", ".jinja2", ".j2"],
)
@pytest.mark.parametrize(("source", "expected"), CASES)
def test_what_a_visitor_may_see_is_read(suffix: str, source: str, expected: list[tuple[str, str]]) -> None:
    document = parser_for(f"page{suffix}")(source, f"page{suffix}")
    assert [(kind, text) for kind, text, _ in segments(document)] == expected
    assert document.unread == ()
    if MASKED not in source:
        assert_traceable(document)


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("a.html", '<p title="{{ "Calm care" }}">Kind</p>', [("label", "Calm care"), (P, "Kind")]),
        ("a.html", '<a href="{{ url | append: ">" }}">Calm</a>', [(P, "Calm")]),
        ("a.html", '<p class="{% if a > b %}x{% endif %}">Calm</p>', [(P, "Calm")]),
        ("a.html", '<script type="application/ld+json">{"name": {{ t | jsonify }}, "description": "Calm care"}</script>', [("description", "Calm care")]),
        ("a.html", "---\nlayout: x\ntitle: Calm care\n---\n<p>Kind</p>", [("title", "Calm care"), (P, "Kind")]),
        ("a.njk", "---\ntitle: Calm care\n---\n<p>{{ 'Kind words' }}</p>", [("title", "Calm care"), (P, "Kind words")]),
        ("a.md", "| a | b |\n|---|---|\n| {{ 'x | y' }} | c |", [("cell", "a"), ("cell", "b"), ("cell", "x | y"), ("cell", "c")]),
        ("a.md", "Use `{{ proven }}` here\n\n    {{ 'safe words' }}\n", [(P, "Use xx here")]),
        ("a.md", "---\ntitle: Care in {{ city }}\n---\n", [("title", "Care in xx")]),
        ("a.md", "**{{ name }}** is *{{ 'kind' }}*", [(P, "xx is kind")]),
    ],
)  # fmt: skip
def test_a_construct_does_not_break_the_page_around_it(path: str, source: str, expected: list[tuple[str, str]]) -> None:
    document = parser_for(path)(source, path)
    assert [(kind, text) for kind, text, _ in segments(document)] == expected
    assert document.unread == ()
    assert_traceable(document)


def test_a_page_names_its_layout() -> None:
    source = "---\nlayout: post\n---\nCalm"
    for path in ("a.md", "a.html", "a.mdx"):
        (layout,) = parser_for(path)(source, path).imports
        assert (layout.target, layout.kind, source[layout.start : layout.end]) == ("post", "layout", "post")


def test_a_page_names_its_includes() -> None:
    source = '{% include cta.html text="a" %} {{ partial "foot.html" . }} {{> head }} {% extends "base.njk" %} {% render "x" %}'
    imports = parser_for("a.html")(source, "a.html").imports
    assert [(found.target, found.kind) for found in imports] == [
        ("cta.html", "include"),
        ("foot.html", "include"),
        ("head", "include"),
        ("base.njk", "layout"),
        ("x", "include"),
    ]

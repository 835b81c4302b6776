"""Idioms of real sites that are easy to miss: words that look like code, code that looks like words, text in pieces."""

from __future__ import annotations

import pytest
from helpers import assert_traceable, segments
from inline import linter, rule

from copylint.parsers import parser_for

P, V, H = "paragraph", "value", "heading"

CASES: list[tuple[str, str, list[tuple[str, str]]]] = [
    # Words that are also classes of a style sheet.
    (".ts", 'const a = [{ q: "Do you take insurance?", a: "We see self-pay patients, group-based or not." }];',
     [(V, "Do you take insurance?"), (V, "We see self-pay patients, group-based or not.")]),
    (".tsx", '<Hero title="A top-rated clinic" className="text-lg font-bold" wrap="flex gap-2 text-sm" />', [("title", "A top-rated clinic")]),
    # Sentences under keys that mostly hold names; names under keys that mostly hold sentences.
    (".json", '{"tag": "Calm words in here", "type": "card", "method": "a slow IV infusion", "price": "$450", "category": "Pain"}',
     [(V, "Calm words in here"), (V, "a slow IV infusion")]),
    (".json", '{"author": {"name": "Ann Lee", "bio": "She trained in Austin."}}', [("title", "Ann Lee"), (V, "She trained in Austin.")]),
    (".json", '{"slug": {"current": "clinically-proven-relief"}, "key2": "home.hero.title", "x": "a_b_c"}', []),
    (".json", '{"services": [{"title": "Calm care"}], "policy": "We ask for a day of notice.", "jobs": ["Join our team"]}',
     [("title", "Calm care"), (V, "We ask for a day of notice."), (V, "Join our team")]),
    # JSON-LD in every dress.
    (".tsx", 'const schema = { "@type": "Thing", description: "Calm care" };', [("description", "Calm care")]),
    (".tsx", 'const a = <Helmet><script type="application/ld+json">{JSON.stringify({ description: "Calm care" })}</script></Helmet>;', [("description", "Calm care")]),
    (".tsx", 'const a = <script type="application/ld+json">{`{"description": "Calm care"}`}</script>;', [("description", "Calm care")]),
    # Boxes side by side.
    (".html", "<div><span>Proven</span><span>Safe</span></div>", [(P, "Proven Safe")]),
    (".tsx", 'const a = <p><span>70%</span>\n  <span>of people</span></p>;', [(P, "70% of people")]),
    (".html", "<p>a <b>guar</b>anteed <i>so</i><b>so</b></p>", [(P, "a guaranteed soso")]),
    # Components with a dash in their names.
    (".vue", '<template><hero-section heading="Calm care" :sub="\'Kind words\'" class="a b c"/></template>', [(V, "Kind words"), ("title", "Calm care")]),
    (".vue", '<template lang="html"><p>Calm</p></template>', [(P, "Calm")]),
    # Rich text in pieces.
    (".json", '{"body": [{"_type": "block", "children": [{"_type": "span", "text": "It is "}, {"_type": "span", "marks": ["em"], "text": "not"}, {"_type": "span", "text": " proven."}]}]}',
     [(V, "It is not proven.")]),
    (".json", '{"ops": [{"insert": "Our care does "}, {"insert": "not", "attributes": {"bold": true}}, {"insert": " cure."}]}', [(V, "Our care does not cure.")]),
    (".json", '{"content": [{"nodeType": "text", "value": "See "}, {"nodeType": "hyperlink", "content": [{"nodeType": "text", "value": "our"}, {"nodeType": "text", "value": " rooms"}]}, {"nodeType": "text", "value": " now"}]}',
     [(V, "See our rooms now")]),
    # Values given to what is made with new; templates in strings.
    (".js", 'new Typed("#el a b", { strings: ["Calm care here"] }); new Error("a b c");', [(V, "Calm care here")]),
    (".js", 'export default { template: "<h1>Calm care here</h1>" };', [(H, "Calm care here")]),
    # Comments of templates that hold tags.
    (".hbs", "{{!-- old: {{title}} a proven cure --}}Calm", [(P, "Calm")]),
    (".twig", '{# old: {% include "a.twig" %} a proven cure #}Calm', [(P, "Calm")]),
    (".html", '{{/* {{ partial "x" }} a proven cure */}}Calm', [(P, "Calm")]),
    (".njk", '{% set faqs = [{ q: "Does it hurt at all?", a: "It is calm." }] %}Kind', [(P, "Kind"), (V, "Does it hurt at all?"), (V, "It is calm.")]),
    (".md", "Calm care.\n{: .clinically-proven}\n\n[Book](/x){: .btn .btn--proven } now", [(P, "Calm care."), (P, "Book now")]),
    # A bare "&" with a ";" behind it.
    (".tsx", "const a = <main>\n<p>Mind & body; calm (50% = half)</p>\n<p>a & b; c & d</p></main>;", [(P, "Mind & body; calm (50% = half)"), (P, "a & b; c & d")]),
    # A list of inline elements inside a sentence.
    (".tsx", 'const a = <p>We treat {c.map((x) => <span key="a b">{x}, </span>)} and it is calm.</p>;', [(P, "We treat xx, and it is calm.")]),
    (".astro", '<Hero heading={<>Calm A</>} text="Kind words here" />', [(P, "Calm A"), (V, "Kind words here")]),
    # Look-ups of translations.
    (".tsx", "const a = <p>{t.rich('home.hero.sub')} {tHero('a.b')} calm</p>;", [(P, "calm")]),
]  # fmt: skip


@pytest.mark.parametrize(("suffix", "source", "expected"), CASES)
def test_it_is_read_as_people_read_it(suffix: str, source: str, expected: list[tuple[str, str]]) -> None:
    source = f"const a = {source};" if source.startswith("<Hero title") and suffix == ".tsx" else source
    parse = parser_for(f"page{suffix}")
    assert parse is not None
    document = parse(source, f"page{suffix}")
    assert [(kind, text) for kind, text, _ in segments(document)] == expected
    assert (document.unread, document.skipped) == ((), None)
    assert_traceable(document)


def test_a_dictionary_of_two_languages_is_judged_in_the_one_that_is_known(tmp_path) -> None:
    spanish = "La ketamina es un tratamiento que ofrecemos en nuestra clínica para las personas con depresión. " * 3
    source = f'export const t = {{ en: {{ hero: "It is proven care" }}, es: {{ hero: "{spanish}" }} }};'
    result = linter(tmp_path, rule("find: [proven]")).check(source, path="copy.ts")
    assert [finding.match for finding in result.findings] == ["proven"]
    assert 'it is in the language "es"' in (result.reason or "")


def test_a_long_chain_of_calls_takes_no_longer_than_it_is_long() -> None:
    parse = parser_for("a.ts")
    assert parse is not None
    assert parse("z" + ".string()" * 3000 + ";", "a.ts").text == ""

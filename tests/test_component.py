"""Astro, Svelte, Vue and MDX: each idiom of their markup gives the text that a visitor sees, and code gives none."""

import pytest
from helpers import assert_traceable, groups, links, segments

from copylint.parsers import parser_for

P, H, V = "paragraph", "heading", "value"
Case = tuple[str, list[tuple[str, str]]]

# Idioms that Astro, Svelte and MDX share.
BRACES: list[Case] = [
    ("<p>Calm care</p>", [(P, "Calm care")]),
    ("<p>Our <strong>calm</strong> care</p>", [(P, "Our calm care")]),
    ("<p>Ask about{' '}<Link href='/x'>Spravato</Link>{' '}visits</p>", [(P, "Ask about Spravato visits")]),
    ('<p>{"Book now"}</p>', [(P, "Book now")]),
    ("<p>From {price} at {clinic.name}</p>", [(P, "From xx at xx")]),
    ("<p>Care in {`calm ${city} rooms`} here</p>", [(P, "Care in calm xx rooms here")]),
    ("<p>It's {open ? 'very calm' : 'so kind'} here</p>", [(P, "It's very calm – so kind here")]),
    ("<p>It's {kind || 'very calm'} here</p>", [(P, "It's xx – very calm here")]),
    ("<p>Calm &amp; kind; it doesn&apos;t cure</p>", [(P, "Calm & kind; it doesn't cure")]),
    ("<h2>Feel<br/>better <span>today</span></h2>", [(H, "Feel better today")]),
    ("<p>{/* best hero ever */}Calm</p>", [(P, "Calm")]),
    ("<p>{count > 1 && '}{'} end</p>", [(P, "}{ end")]),
    ("<p>{items.filter((i) => /}'/.test(i)).length} rooms</p>", [(P, "xx rooms")]),
    ("<p>{fmt({ a: 1, b: { c: 2 } })} rooms</p>", [(P, "xx rooms")]),
    ("<p>Calm {names.length /* a } brace */} rooms</p>", [(P, "Calm xx rooms")]),
    ('<Card title="Calm care" body="It&apos;s kind here" />', [("title", "Calm care"), (V, "It's kind here")]),
    ('<Card class="proven safe cure" id="safe place here" slug="a b c" />', []),
    ("<Card points={['Calm care', 'Kind staff']} />", [(V, "Calm care"), (V, "Kind staff")]),
    ("<Faq items={[{ q: 'Why is it?', a: 'So it is.' }]} />", [(V, "Why is it?"), (V, "So it is.")]),
    ("<Card body={`Calm ${city} words`} />", [(V, "Calm xx words")]),
    ("<Card body={words} {...rest} />", []),
    ("<Card onClick={() => say('proven words here')} />", []),
    ('<img alt="A calm room" src="a b c" />', [("alt", "A calm room")]),
    ("<img alt={'A calm room'} src={x} />", [("alt", "A calm room")]),
    ("<img alt={`A ${kind} room`} src={x} />", [("alt", "A xx room")]),
    ("<Button>Book now</Button>", [("button", "Book now")]),
    ("<style>p { color: red }</style>", []),
    ("<p class={on ? 'proven safe cure' : 'x y z'}>Calm</p>", [(P, "Calm")]),
]  # fmt: skip

ASTRO: list[Case] = [
    *BRACES,
    ('---\nimport A from "a proven cure";\nconst x = "Calm care here";\n---\n<p>Kind</p>', [(V, "Calm care here"), (P, "Kind")]),
    ('---\nconst { title = "Calm care" } = Astro.props;\n---\n<h1>{title}</h1>', [("title", "Calm care"), (H, "xx")]),
    ("{items.map((i) => (\n  <li>It's {i.name} & kind</li>\n))}", [("item", "It's xx & kind")]),
    ("<p>We are {a ? <b>calm</b> : <i>kind</i>} here</p>", [(P, "We are calm – kind here")]),
    ("{a && <p>It's calm</p>}{b ? <p>Kind</p> : <p>Good</p>}", [(P, "It's calm"), (P, "Kind"), (P, "Good")]),
    ("{a.map((x) => <div>{x.b.map((y) => <p>Don't {y} it</p>)}</div>)}", [(P, "Don't xx it")]),
    ("{list.map(() => { return <p>Calm care</p>; })}", [(P, "Calm care")]),
    ('{a ? <p>Calm</p> : "Kind words here"}', [(V, "Kind words here"), (P, "Calm")]),
    ("{a && <br>}{b && <img src='x' alt='A calm room'>}<p>Kind</p>", [("alt", "A calm room"), (P, "Kind")]),
    ("{a && <><h2>Calm</h2><p>Kind</p></>}", [(H, "Calm"), (P, "Kind")]),
    ("<p>a {b < c && d > e ? 'kind words' : ''} f</p>", [(P, "a kind words – f")]),
    ('<Fragment set:html={"<p>Calm <b>care</b></p>"} />', [(P, "Calm care")]),
    ("<Layout title={`Calm care`} description='Kind words'><p>Hi</p></Layout>", [("title", "Calm care"), ("description", "Kind words"), (P, "Hi")]),
    ("<!-- best {cure} ever: it's proven --><p>Calm</p>", [(P, "Calm")]),
    ("<script>const a = 'proven safe words'; if (a < b) {}</script><p>Calm</p>", [(P, "Calm")]),
    ('<script type="application/ld+json" set:html={JSON.stringify({ description: "Calm care" })} />', [("description", "Calm care")]),
    ("<a href={`/x/${y}`}>Calm care</a>", [(P, "Calm care")]),
    ("<slot name='proven safe'>Kind words</slot>", [(P, "Kind words")]),
]  # fmt: skip

SVELTE: list[Case] = [
    *BRACES,
    ('<script lang="ts">\n  export let title = "Calm care";\n</script>\n<h1>{title}</h1>', [("title", "Calm care"), (H, "xx")]),
    ("{#if a > b && c === 'very proven words'}<p>Calm</p>{:else}<p>Kind</p>{/if}", [(P, "Calm"), (P, "Kind")]),
    ("<p>We are {#if a}calm{:else if b}kind{:else}good{/if} here</p>", [(P, "We are calm – kind – good here")]),
    ("{#each ['Calm care', 'Kind staff'] as x, i (x)}<li>{x}</li>{/each}", [(V, "Calm care"), (V, "Kind staff"), ("item", "xx")]),
    ("{#each faqs as { q, a }}<p>{q}</p>{/each}", []),
    ("{@html '<p>Calm <b>care</b></p>'}", [(P, "Calm care")]),
    ("{@const x = 'Calm care here'}<p>{x}</p>", [(V, "Calm care here")]),
    ("{#await p}<p>Wait</p>{:then v}<p>Calm</p>{:catch e}<p>Sorry</p>{/await}", [(P, "Wait"), (P, "Calm"), (P, "Sorry")]),
    ("<svelte:head><title>Calm care</title></svelte:head>", [("title", "Calm care")]),
    ('<Card title="Calm {city} care" on:click={() => say("proven words")} bind:value {x} />', [("title", "Calm xx care")]),
    ("<p class:on={a} style:color={'very red words'}>Calm</p>", [(P, "Calm")]),
    ("<style>.a { content: 'proven safe' }</style>", []),
]  # fmt: skip

VUE: list[Case] = [
    ("<p>Calm care</p>", [(P, "Calm care")]),
    ("<p>It's <b>calm</b> &amp; kind</p>", [(P, "It's calm & kind")]),
    ("<p>Care in {{ town | upper }} and {{ 'very calm' }}</p>", [(P, "Care in xx and very calm")]),
    ("<p>{{ open ? 'very calm' : 'so kind' }} here</p>", [(P, "very calm – so kind here")]),
    ("<p v-if=\"a > b && c === 'proven words here'\">Calm</p><p v-else>Kind</p>", [(P, "Calm"), (P, "Kind")]),
    ("<Card :title=\"'Calm care in ' + town\" subtitle=\"Kind words\" />", [("title", "Calm care in xx"), (V, "Kind words")]),
    ("<Card :items=\"[{ q: 'Why is it?', a: 'So it is.' }]\" @click=\"say('proven cure')\" />", [(V, "Why is it?"), (V, "So it is.")]),
    ('<img :alt="`A calm ${x} room`" src="x">', [("alt", "A calm xx room")]),
    ("<li v-for=\"p in ['Calm care', 'Kind staff']\" :key=\"p\">{{ p }}</li>", [("item", "xx"), (V, "Calm care"), (V, "Kind staff")]),
    ("<div v-html=\"'<p>Calm <b>care</b></p>'\"></div>", [(P, "Calm care")]),
    ("<template #footer><p>Calm</p></template>", [(P, "Calm")]),
    ('<p :class="{ \'proven safe cure\': on }" class="a b c">Calm</p>', [(P, "Calm")]),
    ("<p>See <router-link to='/x'>our page</router-link> now</p>", [(P, "See our page now")]),
    ("<MyButton>Book now</MyButton>", [("button", "Book now")]),
]  # fmt: skip

MDX: list[Case] = [
    *BRACES,
    ("# Calm *care* in {city}", [(H, "Calm care in xx")]),
    ("Our **calm** <Mark color='red'>kind</Mark> care", [(P, "Our calm kind care")]),
    ('import A from "a proven cure"\nexport const meta = {\n  title: "Calm care",\n\n  x: 1,\n}\n\nKind', [("title", "Calm care"), (P, "Kind")]),
    ("export const A = () => <p>It's calm</p>\n\nKind", [(P, "It's calm"), (P, "Kind")]),
    ("<Card>\n  ## Calm\n\n    It's *kind*\n\n  - one thing\n</Card>", [(H, "Calm"), (P, "It's kind"), ("item", "one thing")]),
    ("<Card>\nCalm\n</Card>", [(P, "Calm")]),
    ("<Mark>Calm</Mark> words follow", [(P, "Calm words follow")]),
    ("{items.map((i) => <li>It's {i} kind</li>)}", [("item", "It's xx kind")]),
    ("| a | b |\n|---|---|\n| {'x | y'} | **d** |", [("cell", "a"), ("cell", "b"), ("cell", "x | y"), ("cell", "d")]),
    ("```js\nconst x = {`proven\n```\n\nCalm", [(P, "Calm")]),
    ("Calm `{x}` and `<y>` here", [(P, "Calm xx and xx here")]),
    ("Calm \\{x\\} here, a < b", [(P, "Calm {x} here, a < b")]),
    ("An import of words\nimport kept\n", [(P, "An import of words import kept")]),
    ("---\ntitle: Calm care\n---\n\nKind", [("title", "Calm care"), (P, "Kind")]),
    ("<style>{`p { color: red }`}</style>\n\nCalm", [(P, "Calm")]),
    ("We use <code>proven</code> words", [(P, "We use xx words")]),
    ("![A calm room](x.png) and [kind](/y)", [(P, "and kind"), ("alt", "A calm room")]),
]  # fmt: skip

CASES = [
    *((".astro", *case) for case in ASTRO),
    *((".svelte", *case) for case in SVELTE),
    *((".vue", f"<template>\n{source}\n</template>\n<script setup>\n</script>", said) for source, said in VUE),
    *((".mdx", *case) for case in MDX),
]


@pytest.mark.parametrize(("suffix", "source", "expected"), CASES)
def test_what_a_visitor_sees_is_read_and_nothing_else(
    suffix: str, source: str, expected: list[tuple[str, str]]
) -> None:
    document = parser_for(f"page{suffix}")(source, f"page{suffix}")
    assert [(kind, text) for kind, text, _ in segments(document)] == expected
    assert document.unread == ()
    assert_traceable(document)


@pytest.mark.parametrize("suffix", [".svelte", ".vue", ".astro"])
def test_data_in_scripts_is_read_and_the_code_beside_it_is_not(suffix: str) -> None:
    code = 'import x from "proven cure";\nconst faqs = [{ q: "Does it hurt?", a: "No, it\'s calm." }];\nconsole.log("safe words here");'
    source = f"---\n{code}\n---\n" if suffix == ".astro" else f"<script>\n{code}\n</script>\n"
    document = parser_for(f"page{suffix}")(source, f"page{suffix}")
    assert groups(document) == [["Does it hurt?", "No, it's calm."]]
    assert document.text == "Does it hurt?\nNo, it's calm.\n"


@pytest.mark.parametrize("suffix", [".astro", ".svelte", ".mdx"])
def test_links_keep_their_targets(suffix: str) -> None:
    source = '<p>See <a href="https://doi.org/10.1000/x">the study</a> and <Link href="/b">us</Link> now</p>'
    assert links(parser_for(f"p{suffix}")(source, f"p{suffix}")) == [
        ("the study", "https://doi.org/10.1000/x"),
        ("us", "/b"),
    ]


@pytest.mark.parametrize(
    ("suffix", "source", "line", "read"),
    [
        (".astro", "<p>Calm</p>\n<p>{unclosed</p>\n<p>Kind</p>", 2, "Calm\n"),
        (".svelte", "<p>Calm</p>\n{#if a}\n<p>{'x</p>", 3, "Calm\n"),
        (".mdx", "Calm\n\n{unclosed\n\nKind", 3, "Calm\n"),
        (".astro", "---\nconst a = 1;\n<p>Calm</p>", 1, ""),
        (".astro", "<p>Calm</p>\n" + "{a && <b>" * 200, 2, "Calm\n"),
        (".astro", "<p>Calm</p>\n<p>{a b c ;; 'x y'}</p>\n", 2, "Calm\n"),
        (".vue", "<template lang=\"pug\">\np Calm\n</template>", 1, ""),
        (".vue", "<template><p>Calm</p></template>\n<i18n>\n{}\n</i18n>", 2, "Calm\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_its_line(suffix: str, source: str, line: int, read: str) -> None:
    document = parser_for(f"page{suffix}")(source, f"page{suffix}")
    assert [unread.line for unread in document.unread][:1] == [line]
    assert document.text.startswith(read)


@pytest.mark.parametrize("suffix", [".astro", ".svelte", ".mdx", ".tsx"])
def test_a_question_and_its_answer_may_be_properties(suffix: str) -> None:
    source = '<Faq question="Does it hurt?" answer="No, it is calm." />'
    source = f"const a = {source};" if suffix == ".tsx" else source
    assert groups(parser_for(f"p{suffix}")(source, f"p{suffix}")) == [["Does it hurt?", "No, it is calm."]]

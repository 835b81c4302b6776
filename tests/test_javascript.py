"""TSX, JSX, TypeScript, JavaScript: the idioms of real sites, as source -> segments; and what is code."""

from __future__ import annotations

import pytest
from helpers import assert_traceable, groups, links, segments

from copylint.parsers.javascript import parse

# Source; the (kind, text) of each segment, in order.
COPY: list[tuple[str, list[tuple[str, str]]]] = [
    # text of elements
    ("const a = <p>Calm care</p>;", [("paragraph", "Calm care")]),
    ("const a = <p>\n  Our infusions bring\n  calm within a day.\n</p>;", [("paragraph", "Our infusions bring calm within a day.")]),
    ("const a = <p>guar<b>ant</b>eed</p>;", [("paragraph", "guaranteed")]),
    ("const a = <p>Relief that is <strong>guaranteed</strong> for you</p>;", [("paragraph", "Relief that is guaranteed for you")]),
    ("const a = <h1>Feel<br/>better <span>today</span></h1>;", [("heading", "Feel better today")]),
    ("const a = <div><h2>One</h2><p>Two words</p></div>;", [("heading", "One"), ("paragraph", "Two words")]),
    ("const a = <ul><li>One thing</li><li>Another</li></ul>;", [("item", "One thing"), ("item", "Another")]),
    ("const a = <p>\n  words\n  <b>bold</b>\n</p>;", [("paragraph", "wordsbold")]),
    # expressions in text
    ('const a = <p>Ask about{" "}<Link href="/x">Spravato</Link>{" "}visits</p>;', [("paragraph", "Ask about Spravato visits")]),
    ('const a = <p>{"Book now"} please</p>;', [("paragraph", "Book now please")]),
    ("const a = <p>From ${price} at {clinic.name}</p>;", [("paragraph", "From $xx at xx")]),
    ("const a = <p>{`Ketamine in ${city}: fast relief`}</p>;", [("paragraph", "Ketamine in xx: fast relief")]),
    ("const a = <p>{t('home.title')}</p>;", []),
    ("const a = <div>{open && <p>Safe care</p>}</div>;", [("paragraph", "Safe care")]),
    ('const a = <p>{open ? "Open today" : "Closed today"}</p>;', [("paragraph", "Open today – Closed today")]),
    ("const a = <ul>{items.map((i) => (<li key={i.id}>{i.name} is safe</li>))}</ul>;", [("item", "xx is safe")]),
    # character references, and the bare "&" that the grammar calls an error
    ("const a = <p>It doesn&apos;t cure &amp; we say so</p>;", [("paragraph", "It doesn't cure & we say so")]),
    ("const a = <p>PTSD & OCD care</p>;", [("paragraph", "PTSD & OCD care")]),
    ("const a = <p>R&D and Q&A & <b>more</b> & more &amp; more</p>;", [("paragraph", "R&D and Q&A & more & more & more")]),
    ("type P = A & B & { a: string };\nconst a = <li>Pain & mood & sleep</li>;", [("item", "Pain & mood & sleep")]),
    ("const a = <p>" + "a & b " * 50 + "</p>;", [("paragraph", ("a & b " * 50).strip())]),
    # attributes and properties of components
    ('const a = <img src="/a.png" alt="A calm room" />;', [("alt", "A calm room")]),
    ('const a = <input type="submit" value="Book today" />;', [("button", "Book today")]),
    ('const a = <Hero lede="Relief that lasts" eyebrow="Our care" />;', [("value", "Relief that lasts"), ("value", "Our care")]),
    ('const a = <SEO title="Ketamine" description="Calm care in Austin" />;', [("title", "Ketamine"), ("description", "Calm care in Austin")]),
    ("const a = <Hero heading={<>New hope <br/> for PTSD</>} />;", [("paragraph", "New hope for PTSD")]),
    ('const a = <Card points={["Calm care", "Kind staff"]} />;', [("value", "Calm care"), ("value", "Kind staff")]),
    ("const a = <Button>Book your visit</Button>;", [("button", "Book your visit")]),
    # data
    ('const benefits = ["No downtime", "Lasting calm"];', [("value", "No downtime"), ("value", "Lasting calm")]),
    ('const x = { title: "Calm", body: "Kind words here." };', [("title", "Calm"), ("value", "Kind words here.")]),
    ("const x = { title: (<>Gentle <b>care</b></>) };", [("paragraph", "Gentle care")]),
    ('export const metadata = { description: "Calm care", openGraph: { title: "Care" } };', [("description", "Calm care"), ("title", "Care")]),
    ('const b = "<p>Calm <b>care</b></p><p>Kind staff</p>";', [("paragraph", "Calm care"), ("paragraph", "Kind staff")]),
    ("const s = 'you\\'ll feel ' + \"better\";", [("value", "you'll feel better")]),
    ('const s = "It\\u2019s calm\\x21";', [("value", "It's calm!")]),
    ('function F({ tagline = "Calm care here" }) {}', [("value", "Calm care here")]),
    ('function f() { return "Calm care here"; }', [("value", "Calm care here")]),
    ('const x = ok ? "Calm care" : "Kind care";', [("value", "Calm care"), ("value", "Kind care")]),
    ('const x = { description: "Calm care" } as const;', [("description", "Calm care")]),
]  # fmt: skip

COPY += [
    ('function f(x) { switch (x) { case "kind a b": return <p>Calm</p>; default: return "Rest well here"; } }',
     [("paragraph", "Calm"), ("value", "Rest well here")]),
    ("class A { render() { return <p>Calm</p>; } }", [("paragraph", "Calm")]),
    ("const A = () => { if (x) { return <p>Calm</p>; } return null; };", [("paragraph", "Calm")]),
    ("const A = React.memo(function A() { return <p>Calm</p>; });", [("paragraph", "Calm")]),
    ("export default defineConfig({ title: 'Calm care' });", [("title", "Calm care")]),
    ("const a = <Tabs tabs={[{ label: 'Calm care', content: <p>Rest</p> }]} />;", [("label", "Calm care"), ("paragraph", "Rest")]),
    ("const a = <>{a ? <p>Calm</p> : <p>Rest</p>}</>;", [("paragraph", "Calm"), ("paragraph", "Rest")]),
    ("const a = <p>{render(() => <b>Calm</b>)} care</p>;", [("paragraph", "Calm"), ("paragraph", "care")]),
]  # fmt: skip

# Values under wrappings, in choices, in templates and below keys that name no copy themselves: each is read once.
COPY += [
    ('const x = { body: "Calm words " + "go here." };', [("value", "Calm words go here.")]),
    ('const x = { body: ("Calm words go here") };', [("value", "Calm words go here")]),
    ('const x = { body: "Calm words go here" as const };', [("value", "Calm words go here")]),
    ('const x = ["Calm words " + name];', [("value", "Calm words xx")]),
    ('const x = { body: p.body || "Kind words here" };', [("value", "Kind words here")]),
    ('const x = { body: ok ? "Kind words" : "Calm words" };', [("value", "Kind words"), ("value", "Calm words")]),
    ('const x = "We are " + (ok ? "very calm" : "so kind") + ".";', [("value", "We are very calm – so kind.")]),
    ('const x = `We are ${ok ? "very calm" : "so kind"} here`;', [("value", "We are very calm – so kind here")]),
    ('const x = `All ${list.map(() => "calm words")} here`;', [("value", "All xx here"), ("value", "calm words")]),
    ('const s = "We are " + t("calm and kind") + (ok ? `as ${t("ever we were")}` : x) + " here";',
     [("value", "We are xxas xx here"), ("value", "calm and kind"), ("value", "ever we were")]),
    ('const image = { src: "a b.png", alt: "A calm room" };', [("alt", "A calm room")]),
    ('const x = { a: "Calm care here" }[mode];', [("value", "Calm care here")]),
    ('items.push("Calm care here");', [("value", "Calm care here")]),
    ('const m = new Map([["a", "Calm care here"]]);', [("value", "Calm care here")]),
    ('const a = <p>{t("Calm care here")} now</p>;', [("value", "Calm care here"), ("paragraph", "now")]),
    ('const a = <p>We are {["calm staff", "kind words"].join(", ")}.</p>;',
     [("paragraph", "We are xx."), ("value", "calm staff"), ("value", "kind words")]),
    ("const a = <motion.h1>Calm care</motion.h1>;", [("heading", "Calm care")]),
    ('const a = <motion.img alt="A calm room" />;', [("alt", "A calm room")]),
    ("const a = <Steps onboarding={<p>Calm care</p>} />;", [("paragraph", "Calm care")]),
    # A quoted attribute has character references, one in braces has escapes.
    ('const a = <Card lede="It&apos;s calm &amp; kind" />;', [("value", "It's calm & kind")]),
    ('const a = <Card lede={"It\\u2019s calm here"} />;', [("value", "It's calm here")]),
    ('const a = <img alt={"It\\u2019s calm here"} />;', [("alt", "It's calm here")]),
    ("const a = <meta name='description' content={`Calm care in ${city}`} />;", [("description", "Calm care in xx")]),
    ('const a = <p>See <a title={ok ? "Kind words" : ""}>us</a> now</p>;', [("paragraph", "See us now"), ("title", "Kind words")]),
    ("const a = <p>" + "\n" * 20_000 + "Calm care" + "\n" * 20_000 + "</p>;", [("paragraph", "Calm care")]),
]  # fmt: skip

# What is code: nothing in it is copy.
CODE = [
    'import { a } from "proven-safe-cure lib";',
    'export { a } from "a proven module";',
    '"use client";',
    "// best cure ever\n/* safe and proven */",
    'type S = "proven safe" | "cured forever";',
    'interface P { mode: "very safe mode" }',
    'enum K { A = "miracle cure here" }',
    'console.error("Guaranteed delivery failed");',
    'throw new Error("Guaranteed delivery failed");',
    'toast.success("Your proven booking works");',
    'const keywords = ["ketamine cure near me"];',
    'const x = { slug: "proven cure", id: "safe thing", icon: "calm heart", href: "/a b c" };',
    'const c = "flex items-center best-in-row text-sm";',
    'const c = cn("safe and gentle", on && "very proven");',
    'const a = <div className="proven safe cure" id="safe place here" style={{ color: "very red" }} />;',
    'const a = <path d="M12 4 L9 9" fill="safe red" />;',
    'const a = <button onClick={() => alert("Proven words here")} />;',
    "const a = <style jsx>{`.a { content: 'proven safe cure'; }`}</style>;",
    "const a = <p>{/* best hero ever */}</p>;",
    'if (mode === "proven safe") { run(); }',
    'switch (x) { case "very safe thing": break; }',
    'const x = styled.div`margin: proven safe;`;',
    'const q = gql`query Proven { safe }`;',
    'describe("a proven thing", () => { it("is safe here", () => {}); });',
    'const url = "https://example.com/proven-safe";',
    'const t = useTranslations("home page title");',
    "const a = t('home.hero.description');",
    'const x = { className: ok ? "very kind words" : "so calm words" };',
    'const a = <p className={ok ? "very kind words" : "so calm words"} />;',
    'const a = <p className={`very kind ${ok ? "so calm words" : "x"}`} />;',
    'dataLayer.push({ event: "proven words clicked" });',
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), COPY)
def test_copy_is_read(source: str, expected: list[tuple[str, str]]) -> None:
    document = parse(source, "page.tsx")
    assert [(kind, text) for kind, text, _ in segments(document)] == expected
    assert document.unread == ()
    assert_traceable(document)


@pytest.mark.parametrize("source", CODE)
def test_code_is_not(source: str) -> None:
    document = parse(source, "page.tsx")
    assert document.text == ""
    assert document.unread == ()


def test_questions_and_figures_belong_to_what_stands_beside_them() -> None:
    source = 'const f = [{ q: "Does it hurt?", a: "No." }, { value: "70%", label: "response rate" }];'
    assert groups(parse(source, "data.ts")) == [["Does it hurt?", "No."], ["70%", "response rate"]]


def test_links_keep_their_targets() -> None:
    source = 'const a = <p>See <a href="https://doi.org/10.1000/x">the study</a> and <Link href="/b">us</Link></p>;'
    assert links(parse(source, "page.jsx")) == [("the study", "https://doi.org/10.1000/x"), ("us", "/b")]


@pytest.mark.parametrize("suffix", [".tsx", ".jsx", ".ts", ".js", ".mjs", ".cjs", ".mts", ".cts"])
def test_every_kind_of_module_is_read(suffix: str) -> None:
    assert parse('export const title = "Calm 🦷 care";', f"page{suffix}").text == "Calm 🦷 care\n"


def test_a_type_assertion_is_no_element() -> None:
    document = parse('const a = <Copy>{ title: "Calm care" };\nexport const b = "Kind words.";', "data.ts")
    assert (document.text, document.unread) == ("Calm care\nKind words.\n", ())


@pytest.mark.parametrize("broken", ['const a = { x: 1;;; @@ "proven cure" };', "const a = <p>{x ;; y}</p>;", "f(1"])
def test_a_small_part_that_cannot_be_parsed_is_said_with_its_line(broken: str) -> None:
    document = parse('const b = "Kind words here.";\n' * 50 + broken + "\n", "page.tsx")
    assert [unread.line for unread in document.unread] == [51]
    assert document.text.startswith("Kind words here.\n" * 50)


@pytest.mark.parametrize("source", ["<<<<<<< not a module >>>>>>> (((", "const a = " + "<div>" * 3000, "[" * 5000])
def test_what_cannot_be_parsed_is_said(source: str) -> None:
    assert parse(source, "page.tsx").unread

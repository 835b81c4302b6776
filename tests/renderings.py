"""The same copy as a site would hold it in each format, with navigation, class names and code around it."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from copylint.text.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A unit of copy: its kind and heading level, its words, and the links in it as (start, end, target)."""

    kind: str
    text: str
    level: int = 2
    links: Sequence[tuple[int, int, str]] = ()
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """A source, and where each block stands in it."""

    source: str
    places: Sequence[tuple[int, int]]


def blocks_of(document: Document) -> list[Block]:
    """The copy of a document as blocks, one for each segment."""
    blocks = []
    for segment in document.segments:
        inside = [link for link in document.links if segment.start <= link.start and link.end <= segment.end]
        blocks.append(
            Block(
                kind=segment.kind,
                text=document.segment_text(segment),
                level=document.sections[segment.section].level or 2,
                links=[(link.start - segment.start, link.end - segment.start, link.target) for link in inside],
                row=segment.group if segment.kind == "cell" else None,
            )
        )
    return blocks


def render(blocks: Sequence[Block], form: str) -> Rendering:
    """`blocks` in the form of that name."""
    source = ""
    places: list[tuple[int, int]] = []
    for part in FORMS[form](blocks):
        if isinstance(part, str):
            source += part
        else:
            places.append((len(source), len(source) + len(part[0])))
            source += part[0]
    assert len(places) == len(blocks)
    return Rendering(source=source, places=places)


Parts = Iterator[str | tuple[str]]
"""What a form yields: text around the copy as it is, and each block in a tuple of its own."""
Escape = Callable[[str], str]


def _words(block: Block, escape: Escape, link: str = '<a class="proven-safe link" href="{}">{}</a>') -> str:
    """The words of a block with its links in them."""
    result, at = "", 0
    for start, end, target in sorted(block.links):
        if start >= at and end > start:
            result += escape(block.text[at:start]) + link.format(
                html.escape(target).replace("{", ""), escape(block.text[start:end])
            )
            at = end
    return result + escape(block.text[at:])


def _in_html(text: str) -> str:
    return html.escape(text, quote=False)


def _in_jsx(text: str) -> str:
    return "".join({"{": "&#123;", "}": "&#125;"}.get(c, html.escape(c, quote=False)) for c in text)


def _elements(blocks: Sequence[Block], escape: Escape, name: str = "class", link: str | None = None) -> Parts:
    """Blocks as elements, lists and table rows with their containers."""
    opened = ""
    for number, block in enumerate(blocks):
        if block.kind == "item":
            wanted, tag = "ul", "li"
        elif block.kind == "cell":
            wanted, tag = f"tr {block.row}", "td"
        elif block.kind == "quote":
            wanted, tag = "", "blockquote"
        else:
            wanted, tag = "", f"h{min(block.level, 6)}" if block.kind in ("heading", "title") else "p"
        if wanted != opened:
            yield {"u": "</ul>\n", "t": "</tr></tbody></table>\n"}.get(opened[:1], "")
            yield {"u": f'<ul {name}="safe list">\n', "t": "<table><tbody><tr>"}.get(wanted[:1], "")
            opened = wanted
        yield f'  <{tag} {name}="proven cure lead-{number}" id="miracle-{number}">\n    '
        yield (_words(block, escape, link) if link else _words(block, escape),)
        yield f"\n  </{tag}>\n"
    yield {"u": "</ul>\n", "t": "</tr></tbody></table>\n"}.get(opened[:1], "")


_NAVIGATION = '<nav {}="proven nav"><a href="/safe-cure" {}="guaranteed">Home</a></nav>\n'


def _html(blocks: Sequence[Block]) -> Parts:
    yield '<!doctype html>\n<html lang="en"><body class="proven">\n' + _NAVIGATION.format("class", "class")
    yield from _elements(blocks, _in_html)
    yield "<!-- a proven cure --><script>const a = 'a proven cure';</script></body></html>\n"


def _tsx(blocks: Sequence[Block]) -> Parts:
    yield 'import { cure } from "../lib/proven-cure";\n\nexport default function Page() {\n  return (\n    <main className="proven safe">\n'
    yield _NAVIGATION.format("className", "className")
    link = '<Link className="proven-safe link" href="{}">{}</Link>'
    yield from _elements(blocks, _in_jsx, "className", link)
    yield "{/* a proven cure */}\n    </main>\n  );\n}\n"


def _data(blocks: Sequence[Block], quote: Callable[[str], str]) -> Parts:
    """Sections of a page as objects: a heading and its parts."""
    yield "["
    within = False
    for number, block in enumerate(blocks):
        text = (
            quote(_words(block, _in_html)) if any(end > start for start, end, _ in block.links) else quote(block.text)
        )
        if block.kind in ("heading", "title") or not within:
            yield f"{']}, ' if within else ''}{{{quote('slug')}: {quote('proven-cure')}, {quote('heading')}: "
            within = True
            if block.kind in ("heading", "title"):
                yield (text,)
                yield f", {quote('body')}: ["
                continue
            yield f"{quote('')}, {quote('body')}: ["
        yield (text,)
        yield ", " if number + 1 < len(blocks) and blocks[number + 1].kind not in ("heading", "title") else ""
    yield "]}]" if within else "]"


def _tsx_data(blocks: Sequence[Block]) -> Parts:
    yield 'import type { Section } from "proven cure";\n\nexport const sections: Section[] = '
    yield from _data(blocks, lambda text: json.dumps(text, ensure_ascii=False))
    yield " as const;\n"


def _json(blocks: Sequence[Block]) -> Parts:
    yield from _data(blocks, json.dumps)


def _yaml(blocks: Sequence[Block]) -> Parts:
    yield "layout: proven cure\nsections: "
    yield from _data(blocks, lambda text: json.dumps(text, ensure_ascii=False))


def _json_ld(blocks: Sequence[Block]) -> Parts:
    yield '<html><head><script type="application/ld+json">{"@context": "https://schema.org", "@type": "Article", "hasPart": '
    yield from _data(blocks, lambda text: json.dumps(text).replace("</", "<\\/"))
    yield "}</script></head><body></body></html>"


def _mdx(blocks: Sequence[Block]) -> Parts:
    yield 'import { Cure } from "a proven cure"\n\n<nav className="proven safe"><a href="/cure">Home</a></nav>\n\n<Section id="a proven cure">\n'
    for block in blocks:
        if block.kind == "cell":
            yield "<table><tbody><tr><td>"
            yield (_words(block, _in_jsx),)
            yield "</td></tr></tbody></table>\n\n"
            continue
        yield "\n" + {"heading": f"{'#' * block.level} ", "title": "# ", "item": "- ", "quote": "> "}.get(
            block.kind, ""
        )
        yield (_words(block, _in_markdown),)
        yield "\n"
    yield "\n</Section>\n"


def _in_markdown(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\*_`#{}[]<>~|+-!.&" else c for c in text)


def _astro(blocks: Sequence[Block]) -> Parts:
    yield '---\nimport Layout from "../proven-cure.astro";\nconst cure = site.proven;\n---\n<Layout class="proven">\n'
    yield _NAVIGATION.format("class", "class")
    yield from _elements(blocks, _in_jsx)
    yield "{/* a proven cure */}</Layout>\n<style>.a { content: 'proven cure' }</style>\n"


def _svelte(blocks: Sequence[Block]) -> Parts:
    yield (
        '<script>\n  import x from "a proven cure";\n</script>\n'
        + _NAVIGATION.format("class", "class")
        + "{#if cure}\n"
    )
    yield from _elements(blocks, _in_jsx)
    yield "{/if}\n<style>.a { content: 'proven cure' }</style>\n"


def _vue(blocks: Sequence[Block]) -> Parts:
    yield "<template>\n<main :class=\"{ 'proven cure': on }\">\n" + _NAVIGATION.format("class", "class")
    yield from _elements(blocks, lambda text: _in_html(text).replace("{{", "&#123;&#123;"))
    yield '</main>\n</template>\n<script setup>\nimport x from "a proven cure";\n</script>\n'


def _php(blocks: Sequence[Block]) -> Parts:
    yield "<?php get_header('a proven cure'); ?>\n" + _NAVIGATION.format("class", "class")
    yield from _elements(blocks, _in_html)
    yield "<?php // a proven cure\nget_footer(); ?>\n"


FORMS: dict[str, Callable[[Sequence[Block]], Parts]] = {
    "html": _html,
    "tsx": _tsx,
    "tsx-data": _tsx_data,
    "json-ld": _json_ld,
    "mdx": _mdx,
    "astro": _astro,
    "vue": _vue,
    "svelte": _svelte,
    "php": _php,
    "json": _json,
    "yaml": _yaml,
}
SUFFIXES = {"tsx-data": ".ts", "json-ld": ".html", **{form: f".{form}" for form in FORMS if "-" not in form}}

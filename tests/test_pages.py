"""What a reader sees as one page, in sites of each framework."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from inline import linter, rule

from copylint.pages import PageFinder, is_page
from copylint.parsers import parser_for
from copylint.text.document import Document, Page

PAGES = [
    "app/page.tsx", "src/app/about/page.jsx", "app/(marketing)/faq/page.mdx", "pages/index.tsx", "src/pages/about.js", "src/pages/a/b.astro",
    "pages/index.vue", "src/routes/+page.svelte", "src/routes/faq/+page.svelte", "src/views/Home.tsx", "app/routes/home.tsx",
    "content/a.md", "content/_index.md", "pages/index.js", "app/routes/_index.tsx", "a.html", "index.php", "page-about.php", "layouts/index.html", "docs/a.mdx", "a.txt", "src/pages/a.md",
]  # fmt: skip
PARTS = [
    "src/components/Hero.tsx", "app/layout.tsx", "src/data/faqs.ts", "pages/_app.tsx", "src/pages/api/book.ts", "src/pages/components/Hero.tsx",
    "src/routes/+layout.svelte", "components/Hero.vue", "content/faq.json", "_data/faq.yml", "a.csv", "_includes/foot.html", "_layouts/post.html",
    "layouts/partials/foot.html", "layouts/_default/single.html", "src/_includes/base.njk", "header.php", "template-parts/hero.php",
    "content/_note.md", "src/pages/index.ts", "Hero.tsx",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page(path: str) -> None:
    assert is_page(path)
    assert is_page(f"site/{path}")


@pytest.mark.parametrize("path", PARTS)
def test_no_page(path: str) -> None:
    assert not is_page(path)


def read(path: str) -> Document | None:
    parse = parser_for(path)
    return parse(Path(path).read_text("utf-8"), path) if parse else None


def page(path: str, files: dict[str, str]) -> Page:
    """The page at `path` in a site of these files, which is made in the working folder."""
    for name, text in {"package.json": "{}", **files}.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    document = read(path)
    assert document is not None
    return PageFinder(read).page_of(document)


NEXT = {
    "tsconfig.json": '{\n  // paths\n  "compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["./src/*"], "faqs": ["./data/faqs.ts"],},},\n}',
    "src/app/faq/page.tsx": 'import Hero from "@/components/Hero";\nimport { faqs } from "faqs";\nimport x from "react";\nimport type { T } from "@/components/Type";\n'
    'export { y } from "../../lib/more";\nexport default () => <Hero a={faqs} />;',
    "src/app/layout.tsx": 'import Foot from "@/components/Foot";\nexport default () => <p>Calm</p>;',
    "src/app/faq/layout.tsx": "export default () => <p>Kind</p>;",
    "src/components/Hero.tsx": 'import Badge from "./Badge.js";\nconst Late = dynamic(() => import("./Late"));\nexport default () => <h1>Calm</h1>;',
    "src/components/Badge.tsx": 'import Hero from "./Hero";\nexport default 1;',
    "src/components/Late.tsx": "export default 1;",
    "src/components/Foot/index.tsx": "export default 1;",
    "src/components/Type.ts": "export type T = 1;",
    "src/lib/more.ts": 'import Other from "../app/other/page";\nexport const y = 1;',
    "src/app/other/page.tsx": "export default 1;",
    "data/faqs.ts": "export const faqs = [];",
}
SITES: list[tuple[str, dict[str, str], list[str]]] = [
    ("src/app/faq/page.tsx", NEXT,
     ["src/components/Hero.tsx", "data/faqs.ts", "src/lib/more.ts", "src/app/faq/layout.tsx", "src/app/layout.tsx",
      "src/components/Badge.tsx", "src/components/Late.tsx", "src/components/Foot/index.tsx"]),
    ("pages/index.jsx", {"pages/index.jsx": 'import A from "../components/A";', "components/A.jsx": "1", "pages/_app.jsx": "1"}, ["components/A.jsx", "pages/_app.jsx"]),
    ("src/pages/index.astro",
     {"src/pages/index.astro": '---\nimport L from "@/layouts/L.astro";\nimport d from "../data/d.json";\n---\n<L/>', "src/layouts/L.astro": "<p>a</p>", "src/data/d.json": "{}"},
     ["src/layouts/L.astro", "src/data/d.json"]),
    ("src/pages/a.md", {"src/pages/a.md": "---\nlayout: ../layouts/L.astro\n---\na", "src/layouts/L.astro": "<p>a</p>"}, ["src/layouts/L.astro"]),
    ("src/pages/a.mdx", {"src/pages/a.mdx": 'import A from "../A.tsx"\n\n<A/>', "src/A.tsx": "1"}, ["src/A.tsx"]),
    ("src/routes/+page.svelte",
     {"src/routes/+page.svelte": '<script>import A from "$lib/A.svelte";</script>', "src/lib/A.svelte": "<p>a</p>", "src/routes/+layout.svelte": "<p>b</p>"},
     ["src/lib/A.svelte", "src/routes/+layout.svelte"]),
    ("pages/index.vue", {"pages/index.vue": '<script setup>import A from "~/components/A.vue";</script>', "components/A.vue": "<template></template>"}, ["components/A.vue"]),
    ("src/App.tsx", {"src/App.tsx": 'import A from "./A";', "src/A.tsx": "1"}, ["src/A.tsx"]),
    ("_posts/a.md",
     {"_config.yml": "title: a", "_posts/a.md": "---\nlayout: post\n---\na", "_layouts/post.html": "---\nlayout: base\n---\n{% include foot.html %}",
      "_layouts/base.html": "<p>a</p>", "_includes/foot.html": "<p>b</p>"},
     ["_layouts/post.html", "_includes/foot.html", "_layouts/base.html"]),
    ("content/a.md",
     {"hugo.toml": "", "content/a.md": "a", "layouts/_default/single.html": '{{ partial "foot.html" . }}', "layouts/_default/baseof.html": "a", "layouts/partials/foot.html": "b"},
     ["layouts/_default/single.html", "layouts/_default/baseof.html", "layouts/partials/foot.html"]),
    ("src/a.njk", {"src/a.njk": "---\nlayout: base\n---\na", "src/_includes/layouts/base.njk": '{% include "foot.njk" %}', "src/_includes/foot.njk": "b"},
     ["src/_includes/layouts/base.njk", "src/_includes/foot.njk"]),
    ("content/k/index.md", {"hugo.toml": "", "content/k/index.md": "a", "layouts/k/single.html": "b", "layouts/_default/baseof.html": "c"},
     ["layouts/k/single.html", "layouts/_default/baseof.html"]),
    ("src/pages/Home.tsx", {"src/pages/Home.tsx": 'import H from "./home/Hero";', "src/pages/home/Hero.tsx": "1"}, ["src/pages/home/Hero.tsx"]),
    ("front-page.php", {"front-page.php": "<?php get_header(); include 'parts/risks.php'; get_template_part('template-parts/cta', 'blue'); ?>a",
     "header.php": "a", "parts/risks.php": "b", "template-parts/cta-blue.php": "c"}, ["header.php", "parts/risks.php", "template-parts/cta-blue.php"]),
    # Nothing outside of the site, and no link out of it.
    ("app/page.tsx", {"app/page.tsx": 'import a from "../../outside";\nimport b from "/../outside";\nimport c from "./link";'}, []),
    ("Hero.tsx", {"Hero.tsx": 'import A from "./A";', "A.tsx": "1"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("path", "files", "parts"), SITES, ids=[path for path, _, _ in SITES])
def test_a_page_with_its_parts(
    path: str, files: dict[str, str], parts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site/app").mkdir(parents=True)
    (tmp_path / "outside.tsx").write_text("1", encoding="utf-8")
    os.symlink(tmp_path / "outside.tsx", tmp_path / "site/app/link.tsx")
    monkeypatch.chdir(tmp_path / "site")
    found = page(path, files)
    assert [part.document.path for part in found.parts] == parts
    assert found.whole is is_page(path) or path.endswith("App.tsx")
    # The same by the full path, from elsewhere.
    monkeypatch.chdir(tmp_path)
    document = read(str(tmp_path / "site" / path))
    assert document is not None
    again = PageFinder(read).page_of(document)
    assert [os.path.relpath(part.document.path, tmp_path / "site") for part in again.parts] == parts


def test_each_part_tells_what_brings_it_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = page("src/app/faq/page.tsx", NEXT)
    source = found.document.source
    by = {part.document.path: source[part.start : part.end] for part in found.parts}
    assert by["src/components/Badge.tsx"] == by["src/components/Hero.tsx"] == 'import Hero from "@/components/Hero";'
    assert by["src/lib/more.ts"] == 'export { y } from "../../lib/more";'
    assert by["src/app/layout.tsx"] == ""


def test_a_disclosure_in_a_component_counts_for_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rules = linter(
        tmp_path,
        rule("check: omission\nwhen: {about: ketamine, promotes: heals}\nrequire: [{any: nausea}]\nwanted: Risks."),
    )
    files = {
        "app/page.tsx": 'import A from "./A";\nexport default () => <p>Ketamine heals.</p>;',
        "app/A.tsx": "export default () => <p>Nausea may follow.</p>;",
    }
    assert rules.check_page(page("app/page.tsx", files)).findings == ()
    assert len(rules.check_page(page("app/page.tsx", {"app/A.tsx": "export default 1;"})).findings) == 1


@pytest.mark.parametrize("text", ["{", "[]", '{"compilerOptions": 1}', '{"extends": "./tsconfig.json"}', "\xff"])
def test_a_broken_configuration_is_none(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tsconfig.json").write_bytes(text.encode("latin-1"))
    assert page("app/page.tsx", {"app/page.tsx": 'import A from "@/A";', "src/A.tsx": "1"}).parts

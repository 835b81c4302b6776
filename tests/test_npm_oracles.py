"""Compared with the official parsers of TypeScript, Svelte, Astro, Vue and MDX (npm; for development only).

All text that they see between elements is read, and no class name, address or module that they name is.
To run these: npm install --no-package-lock --prefix tests/oracles
"""

from __future__ import annotations

import html
import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from renderings import FORMS, SUFFIXES, Block, render
from test_component import ASTRO, MDX, SVELTE, VUE
from test_javascript import COPY
from test_metamorphic import SENTENCES

from copylint.parsers import parser_for
from copylint.text.normalise import normalise
from copylint.text.view import Run

ORACLES = Path(__file__).parent / "oracles"
SITES = ORACLES.parent.parent / "examples" / "sites"
LANGUAGES = {
    ".tsx": "tsx",
    ".jsx": "tsx",
    ".ts": "ts",
    ".astro": "astro",
    ".svelte": "svelte",
    ".vue": "vue",
    ".mdx": "mdx",
}

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (ORACLES / "node_modules").is_dir(),
    reason="the official parsers are not installed: npm install --no-package-lock --prefix tests/oracles",
)


def sources(suffix: str) -> list[str]:
    """Idioms, pages with random copy, and the files of the example sites, in one format."""
    idioms: dict[str, list[Any]] = {".tsx": COPY, ".astro": ASTRO, ".svelte": SVELTE, ".mdx": MDX}
    found = [source for source, _ in idioms.get(suffix, []) if len(source) < 10_000]
    if suffix == ".astro":  # its compiler takes the brace in a regular expression for the expression's end
        found = [source for source in found if "/}'/" not in source]
    if suffix == ".vue":
        found += [f"<template>\n{source}\n</template>\n<script setup>\n</script>" for source, _ in VUE]
    chance = random.Random(7)  # noqa: S311, the same pages every time
    for form in FORMS:
        if SUFFIXES[form] == suffix:
            for _ in range(40):
                kinds = chance.choices(["heading", "paragraph", "item", "quote"], k=6)
                blocks = [Block(kind=kind, text=" ".join(chance.sample(SENTENCES, 2))) for kind in kinds]
                found.append(render(blocks, form).source)
    found += [path.read_text("utf-8") for path in sorted(SITES.rglob(f"*{suffix}"))]
    return found


def plain(text: str) -> str:
    return " ".join(normalise([Run(text, 0, len(text), "entity")]).text.split())


@pytest.mark.parametrize("suffix", [".tsx", ".ts", ".astro", ".svelte", ".vue", ".mdx"])
def test_the_official_parser_sees_the_same_text(suffix: str, tmp_path: Path) -> None:
    pages = sources(suffix)
    asked = tmp_path / "pages.json"
    asked.write_text(json.dumps([{"language": LANGUAGES[suffix], "source": source} for source in pages]))
    told = subprocess.run(
        ["node", "human-text.mjs", str(asked)], cwd=ORACLES, capture_output=True, text=True, check=True, timeout=120
    )
    results = json.loads(told.stdout)
    parse = parser_for(f"page{suffix}")
    assert parse is not None
    compared = 0
    for source, result in zip(pages, results, strict=True):
        if result["error"]:  # what the official parser refuses
            continue
        compared += 1
        document = parse(source, f"page{suffix}")
        assert document.unread == (), source
        read = " ".join(document.text.split())
        for text in result["text"]:
            wanted = plain(html.unescape(text) if suffix in (".tsx", ".astro") else text)
            assert wanted in read, f"{wanted!r} is not in {read!r}\n{source}"
        visible = " ".join(plain(text) for text in (*result["text"], *result["strings"]))
        for name in result["hidden"]:
            assert len(name) < 4 or plain(name) in visible or plain(name) not in read, f"{name!r} was read\n{source}"
    assert compared > 0.95 * len(pages), [result["error"] for result in results if result["error"]]

"""Which files a reader sees as one page: a page with the components, data and layouts that it brings in.

Frameworks tell pages by their places (Next.js, Gatsby, Astro, Nuxt, SvelteKit, Remix, and Vite's habits), and what a page is made of by
its imports, by the aliases of tsconfig.json, and by the names of layouts and includes (Jekyll, Hugo, Eleventy).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from copylint.nodes import Items, Node, NodeError, Scalar, Table, read_json
from copylint.text.document import Document, Import, Page, Part
from copylint.text.view import View

Read = Callable[[str], Document | None]
"""Gives the document of the file at a path, or None for one that cannot be read."""

_MOST_PARTS = 200
"""Files of one page that are followed; a page with more brings in the whole site by a module of indexes."""
_SCRIPT = r"\.(?:[cm]?[jt]sx?|astro|vue|svelte)$"
_COMPONENT = re.compile(_SCRIPT, re.IGNORECASE)
_PAGE_PLACES = re.compile(
    r"(?:^|/)app/(?:.*/)?page\.(?:[jt]sx?|mdx)$"  # Next.js, app router
    r"|(?:^|/)routes/(?:.*/)?\+page\.svelte$"
    r"|(?:^|/)(?:pages|views|routes|screens)/(?!(?:.*/)?(?:api|components|_components|sections)/)(?:.*/)?(?!_(?!index\.)|\+|index\.ts$|.*\.(?:data|types|utils)\.)[^/]+"
    r"\.(?:[jt]sx?|astro|vue|svelte)$"
)
# Files of other formats that are put into pages.
_PARTIAL = re.compile(
    r"(?:^|/)(?:_?includes|_?partials|_?components|_?layouts|_?snippets|template-parts|blocks|sections|shortcodes|inc)/(?!index\.\w+$)"
    r"|(?:^|/)_(?!index\.)[^/]+$|(?:^|/)(?:header|footer|sidebar|functions|comments|searchform)(?:-[\w-]+)?\.php$",
    re.IGNORECASE,
)
_DATA = re.compile(r"\.(?:json|ya?ml|csv|tsv)$", re.IGNORECASE)
_APP = re.compile(r"(?:^|/)App\.(?:[jt]sx?|vue|svelte)$")
_ROUTERS = ("pages", "views", "routes", "screens", "app")
_ROOT_MARKS = (
    ".git",
    "package.json",
    "_config.yml",
    "hugo.toml",
    "hugo.yaml",
    "config.toml",
    ".eleventy.js",
    "eleventy.config.js",
)
_SUFFIXES = (".tsx", ".ts", ".jsx", ".js", ".mjs", ".astro", ".vue", ".svelte", ".mdx", ".md", ".json", ".yaml", ".yml")
_TEMPLATE_FOLDERS = (
    "_includes", "_layouts", "src/_includes", "src/_layouts", "_includes/layouts", "src/_includes/layouts", "src/_includes/partials",
    "layouts", "layouts/partials", "layouts/shortcodes", "src/partials", "partials", "layouts/_partials", "layouts/_default", "includes", "templates", "src/layouts", "views", "snippets",
)  # fmt: skip
_TEMPLATE_SUFFIXES = ("", ".html", ".php", ".njk", ".liquid", ".hbs", ".md", ".twig", ".jinja", ".astro")
_ROUTED = re.compile(r"(?:^|/)(?:page|\+page)\.\w+$")
_CONFIGS = ("tsconfig.json", "jsconfig.json", "tsconfig.app.json")
_HABITS = ("@/", "~/", "$lib/")
_DEEPEST = 5
_COMMENT = re.compile(r'("(?:[^"\\]|\\.)*+")|//[^\n]*|/\*.*?\*/', re.DOTALL)


class _Alias(NamedTuple):
    """Modules that match `pattern` (with one "*") stand at `places` below `base`."""

    base: str
    pattern: str
    places: tuple[str, ...]


def is_page(path: str) -> bool:
    """Whether the file at `path` is a page by itself, as far as its place and its format tell; else it is put into pages."""
    path = path.replace("\\", "/")
    if _DATA.search(path):
        return False
    return bool(_PAGE_PLACES.search(path)) if _COMPONENT.search(path) else not _PARTIAL.search(path)


class PageFinder:
    """Puts pages together from the files of a site, which it looks up on disk; what it found holds for one run."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._roots: dict[str, str] = {}
        self._aliases: dict[str, list[_Alias]] = {}

    def page_of(self, document: Document) -> Page:
        """The page whose document this is, with its parts; or a component by itself."""
        if not self._is_page(document.path):
            return Page(document=document, whole=False)
        found: dict[str, Part] = {}
        queue: list[tuple[str, int, int, bool]] = [
            (path, entry.start, entry.end, entry.kind == "include")
            for entry in document.imports
            for path in self.resolve(entry, document.path)
        ]
        queue.extend((path, 0, 0, True) for path in self._layouts_around(document))
        seen = {os.path.normpath(document.path)}
        while queue and len(found) < _MOST_PARTS:
            path, start, end, included = queue.pop(0)
            if os.path.normpath(path) in seen:
                continue
            seen.add(os.path.normpath(path))
            part = self._read(path) if included or self._may_be_part(path) else None
            if part is not None:
                found[path] = Part(document=part, start=start, end=end)
                queue.extend(
                    (inner, start, end, entry.kind == "include")
                    for entry in part.imports
                    for inner in self.resolve(entry, path)
                )
        return Page(document=document, parts=tuple(found.values()))

    def _may_be_part(self, path: str) -> bool:
        """Whether an imported file is shown, not linked to; a component in a folder of pages may be a part all the same."""
        return not is_page(path) or (_COMPONENT.search(path) is not None and _ROUTED.search(path) is None)

    def _is_page(self, path: str) -> bool:
        folder = os.path.dirname(path)
        # The one page of a site without a folder of pages.
        is_app = bool(_APP.search(path)) and not any(os.path.isdir(os.path.join(folder, name)) for name in _ROUTERS)
        return is_page(path) or is_app

    # -- what stands around a page by its place

    def _layouts_around(self, document: Document) -> Iterator[str]:
        """Layouts that apply without being named: Next.js, SvelteKit, and Hugo's defaults."""
        path = document.path.replace("\\", "/")
        folder, root = os.path.dirname(path), self._root(path)
        if _ROUTED.search(path):
            names = ("+layout.svelte",) if path.endswith(".svelte") else tuple(f"layout{s}" for s in _SUFFIXES[:4])
            while True:
                yield from self._existing((os.path.join(folder, name) for name in names), root)
                if os.path.basename(folder) in ("app", "routes") or folder in ("", root, os.path.dirname(folder)):
                    return
                folder = os.path.dirname(folder)
        elif "pages/" in path and _COMPONENT.search(path):
            folder = path[: path.rindex("pages/") + len("pages")]
            around = (f"{folder}/_{name}{suffix}" for name in ("app", "document") for suffix in _SUFFIXES[:4])
            yield from self._existing(around, root)
        elif not any(entry.kind == "layout" for entry in document.imports):
            name = "list.html" if os.path.basename(path).startswith("_index") else "single.html"
            section = os.path.relpath(path, root or ".").replace("\\", "/").split("/")[1:2]
            places = (
                *(os.path.join("layouts", part) for part in section),
                os.path.join("layouts", "_default"),
                "layouts",
            )
            for page in (name, "baseof.html"):
                defaults = (os.path.join(root, place, page) for place in places)
                yield from list(self._existing(defaults, root))[:1]

    # -- imports

    def resolve(self, entry: Import, path: str) -> list[str]:
        """The file that an import in the file at `path` means; none for a package, or outside of the site."""
        root = self._root(path)
        if entry.kind == "module":
            candidates = self._module_candidates(entry.target, path, root)
        else:
            names = (entry.target, f"layouts/{entry.target}") if entry.kind == "layout" else (entry.target,)
            folders = (*(os.path.join(root, folder) for folder in _TEMPLATE_FOLDERS), os.path.dirname(path), root)
            candidates = (
                os.path.join(folder, f"{name}{suffix}")
                for folder in folders
                for name in names
                for suffix in _TEMPLATE_SUFFIXES
            )
        return list(self._existing(candidates, root))[:1]

    def _module_candidates(self, target: str, path: str, root: str) -> Iterator[str]:
        if target.startswith("."):
            bases = [os.path.join(os.path.dirname(path), target)]
        elif target.startswith("/"):
            bases = [os.path.join(root, target[1:])]
        else:
            bases = list(self._aliased(target, path, root))
        for base in bases:
            yield base
            plain, suffix = os.path.splitext(base)
            for name in (base, *((plain,) if suffix in (".js", ".jsx", ".mjs") else ())):
                yield from (f"{name}{ending}" for ending in _SUFFIXES)
            yield from (os.path.join(base, f"index{ending}") for ending in _SUFFIXES)

    def _aliased(self, target: str, path: str, root: str) -> Iterator[str]:
        """Where the paths of tsconfig.json or jsconfig.json send a module, and where "@/" and "~/" go by habit."""
        for alias in self._aliases_for(os.path.dirname(path), root):
            before, star, after = alias.pattern.partition("*")
            if (star and target.startswith(before) and target.endswith(after)) or target == alias.pattern:
                inside = target[len(before) : len(target) - len(after)] if star else ""
                yield from (os.path.join(alias.base, place.replace("*", inside)) for place in alias.places)
        for prefix in _HABITS:
            if target.startswith(prefix):
                yield from (
                    os.path.join(root, folder, target[len(prefix) :]) for folder in ("src", "src/lib", "", "app")
                )

    def _aliases_for(self, folder: str, root: str) -> list[_Alias]:
        """The aliases of the nearest configuration that has any."""
        if folder not in self._aliases:
            found = [alias for name in _CONFIGS for alias in _read_aliases(os.path.join(folder, name), 0)]
            above = os.path.dirname(folder)
            if not found and folder not in ("", above) and os.path.normpath(folder) != os.path.normpath(root or "."):
                found = self._aliases_for(above, root)
            self._aliases[folder] = found
        return self._aliases[folder]

    def _root(self, path: str) -> str:
        """The folder of the site that holds the file, or the working folder."""
        folder = os.path.dirname(path)
        if folder not in self._roots:
            at = folder
            while not any(os.path.lexists(os.path.join(at, mark)) for mark in _ROOT_MARKS):
                above = os.path.dirname(at)
                if above == at:
                    at = folder if os.path.isabs(folder) else ""
                    break
                at = above
            self._roots[folder] = at
        return self._roots[folder]

    def _existing(self, paths: Iterable[str], root: str) -> Iterator[str]:
        """Those of the paths that are files of the site; links might lead out of it."""
        inside = os.path.abspath(root or ".")
        for path in map(os.path.normpath, paths):
            if os.path.isfile(path) and not os.path.islink(path) and os.path.abspath(path).startswith(inside + os.sep):
                yield path


def _read_aliases(path: str, depth: int) -> Iterator[_Alias]:
    try:
        with open(path, encoding="utf-8") as stream:
            text = stream.read(1_000_000)
        config = read_json(View.of(_COMMENT.sub(lambda match: match.group(1) or " ", text)))
    except (OSError, UnicodeDecodeError, NodeError):
        return
    folder = os.path.dirname(path)
    options = _get(config, "compilerOptions")
    base, paths, parent = _get(options, "baseUrl"), _get(options, "paths"), _get(config, "extends")
    start = os.path.join(folder, base.value) if isinstance(base, Scalar) else folder
    for name, value in paths.entries if isinstance(paths, Table) else ():
        targets = value.items if isinstance(value, Items) else (value,)
        yield _Alias(start, name.value, tuple(target.value for target in targets if isinstance(target, Scalar)))
    if isinstance(base, Scalar):
        yield _Alias(start, "*", ("*",))
    if isinstance(parent, Scalar) and parent.value.startswith(".") and depth < _DEEPEST:
        yield from _read_aliases(os.path.join(folder, parent.value), depth + 1)


def _get(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Table) else None

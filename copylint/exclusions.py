"""Files that hold no copy for patients although their format could: left out where folders are searched.

Each entry is a pattern over the path below the folder that was named (with "/"), and what such files are. `--all` reads them;
a file that is named itself is always read, unless --force-exclude asks for the same as in folders.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple


class Exclusion(NamedTuple):
    """Paths in which the pattern is found, in any case, are `what`."""

    pattern: str
    what: str


def _exclusion(what: str, pattern: str) -> Exclusion:
    return Exclusion(pattern, what)


_SCRIPT = r"\.[cm]?[jt]sx?$"
# In folders whose names are words of everyday ("tests", "coverage"), pages are pages: only scripts are left out there.
_SCRIPTS_BELOW = rf"/(?:.*/)?[^/]+{_SCRIPT}"

# A page is a page, whatever its address is called ("/workers", "/tests").
_PAGE = re.compile(r"(?:^|/)app/(?:.*/)?page\.(?:[jt]sx?|mdx)$|(?:^|/)\+page\.svelte$")
_NEVER_A_PAGE = re.compile(r"(?:^|/)(?:node_modules|vendor|dist|\.\w+)/")

EXCLUSIONS: tuple[Exclusion, ...] = (
    _exclusion(
        "tests",
        rf"(?:^|/)(?:__tests__|__mocks__|e2e|cypress|playwright)/|(?:^|/)(?:tests?|spec|fixtures){_SCRIPTS_BELOW}"
        rf"|\.(?:test|spec|stories|cy){_SCRIPT}",
    ),
    _exclusion(
        "configuration",
        rf"(?:^|/)(?:[\w.-]+\.config|\.[\w-]+rc|gulpfile|gruntfile|gatsby-(?:node|browser|ssr)|setupTests|reportWebVitals"
        rf"|middleware|instrumentation){_SCRIPT}",
    ),
    _exclusion("type declarations", r"\.d\.[cm]?ts$"),
    _exclusion(
        "others' code", r"\.min\.js$|(?:^|/)(?:vendor|third[_-]?party|bower_components|node_modules|wp-includes)/"
    ),
    _exclusion(
        "build output",
        r"(?:^|/)(?:dist|_site|\.next|\.astro|\.nuxt|\.output|\.svelte-kit|\.vercel|\.netlify|\.cache|storybook-static)/"
        rf"|(?:^|/)(?:build|out|coverage){_SCRIPTS_BELOW}",
    ),
    _exclusion(
        "developers' notes",
        r"(?:^|/)(?:readme|changelog|contributing|code_of_conduct|licen[cs]e|claude|agents|gemini|copilot[\w-]*"
        r"|pull_request_template|issue_template)(?:\.[\w-]+)?\.(?:md|mdx|txt|markdown)$"
        r"|(?:^|/)(?:requirements(?:-\w+)?|robots|humans|cmakelists)\.txt$|(?:^|/)\.(?:github|cursor|claude|vscode|husky|idea)/",
    ),
    _exclusion(
        "developers' notes",
        r"^(?:docs?/)?(?:roadmap|prompts?|system[_-]prompt|handoff|fact[_-]?check\w*|seo[_-](?:plan|audit|strategy|notes)|"
        r"copy[_-](?:audit|review)|deploy(?:ment)?|setup|architecture|style[_-]?guide)\.(?:md|mdx|txt|markdown)$",
    ),
    _exclusion("backups", r"(?:[._-](?:bak|orig|backup)|~)(?:\.\w+)?$| copy(?: \d+)?\.\w+$"),
    _exclusion(
        "site configuration",
        r"(?:^|/)(?:admin|cms)/config\.ya?ml$|(?:^|/)\.?tina/.*\.json$|(?:^|/)(?:vercel|netlify|firebase|turbo|nx|lerna)\.json$"
        r"|(?:^|/)(?:package(?:-lock)?|composer|[jt]sconfig[\w.-]*|manifest)\.json$|(?:^|/)(?:pnpm-lock|docker-compose[\w.-]*|copylint[\w.-]*)\.ya?ml$|(?:^|/)copylint-baseline\.txt$"
        r"|(?:^|/)\.[^/]*\.(?:json|ya?ml)$",
    ),
    _exclusion(
        "server code and staff tools",
        rf"(?:^|/)(?:api|server|functions|migrations|scripts|supabase|prisma|admin|dashboard|workers?){_SCRIPTS_BELOW}",
    ),
)


def excluded(path: str) -> str | None:
    """What the file at `path` (below the folder that was named) is, if it is left out."""
    path = path.replace("\\", "/")
    if _PAGE.search(path) and not _NEVER_A_PAGE.search(path):
        return None
    return next((what for pattern, what in EXCLUSIONS if _compiled(pattern).search(path)), None)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # Not before it is needed: a run over named files needs none.
    return re.compile(pattern, re.IGNORECASE)

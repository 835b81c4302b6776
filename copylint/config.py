"""copylint.yaml: what a site is, which policies judge it, and how. One file a repository, found from the working folder upward.

Read strictly, as policies are: whatever is wrong is told at its line and column. Paths and globs count from the file's folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from copylint.errors import PolicyError, Problem
from copylint.severity import Severity

if TYPE_CHECKING:
    from copylint.shapes import Record

NAMES = ("copylint.yaml", ".copylint.yaml")
SCHEMA_URL = "https://raw.githubusercontent.com/copylint/copylint/main/docs/config.schema.json"
REQUIREMENTS = ("reason", "by", "until", "ticket")
_BASELINE, _SUPPRESSIONS, _CLAIMS = "copylint-baseline.txt", "copylint-suppressions.yaml", "claims.yaml"
Kind = Literal["page", "part"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What is different for the files of some globs. `kind`: whether they are pages or parts of pages."""

    paths: tuple[str, ...]
    severity: Mapping[str, Severity] = field(default_factory=dict)
    off: tuple[str, ...] = ()
    kind: Kind | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyName:
    """A policy by name, file or pack; with the version or the digest (sha256) that it must have."""

    name: str
    version: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one repository. `path` is their file (None: there is none), `root` the folder that paths count from."""

    path: str | None = None
    root: str = "."
    policies: tuple[PolicyName, ...] = ()
    about: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    disclosures: tuple[str, ...] = ()
    fail_on: Severity = Severity.WARNING
    require: tuple[str, ...] = ("reason",)
    longest: int | None = None
    review_by: Literal["warn", "fail", "ignore"] = "warn"
    baseline: str = _BASELINE
    suppressions: str = _SUPPRESSIONS
    claims: str = _CLAIMS
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line of each value that the file gives."""

    def file(self, name: str) -> str:
        """The path of a file that is named in the config."""
        return os.path.normpath(os.path.join(self.root, name))

    def name(self, path: str) -> str:
        """A file's path as the config sees it: from the root, with "/"."""
        return os.path.relpath(path, self.root).replace(os.sep, "/")

    def overrides_for(self, path: str) -> list[Override]:
        """The overrides that concern a file, in their order; of two, the later counts."""
        name = self.name(path)
        return [override for override in self.overrides if matches(override.paths, name)]

    def parts_of(self, path: str) -> list[str]:
        """The files that the config says are shown with a page."""
        name = self.name(path)
        named = [part for glob, parts in self.pages.items() if matches((glob,), name) for part in parts]
        return [self.file(part) for part in dict.fromkeys((*named, *self.disclosures)) if part != name]

    def globs(self) -> list[str]:
        """Every glob that ought to match something."""
        return [*self.exclude, *(glob for override in self.overrides for glob in override.paths), *self.pages]


def matches(globs: Sequence[str], name: str) -> bool:
    """Whether a path from the root is one of the globs' (as in .gitignore: "**", "*", folders for all below them)."""
    return bool(globs) and _patterns(tuple(globs)).match_file(name)


_known: dict[tuple[str, ...], Any] = {}


def _patterns(globs: tuple[str, ...]) -> Any:
    if globs not in _known:
        import pathspec

        # A glob counts from the root, where .gitignore would take a name without "/" for one at any depth.
        _known[globs] = pathspec.GitIgnoreSpec.from_lines(
            glob if glob.startswith("/") else f"/{glob}" for glob in globs
        )
    return _known[globs]


def find_config(start: str = ".") -> str | None:
    """The config of the working folder: here or above it, up to the repository's root."""
    folder = os.path.abspath(start)
    while True:
        for name in NAMES:
            if os.path.isfile(os.path.join(folder, name)):
                return os.path.relpath(os.path.join(folder, name), start)
        project = os.path.join(folder, "pyproject.toml")
        if os.path.isfile(project) and _has_table(project):
            return os.path.relpath(project, start)
        above = os.path.dirname(folder)
        if above == folder or os.path.lexists(os.path.join(folder, ".git")):
            return None
        folder = above


def _has_table(path: str) -> bool:
    """Whether a pyproject.toml has a table for us; one that is broken and names us is read, so that it is told."""
    import tomllib

    try:
        with open(path, "rb") as stream:
            data = stream.read(1_000_000)
        if b"copylint" not in data:
            return False
        tool = tomllib.loads(data.decode("utf-8")).get("tool")
    except OSError:
        return False
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return b"[tool.copylint]" in data
    return isinstance(tool, dict) and "copylint" in tool


def load_config(path: str | None, source: str | None = None) -> Config:
    """The config in a file (or in `source`, its text elsewhere); the default one for None. Raises PolicyError with all that is wrong."""
    if path is None:
        return Config()
    from copylint.nodes import NodeError, read_yaml
    from copylint.shapes import Problems

    if source is None:
        try:
            with open(path, encoding="utf-8-sig", newline="") as stream:
                source = stream.read()
        except (OSError, UnicodeDecodeError) as error:
            raise PolicyError([Problem(path, 1, 1, f"cannot be read: {error}; save it as UTF-8")]) from None
    if path.endswith(".toml"):
        source = _json_of_toml(path, source)  # JSON is YAML; its values have no places of their own
    problems = Problems(path, source)
    try:
        node = read_yaml(source)
    except NodeError as error:
        problems.add(error.offset, f"is no YAML that can be read: {error.message}")
        raise PolicyError(problems.found) from None
    values = config_shape().read(node, problems) if node is not None else {}
    if problems.found or values is None:
        raise PolicyError(problems.found)
    return _config(path, source, values)


def _json_of_toml(path: str, source: str) -> str:
    """The table [tool.copylint] as JSON."""
    import json
    import tomllib

    try:
        table = tomllib.loads(source).get("tool", {}).get("copylint", {})
    except tomllib.TOMLDecodeError as error:
        raise PolicyError([Problem(path, 1, 1, f"is no TOML that can be read: {error}")]) from None
    return json.dumps(table, default=str)


def _config(path: str, source: str, values: Mapping[str, Any]) -> Config:
    from copylint.text.spans import LineIndex

    lines = LineIndex(source)
    known = {
        key.removeprefix("@"): lines.position(min(at, len(source)))[0]
        for key, at in values.items()
        if key[:1] == "@" and key != "@"
    }
    kept = values.get("suppressions", {})
    return Config(
        path=path,
        root=os.path.dirname(path) or ".",
        policies=tuple(
            PolicyName(name=entry) if isinstance(entry, str) else PolicyName(**_plain(entry))
            for entry in values.get("policies", ())
        ),
        about=values.get("about", ()),
        paths=values.get("paths", ()),
        exclude=values.get("exclude", ()),
        overrides=tuple(
            Override(
                paths=entry["paths"],
                severity={rule: Severity.parse(name) for rule, name in entry.get("severity", {}).items()},
                off=entry.get("off", ()),
                kind=entry.get("kind"),
                language=entry.get("language"),
            )
            for entry in values.get("overrides", ())
        ),
        pages=values.get("pages", {}),
        disclosures=values.get("disclosures", ()),
        fail_on=Severity.parse(values.get("fail_on", "warning")),
        require=tuple(dict.fromkeys(("reason", *kept.get("require", ())))),
        longest=kept.get("longest"),
        review_by=values.get("review_by", "warn"),
        baseline=values.get("baseline", _BASELINE),
        suppressions=kept.get("file", _SUPPRESSIONS),
        claims=values.get("claims", _CLAIMS),
        lines=known,
    )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if not key.startswith("@")}


def check_rules(config: Config, known: Iterable[str]) -> None:
    """Raise PolicyError for overrides of rules that no policy has."""
    if not config.overrides:
        return
    from copylint.shapes import nearest

    rules = set(known)
    problems = [
        Problem(config.path or "", config.lines.get("overrides", 1), 1, f'there is no rule "{name}" to override; {nearest(name, sorted(rules))}')
        for override in config.overrides
        for name in (*override.severity, *override.off)
        if name not in rules
    ]  # fmt: skip
    if problems:
        raise PolicyError(problems)


def check_files(config: Config) -> None:
    """Raise PolicyError for files that the config names and that are not there."""
    named = {"disclosures": config.disclosures, "pages": [part for parts in config.pages.values() for part in parts]}
    named |= {
        key: [name]
        for key, name in (("claims", config.claims), ("suppressions", config.suppressions))
        if key in config.lines
    }
    if config.suppressions == _SUPPRESSIONS:
        named.pop("suppressions", None)
    problems = [
        Problem(config.path or "", config.lines.get(key, 1), 1, f'there is no file "{name}"')
        for key, names in named.items()
        for name in names
        if not os.path.isfile(config.file(name))
    ]
    if problems:
        raise PolicyError(problems)


def check_about(config: Config, known: Iterable[str]) -> None:
    """Raise PolicyError for something that a site is about and no rule is: it would silence what it was to widen."""
    if not config.about:
        return
    from copylint.shapes import nearest

    names = sorted(set(known))
    problems = [
        Problem(
            config.path or "", config.lines.get("about", 1), 1, f'no rule is about "{name}"; {nearest(name, names)}'
        )
        for name in config.about
        if name not in names
    ]
    if problems:
        raise PolicyError(problems)


def config_shape() -> Record:
    """What the file may hold."""
    from copylint.checks.values import SEVERITY_CHOICES
    from copylint.shapes import Count, Either, Field, ListOf, MapOf, Record, Text

    rule = r"[a-z0-9]+(?:-[a-z0-9]+)*"
    severity = Text(choices=SEVERITY_CHOICES)
    glob = Text(pattern=r"[^\\]+", form='a path with "/", from this file\'s folder')
    globs = ListOf(glob, least=1, single=True)
    policy = Either(
        Text(),
        Record(
            {
                "name": Field(Text(), required=True),
                "version": Field(Text(about="The version that it must have.")),
                "digest": Field(
                    Text(pattern=r"[0-9a-f]{64}", form="a SHA-256 in hexadecimal (copylint config show tells it)")
                ),
            },
            name="policy",
        ),
    )
    override = Record(
        {
            "paths": Field(globs, required=True),
            "severity": Field(MapOf(severity, key=rule, about="Rules with another severity here.")),
            "off": Field(ListOf(Text(pattern=rule, form="a rule's id"), about="Rules that do not judge here.")),
            "kind": Field(
                Text(choices=("page", "part"), about="A page must hold its disclosures; a part is shown on pages.")
            ),
            "language": Field(Text(pattern=r"[a-z]{2,3}", form="a language code such as es")),
        },
        name="override",
    )
    return Record(
        {
            "policies": Field(ListOf(policy, least=1, about="Shipped policies or folders of them (us), policy files, installed packs.")),
            "about": Field(ListOf(Text(), about="Lexicons that the whole site is about, such as ketamine.")),
            "paths": Field(ListOf(glob, least=1, about="What `copylint check` reads when no path is named.")),
            "exclude": Field(ListOf(glob, about="Globs of files that are not read.")),
            "overrides": Field(ListOf(override)),
            "pages": Field(MapOf(ListOf(glob, least=1), key=r".+", about="Files that are shown with the pages of a glob, where imports do not tell.")),
            "disclosures": Field(ListOf(glob, about="Files that are shown on every page, such as a footer.")),
            "fail_on": Field(severity),
            "suppressions": Field(
                Record(
                    {
                        "require": Field(ListOf(Text(choices=REQUIREMENTS))),
                        "longest": Field(Count(least=1, about="The most days from today that a suppression may count.")),
                        "file": Field(glob),
                    },
                    name="entry",
                )
            ),
            "review_by": Field(Text(choices=("warn", "fail", "ignore"), about="What happens when a policy is past its review date.")),
            "baseline": Field(glob),
            "claims": Field(glob),
        },
        name="config",
        about="How copylint judges this repository.",
    )  # fmt: skip


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of the file, for editors."""
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": "copylint config", **config_shape().schema()}
